#include "mail/read_message.h"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "domain/failure.h"
#include "mail/mail_data.h"
#include "text/fold.h"

using namespace tiffin;
using namespace tiffin::mail;
using namespace tiffin::mail::tests;

namespace {

const std::string kCalendar = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n";
const std::string kHeader = "From: Ana <ana@x.example>\r\nMessage-ID: <1@x.example>\r\nMIME-Version: 1.0\r\n";

FoundMessage read(const std::string& mail, const MailLimits& limits = {}) {
    return read_message("test.eml", mail, limits);
}

std::string refusal_of(const std::string& mail, const MailLimits& limits = {}) {
    try {
        read(mail, limits);
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::bad_input);
        CHECK_FALSE(failure.remedy().empty());
        return failure.what();
    }
    return "none";
}

/// "REPLY" and the lines that tell an answer.
std::vector<std::string> answers(const FoundMessage& found) {
    std::vector<std::string> lines;
    for (const auto& calendar : found.calendars) {
        lines.push_back(calendar.method);
        std::string unfolded;
        for (std::size_t at = 0; at < calendar.bytes.size(); ++at) {
            const char c = calendar.bytes[at];
            if (c == '\r') continue;
            if (c == '\n' && calendar.bytes[std::min(at + 1, calendar.bytes.size() - 1)] == ' ') {
                ++at;
                continue;
            }
            unfolded += c;
        }
        for (const auto& line : text::split(unfolded, "\n")) {
            if (line.rfind("ATTENDEE", 0) == 0) lines.push_back(line);
        }
    }
    return lines;
}

