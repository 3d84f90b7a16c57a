#include "domain/plan_draft.h"

#include <catch2/catch.hpp>

#include "domain/session_life.h"

using namespace tiffin;

TEST_CASE("a choice of a draft fits until somebody changes its session") {
    Session session{.id = SessionId{1}, .date = parse_iso_date("2027-01-07").value()};
    const DraftChoice choice{.session = session.id,
                             .presenters = {PersonId{2}},
                             .topic = TopicId{3},
                             .reason = {},
                             .seen = as_seen(session)};
    CHECK(standing(choice, session, false) == Standing::possible);
    CHECK(standing(choice, session, true) == Standing::over);
    SECTION("the plan chose somebody else") {
        plan(session, {PersonId{4}}, std::nullopt);
        CHECK(standing(choice, session, false) == Standing::changed);
    }
    SECTION("somebody was assigned") {
        assign(session, {{PersonId{4}, Role::presenter}}, std::nullopt, {"x", session.date});
        CHECK(standing(choice, session, false) == Standing::settled);
    }
    SECTION("it moved") {
        session.date += std::chrono::days{1};
        CHECK(standing(choice, session, false) == Standing::changed);
    }
    SECTION("it was called off") {
        cancel(session, std::nullopt);
        CHECK(standing(choice, session, false) == Standing::over);
    }
    SECTION("it has become so") {
        plan(session, {PersonId{2}}, TopicId{3});
        CHECK(standing(choice, session, false) == Standing::same);
    }
}
