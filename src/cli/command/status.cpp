#include "cli/command/status.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "calendar/holiday_policy.h"
#include "calendar/zone.h"
#include "calendar/zone_data.h"
#include "cli/invocation.h"
#include "cli/job/answers/answers.h"
#include "cli/job/answers/catering.h"
#include "cli/job/invites/due_invites.h"
#include "cli/job/outbox/due_orders.h"
#include "cli/job/outbox/message_text.h"
#include "cli/job/outbox/session_preparation.h"
#include "cli/job/planning/conflicts.h"
#include "cli/job/planning/duty_findings.h"
#include "cli/job/planning/lay_out.h"
#include "cli/job/planning/plan_levels.h"
#include "cli/job/planning/reserve.h"
#include "cli/job/planning/rotation_input.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "domain/session_life.h"
#include "planning/rotation.h"
#include "storage/holidays.h"
#include "storage/messages.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// Something to do or to mend, and the command for it.
class Findings {
  public:
    void add(std::string what, std::string command) {
        table_.rows.push_back({std::move(what), std::move(command)});
    }
    [[nodiscard]] const report::Table& table() const { return table_; }
    [[nodiscard]] bool empty() const { return table_.rows.empty(); }

  private:
    report::Table table_{{{"finding", {}}, {"command", {}}}, {}};
};

/// "calendars lack what has changed in lunch/2027-02-18 and 2 more"; empty when nobody was told of
/// anything that is otherwise now.
std::string outdated(const DueInvites& due) {
    std::string text;
    std::size_t more = 0;
    for (const auto& each : due.sessions) {
        if (!each.is_outdated) continue;
        if (text.empty()) {
            text = "calendars lack what has changed in " + each.name;
        } else {
            ++more;
        }
    }
    return more == 0 ? text : text + " and " + std::to_string(more) + " more";
}

/// Sessions that wait for a decision, since their series would have them elsewhere.
void find_strays(Invocation& invocation, Findings& findings) {
    for (const auto& series : storage::all_series(invocation.connection())) {
        for (auto& words : describe(series, strays(invocation, series)))
            findings.add(std::move(words.what), std::move(words.command));
    }
}

