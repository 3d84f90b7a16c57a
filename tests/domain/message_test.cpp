#include "domain/message.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

TEST_CASE("a message is too late past its deadline, or when it is due for too long") {
    const Instant due = Date{2027y / January / 4} + 8h;
    Message message{.due = due, .deadline = due + 24h};
    CHECK(!is_too_late(message, due, std::nullopt));
    CHECK(!is_too_late(message, due + 24h - 1s, std::nullopt));
    CHECK(is_too_late(message, due + 24h, std::nullopt));
    CHECK(!is_too_late(message, due + 2h, 2h));
    CHECK(is_too_late(message, due + 2h + 1s, 2h));
    message.deadline.reset();
    CHECK(!is_too_late(message, due + hours{24 * 365}, std::nullopt));
}

TEST_CASE("each failure doubles the time to the next try, up to a day") {
    CHECK(delay_after(1) == 5min);
    CHECK(delay_after(2) == 10min);
    CHECK(delay_after(4) == 40min);
    CHECK(delay_after(9) == 1280min);
    CHECK(delay_after(10) == 24h);
    CHECK(delay_after(1'000'000) == 24h);
    CHECK(delay_after(0) == 5min);
}

TEST_CASE("a mail says what is new to those whom it reaches") {
    using Kind = MessageKind;
    for (const bool has_news : {false, true}) {
        CHECK(mail_after(Heard::nothing, true, has_news) == Kind::invite);
        CHECK(mail_after(Heard::cancelled, true, has_news) == Kind::invite);
        CHECK(mail_after(Heard::invited, false, has_news) == Kind::cancellation);
        CHECK_FALSE(mail_after(Heard::nothing, false, has_news).has_value());
    }
    CHECK(mail_after(Heard::cancelled, false, true) == Kind::cancellation);  // for another reason
    CHECK_FALSE(mail_after(Heard::cancelled, false, false).has_value());
    CHECK(mail_after(Heard::invited, true, true) == Kind::update);
    CHECK_FALSE(mail_after(Heard::invited, true, false).has_value());
}

TEST_CASE("kinds and states have their words") {
    for (const auto name : message_kind_names()) CHECK(to_string(*parse_message_kind(name)) == name);
    for (const auto name : message_state_names()) CHECK(to_string(*parse_message_state(name)) == name);
    CHECK(!parse_message_kind("letter"));
    CHECK(!parse_message_state("Sent"));
}
