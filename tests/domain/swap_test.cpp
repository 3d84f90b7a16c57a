#include "domain/swap.h"

#include <random>

#include <catch2/catch.hpp>

using namespace tiffin;

namespace {

constexpr PersonId kAna{1};
constexpr PersonId kBen{2};
constexpr PersonId kCleo{3};
constexpr PersonId kDev{4};

Session given_by(std::int64_t id, const std::vector<PersonId>& people) {
    Session session{.id = SessionId{id}, .state = SessionState::planned};
    for (const auto person : people)
        session.assignments.push_back(
            {person, session.assignments.empty() ? Role::presenter : Role::co_presenter});
    return session;
}

Swap agreed(int number, SessionId session, PersonId giver, PersonId taker,
            std::optional<SessionId> in_return) {
    return {.id = SwapId{number},
            .number = number,
            .session = session,
            .giver = giver,
            .taker = taker,
            .in_return = in_return,
            .state = SwapState::agreed};
}

/// Sessions by id, as they are now.
struct Diary {
    std::map<SessionId, Session> sessions;
    std::vector<Swap> swaps;

    explicit Diary(const std::vector<Session>& all) {
        for (const auto& session : all) sessions.emplace(session.id, session);
    }
    Session& operator[](std::int64_t id) { return sessions.at(SessionId{id}); }

    void swap(std::int64_t one, PersonId giver, std::int64_t other, PersonId taker) {
        swap_duties((*this)[one], giver, (*this)[other], taker);
        swaps.push_back(agreed(next(), SessionId{one}, giver, taker, SessionId{other}));
    }
    void hand_over(std::int64_t session, PersonId giver, PersonId taker) {
        take_over((*this)[session], giver, taker);
        swaps.push_back(agreed(next(), SessionId{session}, giver, taker, std::nullopt));
    }
    void give_back(std::size_t swap, std::int64_t session) {
        take_over((*this)[session], swaps[swap].taker, swaps[swap].giver);
        swaps[swap].in_return = SessionId{session};
        swaps[swap].number = next();
    }
    std::vector<PersonId> credited(std::int64_t session) {
        const auto all = credits(swaps, [&](SessionId id) {
            const auto& one = sessions.at(id);
            return is_called_off(one) ? std::vector<PersonId>{} : presenters(one);
        });
        const auto found = all.find(SessionId{session});
        return found == all.end() ? presenters((*this)[session]) : found->second;
    }

  private:
    [[nodiscard]] int next() const {
        int last = 0;
        for (const auto& swap : swaps) last = std::max(last, swap.number);
        return last + 1;
    }
};

using People = std::vector<PersonId>;

}  // namespace

TEST_CASE("a swap leaves both turns with those who had the duties") {
    Diary diary({given_by(1, {kAna}), given_by(2, {kBen})});
    diary.swap(1, kAna, 2, kBen);
    CHECK(presenters(diary[1]) == People{kBen});
    CHECK(presenters(diary[2]) == People{kAna});
    CHECK(diary[1].pinned);
    CHECK(diary.credited(1) == People{kAna});
    CHECK(diary.credited(2) == People{kBen});
}

TEST_CASE("where one side falls through, turns are theirs who really gave them") {
    Diary diary({given_by(1, {kAna}), given_by(2, {kBen})});
    diary.swap(1, kAna, 2, kBen);
    SECTION("called off") {
        diary[2].state = SessionState::cancelled;
    }
    SECTION("dropped out") {
        diary[2].assignments.clear();
    }
    SECTION("somebody else gave it") {
        diary[2].assignments = {{kCleo, Role::presenter}};
    }
    CHECK(diary.credited(1) == People{kBen});
}

TEST_CASE("swaps of duties that were swapped before are undone from the last") {
    Diary diary({given_by(1, {kAna}), given_by(2, {kBen}), given_by(3, {kCleo})});
    diary.swap(1, kAna, 2, kBen);
    diary.swap(1, kBen, 3, kCleo);  // Cleo gives 1, Ana 2, Ben 3
    CHECK(diary.credited(1) == People{kAna});
    CHECK(diary.credited(2) == People{kBen});
    CHECK(diary.credited(3) == People{kCleo});
    diary[3].assignments.clear();  // Ben gives nothing, so nothing was swapped for him
    CHECK(diary.credited(1) == People{kCleo});
    CHECK(diary.credited(2) == People{kAna});
}