class Status final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.detail(
            "What an organizer should do next, each with its command. Nothing to do is said, too.");
        listing_.declare(declaration);
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        if (invocation.settings().text("organizer").empty()) {
            findings_.add("nobody is set as the organizer who invites",
                          "tiffin config set organizer \"NAME <ADDRESS>\"");
        }
        const auto people = storage::all_people(connection);
        if (people.empty()) findings_.add("the programme has no people", "tiffin person import FILE");
        const auto series = storage::all_series(connection);
        if (series.empty())
            findings_.add("the programme has no series",
                          "tiffin series add NAME --every 1w --on thu --at 12:30");
        holidays_ = calendar::Holidays(storage::holidays(connection, {}));
        for (const auto& each : series) find_in_series(invocation, each);
        find_strays(invocation, findings_);
        find_declines(invocation);
        find_orders(invocation);
        find_in_sessions(invocation, coming_sessions(invocation));
        for (auto& found : duty_findings(invocation))
            findings_.add(std::move(found.what), std::move(found.command));
        find_past(invocation);
        find_invites(invocation);
        find_messages(invocation);
        find_preparation(invocation);
        return list(invocation, listing_, findings_.table(), "nothing to do");
    }

  private:
    void find_in_series(Invocation& invocation, const Series& series) {
        const Date today = invocation.today();
        if (series.last && *series.last < today) return;
        if (series.rule.empty()) {
            findings_.add(series.name + " has a past but no rule",
                          "tiffin series add \"" + series.name + "\" --every 1w --on thu --at 12:30");
            return;
        }
        const auto last = series.laid_out_until;
        const Date from = last && *last >= today ? *last + days{1} : today;
        const auto dates = calendar::series_dates(series, holidays_, from, today + days{28});
        if (std::none_of(dates.begin(), dates.end(), [](const auto& planned) { return planned.date; }))
            return;
        findings_.add(series.name + (from > today ? " is laid out only until " + render_date(*last)
                                                  : " has no session ahead"),
                      "tiffin plan --series " + series.slug);
    }

    void find_orders(Invocation& invocation) {
        for (const auto& session : fed_sessions(invocation)) {
            const auto found = catered_session(invocation, session);
            const auto settings = invocation.settings_of(session.series);
            const auto days_before = settings.number("freeze_days").value_or(0);
            const bool by_mail = caterer_of(settings).has_value();
            if (found.lunch != Lunch::catered || session.date > invocation.today() + days{days_before})
                continue;
            const auto when = times(session);
            if (when && when->start <= invocation.now()) continue;  // nobody can order for it any more
            if (!found.frozen) {
                findings_.add(found.name + " is catered, and its " + portions(found.order.ordered) +
                                  (found.order.ordered == 1 ? " is" : " are") + " not ordered yet",
                              by_mail ? "tiffin tick" : "tiffin session freeze " + found.name);
            } else if (const int more = delta(found.order, *found.frozen); more != 0) {
                findings_.add(found.name + " needs " + portions(std::abs(more)) +
                                  (more > 0 ? " more" : " less") + " than the caterer was told",
                              by_mail ? "tiffin session freeze " + found.name + ", then tiffin tick"
                                      : "tiffin report catering " + found.name +
                                            ", then tiffin session freeze " + found.name);
            }
        }
    }

    static std::string portions(int number) {
        return counted(static_cast<std::size_t>(number), "portion", "portions");
    }

    void find_declines(Invocation& invocation) {
        for (const auto& decline : declines(invocation)) {
            findings_.add(
                decline.person.name + " presents " + decline.name + " and declined" +
                    (decline.comment.empty() ? "" : ": " + text::one_line(decline.comment)),
                first_standby(invocation, decline.session)
                    ? "tiffin session replace " + decline.name + " --standby"
                    : "tiffin plan " + decline.name + ", or tiffin session replace " + decline.name);
        }
    }

    void find_in_sessions(Invocation& invocation, const std::vector<Session>& coming) {
        auto& connection = invocation.connection();
        for (auto& conflict : conflicts(connection, coming))
            findings_.add(std::move(conflict.what), std::move(conflict.command));
        find_without_topic(invocation, coming);
        if (std::any_of(coming.begin(), coming.end(), [](const Session& session) {
                return presenters(session).empty() && !shows_video(session);
            }))
            find_open(invocation);
    }

    /// A topic is missed where people wait for one: the session is near, they are invited to it already, or
    /// its series wants one.
    void find_without_topic(Invocation& invocation, const std::vector<Session>& coming) {
        auto& connection = invocation.connection();
        const auto topics = storage::all_topics(connection);
        std::set<TopicId> taken;
        for (const auto& topic : topics) {
            if (!storage::sessions_with_topic(connection, topic.id).empty()) taken.insert(topic.id);
        }
        SessionNames names(connection);
        for (const auto& session : coming) {
            if (session.topic || presenters(session).empty()) continue;
            const bool soon = session.date <= invocation.today() + days{21};
            const bool is_missed = !topics.empty() && (soon || is_announced(session));
            if (!is_missed && invocation.settings_of(session.series).text("topic_required") != "yes")
                continue;
            const auto name = names.session(session);
            findings_.add(name + " (" + text::join(names.presenters(session), ", ") + ") has no topic",
                          "tiffin session assign " + name + " --topic " + free_topic(session, topics, taken));
        }
    }

    /// One of the presenters', which is `taken` then; the word TOPIC where they have none left.
    static std::string free_topic(const Session& session, const std::vector<Topic>& topics,
                                  std::set<TopicId>& taken) {
        const auto has = presenters(session);
        for (const auto& topic : topics) {
            const bool can = std::any_of(
                topic.presenters.begin(), topic.presenters.end(),
                [&](PersonId person) { return std::find(has.begin(), has.end(), person) != has.end(); });
            if (can && taken.insert(topic.id).second) return topic.slug;
        }
        return "TOPIC";
    }

    /// Sessions that the plan would fill, and those that it would leave open.
    void find_open(Invocation& invocation) {
        PlanScope scope;
        for (const auto& series : storage::all_series(invocation.connection()))
            scope.until[series.id] = horizon(invocation);
        const auto input = rotation_input(invocation, scope);
        const auto plan = planning::make_plan(
            input.programme, invocation.today(),
            {.explained = 0, .order = level_order(invocation, scope), .effort = planning::kQuick});
        std::vector<const planning::Choice*> filled;
        std::vector<const planning::Choice*> left;
        for (const auto& choice : plan.choices) {
            const auto& slot = input.programme.slots[choice.slot];
            if (slot.state != planning::SlotState::open || !slot.presenters.empty()) continue;
            (choice.presenters.empty() ? left : filled).push_back(&choice);
        }
        const auto name = [&](const planning::Choice& choice) {
            return input.programme.slots[choice.slot].name;
        };
        if (!filled.empty()) {
            findings_.add(counted(filled.size(), "session has", "sessions have") + " no presenter, first " +
                              name(*filled.front()),
                          "tiffin plan");
        }
        if (left.empty()) return;
        const auto& first = *left.front();
        findings_.add((left.size() == 1 ? "the plan leaves " + name(first) + " open: "
                                        : "the plan leaves " + std::to_string(left.size()) +
                                              " sessions open, first " + name(first) + ": ") +
                          first.reason,
                      "tiffin session assign " + name(first) + " --presenter " + candidate(input, first));
    }

    /// Who owes most of those whom a rule alone keeps from it, and not their absence.
    static std::string candidate(const RotationInput& input, const planning::Choice& choice) {
        using planning::Verdict;
        const planning::Consideration* best = nullptr;
        for (const auto& seen : choice.considered) {
            if (seen.verdict != Verdict::newcomer && seen.verdict != Verdict::gap &&
                seen.verdict != Verdict::max_per_year && seen.verdict != Verdict::team_run &&
                seen.verdict != Verdict::no_topic)
                continue;
            if (best == nullptr || seen.balance < best->balance) best = &seen;
        }
        if (best == nullptr) return "PERSON";
        const auto& email = input.emails[best->member];
        return email.empty() ? "\"" + input.programme.members[best->member].name + "\"" : email;
    }

    void find_past(Invocation& invocation) {
        const Date today = invocation.today();
        SessionNames names(invocation.connection());
        for (const auto& session :
             storage::sessions(invocation.connection(), {.dates = {today - days{60}, today}})) {
            const bool told = session.state == SessionState::open || session.state == SessionState::announced;
            if (!told || !presenters(session).empty() || shows_video(session) ||
                !is_over(session, invocation))
                continue;
            const auto name = names.session(session);
            findings_.add(
                name + " is over; who presented it?",
                "tiffin session assign " + name + " --presenter PERSON, or tiffin session cancel " + name);
        }
    }

    void find_invites(Invocation& invocation) {
        const auto due = due_invites(invocation, {});
        const auto changed = outdated(due);
        if (due.size() > 0)
            findings_.add(counted(due.size(), "invite is due", "invites are due") +
                              (changed.empty() ? "" : ": " + changed),
                          invocation.telling());
        if (due.without_address.empty()) return;
        const auto& first = due.without_address.front();
        findings_.add(
            counted(due.without_address.size(), "person to invite has", "people to invite have") +
                " no e-mail address, first " + shown_name(invocation.connection(), first),
            "tiffin person edit " + typed_name(invocation.connection(), first) + " --email ADDRESS");
    }

    void find_messages(Invocation& invocation) {
        std::size_t waiting = 0, failed = 0;
        std::string reason;
        storage::for_each_message(invocation.connection(), {.states = {MessageState::prepared}},
                                  [&](const Message& message) {
                                      ++(message.attempts > 0 ? failed : waiting);
                                      if (message.attempts > 0) reason = message.reason;
                                  });
        if (failed > 0)
            findings_.add(counted(failed, "message was", "messages were") + " not sent: " + reason,
                          "tiffin message list");
        if (waiting > 0)
            findings_.add(counted(waiting, "message waits", "messages wait") + " in the outbox",
                          "tiffin message send");
    }

    /// A topic that is missing is found with its session.
    void find_preparation(Invocation& invocation) {
        SessionNames names(invocation.connection());
        SessionPreparation preparation(invocation, names);
        const Date today = invocation.today();
        for (const auto& session :
             storage::sessions(invocation.connection(), {.dates = {today - days{60}, kLatestDate}})) {
            for (const auto& step : preparation.overdue(session)) {
                if (step.name == "title") continue;
                std::vector<std::string> people;
                for (const auto id : owners(session, step.owner)) people.push_back(names.person(id));
                const auto name = names.session(session);
                findings_.add(step.name + " of " + name + " is overdue" +
                                  (people.empty() ? "" : ", asked of " + text::join(people, ", ")),
                              "tiffin prep done " + name + " --step " + step.name);
            }
        }
    }

    Findings findings_;
    calendar::Holidays holidays_;
    ListOptions listing_;
};

