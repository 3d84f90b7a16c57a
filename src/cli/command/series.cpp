#include "cli/command/series.h"

#include <algorithm>

#include "calendar/date_words.h"
#include "calendar/holiday_policy.h"
#include "calendar/recurrence_words.h"
#include "calendar/zone.h"
#include "cli/invocation.h"
#include "cli/job/planning/lay_out.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "storage/holidays.h"
#include "storage/series.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using report::Column;
using std::chrono::days;

std::vector<Column> series_columns() {
    return {{"series", {}}, {"name", {}},     {"rule", {}},  {"start", {}}, {"length", Column::Align::right},
            {"zone", {}},   {"from", {}},     {"until", {}}, {"next", {}},  {"place", {}},
            {"lunch", {}},  {"holidays", {}}, {"rrule", {}}};
}

report::Row series_row(Invocation& invocation, const Series& series) {
    const auto coming = coming_sessions(invocation, series.id);
    return {series.slug,
            series.name,
            cell(rule_words(series)),
            cell(series.start),
            std::int64_t{series.length.count()},
            cell(series.zone),
            cell(series.first),
            cell(series.last),
            coming.empty() ? report::Cell{} : cell(coming.front().date),
            cell(series.place),
            std::string(to_string(series.lunch)),
            std::string(to_string(series.holidays)),
            cell(series.rule)};
}

class SeriesList final : public Action {
  public:
    void declare(Declaration& declaration) override { listing_.declare(declaration); }

    ExitStatus run(Invocation& invocation) override {
        report::Table table{series_columns(), {}};
        for (const auto& series : storage::all_series(invocation.connection())) {
            table.rows.push_back(series_row(invocation, series));
        }
        return list(invocation, listing_, table, "no series; add one with tiffin series add",
                    {"series", "rule", "start", "length", "zone", "from", "until", "next"});
    }

  private:
    ListOptions listing_;
};

class SeriesShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SERIES", series_, "the name or a unique part of it")
            .completing(Completes::series);
    }

    ExitStatus run(Invocation& invocation) override {
        const auto series = find_series(invocation.connection(), series_);
        auto columns = series_columns();
        auto row = series_row(invocation, series);
        const auto add = [&](const char* name, report::Cell value) {
            columns.push_back({name, {}});
            row.push_back(std::move(value));
        };
        add("link", cell(series.link));
        add("formality", std::string(to_string(series.formality)));
        add("topics", std::string(to_string(series.topic_policy)));
        add("capacity", series.capacity ? report::Cell{std::int64_t{*series.capacity}} : report::Cell{});
        add("audience", cell(series.audience));
        add("pool", cell(series.pool));
        std::vector<std::string> pauses;
        for (const auto& pause : series.pauses) pauses.push_back(render_pause(pause));
        add("pauses", pauses);
        add("invites", std::string(to_string(series.invites)));
        add("id", render_id(series.id));
        add("remote_capacity",
            series.remote_capacity ? report::Cell{std::int64_t{*series.remote_capacity}} : report::Cell{});
        report::render_record(columns, row, invocation.style(), invocation.out());
        return ExitStatus::done;
    }

  private:
    std::string series_;
};

class SeriesDates final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SERIES", series_, "the name or a unique part of it")
            .completing(Completes::series);
        declaration.option("--count", "N", count_, "so many dates (12)");
        declaration.option("--from", "DATE", from_,
                           "from this day on (the later of today and the series' first day)");
        declaration.option("--until", "DATE", until_, "up to this day");
        listing_.declare(declaration);
        declaration.detail("Previews the rule with holidays and pauses; nothing is stored.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        const auto series = find_series(connection, series_);
        if (series.rule.empty()) {
            throw Failure(ExitStatus::usage, series.name + " has no rule: it is known from its history only",
                          "tiffin series add \"" + series.name + "\" --every 1w --on thu --at 12:30");
        }
        const Date from =
            from_ ? invocation.date(*from_, "--from") : std::max(invocation.today(), series.first);
        const Date until = until_ ? invocation.date(*until_, "--until") : kLatestDate;
        const std::size_t most = count_   ? static_cast<std::size_t>(count(*count_, "--count"))
                                 : until_ ? SIZE_MAX
                                          : 12;
        report::Table table{{{"date", {}}, {"start", {}}, {"utc", {}}, {"note", {}}}, {}};
        const auto zone = calendar::Zone::load(series.zone);
        for (const auto& planned : preview(connection, series, {from, until}, most)) {
            const auto start = zone.to_instant(*planned.date, *series.start);
            table.rows.push_back({cell(*planned.date), calendar::render_offset_time(start, zone),
                                  render_instant(start), cell(calendar::describe(planned))});
        }
        return list(invocation, listing_, table, "no dates");
    }

  private:
    /// In steps, since how far `most` dates reach depends on the rule.
    static std::vector<PlannedDate> preview(storage::Connection& connection, const Series& series,
                                            DateRange span, std::size_t most) {
        const calendar::Holidays holidays(storage::holidays(connection, {}));
        std::vector<PlannedDate> dates;
        for (Date step = span.first; step <= span.last && dates.size() < most; step += days{3660}) {
            const Date end = std::min(span.last, step + days{3659});
            for (auto& planned : calendar::series_dates(series, holidays, step, end)) {
                if (planned.date && dates.size() < most) dates.push_back(std::move(planned));
            }
        }
        return dates;
    }

    std::string series_;
    std::optional<std::string> count_, from_, until_;
    ListOptions listing_;
};

}  // namespace

std::string rule_words(const Series& series) {
    if (series.rule.empty()) return {};
    const auto rule = calendar::parse_rrule(series.rule);
    return rule.count == 1 ? "once" : calendar::describe(rule);
}

std::unique_ptr<Action> make_series_list() {
    return std::make_unique<SeriesList>();
}
std::unique_ptr<Action> make_series_show() {
    return std::make_unique<SeriesShow>();
}
std::unique_ptr<Action> make_series_dates() {
    return std::make_unique<SeriesDates>();
}

}  // namespace tiffin::cli
