#include "mail/mbox.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace tiffin::mail;

namespace {

const Instant kDate = *parse_instant("2027-02-01T08:05:09Z");

std::vector<std::string> mails_of(std::string_view mbox) {
    std::vector<std::string> mails;
    while (!mbox.empty()) {
        const auto size = size_of_first(mbox);
        mails.push_back(unquote_mbox(mbox.substr(0, size)));
        mbox.remove_prefix(size);
    }
    return mails;
}

}  // namespace

TEST_CASE("mails are appended to an mbox and come back as they were") {
    const std::vector<std::string> mails{"Subject: one\n\nFrom here\n>From there\n>>From\n\nFrom a 10:00\n",
                                         "Subject: two\n\n", "Subject: three\n\n\nblank lines\n\n\n"};
    std::string mbox;
    for (const auto& mail : mails) append_to_mbox(mbox, "lunch@x.example", kDate, mail);
    CHECK(mbox.rfind(
              "From lunch@x.example Mon Feb  1 08:05:09 2027\nSubject: one\n\n>From here\n>>From there\n>>"
              "From\n\n>From a 10:00\n\nFrom lunch",
              0) == 0);
    CHECK(mails_of(mbox) == mails);
}

TEST_CASE("postmarks are told from sentences") {
    for (const std::string line :
         {"From ana@x.example Thu Feb 18 12:30:00 2027", "From MAILER-DAEMON Thu Feb 18 2:30:00 2027",
          "From - Thu Feb 18 12:30:00 2027 +0100\r", "From ana@x.example  Thu, 18 Feb 2027 12:30 (CET)"}) {
        CHECK(is_postmark(line));
    }
    for (const std::string line :
         {"From: ana@x.example", "From here on", ">From ana Thu Feb 18 12:30:00 2027", "From a:bc", "",
          "From ", "From 1:", "from ana@x.example Thu Feb 18 12:30:00 2027"}) {
        CHECK_FALSE(is_postmark(line));
    }
}

TEST_CASE("a postmark counts only after a blank line") {
    CHECK(
        mails_of("From a 10:00\nX: 1\n\nbody\nFrom b 11:00\n\nFrom c 12:00\r\nX: 2\r\n\r\nbody\r\n\r\nFrom d "
                 "13:00\nX: 3\n") ==
        std::vector<std::string>{"X: 1\n\nbody\nFrom b 11:00\n", "X: 2\r\n\r\nbody\r\n\r\n", "X: 3\n"});
    CHECK(mails_of("From a 10:00") == std::vector<std::string>{""});
    CHECK(mails_of("\n") == std::vector<std::string>{""});
}
