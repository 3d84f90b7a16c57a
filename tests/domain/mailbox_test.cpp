#include "domain/mailbox.h"

#include <catch2/catch.hpp>

using namespace tiffin;

TEST_CASE("mail addresses that are delivered to are accepted") {
    for (const std::string address :
         {"ana@bramble.example", "ana@x", "a.b+lunch@mail.bramble.example", "o'neil@x.example",
          "zoë@bücher.example", "a@1.example", "ana_b@x-y.example", "A%b@X.example"}) {
        INFO(address);
        CHECK(is_mail_address(address));
    }
    CHECK(is_mail_address(std::string(64, 'a') + "@x.example"));
}

TEST_CASE("what is no mail address is refused") {
    for (const std::string address : {"",
                                      "ana",
                                      "@x.example",
                                      "ana@",
                                      "ana@@x.example",
                                      "ana@x@y.example",
                                      "an a@x.example",
                                      "ana@x example",
                                      "ana@x..example",
                                      "ana@.example",
                                      "ana@x.example.",
                                      "ana@-x.example",
                                      "ana@x-.example",
                                      "ana,b@x.example",
                                      "<ana@x.example>",
                                      "ana@x.example>",
                                      "ana\"@x.example",
                                      "ana@[10.0.0.1]",
                                      "ana;b@x.example",
                                      "ana:b@x.example",
                                      "ana@x_y.example",
                                      "ana\\@x.example",
                                      "ana\t@x.example",
                                      "ana@x.example\r\nX-EVIL:1",
                                      "ana\x7f@x.example",
                                      ".ana@x.example",
                                      "ana\u00a0@x.example",
                                      "ana@x.example\u200b",
                                      "an\u00ada@x.example",
                                      "ana@x\u3000y.example",
                                      "\ufeffana@x.example",
                                      "ana\u2060@x.example",
                                      "mailto:ana@x.example"}) {
        INFO(address);
        CHECK_FALSE(is_mail_address(address));
    }
    CHECK_FALSE(is_mail_address(std::string("ana\0@x.example", 14)));
    CHECK_FALSE(is_mail_address(std::string(65, 'a') + "@x.example"));
    CHECK_FALSE(is_mail_address("ana@" + std::string(64, 'x') + ".example"));
    CHECK_FALSE(is_mail_address("ana@x" + std::string(250, '.')));
}

TEST_CASE("a mailbox is an address with or without a name") {
    CHECK(parse_mailbox("ana@x.example") == Mailbox{"", "ana@x.example"});
    CHECK(parse_mailbox(" <ana@x.example> ") == Mailbox{"", "ana@x.example"});
    CHECK(parse_mailbox("Ana Ferreira <ana@x.example>") == Mailbox{"Ana Ferreira", "ana@x.example"});
    CHECK(parse_mailbox("Ana<ana@x.example>") == Mailbox{"Ana", "ana@x.example"});
    CHECK(parse_mailbox(R"("Ferreira, \"Ana\"" <ana@x.example>)") ==
          Mailbox{"Ferreira, \"Ana\"", "ana@x.example"});
    CHECK(parse_mailbox(R"("<odd>" <ana@x.example>)") == Mailbox{"<odd>", "ana@x.example"});
}

TEST_CASE("what is no mailbox is nothing") {
    for (const std::string text :
         {"", " ", "Ana", "Ana <>", "Ana <ana@x.example", "Ana ana@x.example", "<ana@x.example> Ana",
          "\"Ana <ana@x.example>", "\"Ana\\\" <ana@x.example>", "\"A\"na\" <ana@x.example>",
          "Ana\n<ana@x.example>", "\"A\nna\" <ana@x.example>", "Ana <b@x.example> <ana@x.example>",
          "ana@x.example, ben@x.example"}) {
        INFO(text);
        CHECK_FALSE(parse_mailbox(text));
    }
}
