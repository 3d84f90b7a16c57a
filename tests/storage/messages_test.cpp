#include "storage/messages.h"

#include <catch2/catch.hpp>

#include "storage/people.h"
#include "storage/programme.h"
#include "storage/series.h"
#include "storage/sessions.h"

using namespace tiffin;
using namespace std::chrono;
using tiffin::tests::Programme;

namespace {

const Instant kNow = Date{2027y / January / 4} + 8h;

/// A message of a thread of its own unless one is named.
Message message(std::int64_t id, const std::string& thread = {}) {
    const auto name = "m" + std::to_string(id);
    return {.id = MessageId{id},
            .kind = MessageKind::update,
            .key = name + "#0",
            .thread = thread.empty() ? name : thread,
            .due = kNow,
            .deadline = kNow + 24h,
            .content = {.mail_id = name + "@x.example",
                        .from = {"O'Neil \"Zoë\"", "zoe@x.example"},
                        .to = {"", "ben@x.example"},
                        .subject = "Subject: \U0001F371",
                        .text = "Line\nO'Neil\n",
                        .calendar = MessageCalendar{"REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"},
                        .date = kNow}};
}

/// Work in a programme, each part a unit of its own.
class Outbox {
  public:
    template <class Work>
    auto in_unit(const Work& part) {
        storage::UnitOfWork work(programme_.connection, ++seed_);
        auto result = part(work);
        work.commit();
        return result;
    }
    bool add(const Message& message) {
        return in_unit([&](auto& work) { return storage::insert(work, message); });
    }
    std::vector<std::int64_t> claim(std::int64_t claimant, Instant now, int most = 100,
                                    std::int64_t after = 0, bool at_once = false) {
        return in_unit([&](auto& work) {
            std::vector<std::int64_t> ids;
            for (const auto& each :
                 storage::claim(work, {.now = now, .at_once = at_once}, {claimant, now + 2min}, after, most))
                ids.push_back(each.message.id.value);
            return ids;
        });
    }
    void sent(std::int64_t id) {
        in_unit([&](auto& work) { return storage::record_sent(work, MessageId{id}, kNow), 0; });
    }
    void failed(std::int64_t id, std::int64_t claimant, Instant now) {
        in_unit([&](auto& work) {
            auto message = *storage::message(work.connection(), MessageId{id});
            message.reason = "no such user";
            return storage::record_failure(work, message, claimant, now), 0;
        });
    }
    [[nodiscard]] Message at(std::int64_t id) {
        return *storage::message(programme_.connection, MessageId{id});
    }
    Programme& programme() { return programme_; }

  private:
    Programme programme_;
    std::uint64_t seed_ = 0;
};

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a message comes back as it was prepared") {
    Outbox outbox;
    const auto written = message(7);
    REQUIRE(outbox.add(written));
    const auto read = outbox.at(7);
    CHECK(read.content == written.content);
    CHECK(read.kind == MessageKind::update);
    CHECK(read.state == MessageState::prepared);
    CHECK(read.key == "m7#0");
    CHECK(read.due == kNow);
    CHECK(read.deadline == kNow + 24h);
    CHECK(!read.session);
    CHECK(storage::has_message(outbox.programme().connection, "m7#0"));
    CHECK(!storage::has_message(outbox.programme().connection, "m7#1"));
}

TEST_CASE("nothing is prepared twice") {
    Outbox outbox;
    REQUIRE(outbox.add(message(7)));
    auto again = message(8);
    again.key = "m7#0";
    CHECK(!outbox.add(again));
    CHECK(storage::count_messages(outbox.programme().connection, {}) == 1);
}

TEST_CASE("what one claims nobody else gets before the claim runs out") {
    Outbox outbox;
    for (const std::int64_t id : {30, 10, 20}) REQUIRE(outbox.add(message(id)));
    CHECK(outbox.claim(1, kNow, 2) == Ids{30, 10});  // in the order of preparing
    CHECK(outbox.claim(2, kNow) == Ids{20});
    CHECK(outbox.claim(3, kNow).empty());
    CHECK(outbox.claim(3, kNow + 2min, 1) == Ids{30});
    outbox.failed(30, 1, kNow);  // the first one woke up, and has lost its claim
    CHECK(outbox.at(30).state == MessageState::claimed);
    outbox.sent(30);
    outbox.failed(30, 3, kNow);
    CHECK(outbox.at(30).state == MessageState::sent);
    CHECK(outbox.claim(4, kNow + 1h) == Ids{10, 20});
}

