#include "storage/invites.h"

#include <catch2/catch.hpp>

#include "storage/people.h"
#include "storage/programme.h"
#include "storage/series.h"
#include "storage/series_invites.h"
#include "storage/sessions.h"

using namespace tiffin;
using namespace std::chrono;
using tests::Programme;

namespace {

constexpr Date kDay = 2027y / February / 18;

void fill(storage::UnitOfWork& work) {
    storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
    storage::insert(work,
                    Series{.id = SeriesId{11}, .name = "l", .slug = "l", .start = hours{12}, .zone = "UTC"});
    storage::insert(work, Session{.id = SessionId{5},
                                  .series = SeriesId{11},
                                  .occurrence = kDay,
                                  .date = kDay,
                                  .start = hours{12},
                                  .zone = "UTC"});
}

EmittedInvite invite(int number, int sequence, std::optional<Mode> mode = {}) {
    return {SessionId{5},  PersonId{1}, "p" + std::to_string(number) + "@x.example", Told::invited, sequence,
            Instant{kDay}, mode};
}

}  // namespace

TEST_CASE("invites are noted however many they are, new and known ones") {
    for (const int count : {0, 1, 39, 40, 41, 80, 125}) {
        INFO(count);
        Programme programme;
        auto& connection = programme.connection;
        std::vector<EmittedInvite> first;
        for (int i = 0; i < count; i += 3) first.push_back(invite(i, 1));
        std::vector<EmittedInvite> then;
        for (int i = 0; i < count; ++i)
            then.push_back(invite(i, 2, i == 7 ? std::optional(Mode::remote) : std::nullopt));
        if (count > 0) then[0].email = "P0@x.example";  // the same address, in another letter case
        {
            storage::UnitOfWork work(connection, 1);
            fill(work);
            storage::record(work, first);
            storage::record(work, then);
            work.commit();
        }
        const auto known = storage::emitted_invites(connection, SessionId{5});
        REQUIRE(known.size() == static_cast<std::size_t>(count));
        for (const auto& each : known) {
            CHECK(each.sequence == 2);
            CHECK(each.mode == (each.email == "p7@x.example" ? std::optional(Mode::remote) : std::nullopt));
        }
        if (count > 0) CHECK(known[0].email == "P0@x.example");
    }
}

TEST_CASE("what an address was shown of a recurring invite stays, however the address is written") {
    Programme programme;
    auto& connection = programme.connection;
    const SeriesInviteId id{77};
    auto emitted = invite(1, 0);
    {
        storage::UnitOfWork work(connection, 1);
        fill(work);
        storage::record(work, SeriesInvite{.id = id,
                                           .series = SeriesId{11},
                                           .rule = "FREQ=WEEKLY",
                                           .first = kDay,
                                           .start = hours{12},
                                           .zone = "UTC"});
        storage::record(work, id, emitted, {kDay, kLatestDate, {kDay + days{7}, kDay + days{21}}});
        storage::record(work, id, emitted.email,
                        {{kDay, Mode::remote}, {kDay + days{7}, Mode::in_person}, {kDay + days{14}, {}}});
        emitted.email = "P1@X.example";
        storage::record(work, id, emitted, {kDay, kDay + days{14}, {kDay + days{7}}});
        storage::record(work, id, emitted.email, {{kDay + days{7}, std::nullopt}});
        work.commit();
    }
    const auto known = storage::series_invite(connection, id);
    REQUIRE(known);
    const auto& view = known->view_of("P1@X.example");
    CHECK(view.days == SeriesDays{kDay, kDay + days{14}, {kDay + days{7}}});
    CHECK(view.mode_on(kDay) == Mode::remote);
    CHECK_FALSE(view.mode_on(kDay + days{7}));
    CHECK(known->views.size() == 1);
}
