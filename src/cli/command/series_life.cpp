#include <algorithm>

#include "cli/command/series.h"
#include "cli/invocation.h"
#include "cli/job/lay_out.h"
#include "cli/lookup.h"
#include "storage/series.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// What `pause`, `resume` and `end` do after they changed the series.
void apply_and_lay_out(Invocation& invocation, storage::UnitOfWork& work, const Series& series) {
    storage::update(work, series);
    const auto last = storage::last_session_date(work.connection(), series.id);
    lay_out(invocation, work, series, std::max(horizon(invocation), last.value_or(kEarliestDate)),
            Unwanted::cancel);
    invocation.finish("changed series " + series.slug, "tiffin invite sends what is due");
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
        const DateRange pause{from_ ? invocation.date(*from_, "--from") : invocation.today(),
                              until_ ? invocation.date(*until_, "--until") : kLatestDate};
        if (pause.last < pause.first)
            throw Failure(ExitStatus::usage, "--until is before --from", "swap the two dates");
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
        invocation.changed("paused series " + series.name + " from " + render_date(pause.first) +
                           (until_ ? " to " + render_date(pause.last) : " until resumed"));
        apply_and_lay_out(invocation, work, series);
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
            return ExitStatus::done;
        }
        pause->last = on - days{1};
        if (pause->last < pause->first) series.pauses.erase(pause);
        invocation.changed("resumed series " + series.name + " from " + render_date(on));
        apply_and_lay_out(invocation, work, series);
        return ExitStatus::done;
    }

  private:
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
        if (last < series.first) {
            throw Failure(
                ExitStatus::usage,
                series.name + " begins on " + render_date(series.first) + ", after " + render_date(last),
                "name a later day with --on");
        }
        series.last = last;
        invocation.changed("ended series " + series.name + " on " + render_date(last));
        apply_and_lay_out(invocation, work, series);
        return ExitStatus::done;
    }

  private:
    std::string series_;
    std::optional<std::string> on_;
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

}  // namespace tiffin::cli
