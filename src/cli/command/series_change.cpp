#include <algorithm>

#include "calendar/recurrence_words.h"
#include "calendar/vtimezone.h"
#include "cli/audience.h"
#include "cli/command/series.h"
#include "cli/invocation.h"
#include "cli/job/answers/kept_answers.h"
#include "cli/job/planning/held_terms.h"
#include "cli/job/planning/lay_out.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// The options that `add` and `edit` share.
struct SeriesFields {
    calendar::ScheduleWords words;
    std::optional<std::string> from, until, at, length, zone, place, link, lunch, formality, topics, capacity,
        remote_capacity, audience, pool, holidays, invites;

    void declare(Declaration& declaration) {
        declaration.option("--every", "PERIOD", words.every, "1w, 2w, 3d or 1m");
        declaration.option("--on", "DAY", words.on, "weekday, or several: mon,thu");
        declaration.option("--monthly", "WHICH", words.monthly,
                           "\"third tue\", \"last fri\", 15, \"last day\"");
        declaration.option("--quarterly", "WHICH", words.quarterly,
                           "\"first tue\" of January, April, July, October");
        declaration.option("--rrule", "RULE", words.rrule, "an RFC 5545 rule, FREQ=WEEKLY;BYDAY=TH");
        declaration.option("--from", "DATE", from, "no session before this day");
        declaration.option("--until", "DATE", until, "no session after this day");
        declaration.option("--at", "TIME", at, "local start, 12:30");
        declaration.option("--length", "TIME", length, "45m, 1h, 1h30m (1h)");
        declaration.option("--zone", "ZONE", zone, "time zone (setting zone)").completing(Completes::zone);
        declaration.option("--place", "TEXT", place, "the room");
        declaration.option("--link", "URL", link, "for those who join remotely");
        declaration.option("--lunch", "KIND", lunch, "who brings lunch")
            .one_of({"none", "catered", "bring-your-own", "potluck"});
        declaration.option("--formality", "KIND", formality, "how talks are prepared")
            .one_of({"informal", "prepared"});
        declaration.option("--topics", "POLICY", topics, "what talks are about").one_of({"any", "work"});
        declaration.option("--capacity", "N", capacity, "places in person; \"\": no limit");
        declaration.option("--remote-capacity", "N", remote_capacity,
                           "places of those who join remotely; \"\": no limit");
        declaration.option("--audience", "WHO", audience,
                           "who is invited: everyone, or team:NAME, site:NAME, addresses");
        declaration.option("--pool", "WHO", pool, "who takes turns, written like the audience");
        declaration.option("--holidays", "POLICY", holidays, "what happens on a holiday (skip)")
            .one_of({"skip", "next", "previous", "ask"});
        declaration
            .option("--invites", "FORM", invites,
                    "an event for each session, or one that recurs for the series (single)")
            .one_of({"single", "series"});
    }

    [[nodiscard]] bool has_schedule() const {
        return words.every || words.on || words.monthly || words.quarterly || words.rrule;
    }

    [[nodiscard]] bool has_day_only() const {
        return words.on && !words.every && !words.monthly && !words.quarterly && !words.rrule;
    }

    void apply(Invocation& invocation, Series& series) const {
        if (from) series.first = invocation.date(*from, "--from");
        if (has_schedule()) {
            const auto recurrence = schedule(words, series.first);
            series.rule = calendar::render_rrule(recurrence);
            // Intervals count from the first session, not from the week in which somebody typed the command.
            const auto first = calendar::first_occurrence(recurrence, series.first);
            if (!first) {
                throw Failure(
                    ExitStatus::usage,
                    "the rule " + series.rule + " gives no date from " + render_date(series.first) + " on",
                    "change the rule, or --from");
            }
            series.first = *first;
        }
        if (until)
            series.last = until->empty() ? std::nullopt : std::optional(invocation.date(*until, "--until"));
        if (at) series.start = time_of_day(*at, "--at");
        if (length) series.length = cli::length(*length, "--length");
        if (zone) series.zone = zone_name(*zone, "--zone");
        if (place) series.place = short_text(*place);
        if (link) series.link = cli::link(*link, "--link");
        if (lunch) series.lunch = parse_lunch(*lunch).value_or(series.lunch);
        if (formality) series.formality = parse_formality(*formality).value_or(series.formality);
        if (topics) series.topic_policy = parse_topic_policy(*topics).value_or(series.topic_policy);
        if (capacity)
            series.capacity =
                capacity->empty() ? std::nullopt : std::optional(count(*capacity, "--capacity"));
        if (remote_capacity) {
            series.remote_capacity = remote_capacity->empty()
                                         ? std::nullopt
                                         : std::optional(count(*remote_capacity, "--remote-capacity"));
        }
        if (audience) {
            series.audience = cli::audience(*audience, "--audience");
            warn_of_nobody(invocation, series.audience, "--audience");
        }
        if (pool) {
            series.pool = cli::audience(*pool, "--pool");
            warn_of_nobody(invocation, series.pool, "--pool");
        }
        if (holidays) series.holidays = parse_holiday_policy(*holidays).value_or(series.holidays);
        if (invites) series.invites = parse_invites(*invites).value_or(series.invites);
    }
};

