#include <algorithm>

#include "cli/command/session.h"
#include "cli/invocation.h"
#include "cli/job/planning/conflicts.h"
#include "cli/job/planning/duty_change.h"
#include "cli/job/planning/swaps.h"
#include "cli/lookup.h"
#include "storage/sessions.h"
#include "storage/swaps.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr const char* kSessionHelp = "\"series/date\", or a date where it is the only one";

/// Moves the duties as the swap says, or back.
void apply(Invocation& invocation, storage::UnitOfWork& work, const Swap& swap, bool back) {
    const auto giver = back ? swap.taker : swap.giver;
    const auto taker = back ? swap.giver : swap.taker;
    auto session = stored_session(invocation, swap.session);
    if (!swap.in_return) {
        hand_over(invocation, work, std::move(session), giver, taker);
        return;
    }
    const auto before = session;
    auto other = stored_session(invocation, *swap.in_return);
    const auto other_before = other;
    swap_duties(session, giver, other, taker);
    storage::update(work, session);
    storage::update(work, other);
    say_who_presents(invocation, session);
    say_who_presents(invocation, other);
    warn_of_conflicts(invocation, before, session);
    warn_of_conflicts(invocation, other_before, other);
}

/// The exchange that `swap` takes back: it goes the other way, or it is owed.
std::optional<Swap> given_back_by(Swaps& swaps, const Swap& swap) {
    const auto& all = swaps.all();
    const auto reversed = std::find_if(all.rbegin(), all.rend(), [&](const Swap& known) {
        const bool same = known.session == swap.session && known.in_return == swap.in_return &&
                          known.giver == swap.taker && known.taker == swap.giver;
        const bool mirrored = swap.in_return && known.session == swap.in_return &&
                              known.in_return == swap.session && known.giver == swap.giver &&
                              known.taker == swap.taker;
        return known.state == SwapState::agreed && (same || mirrored);
    });
    if (reversed != all.rend()) return *reversed;
    for (const auto& known : all) {
        if (!swap.in_return && known.giver == swap.taker && known.taker == swap.giver && swaps.is_owed(known))
            return known;
    }
    return std::nullopt;
}

/// Both agree.
void take_effect(Invocation& invocation, storage::UnitOfWork& work, Swap& swap) {
    Swaps swaps(invocation);
    if (auto original = given_back_by(swaps, swap)) {
        const bool is_debt_paid = is_debt(*original) && original->session != swap.session;
        if (is_debt_paid) {
            original->in_return = swap.session;
            hand_over(invocation, work, stored_session(invocation, swap.session), swap.giver, swap.taker);
        } else {
            apply(invocation, work, *original, true);
            original->state = SwapState::reversed;
        }
        swap.state = SwapState::reversed;  // what it did is the other's
        storage::record(work, *original);
        storage::record(work, swap);
        return;
    }
    swap.state = SwapState::agreed;
    storage::record(work, swap);
    apply(invocation, work, swap, false);
}

/// The next command once duties have changed hands.
std::string then(Invocation& invocation, const Swap& swap) {
    const bool known = is_known(invocation, stored_session(invocation, swap.session)) ||
                       (swap.in_return && is_known(invocation, stored_session(invocation, *swap.in_return)));
    return known ? invocation.telling() + " sends the update" : "tiffin agenda";
}

std::string name_of(Invocation& invocation, SessionId id) {
    const auto session = stored_session(invocation, id);
    return session_name(series_of(invocation.connection(), session), session.date);
}

/// What the two say to an exchange of their duties.
class Consent {
  public:
    void declare(Declaration& declaration) {
        declaration.option("--agree", "PERSON", agree_, "this one of the two said yes")
            .completing(Completes::person);
        declaration.option("--decline", "PERSON", decline_, "this one of the two said no")
            .completing(Completes::person);
        declaration.flag("--on-behalf", on_behalf_, "both agree, as the organizer knows");
    }

