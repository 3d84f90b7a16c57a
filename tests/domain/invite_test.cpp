#include "domain/invite.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

namespace {

constexpr Instant kNow{Date{2027y / February / 1}};
constexpr SessionId kSession{7};

/// What one address got last.
EmittedInvite got(Told told, int sequence, Instant emitted = kNow - hours{1}) {
    return {kSession, PersonId{1}, "ana@x.example", told, sequence, emitted};
}

Announcement announced(int sequence, std::string shown = "state on\n") {
    return {kSession, sequence, std::move(shown), kNow - hours{2}};
}

std::optional<NextInvite> next(Told wanted, const EmittedInvite& last, int sequence) {
    return next_invite(wanted, &last, announced(sequence), kNow, Repeat::no);
}

void check(const std::optional<NextInvite>& object, Told told, int sequence) {
    REQUIRE(object.has_value());
    CHECK(object->told == told);
    CHECK(object->sequence == sequence);
    CHECK(object->stamp == kNow);
    CHECK_FALSE(object->again);
}

}  // namespace

TEST_CASE("a newcomer gets a request, whatever is wanted of others nothing") {
    check(next_invite(Told::invited, nullptr, announced(4), kNow, Repeat::no), Told::invited, 4);
    for (const auto wanted : {Told::called_off, Told::dropped}) {
        CHECK_FALSE(next_invite(wanted, nullptr, announced(4), kNow, Repeat::yes).has_value());
    }
}

TEST_CASE("who is behind gets what is wanted, who is not gets nothing") {
    check(next(Told::invited, got(Told::invited, 1), 2), Told::invited, 2);
    check(next(Told::called_off, got(Told::called_off, 1), 2), Told::called_off, 2);  // another reason
    CHECK_FALSE(next(Told::invited, got(Told::invited, 2), 2).has_value());
    CHECK_FALSE(next(Told::invited, got(Told::invited, 5), 2).has_value());
    CHECK_FALSE(next(Told::called_off, got(Told::called_off, 2), 2).has_value());
    CHECK_FALSE(next(Told::dropped, got(Told::dropped, 1), 2).has_value());  // no news for the dropped
}

TEST_CASE("each change of mind counts on from what the address has") {
    check(next(Told::dropped, got(Told::invited, 0), 0), Told::dropped, 1);
    check(next(Told::invited, got(Told::dropped, 1), 0), Told::invited, 2);
    check(next(Told::called_off, got(Told::invited, 2), 3), Told::called_off, 3);
    check(next(Told::invited, got(Told::called_off, 3), 4), Told::invited, 4);
    check(next(Told::invited, got(Told::called_off, 3), 9), Told::invited, 9);
}

TEST_CASE("nothing is cancelled twice") {
    CHECK_FALSE(next(Told::called_off, got(Told::dropped, 1), 2).has_value());
    CHECK_FALSE(next(Told::dropped, got(Told::called_off, 1), 2).has_value());
}

TEST_CASE("again is the last object, to the stamp") {
    for (const auto told : {Told::invited, Told::called_off, Told::dropped}) {
        const auto last = got(told, 3);
        const auto object = next_invite(told, &last, announced(3), kNow, Repeat::yes);
        REQUIRE(object.has_value());
        CHECK(object->told == told);
        CHECK(object->sequence == 3);
        CHECK(object->stamp == last.emitted);
        CHECK(object->again);
    }
    // What is due is due, asked for again or not.
    const auto behind = got(Told::invited, 2);
    check(next_invite(Told::invited, &behind, announced(3), kNow, Repeat::yes), Told::invited, 3);
}

TEST_CASE("a clock that was set back moves no stamp back") {
    const auto last = got(Told::invited, 0, kNow + hours{5});
    CHECK(next_invite(Told::dropped, &last, announced(0), kNow, Repeat::no)->stamp == kNow + hours{5});
    auto told = announced(0);
    told.changed = kNow + hours{5};
    CHECK(next_announcement(told, kSession, "state off\n", 0, kNow).changed == kNow + hours{5});
}

