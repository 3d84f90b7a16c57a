#include <random>
#include <tuple>

#include <catch2/catch.hpp>

#include "domain/failure.h"
#include "domain/session_life.h"

using namespace tiffin;
using namespace std::chrono;

namespace {

constexpr Date kStart{2027y / February / 1};

auto everything(const Session& s) {
    return std::tuple{s.id,        s.occurrence,   s.date,   s.start,  s.length,      s.state,
                      s.topic,     s.note,         s.pinned, s.moved,  s.zone,        s.place,
                      s.announced, s.earlier_note, s.link,   s.series, presenters(s), s.assignments.size()};
}

enum class Change { confirm, cancel, restore, move, assign, plan, announce };

/// A random change with random arguments, as commands make it.
class RandomChanges {
  public:
    explicit RandomChanges(std::uint64_t seed) : random_(seed) {}

    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
    Change choose() { return static_cast<Change>(below(7)); }

    bool apply(Change change, Session& session, const Moment& moment) {
        switch (change) {
            case Change::confirm:
                return confirm(session, moment);
            case Change::cancel:
                return cancel(session, below(2) == 0 ? std::nullopt : std::optional<std::string>("ill"));
            case Change::restore:
                return restore(session, moment);
            case Change::move:
                return move(session,
                            {moment.today + days{below(20) - 3}, TimeOfDay{below(1440)}, minutes{45}},
                            moment);
            case Change::assign:
                return assign(session, assignments(), topic(), moment);
            case Change::plan:
                if (is_announced(session) || session.pinned) return false;
                if (session.state != SessionState::open && session.state != SessionState::planned)
                    return false;
                return plan(session, {PersonId{below(3) + 1}}, topic());
            case Change::announce:
                announce(session);
                return false;
        }
        return false;
    }

  private:
    std::optional<TopicId> topic() {
        return below(2) == 0 ? std::nullopt : std::optional(TopicId{below(3) + 1});
    }
    std::vector<Assignment> assignments() {
        std::vector<Assignment> some;
        if (below(3) != 0) some.push_back({PersonId{below(3) + 1}, Role::presenter});
        if (below(4) == 0) some.push_back({PersonId{9}, Role::host});
        return some;
    }

    std::mt19937_64 random_;
};

void check_step(Change change, bool reported, const Session& before, const Session& after) {
    REQUIRE(after.occurrence == before.occurrence);
    REQUIRE(is_announced(after) == (is_announced(before) || change == Change::announce));
    if (!reported && change != Change::announce) REQUIRE(everything(after) == everything(before));
    if (change == Change::announce && after.state != before.state) {
        REQUIRE(after.state == SessionState::announced);
        const bool live = before.state == SessionState::open || before.state == SessionState::planned ||
                          before.state == SessionState::confirmed;
        REQUIRE(live);
    }
    if (after.state == SessionState::cancelled) REQUIRE_FALSE(took_place(after, kLatestDate));
    if (after.state == SessionState::open || after.state == SessionState::planned) {
        REQUIRE((after.state == SessionState::open) == presenters(after).empty());
        REQUIRE_FALSE(is_announced(after));
    }
    if (after.pinned) REQUIRE_FALSE(presenters(after).empty());
}

}  // namespace

TEST_CASE("whatever is done to a session, it stays announced once it was, and contradicts itself nowhere") {
    std::size_t made = 0;
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        RandomChanges changes(seed);
        Session session{.occurrence = kStart + days{10}, .date = kStart + days{10}, .start = TimeOfDay{750}};
        Moment moment{"lunch/2027-02-11", kStart};
        Instant now{kStart};
        for (int step = 0; step < 40; ++step) {
            now += hours{changes.below(12)} + seconds{1};
            moment.today = floor<days>(now);
            const Session before = session;
            const auto change = changes.choose();
            INFO("seed " << seed << ", step " << step << ", change " << static_cast<int>(change));
            try {
                const bool reported = changes.apply(change, session, moment);
                check_step(change, reported, before, session);
                ++made;
            } catch (const Failure& failure) {
                REQUIRE(failure.status() == ExitStatus::usage);
                REQUIRE(everything(session) == everything(before));
                ++refused;
            }
        }
    }
    // The walk reaches both.
    CHECK(made > 20'000);
    CHECK(refused > 5'000);
}
