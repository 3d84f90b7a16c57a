#include <algorithm>

#include "cli/command/report.h"
#include "cli/invocation.h"
#include "cli/job/planning/rotation_input.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "planning/replay.h"
#include "report/fairness_report.h"

namespace tiffin::cli {

namespace {

report::FairnessFigures figures(const planning::Record& record) {
    return {record.worst ? record.worst->balance : 0, record.squares,
            static_cast<std::int64_t>(record.close_pairs), record.longest_wait, record.shortest};
}

class ReportFairness final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--from", "DATE", from_, "look at sessions from this day on");
        declaration.option("--until", "DATE", until_, "look at sessions up to this day (today)");
        declaration.option("--series", "SERIES", series_, "look only at this series")
            .completing(Completes::series);
        declaration.option("--close", "DAYS", close_, "a turn sooner after the last one is too close");
        declaration.flag("--people", people_, "show each person");
        listing_.declare(declaration);
        declaration.detail(
            "Plans the past again from its first session, with the same dates, people and rules, and puts "
            "what the plan would have done beside what happened. Whoever has no joined date is taken to "
            "have joined with their first turn, whoever has not left to have stayed until their last.");
        declaration.example("tiffin report fairness --people --format markdown");
    }

    ExitStatus run(Invocation& invocation) override {
        auto programme = rotation_turns(invocation).programme;
        keep_the_past(invocation, programme);
        planning::bound_memberships(programme);
        const int close = close_days(programme);
        const auto plan = planning::replay(programme, close);
        const auto held = planning::record(programme, close);
        const auto planned = planning::record(plan, close);
        std::vector<report::FairnessRow> rows;
        for (std::size_t i = 0; i < programme.members.size(); ++i) {
            const auto& was = held.members[i];
            const auto& would = planned.members[i];
            if (was.turns == 0 && would.turns == 0 && was.worst == 0) continue;
            rows.push_back({programme.members[i].name, was.turns, would.turns, was.worst, would.worst,
                            was.shortest, would.shortest});
        }
        const auto headline = report::fairness_headline(rows);
        report::Table table;
        if (people_ || rows.empty()) {
            table = report::fairness_people_table(std::move(rows));
        } else {
            table = report::fairness_table(figures(held), figures(planned), close,
                                           static_cast<std::int64_t>(held.together));
        }
        const auto status = list(invocation, listing_, table, "no sessions were held");
        if (invocation.format() == report::Format::table && !headline.empty()) invocation.say(headline);
        return status;
    }

  private:
    void keep_the_past(Invocation& invocation, planning::Programme& programme) const {
        const auto period = invocation.period(from_, until_, {});
        std::optional<SeriesId> series;
        if (series_) series = find_series(invocation.connection(), *series_).id;
        std::erase_if(programme.slots, [&](const planning::Slot& slot) {
            return slot.state != planning::SlotState::given || !period.contains(slot.date) ||
                   (series && programme.series[slot.series].id != *series);
        });
    }

    /// As asked for, else the widest soft gap of the series, else half of what a fair share leaves between.
    [[nodiscard]] int close_days(const planning::Programme& programme) const {
        if (close_) return count(*close_, "--close");
        int days = 0;
        for (const auto& series : programme.series) days = std::max(days, series.rules.soft_gap_days);
        return days > 0 ? days : planning::fair_interval(programme) / 2;
    }

    std::optional<std::string> from_, until_, series_, close_;
    bool people_ = false;
    ListOptions listing_;
};

}  // namespace

std::unique_ptr<Action> make_report_fairness() {
    return std::make_unique<ReportFairness>();
}

}  // namespace tiffin::cli
