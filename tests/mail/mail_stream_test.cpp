#include "mail/mail_stream.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "domain/failure.h"
#include "mail/mail_data.h"
#include "mail/maildir.h"
#include "mail/mbox.h"

using namespace tiffin;
using namespace tiffin::mail;
using namespace tiffin::mail::tests;

namespace fs = std::filesystem;

namespace {

/// "where: sender, number of calendars" of each mail, or its refusal.
std::vector<std::string> all(const std::string& bytes, const MailLimits& limits = {}) {
    std::vector<std::string> mails;
    MailStream stream("in", bytes, limits);
    FoundMessage found;
    for (;;) {
        try {
            if (!stream.next(found)) return mails;
            mails.push_back(stream.where() + ": " + found.from + ", " +
                            std::to_string(found.calendars.size()));
        } catch (const Failure& failure) {
            mails.emplace_back(failure.what());
        }
    }
}

using Lines = std::vector<std::string>;

struct Folder {
    Folder() : path(fs::temp_directory_path() / ("tiffin_mail_" + std::to_string(::getpid()))) {
        fs::remove_all(path);
        fs::create_directory(path);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path path;
};

const std::string kCalendar = "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n";

}  // namespace

TEST_CASE("one mail, an mbox and a calendar are told apart") {
    CHECK(form_of("From: a@x.example\n\n") == MailForm::mail);
    CHECK(form_of("Received: x\n") == MailForm::mail);
    CHECK(form_of("From a@x.example Thu Feb 18 12:30:00 2027\nFrom: a@x.example\n") == MailForm::mbox);
    CHECK(form_of("\xef\xbb\xbf\r\nbegin:vcalendar \r\nVERSION:2.0\r\n") == MailForm::calendar);
    CHECK(form_of("\n\nBEGIN:VCALENDAR") == MailForm::calendar);
    CHECK(form_of("") == MailForm::mail);
}

TEST_CASE("a mail, also one that procmail pipes, is read") {
    const auto mail = mail_data("google_tentative");
    CHECK(all(mail) == Lines{"in: zoe@mail.example, 1"});
    CHECK(all("\n" + mail) == Lines{"in: zoe@mail.example, 1"});
    CHECK(all("From zoe@mail.example Thu Feb 18 12:30:00 2027\n" + mail) ==
          Lines{"in, mail 1: zoe@mail.example, 1"});
    CHECK(all("").empty());
}

TEST_CASE("an mbox is read mail by mail, past those that are refused") {
    std::string mbox;
    const auto add = [&mbox](const std::string& mail) {
        append_to_mbox(mbox, "x@x.example", Instant{}, mail);
    };
    add(mail_data("exchange_accepted"));
    add("From: big@x.example\n\n" + std::string(200'000, 'x') + "\n");
    add("no header\n");
    add(mail_data("thunderbird_declined"));
    MailLimits limits;
    limits.bytes = std::size_t{1} << 17U;
    CHECK(all(mbox, limits) ==
          Lines{"in, mail 1: chloe.martin@corp.example, 1", "in, mail 2: it is larger than 128 KiB",
                "in, mail 3: it is no mail: it has no header", "in, mail 4: lukasz@thunder.example, 1"});
}

TEST_CASE("a calendar alone is a mail without sender") {
    CHECK(all(kCalendar) == Lines{"in: , 1"});
    MailStream stream("in", kCalendar);
    FoundMessage found;
    REQUIRE(stream.next(found));
    CHECK(found.calendars.front() == FoundCalendar{kCalendar, ""});
    CHECK_FALSE(stream.next(found));
    const std::string utf16(
        "\xff\xfe"
        "B\0E\0",
        6);
    MailStream other("in", utf16);
    REQUIRE(other.next(found));
    CHECK(found.calendars.front().bytes == "BE");
    MailLimits limits;
    limits.bytes = 20;
    CHECK(all(kCalendar, limits) == Lines{"in: it is larger than 20 bytes"});
}

TEST_CASE("a maildir is written whole, under names that stay, and listed") {
    const Folder folder;
    const std::string maildir = (folder.path / "out" / "box").string();
    Message message;
    message.id = "a/b:1,2@x.example";
    message.date = Instant{std::chrono::seconds{1'800'000'000}};
    const auto path = write_to_maildir(maildir, message, "Subject: 1\n\n");
    CHECK(path == maildir + "/new/1800000000.a_b_1_2@x.example");
    CHECK(bytes_of_file(path) == "Subject: 1\n\n");
    CHECK(fs::is_empty(maildir + "/tmp"));
    CHECK((fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
          fs::perms::none);
    CHECK(write_to_maildir(maildir, message, "Subject: 2\n\n") == path);
    CHECK(bytes_of_file(path) == "Subject: 2\n\n");

    fs::rename(path, maildir + "/cur/1.b:2,S");
    message.id = "c@x.example";
    const auto second = write_to_maildir(maildir, message, "Subject: 3\n\n");
    std::ofstream(maildir + "/new/.hidden") << "x";
    CHECK(maildir_files(maildir) == Lines{maildir + "/cur/1.b:2,S", second});
    CHECK(maildir_files(folder.path.string()).empty());
    CHECK(maildir_files("/nowhere").empty());
}

TEST_CASE("a maildir that cannot be made is refused") {
    const Folder folder;
    std::ofstream(folder.path / "file") << "x";
    const std::string maildir = (folder.path / "file").string();
    try {
        write_to_maildir(maildir, {}, "");
        FAIL("it was made");
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::cannot_create);
        CHECK(std::string(failure.what()).find(maildir) != std::string::npos);
    }
}