void check(const Series& series) {
    if (series.last && *series.last < series.first) {
        throw Failure(ExitStatus::usage,
                      series.name + " would end on " + render_date(*series.last) + ", before it begins on " +
                          render_date(series.first),
                      "change --from or --until");
    }
    if (series.rule.empty()) return;
    if (!series.start)
        throw Failure(ExitStatus::usage, series.name + " needs a time of day", "add --at 12:30");
    if (series.zone.empty()) {
        throw Failure(ExitStatus::usage, series.name + " needs a time zone",
                      "add --zone Europe/Berlin, or for all series: tiffin config set zone Europe/Berlin");
    }
}

/// Single invites give their times in UTC where the clocks change as no program but a few can follow; what
/// recurs cannot.
void warn_of_clock(Invocation& invocation, const Series& series) {
    if (series.invites == Invites::single || series.zone.empty()) return;
    const Date last = std::max(series.first, series.last.value_or(calendar::kOpenEnd));
    if (calendar::recurs_well(calendar::Zone::load(series.zone), {series.first, last})) return;
    invocation.warn("warning: Outlook misreads how the clocks change in " + series.zone +
                    " in an event that recurs; --invites single is right everywhere");
}

/// Coming sessions follow what the series says now, where they followed what it said before. Whether people
/// were told of one of them.
bool carry_over(Invocation& invocation, storage::UnitOfWork& work, const Series& before,
                const Series& after) {
    bool told = false;
    for (auto session : storage::sessions(work.connection(),
                                          {.dates = {invocation.today(), kLatestDate}, .series = after.id})) {
        if (is_over(session, invocation)) continue;
        const auto follow = [](auto& value, const auto& old, const auto& now) {
            if (value != old || old == now) return false;
            value = now;
            return true;
        };
        bool changed = follow(session.start, before.start, after.start);
        changed |= follow(session.length, before.length, after.length);
        changed |= follow(session.zone, before.zone, after.zone);
        changed |= follow(session.place, before.place, after.place);
        changed |= follow(session.link, before.link, after.link);
        if (!changed) continue;
        told |= is_announced(session);
        storage::update(work, session);
        invocation.changed("changed session " + session_name(after, session.date));
    }
    return told;
}