std::string only_calendar(const std::string& mail) {
    const auto found = read(mail);
    return found.calendars.size() == 1 ? found.calendars.front().bytes
                                       : std::to_string(found.calendars.size()) + " calendars";
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("answers are found as calendar programs send them") {
    struct Expected {
        std::string name;
        std::string from;
        Lines answers;
    };
    const std::vector<Expected> all{
        {"exchange_accepted",
         "chloe.martin@corp.example",
         {"REPLY", "ATTENDEE;PARTSTAT=ACCEPTED;CN=Chloé Martin:MAILTO:Chloe.Martin@corp.example"}},
        {"outlook_declined",
         "ben@partner.example",
         {"REPLY", "ATTENDEE;PARTSTAT=DECLINED:mailto:ben@partner.example"}},
        {"google_tentative",
         "zoe@mail.example",
         {"REPLY",
          "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;CN=Zoë Müller;X-NUM-GUESTS=0;"
          "X-RESPONSE-COMMENT=\"Only if the train is on time\":mailto:zoe@mail.example"}},
        {"apple_accepted",
         "farah@icloud.example",
         {"REPLY",
          "ATTENDEE;CN=\"Farah Haddad\";CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:"
          "farah@icloud.example"}},
        {"thunderbird_declined",
         "lukasz@thunder.example",
         {"REPLY", "ATTENDEE;PARTSTAT=DECLINED;CN=Łukasz Nowak;RSVP=TRUE:mailto:lukasz@thunder.example"}},
        {"nextcloud_accepted",
         "no-reply@cloud.example",
         {"REPLY", "ATTENDEE;PARTSTAT=ACCEPTED;CN=Dana Weiß:mailto:dana@cloud.example"}},
        {"davical_accepted",
         "eve@dav.example",
         {"REPLY", "ATTENDEE;CN=Ève Laurent;PARTSTAT=ACCEPTED:mailto:eve@dav.example"}},
        {"forwarded",
         "ana@tiffin.example",
         {"REPLY", "ATTENDEE;PARTSTAT=DECLINED:mailto:ben@partner.example"}},
        {"scanned_octet_stream",
         "hal@gateway.example",
         {"", "ATTENDEE;PARTSTAT=ACCEPTED;CN=Łukasz Nowak;RSVP=TRUE:mailto:hal@gateway.example"}},
        {"outlook_winmail", "gus@partner.example", {}},
    };
    for (const auto& expected : all) {
        INFO(expected.name);
        const std::string mail = mail_data(expected.name);
        REQUIRE_FALSE(mail.empty());
        for (const auto& bytes : {mail, with_crlf(mail)}) {
            const auto found = read(bytes);
            CHECK(found.from == expected.from);
            CHECK(answers(found) == expected.answers);
            CHECK(found.date.has_value());
            CHECK(found.has_winmail == (expected.name == "outlook_winmail"));
        }
    }
}

TEST_CASE("what a mail is an answer to, when it was written and what it says") {
    const auto found = read(mail_data("exchange_accepted"));
    CHECK(found.message_id == "AM0PR0000MB0000ABCDEF@AM0PR0000MB0000.eurprd00.prod.corp.example");
    CHECK(found.in_reply_to == "3f9c1d7a5b2e4c60@tiffin.example");
    CHECK(render_instant(*found.date) == "2027-02-10T08:15:22Z");
    CHECK(text::trim(found.text) == "Je serai là, avec un dessert.");
    CHECK(render_instant(*read(mail_data("outlook_declined")).date) == "2027-02-11T16:02:09Z");
    const auto bare = read("From: a@x.example\n\nhello\n");
    CHECK(bare.message_id.empty());
    CHECK_FALSE(bare.date);
    CHECK(bare.text == "hello\n");
}

TEST_CASE("nested parts, missing and odd boundaries, LF and CRLF") {
    const std::string part = "Content-Type: text/calendar; charset=UTF-8; method=reply\r\n\r\n" + kCalendar;
    const std::string nested = kHeader +
                               "Content-Type: multipart/mixed; boundary=a\r\n\r\npreamble\r\n--a\r\n"
                               "Content-Type: multipart/alternative; boundary=\"ab\"\r\n\r\n--ab\r\n" +
                               part;
    const std::string found = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR";
    CHECK(only_calendar(nested + "\r\n--ab--\r\n--a--\r\n") == kCalendar);
    CHECK(only_calendar(nested + "\r\n--a--\r\n") == kCalendar);  // the inner end is missing
    CHECK(only_calendar(nested) == kCalendar);                    // every end is missing
    CHECK(only_calendar(nested + "--a\r\nContent-Type: text/plain\r\n\r\nafter\r\n--a--\r\n") == found);
    CHECK(only_calendar(kHeader +
                        "Content-Type: multipart/mixed; boundary=\"b;x=1 y\"\r\n\r\n--b;x=1 y  \r\n" + part +
                        "\r\n--b;x=1 y--  \r\n") == kCalendar);
    CHECK(read(nested).calendars.front().method == "REPLY");
}

TEST_CASE("content types with comments, odd case, and parameters of RFC 2231") {
    for (const std::string type :
         {"text/calendar (a comment); (another) method=REPLY; charset = utf-8",
          "TEXT/Calendar; METHOD=\"Reply\"",
          "text/calendar; method*=us-ascii''REPLY; name*0*=UTF-8''r%C3%A9; name*1=\".ics\"",
          "text/calendar;\r\n\tmethod=REPLY;\r\n\tname=\"=?utf-8?Q?r=C3=A9?=.ics\""}) {
        INFO(type);
        const auto found = read(kHeader + "Content-Type: " + type + "\r\n\r\n" + kCalendar);
        REQUIRE(found.calendars.size() == 1);
        CHECK(found.calendars.front() == FoundCalendar{kCalendar, "REPLY"});
    }
    CHECK(only_calendar(kHeader + "Content-Type: application/ics; name=invite.ics\r\n\r\n" + kCalendar) ==
          kCalendar);
    CHECK(read(kHeader + "Content-Type: text\r\n\r\n" + kCalendar).calendars.empty());
}

TEST_CASE("calendars come as UTF-8, whatever their charset says") {
    const auto decoded = [](const std::string& charset, const std::string& bytes) {
        return only_calendar(kHeader + "Content-Type: text/calendar; charset=" + charset +
                             "\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + bytes);
    };
    CHECK(decoded("utf-8", "CN=Zo\xc3\xab") == "CN=Zoë");
    CHECK(decoded("iso-8859-1", "CN=Zo\xeb") == "CN=Zoë");
    CHECK(decoded("windows-1252", "Patrick\x92s \x80") == "Patrick’s €");
    CHECK(decoded("koi8-r", "\xcf\xc2\xc5\xc4") == "обед");
    CHECK(decoded("iso-2022-jp", "\x1b$B2q5D\x1b(B") == "会議");
    CHECK(decoded("us-ascii", "CN=Zo\xc3\xab") == "CN=Zoë");    // it lies
    CHECK(decoded("iso-8859-1", "CN=Zo\xc3\xab") == "CN=Zoë");  // so does this
    CHECK(decoded("x-unknown", "CN=Zo\xeb") == "CN=Zoë");
    CHECK(decoded("utf-8", "CN=Zo\xc3\r\n \xab") == "CN=Zo\xc3\r\n \xab");  // folded within a character
    CHECK(decoded("../../evil//TRANSLIT", "CN=Zo\xeb") == "CN=Zoë");
    CHECK(decoded("windows-1252", "a\x81z") == "a\xef\xbf\xbdz");
    CHECK(only_calendar(kHeader + "Content-Type: text/calendar; charset=utf-16\r\n"
                                  "Content-Transfer-Encoding: base64\r\n\r\n//5CAEUARwA=\r\n") == "BEG");
}

TEST_CASE("transfer encodings are undone, also broken ones") {
    const auto decoded = [](const std::string& encoding, const std::string& bytes) {
        return only_calendar(kHeader + "Content-Type: text/calendar\r\nContent-Transfer-Encoding: " +
                             encoding + "\r\n\r\n" + bytes);
    };
    CHECK(decoded("Quoted-Printable", "CN=3DZo=C3=\r\n=AB=0D=\r\n=0AEND:VCAL=ZZ=\r\n") ==
          "CN=Zoë\r\nEND:VCAL=ZZ");
    CHECK(decoded("BASE64", "QkVH\r\n  SU46\r\n!VkNB") == "BEGIN:VCA");
    CHECK(decoded("base64", "").empty());
    CHECK(decoded("x-unknown", "BEGIN") == "BEGIN");
}

TEST_CASE("single-line texts cannot steer a terminal") {
    const auto found = read(
        "From: a@x.example\r\nMessage-ID: <1\x1b[2J@x.example>\r\nIn-Reply-To: no id \x07 here"
        "\r\n\r\nx\r\n");
    CHECK(found.message_id.find('\x1b') == std::string::npos);
    CHECK(found.in_reply_to == "no id here");
    CHECK(read("From: \x1b[31m <a\x1b@x.example>\r\n\r\nx\r\n").from.find('\x1b') == std::string::npos);
    CHECK(read("From: Team: Ana <ana@x.example>, b@x.example;\r\n\r\nx\r\n").from.empty());
}

TEST_CASE("a mail beyond the limits is refused in one sentence") {
    CHECK(refusal_of(kHeader + "\r\n" + std::string(33U << 20U, 'a')) ==
          "test.eml: it is larger than 32 MiB");
    CHECK(refusal_of(kHeader + "Subject: " + repeated("a", 10'000'000) + "\r\n\r\nx\r\n") ==
          "test.eml: it has a header line of more than 64 KiB");
    CHECK(refusal_of(kHeader + "Subject: a\r\n" + repeated(" b\r\n", 100'000) + "\r\nx\r\n") ==
          "test.eml: it has a header line of more than 64 KiB");
    CHECK(refusal_of(kHeader + "Content-Type: text/calendar" + repeated("; p=x", 1'000'000) +
                     "\r\n\r\nx\r\n") == "test.eml: it has a header line of more than 64 KiB");
    CHECK(refusal_of("From: " + repeated("a:", 300'000) + "\r\n\r\nx\r\n") ==
          "test.eml: it has a header line of more than 64 KiB");
    CHECK(refusal_of(kHeader + repeated("X: y\r\n", 1'000'000) + "\r\nx\r\n") ==
          "test.eml: its headers are larger than 512 KiB");
    CHECK(refusal_of(kHeader + "Content-Type: multipart/mixed; boundary=a\r\n\r\n" +
                     repeated("--a\r\n\r\nx\r\n", 1'000'000)) == "test.eml: it has more than 10000 parts");
    CHECK(refusal_of(kHeader + "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" +
                     repeated("X: y\r\n", 1'000'000) + "\r\nx\r\n") ==
          "test.eml: its headers are larger than 512 KiB");
    std::string calendars = kHeader + "Content-Type: multipart/mixed; boundary=a\r\n\r\n";
    for (int at = 0; at <= 100; ++at) {
        calendars += "--a\r\nContent-Type: text/calendar\r\n\r\nUID:" + std::to_string(at) + "\r\n";
    }
    CHECK(refusal_of(calendars) == "test.eml: it carries more than 100 calendars");
    std::string nested = kHeader;
    for (int at = 0; at < 5000; ++at) {
        const std::string boundary = "b" + std::to_string(at);
        nested += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
    }
    CHECK(refusal_of(nested + "\r\nx\r\n") == "test.eml: its parts are nested deeper than 16");
    CHECK(refusal_of(kHeader + repeated("Content-Type: message/rfc822\r\n\r\n", 1000) + "x\r\n") ==
          "test.eml: its parts are nested deeper than 16");
}

TEST_CASE("headers of a mail in the mail count as well") {
    const std::string many = repeated("X: y\r\n", 200'000) + "\r\nx\r\n";
    CHECK(refusal_of(kHeader + "Content-Type: message (a comment) /rfc822\r\n\r\n" + many) ==
          "test.eml: its headers are larger than 512 KiB");
    CHECK(refusal_of(kHeader + "Content-Type: multipart/digest; boundary=a\r\n\r\n--a\r\n\r\n" + many) ==
          "test.eml: its headers are larger than 512 KiB");
    CHECK(refusal_of(kHeader + "\r\n" + many) == "none");  // a text
}

TEST_CASE("hostile mails below the limits are read") {
    CHECK(only_calendar(kHeader + "Content-Type: text/calendar\r\n\r\n" + repeated("A", 10'000'000)).size() ==
          10'000'000);
    for (const std::string repeat :
         {"a:", "<", "\"\\", "(", "a@b,", "=?utf-8?q?a?= ", "a:;", "[", "\\", "@"}) {
        INFO(repeat);
        const std::string most = repeated(repeat, 65'000 / repeat.size());
        CHECK(refusal_of("From: " + most + "\r\nContent-Type: text/plain; x=" + most + "\r\n\r\nx\r\n") ==
              "none");
        CHECK(refusal_of("Content-Type: " + most + "\r\nDate: " + most + "\r\n\r\nx\r\n") == "none");
        CHECK(refusal_of("Message-ID: " + most + "\r\nContent-Disposition: " + most + "\r\n\r\nx\r\n") ==
              "none");
    }
    CHECK(refusal_of(kHeader + "Content-Type: x/y" + repeated("; p*1=x", 9'000) + "\r\n\r\nx\r\n") == "none");
    CHECK(refusal_of(kHeader + "Content-Type: multipart/mixed; boundary=a\r\n\r\n" +
                     repeated("--a\r\n\r\nx\r\n", 9'999)) == "none");
    CHECK(
        refusal_of(kHeader + "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\nx\r\n----\r\n") ==
        "none");
}

TEST_CASE("what is no mail is refused or empty, and never more") {
    for (const std::string bytes : {"", "hello\n", "\xff\xfe\x01z", "--\n--\n"}) {
        CHECK(refusal_of(bytes) == "test.eml: it is no mail: it has no header");
    }
    CHECK(refusal_of(std::string(1000, '\0')) == "test.eml: it is no mail: it has no header");
}

TEST_CASE("a mail cut off anywhere, or with bytes changed, is read or refused") {
    std::mt19937 random(7);
    const auto below = [&random](std::size_t end) { return random() % end; };
    const std::vector<std::string> pieces{"--",  "\r\n", "\n\n", "=?utf-8?B?",        "boundary=",
                                          ";",   "\"",   "(",    "Content-Type: ",    "message/rfc822",
                                          "=\n", "\xff", ":",    "multipart/digest;", "charset="};
    std::size_t calendars = 0;
    std::size_t refused = 0;
    const auto look_at = [&](const std::string& mail) {
        INFO(mail);
        try {
            const auto found = read(mail);
            calendars += found.calendars.size();
            CHECK(text::is_utf8(found.text));
            CHECK(text::is_utf8(found.from + found.message_id + found.in_reply_to));
        } catch (const Failure& failure) {
            ++refused;
            CHECK(failure.status() == ExitStatus::bad_input);
        }
    };
    for (const std::string name : {"exchange_accepted", "google_tentative", "apple_accepted", "forwarded",
                                   "thunderbird_declined", "outlook_winmail"}) {
        const std::string mail = mail_data(name);
        for (std::size_t cut = 1; cut < mail.size(); cut += 1 + below(40)) look_at(mail.substr(0, cut));
        for (int round = 0; round < 300; ++round) {
            std::string changed = mail;
            for (std::size_t change = 0; change <= below(8); ++change) {
                const auto at = below(changed.size());
                switch (below(4)) {
                    case 0:
                        changed[at] = static_cast<char>(below(256));
                        break;
                    case 1:
                        changed.insert(at, pieces[below(pieces.size())]);
                        break;
                    case 2:
                        changed.erase(at, below(100));
                        break;
                    default:
                        changed.insert(at, changed.substr(below(changed.size()), below(500)));
                        break;
                }
            }
            look_at(changed);
        }
    }
    CHECK(calendars > 1000);
    CHECK(refused > 0);
}
