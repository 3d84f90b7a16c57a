#include "planning/equals.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "planning/alternatives.h"
#include "planning/first_draft.h"

namespace tiffin::planning {

namespace {

constexpr std::size_t kTried = 8;  ///< people who go before the one who has the session

class Orderer {
  public:
    Orderer(const Programme& programme, const Problem& problem, const LevelOrder& order, Course course,
            Draft& draft)
        : programme_(programme),
          problem_(problem),
          order_(order),
          draft_(draft),
          alternatives_(problem, order, draft),
          claims_(problem, draft),
          course_(std::move(course)) {}

    void run() {
        Index session = 0;
        for (std::size_t slot = course_.begin(); slot < programme_.slots.size(); ++slot) {
            course_.enter(slot);
            std::vector<std::size_t> presenters;
            for (; session < problem_.sessions.size() && problem_.sessions[session].slot == slot; ++session) {
                if (!problem_.sessions[session].is_fixed) settle(session);
                const Index presenter = draft_.duty(session).presenter;
                if (presenter != kNone) presenters.push_back(presenter);
            }
            course_.leave(presenters);
        }
    }

  private:
    using Rank = std::tuple<MicroTurns, Date, std::size_t>;

    [[nodiscard]] Rank rank(std::size_t member) const {
        return {course_.balance(member), course_.last_turn(member), member};
    }

    void settle(Index session) {
        const Index presenter = draft_.duty(session).presenter;
        if (presenter != kNone && presenter == problem_.sessions[session].announced_presenter) return;
        std::vector<std::size_t> before;
        for (const std::size_t member : course_.pool()) {
            if (course_.is_here(member) && (presenter == kNone || rank(member) < rank(presenter)))
                before.push_back(member);
        }
        const std::size_t tried = presenter == kNone ? before.size() : std::min(kTried, before.size());
        std::partial_sort(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(tried), before.end(),
                          [&](std::size_t one, std::size_t other) { return rank(one) < rank(other); });
        before.resize(tried);
        for (const std::size_t member : before) {
            if (presenter == kNone ? seat(session, static_cast<Index>(member))
                                   : prefer(session, static_cast<Index>(member))) {
                break;
            }
        }
        settle_topic(session);
    }

    bool prefer(Index session, Index person) {
        const auto found = alternatives_.best(session, person, Way::any);
        if (!found || is_better(draft_.score(), found->score, order_)) return false;
        alternatives_.apply(*found);
        return true;
    }

    bool seat(Index session, Index person) {
        if (!problem_.may_take(person, session) || !draft_.fits(session, person)) return false;
        if (draft_.lacks_lead(session)) return false;
        const Index topic = claims_.claim(session, person);
        if (topic == kNone && problem_.sessions[session].needs_topic) return false;
        draft_.place(session, {person, topic});
        return true;
    }

    /// An older topic that is free, or that the same person has later, if the plan is as good with it.
    void settle_topic(Index session) {
        const Duty duty = draft_.duty(session);
        const auto& rules = problem_.sessions[session];
        if (duty.topic == kNone || rules.pinned_topic != kNone || rules.announced_topic != kNone) return;
        for (const Index topic : problem_.people[duty.presenter].topics) {
            if (topic >= duty.topic) continue;
            const Index holder = draft_.holder(topic);
            if (holder != kNone && (holder < session || draft_.duty(holder).presenter != duty.presenter))
                continue;
            const Score before = draft_.score();
            exchange_topics(session, holder, topic, duty.topic);
            if (!is_better(before, draft_.score(), order_)) return;
            exchange_topics(session, holder, duty.topic, topic);
        }
    }

    void exchange_topics(Index session, Index holder, Index topic, Index other) {
        const Index person = draft_.duty(session).presenter;
        draft_.clear(session);
        if (holder != kNone) draft_.clear(holder);
        draft_.place(session, {person, topic});
        if (holder != kNone) draft_.place(holder, {person, other});
    }

    const Programme& programme_;
    const Problem& problem_;
    const LevelOrder& order_;
    Draft& draft_;
    Alternatives alternatives_;
    TopicClaims claims_;
    Course course_;
};

}  // namespace

void order_equals(const Programme& programme, const Problem& problem, const LevelOrder& order, Course course,
                  Draft& draft) {
    Orderer(programme, problem, order, std::move(course), draft).run();
}

}  // namespace tiffin::planning