class SeriesAdd final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("NAME", name_, "the name, in quotes");
        declaration.option("--once", "DATE", once_, "a single session on this day");
        fields_.declare(declaration);
        declaration.detail(
            "A series that is known from an imported history only gets its rule this way. Its sessions are "
            "laid out as "
            "far ahead as the setting horizon_weeks says; tiffin plan lays out more.");
        declaration.example(
            "tiffin series add \"Thursday lunch\" --every 2w --on thu --from 2027-01-07 --at 12:30 --length "
            "45m --zone Europe/Berlin");
        declaration.example(
            "tiffin series add Demos --monthly \"last fri\" --from 2027-01-01 --at 15:00 --zone "
            "Europe/London");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const Series before = named(invocation, work);
        Series series = before;
        if (once_) {
            if (fields_.has_schedule())
                throw Failure(ExitStatus::usage, "--once stands for a rule of its own",
                              "leave the other rule out");
            if (fields_.from)
                throw Failure(ExitStatus::usage, "--once and --from exclude each other", "leave --from out");
            series.first = invocation.date(*once_, "--once");
            if (series.first < invocation.today())
                throw Failure(ExitStatus::usage, "--once: " + render_date(series.first) + " is over",
                              "name a day from " + render_date(invocation.today()) +
                                  " on; tiffin import history notes what took place before");
            fields_.words.rrule = "FREQ=DAILY;COUNT=1";
        }
        if (!fields_.has_schedule()) {
            throw Failure(ExitStatus::usage, "a series needs a rule",
                          "--every 1w --on thu, --monthly \"third tue\", --quarterly \"first tue\", --rrule "
                          "RULE or --once DATE");
        }
        if (!fields_.from && !once_) series.first = invocation.today();
        if (series.zone.empty()) series.zone = invocation.zone();
        fields_.apply(invocation, series);
        check(series);
        warn_of_clock(invocation, series);
        if (before.id) {
            storage::update(work, series);
            invocation.changed("gave the series " + series.name + " its rule: " + rule_words(series));
            carry_over(invocation, work, before, series);
        } else {
            series.id = work.new_id<SeriesId>();
            storage::insert(work, series);
            invocation.changed("added series " + series.name + ": " + rule_words(series) + " at " +
                               render_time_of_day(*series.start));
        }
        warn_of(invocation,
                describe(series, lay_out(invocation, work, series, horizon(invocation, series)).strays));
        if (coming_sessions(invocation, series.id).empty())
            invocation.warn("no session of " + series.name + " is ahead; tiffin series dates " + series.slug +
                            " shows its dates");
        invocation.finish(next_sessions(invocation, series), "tiffin plan");
        return ExitStatus::done;
    }

  private:
    /// A new series, or the one that a history brought and that has no rule yet.
    Series named(Invocation& invocation, storage::UnitOfWork& work) const {
        const std::string name = short_text(name_);
        const auto slug = text::slug(name);
        if (slug.empty()) {
            throw Failure(ExitStatus::usage,
                          "\"" + name_ + "\" has no letter or digit that can be typed for it",
                          "choose a name with some, such as \"Thursday lunch\"");
        }
        auto known = storage::series_by_slug(work.connection(), slug);
        if (!known)
            return {.id = {},
                    .name = name,
                    .slug = slug,
                    .rule = {},
                    .first = invocation.today(),
                    .zone = {},
                    .place = {},
                    .link = {},
                    .audience = "everyone",
                    .pool = "everyone",
                    .pauses = {}};
        if (known->rule.empty()) return *std::move(known);
        throw Failure(ExitStatus::usage, "there is a series " + known->name + " already",
                      "tiffin series edit " + slug);
    }

    std::string name_;
    std::optional<std::string> once_;
    SeriesFields fields_;
};

/// The day from which a new rule counts its intervals: the beginning of the week or month in which the series
/// begins, so that a fortnightly lunch keeps its weeks when it moves to another day.
Date anchor(const calendar::Recurrence& rule, Date first) {
    if (rule.frequency == calendar::Frequency::daily) return first;
    if (rule.frequency == calendar::Frequency::weekly)
        return first - days{(std::chrono::weekday{first} - rule.week_start).count()};
    const std::chrono::year_month_day date{first};
    return date.year() / date.month() / 1;
}