TEST_CASE("a duty taken over is owed until one is given back") {
    Diary diary({given_by(1, {kAna}), given_by(2, {kBen}), given_by(3, {kBen})});
    diary.hand_over(1, kAna, kBen);
    CHECK(is_debt(diary.swaps[0]));
    CHECK(diary.credited(1) == People{kBen});
    SECTION("then it is a swap") {
        diary.give_back(0, 3);
        CHECK_FALSE(is_debt(diary.swaps[0]));
        CHECK(presenters(diary[3]) == People{kAna});
        CHECK(diary.credited(1) == People{kAna});
        CHECK(diary.credited(3) == People{kBen});
    }
    SECTION("also when what was taken over was swapped in between") {
        diary.sessions.emplace(SessionId{4}, given_by(4, {kCleo}));
        diary.swap(1, kBen, 4, kCleo);
        diary.give_back(0, 3);
        CHECK(diary.credited(1) == People{kAna});
        CHECK(diary.credited(3) == People{kBen});
        CHECK(diary.credited(4) == People{kCleo});
    }
}

TEST_CASE("one of several presenters swaps, and topics stay then") {
    Diary diary({given_by(1, {kAna, kBen}), given_by(2, {kCleo})});
    diary[1].topic = TopicId{7};
    diary.swap(1, kBen, 2, kCleo);
    CHECK(presenters(diary[1]) == People{kAna, kCleo});
    CHECK(diary[1].topic == TopicId{7});
    CHECK_FALSE(diary[2].topic);
    CHECK(diary.credited(1) == People{kAna, kBen});
}

TEST_CASE("topics go with the only presenters") {
    Diary diary({given_by(1, {kAna}), given_by(2, {kBen})});
    diary[1].topic = TopicId{7};
    diary.swap(1, kAna, 2, kBen);
    CHECK_FALSE(diary[1].topic);
    CHECK(diary[2].topic == TopicId{7});
}

TEST_CASE("a swap waits for both") {
    Swap swap{.giver = kAna, .taker = kBen};
    CHECK(waits_for(swap) == People{kAna, kBen});
    CHECK_FALSE(agree(swap, kCleo));
    CHECK(agree(swap, kBen));
    CHECK_FALSE(agree(swap, kBen));
    CHECK(waits_for(swap) == People{kAna});
    CHECK(agree(swap, kAna));
    CHECK(waits_for(swap).empty());
}

TEST_CASE("whatever is swapped, given back, dropped and called off, each turn is somebody's once") {
    std::mt19937_64 random(20270107);
    const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
    const People people{kAna, kBen, kCleo, kDev};
    for (int run = 0; run < 2000; ++run) {
        std::vector<Session> sessions;
        for (std::int64_t id = 1; id <= 6; ++id) sessions.push_back(given_by(id, {people[below(4)]}));
        Diary diary(sessions);
        std::map<PersonId, int> own;  // the duties that each had, while nothing falls through
        for (const auto& session : sessions) ++own[presenters(session)[0]];
        bool fell = false;
        for (int step = 0; step < 12; ++step) {
            const auto one = static_cast<std::int64_t>(below(6) + 1);
            const auto other = static_cast<std::int64_t>(below(6) + 1);
            const auto a = presenters(diary[one]);
            const auto b = presenters(diary[other]);
            switch (below(8)) {
                case 0:
                    fell = true;
                    diary[one].assignments.clear();
                    break;
                case 1:
                    fell = true;
                    diary[one].state = SessionState::cancelled;
                    break;
                default:
                    if (a.empty() || b.empty() || a == b) break;
                    if (is_called_off(diary[one]) || is_called_off(diary[other])) break;
                    diary.swap(one, a[0], other, b[0]);
            }
        }
        std::map<PersonId, int> credited;
        for (std::int64_t id = 1; id <= 6; ++id) {
            const auto turns = diary.credited(id);
            REQUIRE(turns.size() == presenters(diary[id]).size());
            if (!is_called_off(diary[id])) {
                for (const auto person : turns) ++credited[person];
            }
        }
        if (!fell) REQUIRE(credited == own);
    }
}
