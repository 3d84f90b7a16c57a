#include "cli/command/catering.h"

#include <set>

#include "cli/invocation.h"
#include "cli/job/answers/catering.h"
#include "cli/job/answers/show_rates.h"
#include "cli/job/outbox/due_orders.h"
#include "cli/listing.h"
#include "cli/lookup.h"

namespace tiffin::cli {

namespace {

constexpr const char* kSessionHelp = "\"series/date\", or a date where it is the only one";

class ReportCatering final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        listing_.declare(declaration);
        declaration.detail(
            "How many eat, from their answers and the show rates, and how many of each diet. Special diets "
            "are counted as the combinations that they are, and ordered for everybody who may come and has "
            "one. Who joins remotely or waits for a place does not count.");
        declaration.detail(
            "A show rate is what you have set (show_rate_yes, show_rate_maybe, show_rate_silent); where you "
            "have not, it is measured in the last sessions of the series of which it is noted who was there "
            "(tiffin attendance add), once enough people answered so; until then it is the default. The "
            "columns yes_of, maybe_of and silent_of say of how many people a rate was measured.");
        declaration.detail(
            "No names and no addresses. After tiffin session freeze what the caterer was told stands beside "
            "it, "
            "and what has changed since. Of a potluck it shows what people bring.");
        declaration.detail(
            "Without SESSION: the coming sessions with lunch or dishes that were announced or have answers.");
        declaration.example("tiffin report catering lunch/2027-02-18 --format markdown");
    }

    ExitStatus run(Invocation& invocation) override {
        auto sessions =
            session_ ? std::vector{find_session(invocation, *session_)} : fed_sessions(invocation);
        std::vector<report::CateredSession> found;
        for (const auto& session : sessions) found.push_back(catered_session(invocation, session));
        say_measured(invocation, sessions);
        static const std::vector<std::string> kBrief{"session", "lunch",  "diet",   "portions", "yes",
                                                     "maybe",   "silent", "frozen", "delta",    "frozen_on"};
        return list(invocation, listing_, report::catering_table(found), "no session to come has lunch",
                    kBrief);
    }

  private:
    /// Once for each series whose rates are not those that are set.
    static void say_measured(Invocation& invocation, const std::vector<Session>& sessions) {
        std::set<SeriesId> told;
        for (const auto& session : sessions) {
            const auto series = series_of(invocation.connection(), session);
            if (series.lunch != Lunch::catered || !told.insert(series.id).second) continue;
            const auto rates = used_rates(invocation, series.id);
            if (rates.yes.measured_of || rates.maybe.measured_of || rates.silent.measured_of)
                invocation.say(series.slug + ": " + described(rates));
        }
    }

    std::optional<std::string> session_;
    ListOptions listing_;
};

class SessionFreeze final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.detail(
            "Notes what is ordered from the caterer as it stands now; tiffin report catering shows later "
            "changes beside it. Freezing again notes that the caterer was told of them. Where the setting "
            "caterer names somebody, tiffin tick does this by itself freeze_days before the session and "
            "sends them the order; freezing by hand is for sending it sooner.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto session = find_session(invocation, session_);
        const auto series = series_of(work.connection(), session);
        const auto name = session_name(series, session.date);
        if (is_called_off(session)) {
            throw Failure(ExitStatus::usage, name + " is " + std::string(to_string(session.state)),
                          "tiffin session restore " + name);
        }
        if (series.lunch != Lunch::catered) {
            throw Failure(ExitStatus::usage, name + " is not catered, so nothing is ordered for it",
                          "tiffin series edit " + series.slug + " --lunch catered");
        }
        const auto order = catering_order(invocation, session);
        if (freeze_order(invocation, work, session, order)) {
            invocation.changed("froze the order for " + name + ": " +
                               counted(static_cast<std::size_t>(order.ordered), "portion", "portions"));
        }
        invocation.finish("", caterer_of(invocation.settings_of(series.id))
                                  ? "tiffin tick tells the caterer"
                                  : "tiffin report catering " + name);
        return ExitStatus::done;
    }

  private:
    std::string session_;
};

}  // namespace

std::unique_ptr<Action> make_report_catering() {
    return std::make_unique<ReportCatering>();
}
std::unique_ptr<Action> make_session_freeze() {
    return std::make_unique<SessionFreeze>();
}

}  // namespace tiffin::cli
