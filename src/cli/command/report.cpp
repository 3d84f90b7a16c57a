#include "cli/command/report.h"

#include <algorithm>

#include "cli/invocation.h"
#include "cli/job/planning/rotation_input.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "planning/fairness.h"
#include "report/rotation_report.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

class ReportRotation final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--from", "DATE", from_, "count sessions from this day on");
        declaration.option("--until", "DATE", until_, "count sessions up to this day (today)");
        declaration.option("--series", "SERIES", series_, "count only this series")
            .completing(Completes::series);
        declaration.option("--team", "TEAM", team_, "show only this team");
        listing_.declare(declaration);
        declaration.detail(
            "For each person: turns given, share (the parts owed), balance (turns minus share), the last "
            "turn given and the "
            "next one planned. Each session's turn is owed in equal parts by everybody of its pool who was "
            "in the programme "
            "and not away on its date, or by weight. Whoever rejoined began at zero: the balance that ended "
            "then is the column ended.");
        declaration.example("tiffin report rotation --from 2027-01-01 --format markdown");
    }

    ExitStatus run(Invocation& invocation) override {
        auto input = rotation_turns(invocation);
        auto& programme = input.programme;
        const auto period = invocation.period(from_, until_, {});
        std::optional<SeriesId> series;
        if (team_) check_team(invocation.connection(), *team_);
        if (series_) series = find_series(invocation.connection(), *series_).id;
        const auto in_series = [&](const planning::Slot& slot) {
            return !series || programme.series[slot.series].id == *series;
        };
        const auto counts = [&](const planning::Slot& slot) {
            return slot.state == planning::SlotState::given && period.contains(slot.date) && in_series(slot);
        };
        const auto accounts =
            planning::accounts(programme, counts, until_ ? period.last : invocation.today());

        std::vector<report::RotationRow> rows(programme.members.size());
        for (const auto& slot : programme.slots) note_turns(slot, counts, in_series, rows);
        std::vector<report::RotationRow> shown;
        shown.reserve(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto& person = programme.members[i];
            if (team_ && text::fold(*team_) != text::fold(person.team)) continue;
            const bool here = person.here.contains(invocation.today());
            if (!here && accounts[i].turns == 0 && accounts[i].share == 0) continue;
            rows[i].person = std::move(person.name);
            rows[i].email = std::move(input.emails[i]);
            rows[i].team = std::move(person.team);
            rows[i].turns = accounts[i].turns;
            rows[i].share = accounts[i].share;
            rows[i].balance = accounts[i].balance();
            rows[i].ended = accounts[i].ended;
            shown.push_back(std::move(rows[i]));
        }
        const bool anything = std::any_of(programme.slots.begin(), programme.slots.end(), counts);
        const auto headline =
            anything ? report::rotation_headline(shown) : "no session of this time has been held yet";
        const auto status = list(invocation, listing_, report::rotation_table(std::move(shown)), "no people",
                                 {"person", "email", "team", "turns", "share", "balance", "last", "next"});
        if (invocation.format() == report::Format::table && !headline.empty()) invocation.say(headline);
        return status;
    }

  private:
    template <class Counts, class InSeries>
    static void note_turns(const planning::Slot& slot, const Counts& counts, const InSeries& in_series,
                           std::vector<report::RotationRow>& rows) {
        const bool coming =
            slot.state == planning::SlotState::fixed || slot.state == planning::SlotState::kept;
        for (const auto member : slot.presenters) {
            if (counts(slot)) rows[member].last = slot.date;
            if (coming && in_series(slot) && !rows[member].next) rows[member].next = slot.date;
        }
    }

    std::optional<std::string> from_, until_, series_, team_;
    ListOptions listing_;
};

}  // namespace

std::unique_ptr<Action> make_report_rotation() {
    return std::make_unique<ReportRotation>();
}

}  // namespace tiffin::cli
