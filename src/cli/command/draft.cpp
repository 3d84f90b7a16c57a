#include "cli/command/draft.h"

#include <algorithm>
#include <utility>

#include "cli/invocation.h"
#include "cli/job/planning/draft_outlook.h"
#include "cli/job/planning/plan_levels.h"
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

void declare_draft(Declaration& declaration, std::string& draft) {
    declaration.positional("DRAFT", draft, "its name").completing(Completes::draft);
}

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

std::size_t count_of(const std::vector<ComparedChoice>& all, Standing standing) {
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const ComparedChoice& one) { return one.standing == standing; }));
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
                             {"over", right},
                             {"impossible", right}},
                            {}};
        for (const auto& draft : storage::drafts(invocation.connection())) {
            const auto all = DraftOutlook(invocation, draft).compared(draft);
            const auto number = [&](Standing one) { return static_cast<std::int64_t>(count_of(all, one)); };
            table.rows.push_back({draft.name, cell(draft.made), static_cast<std::int64_t>(all.size()),
                                  number(Standing::possible), number(Standing::changed),
                                  number(Standing::settled), number(Standing::over),
                                  number(Standing::impossible)});
        }
        return list(invocation, listing_, table, "no drafts; tiffin plan --draft NAME makes one");
    }

  private:
    ListOptions listing_;
};

class DraftShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declare_draft(declaration, draft_);
        declaration.detail(
            "For each session what the draft says, what is planned now, and whether it still fits: same, "
            "possible, impossible (a rule forbids it by now), changed (by somebody since), settled "
            "(confirmed, announced or assigned) or over.");
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
        for (const auto& [choice, session, standing, why] : DraftOutlook(invocation, draft).compared(draft)) {
            std::vector<std::string> people;
            for (const auto person : choice->presenters) people.push_back(names.person(person));
            table.rows.push_back({names.session(session), cell(session.date), people,
                                  choice->topic ? cell(names.topic(*choice->topic).title) : report::Cell{},
                                  names.presenters(session), std::string(to_string(standing)),
                                  cell(why.empty() ? choice->reason : why)});
        }
        return list(invocation, {}, table, "the draft has no sessions");
    }

  private:
    std::string draft_;
};

/// What becomes of the programme on one side of a comparison.
struct Side {
    std::string name;
    std::vector<planning::Account> accounts;
    std::size_t open = 0;
    std::vector<planning::Measure> measures;
};

Side side(const DraftOutlook& outlook, const planning::LevelOrder& order, Date today,
          const PlanDraft* draft) {
    const auto after = draft == nullptr ? outlook.now() : outlook.after(*draft);
    const auto is_open = [](const planning::Slot& slot) {
        return DraftOutlook::is_planned(slot) && slot.presenters.empty();
    };
    return {draft == nullptr ? "what is planned now" : draft->name,
            planning::accounts(after, [](const planning::Slot&) { return true; }),
            static_cast<std::size_t>(std::count_if(after.slots.begin(), after.slots.end(), is_open)),
            planning::measure(outlook.now(), after, today, order)};
}