    [[nodiscard]] bool is_given() const { return !agree_.empty() || decline_ || on_behalf_; }
    [[nodiscard]] bool is_on_behalf() const { return on_behalf_; }
    /// Everybody who says something is one of the two.
    [[nodiscard]] bool names(Invocation& invocation, const Swap& swap) const {
        const auto one_of_them = [&](const std::string& typed) {
            return concerns(swap, find_person(invocation.connection(), typed).id);
        };
        return std::all_of(agree_.begin(), agree_.end(), one_of_them) &&
               (!decline_ || one_of_them(*decline_));
    }

    /// Notes it, and moves the duties once both agree.
    void answer(Invocation& invocation, storage::UnitOfWork& work, Swap& swap) const {
        Swaps swaps(invocation);
        const auto refuse_stranger = [&](const Person& person) {
            if (concerns(swap, person.id)) return;
            throw Failure(ExitStatus::usage, person.name + " is neither of the two: " + swaps.described(swap),
                          "name one of them");
        };
        if (decline_) {
            const auto person = find_person(invocation.connection(), *decline_);
            refuse_stranger(person);
            swap.state = SwapState::declined;
            storage::record(work, swap);
            invocation.changed(person.name + " declined; everything stays as it is");
            return;
        }
        const auto before = swap;
        for (const auto& typed : agree_) {
            const auto person = find_person(invocation.connection(), typed);
            refuse_stranger(person);
            if (agree(swap, person.id) && !on_behalf_) invocation.changed(person.name + " agrees");
        }
        if (on_behalf_) {
            swap.on_behalf = !waits_for(swap).empty();
            agree(swap, swap.giver);
            agree(swap, swap.taker);
        }
        if (waits_for(swap).empty()) {
            take_effect(invocation, work, swap);
        } else if (!(swap == before)) {
            storage::record(work, swap);
        }
    }

    /// `done` is what has happened once both agree, `command` the one that takes further answers.
    static void finish(Invocation& invocation, const Swap& swap, const std::string& done,
                       const std::string& command) {
        std::string summary = done;
        std::string next;
        if (swap.state == SwapState::asked) {
            SessionNames names(invocation.connection());
            std::vector<std::string> missing;
            for (const auto person : waits_for(swap)) missing.push_back(names.person(person));
            summary = "waits for " + text::join(missing, " and ");
            next = "tiffin session " + command + " " + name_of(invocation, swap.session) + " --agree PERSON";
        } else if (swap.state != SwapState::declined) {
            next = then(invocation, swap);
        }
        invocation.finish(summary, next);
    }

  private:
    std::vector<std::string> agree_;
    std::optional<std::string> decline_;
    bool on_behalf_ = false;
};

