#include "cli/command/plan.h"

#include <algorithm>
#include <string>

#include "calendar/holiday_policy.h"
#include "cli/invocation.h"
#include "cli/job/planning/held_terms.h"
#include "cli/job/planning/lay_out.h"
#include "cli/job/planning/plan_levels.h"
#include "cli/job/planning/rotation_input.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "domain/plan_draft.h"
#include "domain/session_life.h"
#include "planning/rotation.h"
#include "storage/drafts.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using report::Column;
using std::chrono::days;

constexpr std::size_t kExplained = 5;  ///< besides the presenter

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
        declaration.option("--draft", "NAME", draft_,
                           "keep the plan apart under this name; no session changes");
        declaration.option("--effort", "EFFORT", effort_,
                           "how long to search: quick, normal, thorough, or so many moves");
        declaration.flag("--explain", explain_,
                         "for each session why its presenter, and why not the next five");
        declaration.flag("--all", all_, "with --explain: everybody, not only the next five");
        declaration.flag("--quality", quality_, "how good the plan is, level by level, instead of the plan");
        declaration.detail(
            "Lays the coming sessions out and fills the open ones within the hard rules, as well as can be: "
            "the setting objective says what comes first. As a rule the one who owes most presents. "
            "What was planned before stays unless a rule now forbids it; what was confirmed, announced or "
            "assigned by hand stays "
            "always. A session that nobody may take is left open, with the reason.");
        declaration.example("tiffin plan --until 2027-06-30 --dry-run");
        declaration.example("tiffin plan lunch/2027-02-18 --explain");
    }

    ExitStatus run(Invocation& invocation) override {
        if (all_ && !explain_) throw Failure(ExitStatus::usage, "--all is for explanations", "add --explain");
        if (explain_ && quality_)
            throw Failure(ExitStatus::usage, "--explain and --quality exclude each other",
                          "leave one of them out");
        planning::PlanOptions options{.anew = anew_, .effort = plan_effort(effort_)};
        if (explain_) options.explained = all_ ? planning::kEverybody : kExplained;
        auto& work = invocation.begin();
        keep_held_terms(invocation, work);
        // A plan of its own at every run would surprise, so chance has a say only where a seed is given.
        auto seed = invocation.options().seed;
        if (!seed) seed = invocation.surroundings().environment("TIFFIN_SEED");
        if (seed && !seed->empty()) options.seed = std::stoull(*seed);
        const auto scope = lay_out_scope(invocation, work);
        auto input = rotation_input(invocation, scope);
        options.order = level_order(invocation, scope);
        const auto plan = planning::make_plan(input.programme, invocation.today(), options);
        std::size_t open = 0;
        std::size_t planned = 0;
        for (const auto& choice : plan.choices) {
            if (!in_scope(input.sessions[choice.slot], scope)) continue;
            if (!draft_) store(invocation, work, input, choice);
            if (choice.changed && !choice.presenters.empty()) ++planned;
            if (choice.presenters.empty()) ++open;
        }
        if (draft_) keep_apart(invocation, work, input, plan, scope);
        if (quality_) {
            report::render(quality_table(plan), invocation.style(), invocation.out());
        } else if (explain_) {
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
        if (planned > 0 && !quality_) invocation.say(render_quality(plan));
        if (draft_) {
            invocation.finish("kept the draft " + *draft_, "tiffin draft compare \"" + *draft_ + "\"",
                              Changes::shown);
            return ExitStatus::done;
        }
        invocation.finish("planned " + std::to_string(planned) + (planned == 1 ? " session" : " sessions"),
                          open == 0 ? "tiffin agenda, then " + invocation.telling() : "", Changes::shown);
        return ExitStatus::done;
    }

  private:
    PlanScope lay_out_scope(Invocation& invocation, storage::UnitOfWork& work) const {
        PlanScope scope;
        if (session_) {
            const auto session = find_or_lay_out_session(invocation, work, *session_);
            must_be_changeable(session,
                               {SessionNames(work.connection()).session(session), invocation.today()});
            scope.session = session.id;
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
        const auto& name = input.programme.slots[choice.slot].name;
        if (!tiffin::plan(session, presenters, input.topic_of(choice))) return;
        storage::update(work, session);
        invocation.changed(names.empty() ? "nobody is planned for " + name
                                         : "planned " + text::join(names, ", ") + " for " + name);
    }

    void keep_apart(Invocation& invocation, storage::UnitOfWork& work, const RotationInput& input,
                    const planning::Plan& plan, const PlanScope& scope) const {
        PlanDraft draft{.id = work.new_id<PlanDraftId>(),
                        .name = short_text(*draft_),
                        .made = invocation.today(),
                        .choices = {}};
        if (draft.name.empty())
            throw Failure(ExitStatus::usage, "a draft needs a name", "write --draft NAME");
        for (const auto& choice : plan.choices) {
            const auto& session = input.sessions[choice.slot];
            if (!in_scope(session, scope)) continue;
            DraftChoice kept{.session = session.id, .reason = choice.reason, .seen = as_seen(session)};
            for (const auto member : choice.presenters)
                kept.presenters.push_back(input.programme.members[member].id);
            kept.topic = input.topic_of(choice);
            draft.choices.push_back(std::move(kept));
        }
        storage::keep(work, draft);
        invocation.changed("kept the draft " + draft.name + ": " +
                           counted(draft.choices.size(), "session", "sessions"));
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
            table.rows.push_back({input.programme.slots[choice.slot].name, cell(session.date),
                                  presenter_names(input, choice), cell(input.title_of(choice).value_or("")),
                                  choice.reason});
        }
        return table;
    }

    static report::Style brief_style(const Invocation& invocation, std::vector<std::string> brief) {
        auto style = invocation.style();
        if (style.format == report::Format::table && style.fields.empty()) style.fields = std::move(brief);
        return style;
    }

    static report::Row considered(const RotationInput& input, const planning::Slot& slot,
                                  const planning::Consideration& seen) {
        return {slot.name,
                cell(slot.date),
                input.programme.members[seen.member].name,
                std::string(planning::to_string(seen.verdict)),
                seen.why,
                report::Decimal{seen.balance, 2, false},
                cell(seen.last_turn),
                seen.worse ? std::string(planning::to_string(*seen.worse)) : report::Cell{},
                seen.worse ? level_cell(*seen.worse, seen.by) : report::Cell{},
                seen.exchange ? input.programme.slots[*seen.exchange].name : report::Cell{}};
    }

    report::Table explanation(const RotationInput& input, const planning::Plan& plan,
                              const PlanScope& scope) const {
        report::Table table{{{"session", {}},
                             {"date", {}},
                             {"person", {}},
                             {"verdict", {}},
                             {"why", {}},
                             {"balance", Column::Align::right},
                             {"last", {}},
                             {"level", {}},
                             {"worse", Column::Align::right},
                             {"exchange", {}}},
                            {}};
        for (const auto& choice : plan.choices) {
            if (!in_scope(input.sessions[choice.slot], scope)) continue;
            const auto& slot = input.programme.slots[choice.slot];
            if (choice.presenters.empty() || choice.considered.empty()) {
                table.rows.push_back({slot.name,
                                      cell(slot.date),
                                      text::join(presenter_names(input, choice), ", "),
                                      std::string(choice.presenters.empty() ? "open" : "stays"),
                                      choice.reason,
                                      {},
                                      {},
                                      {},
                                      {},
                                      {}});
            }
            for (std::size_t i = 0; i < choice.considered.size(); ++i) {
                if (!all_ && i >= choice.presenters.size() + kExplained) break;
                table.rows.push_back(considered(input, slot, choice.considered[i]));
            }
        }
        return table;
    }

    std::optional<std::string> session_, series_, count_, until_, draft_;
    std::optional<std::string> effort_;
    bool anew_ = false, explain_ = false, all_ = false, quality_ = false;
};

}  // namespace

std::unique_ptr<Action> make_plan() {
    return std::make_unique<Plan>();
}

}  // namespace tiffin::cli
