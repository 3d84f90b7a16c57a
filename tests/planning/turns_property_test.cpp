/// Whatever happens to duties and people: every talk that was given is somebody's turn exactly once, and the
/// balances of all come to nothing together.

#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "domain/failure.h"
#include "domain/session_life.h"
#include "domain/swap.h"
#include "office.h"
#include "planning/fairness.h"

using namespace tiffin;
using namespace tiffin::planning;
using std::chrono::days;

namespace {

/// A programme in which things happen at random, by the rules of the domain.
class Year {
  public:
    explicit Year(std::uint64_t seed) : dice_(seed), members_(office::people(4 + dice_.roll(5))) {
        for (std::size_t i = 0; i < members_.size(); ++i)
            members_[i].id = PersonId{static_cast<std::int64_t>(i) + 1};
        for (std::int64_t i = 0; i < 20; ++i) {
            Session session{.id = SessionId{i + 1}, .date = kFirst + days{7 * i}};
            plan(session, {somebody()}, std::nullopt);
            sessions_.push_back(session);
        }
    }

    void step() {
        today_ += days{static_cast<int>(dice_.roll(6))};
        auto& session = sessions_[dice_.roll(sessions_.size())];
        auto& other = sessions_[dice_.roll(sessions_.size())];
        auto& member = members_[1 + dice_.roll(members_.size() - 1)];  // the first one is always there
        try {
            happen(session, other, member);
        } catch (const Failure&) {  // it is over, or called off
        }
    }

    [[nodiscard]] Date today() const { return today_; }
    [[nodiscard]] std::size_t people() const { return members_.size(); }

    /// What took place so far, as accounts see it.
    [[nodiscard]] Programme programme() const {
        Programme programme;
        programme.members = members_;
        programme.series.push_back({SeriesId{1}, "Lunch", {}, {}});
        for (std::size_t i = 0; i < members_.size(); ++i) programme.series[0].pool.push_back(i);
        auto sessions = sessions_;
        std::sort(sessions.begin(), sessions.end(), [](const Session& a, const Session& b) {
            return std::tie(a.date, a.id) < std::tie(b.date, b.id);
        });
        const auto credited = credits(swaps_, [&](SessionId id) {
            const auto& one = sessions_[static_cast<std::size_t>(id.value - 1)];
            return is_called_off(one) ? std::vector<PersonId>{} : presenters(one);
        });
        for (const auto& session : sessions) {
            Slot slot{
                .session = session.id, .name = {}, .date = session.date, .presenters = {}, .remark = {}};
            slot.state = is_called_off(session)        ? SlotState::off
                         : took_place(session, today_) ? SlotState::given
                                                       : SlotState::fixed;
            slot.presenters = indexes(presenters(session));
            const auto exchanged = credited.find(session.id);
            if (exchanged != credited.end()) slot.credited = indexes(exchanged->second);
            programme.slots.push_back(std::move(slot));
        }
        return programme;
    }

  private:
    PersonId somebody() { return members_[dice_.roll(members_.size())].id; }

    static std::vector<std::size_t> indexes(const std::vector<PersonId>& people) {
        std::vector<std::size_t> found;
        for (const auto person : people) found.push_back(static_cast<std::size_t>(person.value) - 1);
        return found;
    }

    void happen(Session& session, Session& other, Member& member) {
        const Moment moment{"lunch", today_};
        const auto has = presenters(session);
        const auto others = presenters(other);
        switch (dice_.roll(10)) {
            case 0:
                must_be_changeable(session, moment);
                must_be_changeable(other, moment);
                if (!has.empty() && !others.empty() && has != others) {
                    swap_duties(session, has[0], other, others[0]);
                    swaps_.push_back(agreed(session.id, has[0], others[0], other.id));
                }
                break;
            case 1:
                must_be_changeable(session, moment);
                if (!has.empty() && has[0] != member.id) {
                    take_over(session, has[0], member.id);
                    swaps_.push_back(agreed(session.id, has[0], member.id, std::nullopt));
                }
                break;
            case 2:
                must_be_changeable(session, moment);
                give_back(session);
                break;
            case 3:
                if (!has.empty()) drop_out(session, has[0], moment);
                break;
            case 4:
                hold(session, dice_.roll(2) == 0 ? std::vector<PersonId>{} : std::vector{member.id}, moment);
                break;
            case 5:
                cancel(session, std::nullopt);
                break;
            case 6:
                restore(session, moment);
                break;
            case 7:
                move(session, {today_ + days{static_cast<int>(dice_.roll(30))}, {}, session.length}, moment);
                break;
            case 8:
                come_or_go(member);
                break;
            default:
                assign(session, {{somebody(), Role::presenter}}, std::nullopt, moment);
        }
    }