TEST_CASE("an announcement counts up when what it shows has changed, and only then") {
    const auto first = next_announcement(std::nullopt, kSession, "state on\n", 0, kNow);
    CHECK(first.session == kSession);
    CHECK(first.sequence == 0);
    CHECK(first.shown == "state on\n");
    CHECK(first.changed == kNow);

    const auto same = next_announcement(announced(3), kSession, "state on\n", 8, kNow);
    CHECK(same.sequence == 3);
    CHECK(same.changed == announced(3).changed);

    const auto changed = next_announcement(announced(3), kSession, "state off\n", 8, kNow);
    CHECK(changed.sequence == 9);  // so that whoever was dropped and invited again is behind, too
    CHECK(changed.shown == "state off\n");
    CHECK(changed.changed == kNow);
    CHECK(next_announcement(announced(3), kSession, "state off\n", 1, kNow).sequence == 4);

    const auto unknown = next_announcement(announced(3, ""), kSession, "state on\n", 3, kNow);
    CHECK(unknown.sequence == 4);
}

TEST_CASE("of two records the one with the higher sequence holds") {
    CHECK(merge(announced(2, "a 1\n"), announced(1, "a 2\n")).shown == "a 1\n");
    CHECK(merge(announced(1, "a 1\n"), announced(2, "a 2\n")).shown == "a 2\n");
    CHECK(merge(announced(2, "a 1\n"), announced(2, "a 1\nb 1\n")).shown == "a 1\nb 1\n");
    CHECK(merge(announced(2, "a 1\n"), announced(2, "a 2\n")).shown.empty());
    CHECK(merge(announced(2, ""), announced(2, "a 2\n")).shown.empty());
    CHECK(merge(announced(2), announced(1)).sequence == 2);

    const auto older = got(Told::invited, 1, kNow);
    const auto newer = got(Told::dropped, 2, kNow - hours{3});
    CHECK(merge(newer, older).told == Told::dropped);
    CHECK(merge(older, newer).told == Told::dropped);
    CHECK(merge(older, newer).emitted == kNow);
    CHECK_FALSE(is_crossed(older, newer));
}

TEST_CASE("an address that two runs told different things is told once more") {
    const auto invited = got(Told::invited, 1);
    const auto dropped = got(Told::dropped, 1);
    CHECK(is_crossed(invited, dropped));
    for (const auto& merged : {merge(invited, dropped), merge(dropped, invited)}) {
        CHECK(merged.told == Told::invited);
        // is_crossed() leaves the announcement unknown, so that it counts up whatever is shown.
        const auto announcement = next_announcement(announced(1, ""), kSession, "state on\n", 1, kNow);
        for (const auto wanted : {Told::invited, Told::dropped, Told::called_off}) {
            check(next_invite(wanted, &merged, announcement, kNow, Repeat::no), wanted, 2);
        }
    }
}

TEST_CASE("what an address was shown is the last that was told up to its sequence") {
    const Revisions revisions{{1, "first"}, {4, "second"}, {5, ""}};
    CHECK(shown_at(revisions, 0) == nullptr);
    CHECK(*shown_at(revisions, 1) == "first");
    CHECK(*shown_at(revisions, 3) == "first");
    CHECK(*shown_at(revisions, 4) == "second");
    CHECK(shown_at(revisions, 9)->empty());
    CHECK(shown_at({}, 9) == nullptr);

    const Revisions off{{1, "state on\n"}, {2, "state off\n"}, {4, "state off\n"}};
    CHECK(shown_on_at(off, 5) == "state on\n");
    CHECK(shown_on_at(off, 1) == "state on\n");
    CHECK(shown_on_at(off, 0).empty());
}

TEST_CASE("a change of how one takes part is news to them alone") {
    const auto mode = [](std::optional<Mode> had, std::optional<Mode> wanted, Told told = Told::invited) {
        auto last = got(told, 3);
        last.mode = had;
        return next_invite({Told::invited, wanted}, &last, announced(3), kNow, Repeat::no);
    };
    CHECK_FALSE(mode({}, {}).has_value());
    CHECK_FALSE(mode(Mode::remote, Mode::remote).has_value());
    check(mode({}, Mode::remote), Told::invited, 4);
    check(mode(Mode::remote, Mode::in_person), Told::invited, 4);
    check(mode(Mode::in_person, {}), Told::invited, 4);
    CHECK(mode({}, Mode::remote)->is_update);
    check(mode(Mode::remote, Mode::in_person, Told::dropped), Told::invited, 4);
    auto last = got(Told::called_off, 3);
    last.mode = Mode::remote;
    CHECK_FALSE(next_invite({Told::called_off, Mode::in_person}, &last, announced(3), kNow, Repeat::no));
}
