#include "cli/command/holiday.h"

#include <filesystem>
#include <set>

#include "calendar/date_words.h"
#include "calendar/days_off.h"
#include "cli/invocation.h"
#include "cli/job/imports/calendar_file.h"
#include "cli/job/imports/csv_import.h"
#include "cli/job/planning/lay_out.h"
#include "cli/listing.h"
#include "cli/values.h"
#include "storage/holidays.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// Adds what is not there yet.
class NewHolidays {
  public:
    NewHolidays(Invocation& invocation, storage::UnitOfWork& work) : invocation_(invocation), work_(work) {
        for (const auto& holiday : storage::holidays(work.connection(), {}))
            known_.emplace(holiday.date, holiday.name);
    }

    void add(Date date, const std::string& name) {
        if (!known_.emplace(date, name).second) return;
        storage::insert(work_, Holiday{date, name, work_.new_id<HolidayId>()});
        invocation_.changed("added holiday " + render_date(date) + " " + name);
        ++added_;
    }

    [[nodiscard]] std::size_t added() const { return added_; }

  private:
    Invocation& invocation_;
    storage::UnitOfWork& work_;
    std::set<std::pair<Date, std::string>> known_;
    std::size_t added_ = 0;
};

class HolidayAdd final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("NAME", name_, "what is celebrated");
        declaration.option("--on", "DATE", on_, "the day").needed();
        declaration.option("--until", "DATE", until_, "the last day of several");
        declaration.detail(
            "Each series says what becomes of its sessions on a holiday: tiffin series edit SERIES "
            "--holidays skip|next|previous|ask.");
        declaration.example("tiffin holiday add \"Company retreat\" --on 2027-05-10 --until 2027-05-12");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const std::string name = short_text(name_);
        if (name.empty())
            throw Failure(ExitStatus::usage, "a holiday needs a name",
                          "tiffin holiday add \"New Year\" --on 2027-01-01");
        if (const auto day = calendar::parse_date_numbers(name)) {
            throw Failure(ExitStatus::usage, "\"" + name + "\" is a date, and a holiday needs a name",
                          "tiffin holiday add NAME --on " + render_date(*day));
        }
        const Date on = invocation.date(*on_, "--on");
        const auto dates = invocation.period(on_, until_, {on, on}, "--on");
        if (dates.last - dates.first > days{366})
            throw Failure(ExitStatus::usage, "that would be a holiday of more than a year",
                          "tiffin series pause SERIES stops a series");
        NewHolidays holidays(invocation, work);
        for (Date day = dates.first; day <= dates.last; day += days{1}) holidays.add(day, name);
        const auto next = lay_out_again(invocation, work);
        invocation.finish("added " + name, next);
        return ExitStatus::done;
    }

  private:
    std::string name_;
    std::optional<std::string> on_, until_;
};

class HolidayRemove final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("NAME", name_, "what was celebrated");
        declaration.option("--on", "DATE", on_, "only this day (all days of that name from today on)");
        declaration.option("--until", "DATE", until_, "with --on: the last day of several");
        declaration.detail("Sessions that made way for it come back, unless somebody has moved them.");
        declaration.example("tiffin holiday remove \"Company retreat\"");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto days_off = chosen(invocation);
        for (const auto& holiday : days_off) {
            storage::remove(work, holiday.id);
            invocation.changed("removed holiday " + render_date(holiday.date) + " " + holiday.name);
        }
        const auto next = lay_out_again(invocation, work);
        invocation.finish("removed " + days_off.front().name, next);
        return ExitStatus::done;
    }

  private:
    [[nodiscard]] std::vector<Holiday> chosen(Invocation& invocation) const {
        if (until_ && !on_)
            throw Failure(ExitStatus::usage, "--until needs --on", "add the first day with --on");
        DateRange dates{invocation.today(), kLatestDate};
        if (on_) dates.first = dates.last = invocation.date(*on_, "--on");
        dates = invocation.period(on_, until_, dates, "--on");
        std::vector<Holiday> found;
        std::vector<std::string> names;
        for (auto& holiday : storage::holidays(invocation.connection(), dates)) {
            names.push_back(holiday.name);
            if (text::fold(holiday.name) == text::fold(text::trim(name_)))
                found.push_back(std::move(holiday));
        }
        if (!found.empty()) return found;
        const auto near = text::nearest(name_, names);
        throw Failure(
            ExitStatus::not_found,
            "there is no holiday \"" + name_ + "\" " +
                (on_ ? "on " + render_date(dates.first) : std::string("from today on")),
            near.empty() ? "see tiffin holiday list" : "did you mean " + text::join(near, " or ") + "?");
    }

    std::string name_;
    std::optional<std::string> on_, until_;
};