class Check final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.detail(
            "Looks for damage in the database, for data that contradicts itself and for gaps in the set-up. "
            "Exits with 1 when it found something.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        for (const auto& damage : storage::damages(connection)) {
            findings_.add("the database is damaged: " + damage,
                          "restore a backup of " + invocation.database_name());
        }
        check_zones(invocation);
        check_settings(invocation);
        check_templates(invocation);
        check_people(connection);
        check_series(connection);
        // Which sessions are to come depends on the zone.
        if (zone_trouble(invocation.settings().text("zone")).empty()) {
            check_sessions(invocation);
            check_invites(invocation);
        }
        static_cast<void>(list(invocation, {}, findings_.table(), "nothing found"));
        return findings_.empty() ? ExitStatus::done : ExitStatus::no;
    }

  private:
    /// What is wrong with a zone; empty: nothing.
    static std::string zone_trouble(const std::string& zone) {
        if (zone.empty()) return {};
        try {
            static_cast<void>(calendar::Zone::load(zone));
            return {};
        } catch (const Failure& failure) {
            return failure.what();
        }
    }

    void check_zones(Invocation& invocation) {
        auto& connection = invocation.connection();
        std::set<std::string> zones;
        for (const auto& series : storage::all_series(connection)) zones.insert(series.zone);
        for (const auto& session :
             storage::sessions(connection, {.dates = {invocation.today(), kLatestDate}}))
            zones.insert(session.zone);
        storage::for_each_person(connection, [&](const Person& person) { zones.insert(person.zone); });
        zones.erase("");
        for (auto& finding : calendar::check_zone_data({zones.begin(), zones.end()}, invocation.today(),
                                                       invocation.surroundings().zone_folder)) {
            findings_.add(std::move(finding.sentence), std::move(finding.remedy));
        }
        const auto own = zone_trouble(invocation.settings().text("zone"));
        if (!own.empty()) findings_.add("setting zone: " + own, "tiffin config set zone ZONE");
    }

    void check_settings(Invocation& invocation) {
        if (invocation.settings().text("organizer").empty()) {
            findings_.add("nobody is set as the organizer who invites",
                          "tiffin config set organizer \"NAME <ADDRESS>\"");
        }
        if (invocation.settings().text("zone").empty()) {
            findings_.add("the programme has no time zone, so the word today means UTC's",
                          "tiffin config set zone ZONE");
        }
    }

    void check_templates(Invocation& invocation) {
        try {
            mail::Templates(user_templates(invocation.surroundings()));
        } catch (const Failure& failure) {
            findings_.add(failure.what(), failure.remedy());
        }
    }

    void check_people(storage::Connection& connection) {
        std::map<std::string, std::vector<std::string>> by_name;
        storage::for_each_person(connection, [&](const Person& person) {
            const auto trouble = zone_trouble(person.zone);
            if (!trouble.empty())
                findings_.add(shown_name(connection, person) + ": " + trouble,
                              "tiffin person edit " + typed_name(connection, person) + " --zone ZONE");
            by_name[text::fold(person.name)].push_back(described(person));
        });
        for (const auto& [name, people] : by_name) {
            if (people.size() > 1)
                findings_.add("several people have one name: " + text::join(people, ", "),
                              "tiffin person edit ADDRESS --name NAME");
        }
    }

    void check_series(storage::Connection& connection) {
        for (const auto& series : storage::all_series(connection)) {
            const auto trouble = zone_trouble(series.zone);
            if (!trouble.empty())
                findings_.add(series.name + ": " + trouble,
                              "tiffin series edit " + series.slug + " --zone ZONE");
        }
    }

    void check_invites(Invocation& invocation) {
        try {
            const auto changed = outdated(due_invites(invocation, {}));
            if (!changed.empty()) findings_.add(changed, invocation.telling());
        } catch (const Failure& failure) {  // a session's zone, say: then invite fails as well
            findings_.add(failure.what(), failure.remedy());
        }
    }

    void check_sessions(Invocation& invocation) {
        find_strays(invocation, findings_);
        for (auto& conflict : conflicts(invocation.connection(), coming_sessions(invocation))) {
            if (conflict.kind != Conflict::Kind::absence)  // which a programme that is in order has any week
                findings_.add(std::move(conflict.what), std::move(conflict.command));
        }
    }

    Findings findings_;
};

}  // namespace

std::unique_ptr<Action> make_status() {
    return std::make_unique<Status>();
}
std::unique_ptr<Action> make_check() {
    return std::make_unique<Check>();
}

}  // namespace tiffin::cli
