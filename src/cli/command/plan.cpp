#include "cli/command/plan.h"

#include <algorithm>

#include "calendar/holiday_policy.h"
#include "cli/invocation.h"
#include "cli/job/held_terms.h"
#include "cli/job/lay_out.h"
#include "cli/job/rotation_input.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "domain/session_life.h"
#include "planning/rotation.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using report::Column;
using std::chrono::days;

class Plan final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, "plan or explain only this session")
            .completing(Completes::session);
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--count", "N", count_,
                           "the next N sessions of each series, up to ten years ahead");
        declaration.option("--until", "DATE", until_,
                           "as far as this day, up to ten years ahead (setting horizon_weeks)");
        declaration.flag("--anew", anew_,
                         "choose again for what was planned but neither confirmed, pinned nor announced");
        declaration.flag("--explain", explain_, "for each session who was considered, and why or why not");
        declaration.detail(
            "Lays the coming sessions out and fills the open ones: of those whom the hard rules allow, the "
            "one who owes most. "
            "What was planned before stays unless a rule now forbids it; what was confirmed, announced or "
            "assigned by hand stays "
            "always. A session that nobody may take is left open, with the reason.");
        declaration.example("tiffin plan --until 2027-06-30 --dry-run");
        declaration.example("tiffin plan lunch/2027-02-18 --explain");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        keep_held_terms(invocation, work);
        const auto scope = lay_out_scope(invocation, work);
        auto input = rotation_input(invocation, scope);
        const auto plan =
            planning::make_plan(input.programme, invocation.today(), {.anew = anew_, .explain = explain_});
        std::size_t open = 0;
        std::size_t planned = 0;
        for (const auto& choice : plan.choices) {
            if (!in_scope(input.sessions[choice.slot], scope)) continue;
            store(invocation, work, input, choice);
            if (choice.changed && !choice.presenters.empty()) ++planned;
            if (choice.presenters.empty()) ++open;
        }
        if (explain_) {
            report::render(explanation(input, plan, scope),
                           brief_style(invocation, {"session", "person", "verdict", "why"}),
                           invocation.out());
        } else {
            const auto table = plan_table(input, plan, scope);
            if (!table.rows.empty() || invocation.format() != report::Format::table)
                report::render(table, invocation.style(), invocation.out());
        }
        // A warning, since a cron job that plans with --quiet must tell somebody.
        if (open > 0)
            invocation.warn(counted(open, "session is", "sessions are") + " left open; the reasons say why");
        invocation.finish("planned " + std::to_string(planned) + (planned == 1 ? " session" : " sessions"),
                          open == 0 ? "tiffin agenda, then tiffin invite -o DIR" : "", Changes::shown);
        return ExitStatus::done;
    }

  private:
    PlanScope lay_out_scope(Invocation& invocation, storage::UnitOfWork& work) const {
        PlanScope scope;
        if (session_) {
            scope.session = find_or_lay_out_session(invocation, work, *session_).id;
            return scope;
        }
        if (until_ && count_)
            throw Failure(ExitStatus::usage, "--until and --count exclude each other",
                          "leave one of them out");
        const Date until = until_ ? last_day(invocation) : horizon(invocation);
        if (series_) scope.series = find_series(work.connection(), *series_).id;
        std::vector<StrayWords> strays;
        std::vector<std::string> without_rule;
        for (const auto& series : storage::all_series(work.connection())) {
            if (scope.series && *scope.series != series.id) continue;
            if (series.rule.empty()) without_rule.push_back(series.name);
            const Date end = count_ ? nth_date(invocation, work, series) : until;
            scope.until[series.id] = end;
            for (auto& words : describe(series, lay_out(invocation, work, series, end).strays))
                strays.push_back(std::move(words));
        }
        warn_of(invocation, strays, 1);
        if (!without_rule.empty()) {
            invocation.say(text::join(without_rule, ", ") +
                           (without_rule.size() == 1 ? " is known from its" : " are known from their") +
                           " history only; tiffin series add \"" + without_rule.front() +
                           "\" --every 1w --on thu --at 12:30 gives it a rule");
        }
        if (scope.until.empty())
            throw Failure(ExitStatus::not_found, "there is no series to plan",
                          "tiffin series add NAME --every 1w --on thu --at 12:30");
        return scope;
    }

    /// What --until says.
    Date last_day(Invocation& invocation) const {
        const Date day = invocation.date(*until_, "--until");
        if (day < invocation.today())
            throw Failure(ExitStatus::usage, "--until: " + render_date(day) + " is over",
                          "name a day from " + render_date(invocation.today()) + " on");
        const Date farthest = invocation.today() + kFarthestAhead;
        if (day <= farthest) return day;
        throw Failure(ExitStatus::usage, "--until: " + render_date(day) + " is more than ten years ahead",
                      "name a day up to " + render_date(farthest));
    }

    /// The date of the series' session number --count from today on, or of its last one.
    Date nth_date(Invocation& invocation, storage::UnitOfWork& work, const Series& series) const {
        const auto wanted = static_cast<std::size_t>(count(*count_, "--count"));
        const auto dates = coming_dates(invocation, work, series, wanted);
        if (!dates.empty() && dates.size() < wanted && goes_on(invocation, series)) {
            throw Failure(ExitStatus::usage,
                          "--count: " + series.name + " has " + std::to_string(dates.size()) +
                              " sessions in the next ten years, not " + std::to_string(wanted),
                          "write --count " + std::to_string(dates.size()) + " or less" +
                              (series_ ? "" : ", or choose a series with --series"));
        }
        return dates.empty() ? invocation.today() : dates.back();
    }

    /// Whether it has dates beyond those that can be planned.
    static bool goes_on(Invocation& invocation, const Series& series) {
        const Date beyond = invocation.today() + kFarthestAhead + days{1};
        return !calendar::series_dates(series, {}, beyond, beyond + kFarthestAhead).empty();
    }

    static bool in_scope(const Session& session, const PlanScope& scope) {
        if (scope.session) return session.id == *scope.session;
        const auto until = scope.until.find(session.series);
        return until != scope.until.end() && session.date <= until->second;
    }

    static void store(Invocation& invocation, storage::UnitOfWork& work, RotationInput& input,
                      const planning::Choice& choice) {
        if (!choice.changed) return;
        auto& session = input.sessions[choice.slot];
        std::vector<PersonId> presenters;
        std::vector<std::string> names;
        for (const auto member : choice.presenters) {
            presenters.push_back(input.programme.members[member].id);
            names.push_back(input.programme.members[member].name);
        }
        const auto topic =
            choice.topic ? std::optional(input.programme.topics[*choice.topic].id) : std::nullopt;
        const auto& name = input.programme.slots[choice.slot].name;
        if (!tiffin::plan(session, presenters, topic)) return;
        storage::update(work, session);
        invocation.changed(names.empty() ? "nobody is planned for " + name
                                         : "planned " + text::join(names, ", ") + " for " + name);
    }

    static std::vector<std::string> presenter_names(const RotationInput& input,
                                                    const planning::Choice& choice) {
        std::vector<std::string> names;
        for (const auto member : choice.presenters) names.push_back(input.programme.members[member].name);
        return names;
    }

    static report::Table plan_table(const RotationInput& input, const planning::Plan& plan,
                                    const PlanScope& scope) {
        report::Table table{
            {{"session", {}}, {"date", {}}, {"presenters", {}}, {"topic", {}}, {"reason", {}}}, {}};
        for (const auto& choice : plan.choices) {
            const auto& session = input.sessions[choice.slot];
            if (!in_scope(session, scope)) continue;
            table.rows.push_back(
                {input.programme.slots[choice.slot].name, cell(session.date), presenter_names(input, choice),
                 choice.topic ? cell(input.programme.topics[*choice.topic].title) : report::Cell{},
                 choice.reason});
        }
        return table;
    }

    static report::Style brief_style(const Invocation& invocation, std::vector<std::string> brief) {
        auto style = invocation.style();
        if (style.format == report::Format::table && style.fields.empty()) style.fields = std::move(brief);
        return style;
    }

    /// Of those who have the session, whoever owes least: any other who may take it is held against them.
    static const planning::Consideration* last_chosen(const planning::Choice& choice) {
        const planning::Consideration* last = nullptr;
        for (const auto& seen : choice.considered) {
            const bool chosen = seen.verdict == planning::Verdict::chosen;
            if (chosen && (last == nullptr || seen.balance > last->balance)) last = &seen;
        }
        return last;
    }

    /// How somebody who could present differs from whoever does.
    static std::string difference(const planning::Consideration& seen, const planning::Consideration& chosen,
                                  bool stays) {
        // Two balances that look alike need not be equal.
        const std::string a_little =
            planning::render_turns(seen.balance) == planning::render_turns(chosen.balance) ? "a little " : "";
        if (seen.balance > chosen.balance) return "owes " + a_little + "less";
        if (seen.balance < chosen.balance) {
            return "owes " + a_little +
                   (stays ? "more, but what was planned stays" : "more, but can wait for a later session");
        }
        if (seen.last_turn > chosen.last_turn) return "owes as much, but spoke more recently";
        if (seen.last_turn == chosen.last_turn) return "owes as much; equals go by name";
        return "owes as much";
    }

    static std::string why(const RotationInput& input, const planning::Choice& choice,
                           const planning::Consideration& seen) {
        const bool stays = !choice.changed;
        const auto balance = planning::render_balance(seen.balance, seen.last_turn);
        if (seen.verdict == planning::Verdict::chosen)
            return stays ? "planned before, and stays: " + balance : choice.reason;
        const auto* chosen = last_chosen(choice);
        if (seen.verdict != planning::Verdict::ranked || chosen == nullptr)
            return planning::render_verdict(input.programme, seen);
        return difference(seen, *chosen, stays) + ": " + balance;
    }

    static report::Table explanation(const RotationInput& input, const planning::Plan& plan,
                                     const PlanScope& scope) {
        report::Table table{{{"session", {}},
                             {"date", {}},
                             {"person", {}},
                             {"verdict", {}},
                             {"why", {}},
                             {"balance", Column::Align::right},
                             {"last", {}}},
                            {}};
        for (const auto& choice : plan.choices) {
            if (!in_scope(input.sessions[choice.slot], scope)) continue;
            const auto& slot = input.programme.slots[choice.slot];
            if (choice.considered.empty()) {
                table.rows.push_back({slot.name,
                                      cell(slot.date),
                                      text::join(presenter_names(input, choice), ", "),
                                      std::string(choice.presenters.empty() ? "open" : "stays"),
                                      choice.reason,
                                      {},
                                      {}});
            }
            for (const auto& seen : choice.considered) {
                table.rows.push_back({slot.name, cell(slot.date), input.programme.members[seen.member].name,
                                      std::string(planning::to_string(seen.verdict)),
                                      why(input, choice, seen), report::Decimal{seen.balance, 2, false},
                                      cell(seen.last_turn)});
            }
        }
        return table;
    }

    std::optional<std::string> session_, series_, count_, until_;
    bool anew_ = false, explain_ = false;
};

}  // namespace

std::unique_ptr<Action> make_plan() {
    return std::make_unique<Plan>();
}

}  // namespace tiffin::cli