class SessionSwap final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.option("--with", "SESSION", with_, "the session that is given in return")
            .completing(Completes::session);
        declaration.option("--to", "PERSON", to_, "who takes it over without a session in return")
            .completing(Completes::person);
        declaration
            .option("--presenter", "PERSON", presenters_,
                    "whose duty, where a session has several presenters")
            .completing(Completes::person);
        consent_.declare(declaration);
        declaration.detail(
            "Proposes that two people exchange their duties; you ask them, since no mail does. Once both "
            "agree, each presents the other's session. "
            "Their balances stay as if each had given their own. With --to nothing is given in return: that "
            "leaves a debt, which tiffin session giveback settles.");
        declaration.example("tiffin session swap lunch/2027-02-18 --with lunch/2027-03-04 --agree ana");
        declaration.example("tiffin session swap lunch/2027-02-18 --agree ben");
    }

    ExitStatus run(Invocation& invocation) override {
        if (with_ && to_)
            throw Failure(ExitStatus::usage, "--with and --to exclude each other", "leave one of them out");
        auto& work = invocation.begin();
        const auto session = changeable(invocation, find_session(invocation, session_));
        const bool asks = with_ || to_;
        if (!asks && !consent_.is_given())
            throw Failure(ExitStatus::usage, "nothing says with whom to swap",
                          "add --with SESSION or --to PERSON, or answer with --agree PERSON or --decline "
                          "PERSON");
        auto swap = asks ? asked(invocation, work, session) : pending(invocation, session);
        consent_.answer(invocation, work, swap);
        Consent::finish(invocation, swap, "swapped", "swap");
        return ExitStatus::done;
    }

  private:
    /// The one presenter, or the one of several that --presenter names.
    [[nodiscard]] PersonId duty_of(Invocation& invocation, const Session& session) const {
        const auto name = name_of(invocation, session.id);
        const auto people = presenters(session);
        if (people.empty())
            throw Failure(ExitStatus::usage, name + " has no presenter who could swap",
                          "tiffin session assign " + name + " --presenter PERSON");
        if (people.size() == 1) return people.front();
        for (const auto& typed : presenters_) {
            const auto person = find_person(invocation.connection(), typed).id;
            if (presents(session, person)) return person;
        }
        SessionNames names(invocation.connection());
        throw Failure(ExitStatus::usage,
                      name + " has several presenters: " + text::join(names.presenters(session), ", "),
                      "say whose duty with --presenter PERSON");
    }

    /// The swap that --with or --to describes, asked now unless it was before.
    Swap asked(Invocation& invocation, storage::UnitOfWork& work, const Session& session) const {
        Swap swap{.session = session.id, .giver = duty_of(invocation, session), .asked = invocation.today()};
        std::optional<Session> other;
        if (with_) {
            other = changeable(invocation, find_session(invocation, *with_));
            swap.taker = duty_of(invocation, *other);
            swap.in_return = other->id;
        } else {
            swap.taker = find_person(invocation.connection(), *to_).id;
        }
        check(invocation, swap, session, other);
        Swaps swaps(invocation);
        for (const auto& known : swaps.all()) {
            const bool same = known.session == swap.session && known.in_return == swap.in_return;
            const bool mirrored = known.session == swap.in_return && known.in_return == swap.session;
            if ((same || mirrored) && concerns(known, swap.giver) && concerns(known, swap.taker) &&
                swaps.is_pending(known))
                return known;
        }
        swap.id = work.new_id<SwapId>();
        storage::record(work, swap);
        if (!consent_.is_on_behalf()) invocation.changed("proposed: " + swaps.described(swap));
        return swap;
    }

    static void check(Invocation& invocation, const Swap& swap, const Session& session,
                      const std::optional<Session>& other) {
        SessionNames names(invocation.connection());
        const auto name = names.session(session);
        if (swap.giver == swap.taker)
            throw Failure(ExitStatus::usage, names.person(swap.giver) + " would swap with themselves",
                          "name a session or a person of somebody else");
        const auto must_be_here = [&](PersonId person, const Session& taken) {
            if (is_in_programme(invocation, person, taken.date)) return;
            throw Failure(ExitStatus::usage,
                          names.person(person) + " is not in the programme on " + render_date(taken.date),
                          "name somebody who is");
        };
        must_be_here(swap.taker, session);
        if (other) must_be_here(swap.giver, *other);
        if (presents(session, swap.taker))
            throw Failure(ExitStatus::usage, names.person(swap.taker) + " presents " + name + " already",
                          "tiffin session assign " + name + " --presenter PERSON changes who does");
        if (other && presents(*other, swap.giver))
            throw Failure(
                ExitStatus::usage,
                names.person(swap.giver) + " presents " + names.session(*other) + " already",
                "tiffin session assign " + names.session(*other) + " --presenter PERSON changes who does");
    }

    /// The one that waits for an answer of those who are named.
    Swap pending(Invocation& invocation, const Session& session) const {
        Swaps swaps(invocation);
        std::vector<Swap> found;
        for (const auto& swap : swaps.all()) {
            if (concerns(swap, session.id) && swaps.is_pending(swap) && consent_.names(invocation, swap))
                found.push_back(swap);
        }
        const auto name = swaps.names().session(session);
        if (found.empty())
            throw Failure(ExitStatus::usage, "no swap of " + name + " waits for that answer",
                          "tiffin session swap " + name + " --with SESSION asks for one");
        if (found.size() == 1) return found.front();
        std::vector<std::string> each;
        for (const auto& swap : found) each.push_back(swaps.described(swap));
        throw Failure(ExitStatus::usage, "several swaps of " + name + " wait: " + text::join(each, "; "),
                      "say which with --with SESSION or --to PERSON");
    }

    std::string session_;
    std::optional<std::string> with_, to_;
    std::vector<std::string> presenters_;
    Consent consent_;
};