class DraftCompare final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declare_draft(declaration, draft_);
        declaration.option("--with", "DRAFT", with_, "another draft (what is planned now)")
            .completing(Completes::draft);
        declaration.flag("--quality", quality_, "how good both are, level by level, instead of the people");
        declaration.detail(
            "For each person the turns and the balance after the draft, and after the other one. Those who "
            "have the same in both are left out. What both come to on each level of the setting objective is "
            "said beside it. A session that the draft can no longer be accepted for stays as it is.");
        listing_.declare(declaration);
        declaration.example("tiffin draft compare spring --with \"spring without Ana\"");
    }

    ExitStatus run(Invocation& invocation) override {
        if (quality_ && listing_.fail_if_empty)
            throw Failure(ExitStatus::usage, "--quality and --fail-if-empty exclude each other",
                          "leave one of them out");
        auto& connection = invocation.connection();
        const auto draft = find_draft(connection, draft_);
        std::optional<PlanDraft> other;
        if (with_) other = find_draft(connection, *with_);
        const DraftOutlook outlook(invocation, draft, other ? &*other : nullptr);
        const auto order = outlook.order();
        const auto mine = side(outlook, order, invocation.today(), &draft);
        const auto theirs = side(outlook, order, invocation.today(), other ? &*other : nullptr);
        if (quality_) {
            report::render(levels_table(mine, theirs), invocation.style(), invocation.out());
            return ExitStatus::done;
        }
        const auto status = list(invocation, listing_, people_table(outlook.now(), mine, theirs),
                                 "both give everybody the same");
        for (const auto& one : {mine, theirs}) invocation.say(one.name + ": " + summary(one));
        return status;
    }

  private:
    static report::Table people_table(const planning::Programme& programme, const Side& mine,
                                      const Side& theirs) {
        constexpr auto right = Column::Align::right;
        report::Table table{{{"person", {}},
                             {"turns", right},
                             {"turns_other", right},
                             {"balance", right},
                             {"balance_other", right}},
                            {}};
        for (std::size_t i = 0; i < programme.members.size(); ++i) {
            const auto& one = mine.accounts[i];
            const auto& other = theirs.accounts[i];
            if (one.turns == other.turns && one.balance() == other.balance()) continue;
            table.rows.push_back({programme.members[i].name, report::Decimal{one.turns, 2, true},
                                  report::Decimal{other.turns, 2, true},
                                  report::Decimal{one.balance(), 2, false},
                                  report::Decimal{other.balance(), 2, false}});
        }
        return table;
    }

    static report::Table levels_table(const Side& mine, const Side& theirs) {
        constexpr auto right = Column::Align::right;
        report::Table table{{{"level", {}}, {"value", right}, {"value_other", right}}, {}};
        table.rows.push_back({std::string("open"), static_cast<std::int64_t>(mine.open),
                              static_cast<std::int64_t>(theirs.open)});
        for (std::size_t i = 0; i < mine.measures.size(); ++i) {
            const auto& [one, other] = std::pair(mine.measures[i], theirs.measures[i]);
            table.rows.push_back({std::string(planning::to_string(one.level)),
                                  level_cell(one.level, one.value), level_cell(other.level, other.value)});
        }
        return table;
    }

    static std::string summary(const Side& side) {
        std::vector<std::size_t> everybody(side.accounts.size());
        for (std::size_t i = 0; i < everybody.size(); ++i) everybody[i] = i;
        const auto worst = planning::worst_balance(side.accounts, everybody);
        std::string text =
            "the worst balance is " + planning::render_turns(worst ? worst->balance : 0) + " turns";
        if (side.open > 0) text += ", " + counted(side.open, "session stays", "sessions stay") + " open";
        return text + "; " + render_measures(side.measures);
    }

    std::string draft_;
    std::optional<std::string> with_;
    bool quality_ = false;
    ListOptions listing_;
};

class DraftAccept final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declare_draft(declaration, draft_);
        declaration.detail(
            "Plans what the draft says, where nobody has changed the session since and no rule forbids it; "
            "says "
            "what is not possible any more, and why. Then the draft is gone, unless nothing of it was "
            "possible.");
        declaration.example("tiffin draft accept spring");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto draft = find_draft(work.connection(), draft_);
        SessionNames names(work.connection());
        std::size_t planned = 0;
        std::size_t impossible = 0;
        for (auto& [choice, session, standing, forbidden] : DraftOutlook(invocation, draft).compared(draft)) {
            const auto name = names.session(session);
            if (standing == Standing::same) continue;
            if (standing != Standing::possible) {
                invocation.warn(
                    name + " stays as it is: " + (forbidden.empty() ? "it " + why(standing) : forbidden));
                if (standing == Standing::impossible) ++impossible;
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
        if (planned == 0 && impossible > 0) {
            invocation.say("the draft " + draft.name + " stays, as nothing of it is possible now");
            return ExitStatus::done;
        }
        storage::remove(work, draft.id);
        invocation.changed("the draft " + draft.name + " is used up, and dropped");
        invocation.finish(
            "accepted the draft " + draft.name + ": planned " + counted(planned, "session", "sessions"),
            impossible > 0 ? "tiffin plan chooses for the rest" : "tiffin agenda");
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
            case Standing::impossible:
                break;
        }
        return {};
    }

    std::string draft_;
};

class DraftDrop final : public Action {
  public:
    void declare(Declaration& declaration) override { declare_draft(declaration, draft_); }

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
