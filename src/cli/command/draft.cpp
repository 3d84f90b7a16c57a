#include "cli/command/draft.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "cli/invocation.h"
#include "cli/job/planning/rotation_input.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "domain/plan_draft.h"
#include "domain/session_life.h"
#include "planning/fairness.h"
#include "storage/drafts.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using report::Column;

PlanDraft find_draft(storage::Connection& connection, const std::string& name) {
    std::vector<std::string> names;
    for (auto& draft : storage::drafts(connection)) {
        if (text::fold(draft.name) == text::fold(name)) return std::move(draft);
        names.push_back(draft.name);
    }
    throw Failure(
        ExitStatus::not_found, "there is no draft \"" + name + "\"",
        names.empty() ? "tiffin plan --draft NAME makes one" : "there is " + text::join(names, ", "));
}

/// A choice beside its session as it is now.
struct Compared {
    const DraftChoice* choice = nullptr;
    Session session;
    Standing standing = Standing::possible;
};

std::vector<Compared> compare_to_now(Invocation& invocation, const PlanDraft& draft) {
    std::vector<Compared> all;
    for (const auto& choice : draft.choices) {
        const auto session = storage::session(invocation.connection(), choice.session);
        if (!session) continue;
        all.push_back({&choice, *session, standing(choice, *session, is_over(*session, invocation))});
    }
    return all;
}

std::size_t count_of(const std::vector<Compared>& all, Standing standing) {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const Compared& one) { return one.standing == standing; }));
}

class DraftList final : public Action {
  public:
    void declare(Declaration& declaration) override { listing_.declare(declaration); }

    ExitStatus run(Invocation& invocation) override {
        constexpr auto right = Column::Align::right;
        report::Table table{{{"draft", {}},
                             {"made", {}},
                             {"sessions", right},
                             {"possible", right},
                             {"changed", right},
                             {"settled", right},
                             {"over", right}},
                            {}};
        for (const auto& draft : storage::drafts(invocation.connection())) {
            const auto all = compare_to_now(invocation, draft);
            const auto number = [&](Standing one) { return static_cast<std::int64_t>(count_of(all, one)); };
            table.rows.push_back({draft.name, cell(draft.made), static_cast<std::int64_t>(all.size()),
                                  number(Standing::possible), number(Standing::changed),
                                  number(Standing::settled), number(Standing::over)});
        }
        return list(invocation, listing_, table, "no drafts; tiffin plan --draft NAME makes one");
    }

  private:
    ListOptions listing_;
};

class DraftShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("DRAFT", draft_, "its name");
        declaration.detail(
            "For each session what the draft says, what is planned now, and whether it still fits: same, "
            "possible, changed (by somebody since), settled (confirmed, announced or assigned) or over.");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto draft = find_draft(invocation.connection(), draft_);
        report::Table table{{{"session", {}},
                             {"date", {}},
                             {"presenters", {}},
                             {"topic", {}},
                             {"now", {}},
                             {"standing", {}},
                             {"reason", {}}},
                            {}};
        SessionNames names(invocation.connection());
        for (const auto& [choice, session, standing] : compare_to_now(invocation, draft)) {
            std::vector<std::string> people;
            for (const auto person : choice->presenters) people.push_back(names.person(person));
            table.rows.push_back({names.session(session), cell(session.date), people,
                                  choice->topic ? cell(names.topic(*choice->topic).title) : report::Cell{},
                                  names.presenters(session), std::string(to_string(standing)),
                                  cell(choice->reason)});
        }
        return list(invocation, {}, table, "the draft has no sessions");
    }

  private:
    std::string draft_;
};

/// Turns and balances of everybody after a plan.
std::vector<planning::Account> accounts_with(const planning::Programme& programme, const PlanDraft* draft) {
    auto after = programme;
    std::unordered_map<std::int64_t, std::size_t> member_of;
    for (std::size_t i = 0; i < after.members.size(); ++i) member_of.emplace(after.members[i].id.value, i);
    std::unordered_map<std::int64_t, const DraftChoice*> choices;
    if (draft != nullptr) {
        for (const auto& choice : draft->choices) choices.emplace(choice.session.value, &choice);
    }
    for (auto& slot : after.slots) {
        const auto found = choices.find(slot.session.value);
        if (found == choices.end() || slot.state == planning::SlotState::given) continue;
        slot.presenters.clear();
        slot.credited.clear();
        for (const auto person : found->second->presenters)
            slot.presenters.push_back(member_of.at(person.value));
        slot.state = slot.presenters.empty() ? planning::SlotState::off : planning::SlotState::fixed;
    }
    return planning::accounts(after, [](const planning::Slot&) { return true; });
}

