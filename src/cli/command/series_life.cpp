#include <algorithm>

#include "cli/command/series.h"
#include "cli/invocation.h"
#include "cli/job/planning/lay_out.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "storage/series.h"
#include "storage/series_invites.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// What `pause`, `resume` and `end` do after they changed the series.
/// `closed`: the days that the series has just lost.
void apply_and_lay_out(Invocation& invocation, storage::UnitOfWork& work, const Series& series,
                       std::optional<DateRange> closed) {
    storage::update(work, series);
    const auto laid_out = lay_out(invocation, work, series, horizon(invocation), {.closed = closed});
    warn_of(invocation, describe(series, laid_out.strays), 1);
    // A recurring invite has told the dates of sessions that are not announced yet.
    const bool told = laid_out.told || series.invites == Invites::series;
    invocation.finish(next_sessions(invocation, series),
                      told ? invocation.telling() + " sends the cancellations" : "tiffin plan");
}

class SeriesPause final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SERIES", series_, "the name or a unique part of it")
            .completing(Completes::series);
        declaration.option("--from", "DATE", from_, "the first day without sessions (today)");
        declaration.option("--until", "DATE", until_, "the last such day; not given: until resumed");
        declaration.detail("Sessions that people were told of are cancelled, others are removed.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto series = find_series(work.connection(), series_);
        const auto pause = invocation.period(from_, until_, {invocation.today(), kLatestDate});
        for (const auto& other : series.pauses) {
            if (other == pause) {
                invocation.finish("", "");
                return ExitStatus::done;
            }
            if (other.first <= pause.last && pause.first <= other.last) {
                throw Failure(ExitStatus::usage,
                              series.name + " is paused from " + render_date(other.first) + " already",
                              "tiffin series resume " + series.slug);
            }
        }
        series.pauses.push_back(pause);
        invocation.changed("paused series " + series.name + " from " + render_pause(pause));
        apply_and_lay_out(invocation, work, series, pause);
        return ExitStatus::done;
    }

  private:
    std::string series_;
    std::optional<std::string> from_, until_;
};

class SeriesResume final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SERIES", series_, "the name or a unique part of it")
            .completing(Completes::series);
        declaration.option("--on", "DATE", on_, "the first day with sessions again (today)");
        declaration.detail(
            "Ends the pause that covers that day. Sessions that were cancelled stay so; tiffin session "
            "restore brings one back.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto series = find_series(work.connection(), series_);
        const Date on = on_ ? invocation.date(*on_, "--on") : invocation.today();
        const auto pause = std::find_if(series.pauses.begin(), series.pauses.end(),
                                        [&](const DateRange& range) { return range.contains(on); });
        if (pause == series.pauses.end()) {
            invocation.say(series.name + " is not paused on " + render_date(on));
            name_next_pause(invocation, series, on);
            return ExitStatus::done;
        }
        const DateRange opened{on, pause->last};
        pause->last = on - days{1};
        if (pause->last < pause->first) series.pauses.erase(pause);
        invocation.changed("resumed series " + series.name + " from " + render_date(on));
        name_cancelled(invocation, series, opened);
        name_next_pause(invocation, series, on);
        apply_and_lay_out(invocation, work, series, std::nullopt);
        return ExitStatus::done;
    }

  private:
    static void name_cancelled(Invocation& invocation, const Series& series, const DateRange& opened) {
        for (const auto& session :
             storage::sessions(invocation.connection(), {.dates = opened, .series = series.id})) {
            if (!is_called_off(session) || is_over(session, invocation)) continue;
            const auto name = session_name(series, session.date);
            invocation.say(name + " stays " + std::string(to_string(session.state)) +
                           "; tiffin session restore " + name);
        }
    }

    static void name_next_pause(Invocation& invocation, const Series& series, Date on) {
        const auto next = std::find_if(series.pauses.begin(), series.pauses.end(),
                                       [&](const DateRange& range) { return range.first > on; });
        if (next == series.pauses.end()) return;
        invocation.say(series.name + " pauses from " + render_pause(*next) + "; tiffin series resume " +
                       series.slug + " --on " + render_date(next->first) + " ends that");
    }

    std::string series_;
    std::optional<std::string> on_;
};

class SeriesEnd final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SERIES", series_, "the name or a unique part of it")
            .completing(Completes::series);
        declaration.option("--on", "DATE", on_, "the last day (today)");
        declaration.detail(
            "Sessions after it that people were told of are cancelled, others are removed. The past stays.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto series = find_series(work.connection(), series_);
        const Date last = on_ ? invocation.date(*on_, "--on") : invocation.today();
        if (series.last == last) {
            invocation.finish("", "");
            return ExitStatus::done;
        }
        const bool has_begun = series.first <= invocation.today();
        if (last < series.first && has_begun) {
            throw Failure(
                ExitStatus::usage,
                series.name + " begins on " + render_date(series.first) + ", after " + render_date(last),
                "name a later day with --on");
        }
        series.last = last;
        invocation.changed("ended series " + series.name +
                           (last < series.first ? " before it began" : " on " + render_date(last)));
        apply_and_lay_out(invocation, work, series, DateRange{last + days{1}, kLatestDate});
        return ExitStatus::done;
    }

  private:
    std::string series_;
    std::optional<std::string> on_;
};

class SeriesRemove final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SERIES", series_, "the name or a unique part of it")
            .completing(Completes::series);
        declaration.detail(
            "For one that was added by mistake: nobody was told of its sessions, nobody confirmed one, and "
            "none "
            "took place. It goes with its sessions. Any other ends: tiffin series end.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto series = find_series(work.connection(), series_);
        const auto sessions = storage::sessions(work.connection(), {.series = series.id});
        for (const auto& session : sessions) refuse_what_counts(invocation, series, session);
        for (const auto& invite : storage::series_invites(work.connection(), series.id)) {
            if (invite.whole) throw refusal(series, "people were invited to it");
        }
        for (const auto& session : sessions) storage::remove(work, session.id);
        storage::remove(work, series.id);
        invocation.changed(
            "removed series " + series.name +
            (sessions.empty() ? "" : " with " + counted(sessions.size(), "session", "sessions")));
        invocation.finish("", "tiffin series list");
        return ExitStatus::done;
    }

  private:
    static void refuse_what_counts(Invocation& invocation, const Series& series, const Session& session) {
        const auto name = session_name(series, session.date);
        std::string why;
        if (took_place(session, invocation.today())) {
            why = name + " took place";
        } else if (is_announced(session)) {
            why = "people were told of " + name;
        } else if (session.state == SessionState::confirmed) {
            why = name + " is confirmed";
        } else {
            return;
        }
        throw refusal(series, why);
    }

    static Failure refusal(const Series& series, const std::string& why) {
        return {ExitStatus::usage, series.name + " cannot be removed: " + why,
                "tiffin series end " + series.slug + " ends it"};
    }

    std::string series_;
};

}  // namespace

std::unique_ptr<Action> make_series_pause() {
    return std::make_unique<SeriesPause>();
}
std::unique_ptr<Action> make_series_resume() {
    return std::make_unique<SeriesResume>();
}
std::unique_ptr<Action> make_series_end() {
    return std::make_unique<SeriesEnd>();
}
std::unique_ptr<Action> make_series_remove() {
    return std::make_unique<SeriesRemove>();
}

}  // namespace tiffin::cli