class SessionGiveback final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.option("--presenter", "PERSON", presenter_, "to whom, where several could get one back")
            .completing(Completes::person);
        consent_.declare(declaration);
        declaration.detail(
            "A session whose duty was swapped or taken over goes back to whoever had it. Any other session "
            "of somebody who took a duty over is given by whoever owes them one, the oldest debt first: then "
            "it is a swap, and both balances are as if each had given their own.");
        declaration.detail(
            "As for a swap both are asked, since each gets a duty or loses one: it takes effect once both "
            "agree.");
        declaration.example("tiffin session giveback lunch/2027-03-04 --agree ana --agree ben");
        declaration.example("tiffin session giveback lunch/2027-03-04 --on-behalf");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto session = changeable(invocation, find_session(invocation, session_));
        auto swap = asked(invocation, work, session);
        consent_.answer(invocation, work, swap);
        Consent::finish(invocation, swap, "given back", "giveback");
        return ExitStatus::done;
    }

  private:
    /// The exchange by which it goes back, asked now unless it was before.
    Swap asked(Invocation& invocation, storage::UnitOfWork& work, const Session& session) const {
        Swaps swaps(invocation);
        const auto original = reversible(invocation, swaps, session);
        const auto owed = original ? *original : debt(invocation, swaps, session);
        Swap swap{.session = original ? owed.session : session.id,
                  .giver = owed.taker,
                  .taker = owed.giver,
                  .in_return = owed.in_return,
                  .debt = original ? std::nullopt : std::optional(owed.id),
                  .asked = invocation.today()};
        for (const auto& known : swaps.all()) {
            if (known.session == swap.session && known.in_return == swap.in_return &&
                known.giver == swap.giver && known.taker == swap.taker && swaps.is_pending(known))
                return known;
        }
        swap.id = work.new_id<SwapId>();
        storage::record(work, swap);
        if (!consent_.is_on_behalf()) invocation.changed("proposed: " + swaps.described(swap));
        return swap;
    }

    /// The last agreed one of the session that can go back.
    std::optional<Swap> reversible(Invocation& invocation, Swaps& swaps, const Session& session) const {
        const auto& all = swaps.all();
        const auto swap = std::find_if(all.rbegin(), all.rend(), [&](const Swap& each) {
            return each.state == SwapState::agreed && concerns(each, session.id) &&
                   is_meant(invocation, each) && presents(swaps.session(each.session), each.taker) &&
                   (!each.in_return || presents(swaps.session(*each.in_return), each.giver));
        });
        if (swap == all.rend()) return std::nullopt;
        static_cast<void>(changeable(invocation, swaps.session(swap->session)));
        if (swap->in_return) static_cast<void>(changeable(invocation, swaps.session(*swap->in_return)));
        return *swap;
    }

    Swap debt(Invocation& invocation, Swaps& swaps, const Session& session) const {
        for (const auto& swap : swaps.all()) {
            if (swaps.is_owed(swap) && presents(session, swap.taker) && !presents(session, swap.giver) &&
                is_in_programme(invocation, swap.giver, session.date) && is_meant(invocation, swap))
                return swap;
        }
        const auto name = swaps.names().session(session);
        throw Failure(ExitStatus::usage, "nobody owes a duty to " + whom(swaps, session),
                      "tiffin session swap " + name + " --with SESSION, or --to PERSON");
    }

    static std::string whom(Swaps& swaps, const Session& session) {
        const auto people = swaps.names().presenters(session);
        const auto name = swaps.names().session(session);
        return people.empty() ? "anybody, for nobody presents " + name
                              : text::join(people, " or ") + ", who " +
                                    (people.size() > 1 ? "present " : "presents ") + name;
    }

    [[nodiscard]] bool is_meant(Invocation& invocation, const Swap& swap) const {
        return !presenter_ || concerns(swap, find_person(invocation.connection(), *presenter_).id);
    }

    std::string session_;
    std::optional<std::string> presenter_;
    Consent consent_;
};

}  // namespace

std::unique_ptr<Action> make_session_swap() {
    return std::make_unique<SessionSwap>();
}
std::unique_ptr<Action> make_session_giveback() {
    return std::make_unique<SessionGiveback>();
}

}  // namespace tiffin::cli