class DraftCompare final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("DRAFT", draft_, "its name");
        declaration.option("--with", "DRAFT", with_, "another draft (what is planned now)");
        declaration.detail(
            "For each person the turns and the balance after the draft, and after the other one. Those who "
            "have the same in both are left out.");
        listing_.declare(declaration);
        declaration.example("tiffin draft compare spring --with \"spring without Ana\"");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        const auto draft = find_draft(connection, draft_);
        std::optional<PlanDraft> other;
        if (with_) other = find_draft(connection, *with_);
        PlanScope scope;
        for (const auto& choice : draft.choices) include(connection, scope, choice.session);
        if (other) {
            for (const auto& choice : other->choices) include(connection, scope, choice.session);
        }
        const auto input = rotation_input(invocation, scope);
        const auto mine = accounts_with(input.programme, &draft);
        const auto theirs = accounts_with(input.programme, other ? &*other : nullptr);
        constexpr auto right = Column::Align::right;
        report::Table table{{{"person", {}},
                             {"turns", right},
                             {"turns_other", right},
                             {"balance", right},
                             {"balance_other", right}},
                            {}};
        for (std::size_t i = 0; i < mine.size(); ++i) {
            if (mine[i].turns == theirs[i].turns && mine[i].balance() == theirs[i].balance()) continue;
            table.rows.push_back({input.programme.members[i].name, report::Decimal{mine[i].turns, 2, true},
                                  report::Decimal{theirs[i].turns, 2, true},
                                  report::Decimal{mine[i].balance(), 2, false},
                                  report::Decimal{theirs[i].balance(), 2, false}});
        }
        const auto status = list(invocation, listing_, table, "both give everybody the same");
        const std::string name = other ? other->name : "what is planned now";
        invocation.say(draft.name + ": " + summary(input.programme, mine, draft) + "; " + name + ": " +
                       summary(input.programme, theirs, other.value_or(PlanDraft{})));
        return status;
    }

  private:
    static void include(storage::Connection& connection, PlanScope& scope, SessionId id) {
        const auto session = storage::session(connection, id);
        if (!session) return;
        auto& until = scope.until.try_emplace(session->series, session->date).first->second;
        until = std::max(until, session->date);
    }

    static std::string summary(const planning::Programme& programme,
                               const std::vector<planning::Account>& accounts, const PlanDraft& draft) {
        std::vector<std::size_t> everybody(programme.members.size());
        for (std::size_t i = 0; i < everybody.size(); ++i) everybody[i] = i;
        const auto worst = planning::worst_balance(accounts, everybody);
        const auto open = static_cast<std::size_t>(
            std::count_if(draft.choices.begin(), draft.choices.end(),
                          [](const DraftChoice& choice) { return choice.presenters.empty(); }));
        std::string text =
            "the worst balance is " + planning::render_turns(worst ? worst->balance : 0) + " turns";
        if (open > 0) text += ", " + counted(open, "session stays", "sessions stay") + " open";
        return text;
    }

    std::string draft_;
    std::optional<std::string> with_;
    ListOptions listing_;
};

class DraftAccept final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("DRAFT", draft_, "its name");
        declaration.detail(
            "Plans what the draft says, where nobody has changed the session since; says what is not "
            "possible "
            "any more, and why. Then the draft is gone.");
        declaration.example("tiffin draft accept spring");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto draft = find_draft(work.connection(), draft_);
        SessionNames names(work.connection());
        std::size_t planned = 0;
        for (auto& [choice, session, standing] : compare_to_now(invocation, draft)) {
            const auto name = names.session(session);
            if (standing == Standing::same) continue;
            if (standing != Standing::possible) {
                invocation.warn(name + " stays as it is: it " + why(standing));
                continue;
            }
            plan(session, choice->presenters, choice->topic);
            storage::update(work, session);
            const auto people = names.presenters(session);
            invocation.changed(
                (people.empty() ? "nobody is planned" : "planned " + text::join(people, ", ")) + " for " +
                name);
            ++planned;
        }
        storage::remove(work, draft.id);
        invocation.changed("the draft " + draft.name + " is used up, and dropped");
        invocation.finish(
            "accepted the draft " + draft.name + ": planned " + counted(planned, "session", "sessions"),
            "tiffin agenda");
        return ExitStatus::done;
    }

  private:
    static std::string why(Standing standing) {
        switch (standing) {
            case Standing::changed:
                return "has changed since";
            case Standing::settled:
                return "was confirmed, announced or assigned since";
            case Standing::over:
                return "is over or called off";
            case Standing::same:
            case Standing::possible:
                break;
        }
        return {};
    }

    std::string draft_;
};

class DraftDrop final : public Action {
  public:
    void declare(Declaration& declaration) override { declaration.positional("DRAFT", draft_, "its name"); }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto draft = find_draft(work.connection(), draft_);
        storage::remove(work, draft.id);
        invocation.changed("dropped the draft " + draft.name);
        invocation.finish("", "tiffin draft list");
        return ExitStatus::done;
    }

  private:
    std::string draft_;
};

}  // namespace

std::unique_ptr<Action> make_draft_list() {
    return std::make_unique<DraftList>();
}
std::unique_ptr<Action> make_draft_show() {
    return std::make_unique<DraftShow>();
}
std::unique_ptr<Action> make_draft_compare() {
    return std::make_unique<DraftCompare>();
}
std::unique_ptr<Action> make_draft_accept() {
    return std::make_unique<DraftAccept>();
}
std::unique_ptr<Action> make_draft_drop() {
    return std::make_unique<DraftDrop>();
}

}  // namespace tiffin::cli
