#include <algorithm>
#include <vector>

#include "planning/fair_loads.h"
#include "planning/first_draft.h"

namespace tiffin::planning {

namespace {

constexpr std::size_t kPeoplePerSearch = 64;

/// Looks for chains: a person takes a session, whose presenter takes another in turn, and so on, until
/// somebody is relieved.
class Chains {
  public:
    Chains(const Problem& problem, Draft& draft)
        : problem_(problem),
          draft_(draft),
          claims_(problem, draft),
          takes_(problem.people.size()),
          seen_(problem.people.size(), 0) {
        for (const auto& session : problem.sessions) {
            is_free_.push_back(!session.is_fixed && session.seat == 0 && session.pinned_topic == kNone &&
                               session.announced_topic == kNone);
        }
    }

    /// True if a chain was found that relieves somebody who gives a turn more than the person, or even more.
    bool give_turn(Index person) {
        ++search_;
        seen_[person] = search_;
        std::vector<Index> queue = {person};
        for (std::size_t i = 0; i < queue.size() && i < kPeoplePerSearch; ++i) {
            const auto next = [&](Index from) { return problem_.next_session(queue[i], from); };
            for (Index session = next(0); session < problem_.sessions.size(); session = next(session + 1)) {
                const Index holder = draft_.duty(session).presenter;
                if (!is_movable(session, holder) || !draft_.fits(session, queue[i])) continue;
                seen_[holder] = search_;
                takes_[holder] = {session, queue[i]};
                queue.push_back(holder);
                if (draft_.balance(holder) > draft_.balance(person) + kTurn && apply(person, holder))
                    return true;
            }
        }
        return false;
    }

  private:
    struct Take {
        Index session = kNone;  ///< that the person gives up …
        Index by = kNone;       ///< … to this one
    };

    [[nodiscard]] bool is_movable(Index session, Index holder) const {
        return is_free_[session] && holder != kNone && seen_[holder] != search_ &&
               problem_.sessions[session].announced_presenter != holder;
    }

    bool apply(Index first, Index last) {
        std::vector<Take> chain;
        std::vector<Duty> before;
        for (Index person = last; person != first; person = takes_[person].by) {
            chain.push_back(takes_[person]);
            before.push_back(draft_.duty(takes_[person].session));
        }
        const std::vector<Duty> all = draft_.duties();
        for (const auto& take : chain) draft_.clear(take.session);
        bool fits = true;
        for (std::size_t i = 0; i < chain.size() && fits; ++i) {
            fits = draft_.fits(chain[i].session, chain[i].by);
            // Whoever gives up a session keeps their topic for the next; the first of all needs a new one.
            const bool is_first = i + 1 == chain.size();
            const Index topic = is_first ? claims_.claim(chain[i].session, first) : before[i + 1].topic;
            fits = fits && (topic != kNone || !problem_.sessions[chain[i].session].needs_topic);
            if (fits) draft_.place(chain[i].session, {chain[i].by, topic});
        }
        if (fits) return true;
        for (Index session = 0; session < all.size(); ++session) {
            if (!(draft_.duty(session) == all[session])) changed_.push_back(session);
        }
        for (const Index session : changed_) draft_.clear(session);
        for (const Index session : changed_) draft_.place(session, all[session]);
        changed_.clear();
        return false;
    }

    const Problem& problem_;
    Draft& draft_;
    TopicClaims claims_;
    std::vector<bool> is_free_;  ///< by session: neither fixed, nor is its topic settled
    std::vector<Take> takes_;
    std::vector<std::size_t> seen_;
    std::size_t search_ = 0;
    std::vector<Index> changed_;
};

}  // namespace

void even_out(const Problem& problem, Draft& draft) {
    Chains chains(problem, draft);
    std::vector<Index> people;
    for (Index person = 0; person < problem.people.size(); ++person) people.push_back(person);
    std::stable_sort(people.begin(), people.end(),
                     [&](Index one, Index other) { return draft.balance(one) < draft.balance(other); });
    for (const Index person : people) {
        while (draft.is_below_margin(person) && chains.give_turn(person)) continue;
    }
}

}  // namespace tiffin::planning