class HolidayList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--from", "DATE", from_,
                           "from this day on (today; the beginning, where --until is in the past)");
        declaration.option("--until", "DATE", until_, "up to this day");
        listing_.declare(declaration);
    }

    ExitStatus run(Invocation& invocation) override {
        auto dates = invocation.period(from_, until_, {});
        if (!from_ && invocation.today() <= dates.last) dates.first = invocation.today();
        report::Table table{{{"date", {}}, {"name", {}}}, {}};
        for (const auto& holiday : storage::holidays(invocation.connection(), dates)) {
            table.rows.push_back({cell(holiday.date), holiday.name});
        }
        return list(invocation, listing_, table, "no holidays; tiffin holiday import FILE.ics");
    }

  private:
    std::optional<std::string> from_, until_;
    ListOptions listing_;
};

class HolidayImport final : public Action {
  public:
    void declare(Declaration& declaration) override {
        file_.declare(declaration, "an .ics or CSV file (columns date, name), or - for standard input");
        file_.declare_dates(declaration);
        declaration.option("--from", "DATE", from_,
                           "leave earlier ones out (the first of January of this year)");
        declaration.option("--until", "DATE", until_, "leave later ones out (five years from today)");
        calendar_.declare(declaration);
        calendar_.declare_observances(declaration);
        declaration.detail(
            "A second import of the same file changes nothing. Sessions that nobody was told of make way as "
            "their series says.");
        declaration.example("tiffin holiday import us-federal-holidays.ics");
    }

    ExitStatus run(Invocation& invocation) override {
        file_.read(invocation.surroundings(), {.required = {"date", "name"}, .optional = {}, .renamed = {}});
        auto& work = invocation.begin();
        const Date today = invocation.today();
        const auto dates = invocation.period(from_, until_, {first_of_year(today), today + days{5 * 366}});
        NewHolidays holidays(invocation, work);
        if (is_calendar()) {
            import_calendar(invocation, dates, holidays);
        } else {
            import_csv(invocation, dates, holidays);
        }
        const auto next = invocation.changed_anything() ? lay_out_again(invocation, work) : std::string{};
        file_.finish(invocation, {.added = holidays.added()}, "holiday", "holidays", next);
        return ExitStatus::done;
    }

  private:
    /// By what the file's name says, else by what is in it.
    [[nodiscard]] bool is_calendar() const {
        if (text::fold(std::filesystem::path(file_.name()).extension().string()) == ".ics") return true;
        // ASCII still, whatever follows.
        return text::fold(text::trim(file_.bytes()).substr(0, 20)).find("begin:vcalendar") !=
               std::string::npos;
    }

    void import_csv(Invocation& invocation, DateRange dates, NewHolidays& holidays) const {
        file_.each_row(invocation, [&](const ImportRow& row) {
            const auto date = row.date("date");
            if (!date) throw row.refuse("date", "a holiday needs a date", "write it as 2027-02-18");
            if (row.text("name").empty()) throw row.refuse("name", "a holiday needs a name", "fill the cell");
            if (dates.contains(*date)) holidays.add(*date, short_text(row.text("name")));
        });
    }

    void import_calendar(Invocation& invocation, DateRange dates, NewHolidays& holidays) const {
        const auto file = file_.name();
        calendar::Skipped skipped;
        calendar::LeftOut left_out;
        for (const auto& holiday :
             calendar::read_holidays(file, file_.bytes(), dates, skipped, left_out, calendar_.reading())) {
            const auto name = short_text(holiday.name);
            holidays.add(holiday.date, name.empty() ? "Holiday" : name);
        }
        CalendarFile::tell(invocation, file, skipped, left_out);
    }

    ImportFile file_;
    CalendarFile calendar_;
    std::optional<std::string> from_, until_;
};

}  // namespace

std::unique_ptr<Action> make_holiday_add() {
    return std::make_unique<HolidayAdd>();
}
std::unique_ptr<Action> make_holiday_remove() {
    return std::make_unique<HolidayRemove>();
}
std::unique_ptr<Action> make_holiday_list() {
    return std::make_unique<HolidayList>();
}
std::unique_ptr<Action> make_holiday_import() {
    return std::make_unique<HolidayImport>();
}

}  // namespace tiffin::cli