TEST_CASE("a failed message waits for its next try, and holds up only its own thread") {
    Outbox outbox;
    REQUIRE(outbox.add(message(1, "ben")));
    REQUIRE(outbox.add(message(2, "ben")));
    REQUIRE(outbox.add(message(3)));
    CHECK(outbox.claim(1, kNow) == Ids{1, 3});
    outbox.failed(1, 1, kNow);
    outbox.sent(3);
    CHECK(outbox.at(1).attempts == 1);
    CHECK(outbox.at(1).reason == "no such user");
    CHECK(outbox.at(1).retry == kNow + 5min);
    CHECK(outbox.claim(2, kNow + 4min).empty());
    CHECK(outbox.claim(2, kNow + 4min, 1, 0, true) == Ids{1});
    outbox.failed(1, 2, kNow + 4min);
    CHECK(outbox.at(1).retry == kNow + 14min);
    CHECK(outbox.claim(3, kNow + 14min) == Ids{1});
    outbox.sent(1);
    CHECK(outbox.claim(3, kNow + 14min) == Ids{2});
}

TEST_CASE("too late is too late, but never for what is being handed over") {
    Outbox outbox;
    for (const std::int64_t id : {1, 2, 3}) REQUIRE(outbox.add(message(id)));
    CHECK(outbox.claim(1, kNow + 24h - 1min, 1) == Ids{1});
    const auto expire = [&](Instant now, std::optional<Instant> earliest) {
        return outbox.in_unit(
            [&](auto& work) { return storage::expire(work, {.now = now, .kinds = {}}, earliest); });
    };
    CHECK(outbox.claim(2, kNow + 24h).empty());
    CHECK(expire(kNow + 1h, std::nullopt) == 0);
    CHECK(expire(kNow + 24h, std::nullopt) == 2);
    CHECK(outbox.at(2).state == MessageState::expired);
    CHECK(outbox.at(1).state == MessageState::claimed);
    CHECK(expire(kNow + 24h + 2min, std::nullopt) == 1);
    REQUIRE(outbox.add(message(4)));
    CHECK(expire(kNow + 2h, kNow) == 0);
    CHECK(expire(kNow + 2h, kNow + 1s) == 1);
}

TEST_CASE("a dropped message stays dropped until it is restored, a released one is as before") {
    Outbox outbox;
    REQUIRE(outbox.add(message(1)));
    outbox.in_unit([](auto& work) { return storage::drop(work, MessageId{1}, "by hand"), 0; });
    CHECK(outbox.at(1).reason == "by hand");
    CHECK(outbox.claim(1, kNow).empty());
    outbox.in_unit([](auto& work) { return storage::restore(work, MessageId{1}), 0; });
    CHECK(outbox.claim(1, kNow) == Ids{1});
    outbox.in_unit([](auto& work) { return storage::drop(work, MessageId{1}, "by hand"), 0; });
    CHECK(outbox.at(1).state == MessageState::claimed);
    outbox.in_unit([](auto& work) { return storage::release(work, MessageId{1}, 2), 0; });
    CHECK(outbox.at(1).state == MessageState::claimed);
    outbox.in_unit([](auto& work) { return storage::release(work, MessageId{1}, 1), 0; });
    CHECK(outbox.at(1).state == MessageState::prepared);
    CHECK(outbox.at(1).attempts == 0);
}

TEST_CASE("messages are chosen by state, kind, session and person, and go with these") {
    Outbox outbox;
    auto& connection = outbox.programme().connection;
    outbox.in_unit([](auto& work) {
        storage::insert(work, Person{.id = PersonId{5}, .name = "Ben"});
        storage::insert(work, Series{.id = SeriesId{6}, .name = "lunch", .slug = "lunch"});
        storage::insert(work, Session{.id = SessionId{7}, .series = SeriesId{6}});
        return 0;
    });
    auto of_session = message(1);
    of_session.session = SessionId{7};
    auto of_person = message(2);
    of_person.person = PersonId{5};
    of_person.kind = MessageKind::reminder;
    REQUIRE(outbox.add(of_session));
    REQUIRE(outbox.add(of_person));
    REQUIRE(outbox.add(message(3)));
    outbox.sent(3);
    const auto count = [&](const storage::MessageFilter& filter) {
        return storage::count_messages(connection, filter);
    };
    CHECK(count({}) == 3);
    CHECK(count({.states = {MessageState::prepared, MessageState::claimed}}) == 2);
    CHECK(count({.states = {MessageState::sent}}) == 1);
    CHECK(count({.kinds = {MessageKind::reminder, MessageKind::invite}}) == 1);
    CHECK(count({.session = SessionId{7}}) == 1);
    CHECK(count({.person = PersonId{5}}) == 1);
    CHECK(storage::messages_like(connection, render_id(MessageId{3}).substr(0, 12), 5).size() == 1);
    CHECK(storage::messages_like(connection, "m", 2).size() == 2);
    CHECK(storage::messages_in_thread(connection, "m2").size() == 1);
    outbox.in_unit([](auto& work) {
        storage::remove(work, SessionId{7});
        storage::remove(work, PersonId{5});
        return 0;
    });
    CHECK(count({}) == 1);
    CHECK(tests::ask(outbox.programme().path, "SELECT count(*) FROM message_body") == "1");
}