class SeriesEdit final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SERIES", series_, "the name or a unique part of it")
            .completing(Completes::series);
        declaration.option("--name", "NAME", name_, "a new name");
        fields_.declare(declaration);
        declaration.detail(
            "With --on alone the series stays weekly or fortnightly, as it is. Coming sessions follow. With "
            "a new rule each moves to the new day in its week, or with a "
            "monthly one in its "
            "month; where there is none, it is removed when nobody was told of it, and else stays with a "
            "warning. "
            "What invites show of it becomes an update for everybody invited. The past stays.");
        declaration.detail(
            "With --invites the other form everybody gets a cancellation of the old invites and the new "
            "ones; what they answered counts for the sessions that are laid out. "
            "A recurring invite ends, and another begins, when rule, start or zone change.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto before = find_series(work.connection(), series_);
        Series series = before;
        if (name_) rename(work, series);
        if (fields_.has_schedule() && !fields_.words.rrule) check_is_endless(before);
        if (fields_.has_day_only()) fields_.words.every = period_of(before);
        fields_.apply(invocation, series);
        if (fields_.has_schedule() && !fields_.from) keep_weeks(invocation, before, series);
        check(series);
        if (series == before) {
            invocation.finish("", "");
            return ExitStatus::done;
        }
        if (series.invites != before.invites || series.zone != before.zone) warn_of_clock(invocation, series);
        if (series.pool != before.pool) keep_held_terms(invocation, work);
        if (series.invites != before.invites) keep_answers(invocation, work, before);
        storage::update(work, series);
        invocation.changed("changed series " + series.name +
                           (series.slug == before.slug
                                ? ""
                                : "; its sessions are named " + series.slug + "/DATE from now on"));
        const auto laid_out = lay_out(invocation, work, series, horizon(invocation, series),
                                      {.carry = carry_of(before, series)});
        bool told = carry_over(invocation, work, before, series);
        told |= laid_out.told || series.invites != before.invites;
        if (series.invites != before.invites && has_told_sessions(invocation, series)) {
            invocation.warn(
                "everybody invited gets cancellations of the old invites, and the new ones; "
                "tiffin invite -n shows them before they go out");
        }
        const bool shows_other_words = series.name != before.name || series.lunch != before.lunch;
        told |= shows_other_words && has_told_sessions(invocation, series);
        warn_of(invocation, describe(series, laid_out.strays));
        invocation.finish(next_sessions(invocation, series),
                          told ? invocation.telling() + " sends the updates" : "tiffin plan");
        return ExitStatus::done;
    }

  private:
    static bool has_told_sessions(Invocation& invocation, const Series& series) {
        const auto sessions = storage::sessions(
            invocation.connection(), {.dates = {invocation.today(), kLatestDate}, .series = series.id});
        return std::any_of(sessions.begin(), sessions.end(),
                           [](const Session& session) { return is_announced(session); });
    }

    /// The words for a rule say nothing of an end within it, which must not get lost.
    static void check_is_endless(const Series& series) {
        if (series.rule.empty()) return;
        const auto rule = calendar::parse_rrule(series.rule);
        if (!rule.count && !rule.until) return;
        throw Failure(ExitStatus::usage, series.name + " has a rule that ends by itself: " + series.rule,
                      "write the new one with --rrule, or --rrule FREQ=WEEKLY first for one without an end");
    }

    /// Another day keeps how often: fortnightly stays fortnightly.
    static std::optional<std::string> period_of(const Series& series) {
        if (series.rule.empty()) return std::nullopt;
        const auto rule = calendar::parse_rrule(series.rule);
        if (rule.frequency == calendar::Frequency::weekly) return std::to_string(rule.interval) + "w";
        throw Failure(ExitStatus::usage,
                      series.name + " takes place " + calendar::describe(rule) +
                          ", and --on alone does not say how often from now on",
                      "add --every 1w, or say --monthly \"last fri\"");
    }

    static Carry carry_of(const Series& before, const Series& series) {
        if (series.rule.empty() || (series.rule == before.rule && series.first == before.first))
            return Carry::nothing;
        const auto frequency = calendar::parse_rrule(series.rule).frequency;
        const bool often =
            frequency == calendar::Frequency::daily || frequency == calendar::Frequency::weekly;
        return often ? Carry::within_week : Carry::within_month;
    }

    /// The first day of a new rule for a series that has begun already, or is about to.
    static void keep_weeks(Invocation& invocation, const Series& before, Series& series) {
        if (before.rule.empty()) return;
        if (series.rule == before.rule) {
            series.first = before.first;
            return;
        }
        auto rule = calendar::parse_rrule(series.rule);
        rule.count.reset();  // counts from the new first day on
        const Date from = anchor(rule, before.first);
        calendar::Occurrences occurrences(rule, from);
        occurrences.skip_to(std::max(from, invocation.today()));
        series.first = occurrences.next().value_or(before.first);
    }

    void rename(storage::UnitOfWork& work, Series& series) const {
        series.name = short_text(*name_);
        series.slug = text::slug(series.name);
        if (series.slug.empty())
            throw Failure(ExitStatus::usage,
                          "\"" + *name_ + "\" has no letter or digit that can be typed for it",
                          "choose a name with some");
        const auto other = storage::series_by_slug(work.connection(), series.slug);
        if (other && other->id != series.id)
            throw Failure(ExitStatus::usage, "there is a series " + other->name + " already",
                          "choose another name");
    }

    std::string series_;
    std::optional<std::string> name_;
    SeriesFields fields_;
};

}  // namespace

std::unique_ptr<Action> make_series_add() {
    return std::make_unique<SeriesAdd>();
}
std::unique_ptr<Action> make_series_edit() {
    return std::make_unique<SeriesEdit>();
}

}  // namespace tiffin::cli