    void give_back(Session& session) {
        const auto has = presenters(session);
        for (auto& swap : swaps_) {
            if (!is_debt(swap) || has.empty() || has[0] != swap.taker || swap.session == session.id) continue;
            take_over(session, swap.taker, swap.giver);
            swap.in_return = session.id;
            swap.number = ++numbers_;
            return;
        }
    }

    void come_or_go(Member& member) {
        if (member.here.last != kLatestDate && member.here.last < today_) {
            member.away.push_back({member.here.last + days{1}, today_ - days{1}});
            member.here.last = kLatestDate;
            if (dice_.roll(2) == 0) member.rejoined.push_back(today_);
        } else if (dice_.roll(3) == 0) {
            member.here.last = today_;
        } else if (dice_.roll(2) == 0) {
            member.away.push_back({today_, today_ + days{static_cast<int>(dice_.roll(40))}});
        } else {
            member.weights =
                with_weight(member.weights, {today_, static_cast<Hundredths>(10 + dice_.roll(200))});
        }
    }

    Swap agreed(SessionId session, PersonId giver, PersonId taker, std::optional<SessionId> in_return) {
        ++numbers_;
        return {.id = SwapId{numbers_},
                .number = numbers_,
                .session = session,
                .giver = giver,
                .taker = taker,
                .in_return = in_return,
                .state = SwapState::agreed};
    }

    static constexpr Date kFirst = std::chrono::year{2027} / 1 / 7;

    office::Dice dice_;
    std::vector<Member> members_;
    std::vector<Session> sessions_;
    std::vector<Swap> swaps_;
    int numbers_ = 0;
    Date today_ = kFirst - days{7};
};

}  // namespace

TEST_CASE("whatever happens to duties and people, each turn is credited once and balances come to nothing") {
    std::size_t talks = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        Year year(seed);
        for (int step = 0; step < 60; ++step) {
            year.step();
            const auto programme = year.programme();
            const auto counts = [](const Slot& slot) { return slot.state == SlotState::given; };
            MicroTurns given = 0;
            for (const auto& slot : programme.slots) {
                if (counts(slot)) given += kTurn * static_cast<MicroTurns>(slot.presenters.size());
            }
            MicroTurns credited = 0;
            MicroTurns sum = 0;
            for (const auto& account : accounts(programme, counts, year.today())) {
                credited += account.turns;
                sum += account.balance() + account.ended;
            }
            // A talk of several gives each a whole number of millionths of its turn, so whole talks alone
            // count.
            REQUIRE(credited == given);
            REQUIRE(std::abs(sum) <= static_cast<MicroTurns>(year.people()) / 2 + 1);
            talks = std::max(talks, static_cast<std::size_t>(given / kTurn));
        }
    }
    CHECK(talks >= 10);
}

TEST_CASE("nothing that happens later changes what accounts say of an earlier day") {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        CAPTURE(seed);
        Year year(seed);
        for (int step = 0; step < 20; ++step) year.step();
        const Date day = year.today() - days{1};
        const auto before = year.programme();
        auto after = before;
        for (auto& member : after.members) {
            member.weights = with_weight(member.weights, {day + days{1}, 50});
            member.rejoined.push_back(day + days{1});
        }
        const auto counts = [&](const Slot& slot) {
            return slot.state == SlotState::given && slot.date <= day;
        };
        const auto then = accounts(before, counts, day);
        const auto now = accounts(after, counts, day);
        for (std::size_t i = 0; i < then.size(); ++i) REQUIRE(now[i].balance() == then[i].balance());
    }
}
