#include "mail/render_message.h"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "domain/failure.h"
#include "mail/mail_data.h"
#include "mail/read_message.h"
#include "text/fold.h"

using namespace tiffin;
using namespace tiffin::mail;
using namespace tiffin::mail::tests;

namespace {

Message example() {
    Message message;
    message.id = "3f9c1d7a.1@tiffin.example";
    message.from = {"Learning lunch", "lunch@tiffin.example"};
    message.to = {"Ana Ferreira", "ana@x.example"};
    message.subject = "Rust for C++ people";
    message.date = *parse_instant("2027-02-11T08:05:00Z");
    message.text = "Hello Ana,\n\nsee you on Thursday.\n";
    return message;
}

Message with_calendar() {
    Message message = example();
    message.html = "<p>Hello Ana</p>";
    message.calendar = CalendarPart{"REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"};
    return message;
}

std::string rendered(const Message& message) {
    return render_message(message, LineEnd::lf);
}

std::string refusal_of(const Message& message) {
    try {
        rendered(message);
    } catch (const Failure& failure) {
        CHECK((failure.status() == ExitStatus::bug || !failure.remedy().empty()));
        return failure.what();
    }
    return "none";
}

std::vector<std::string> lines_of(const std::string& mail) {
    std::vector<std::string> lines;
    std::string line;
    for (const char c : mail) {
        if (c == '\n') {
            lines.push_back(line);
            line.clear();
        } else {
            line += c;
        }
    }
    CHECK(line.empty());
    return lines;
}

/// The names of the header fields of the mail itself.
std::vector<std::string> fields_of(const std::string& mail) {
    std::vector<std::string> names;
    for (const auto& line : lines_of(mail)) {
        if (line.empty()) break;
        if (line.front() != ' ') names.push_back(line.substr(0, line.find(':')));
    }
    return names;
}

/// What every mail must keep, whatever is in it.
void check_form(const std::string& mail) {
    for (const auto& line : lines_of(mail)) {
        INFO(line);
        CHECK(line.size() <= 78);
        CHECK(line != ".");
        CHECK(line.rfind("From ", 0) != 0);
        CHECK(std::all_of(line.begin(), line.end(),
                          [](char c) { return c == '\t' || (c >= 0x20 && c < 0x7f); }));
    }
}

std::string header_of(const std::string& mail, const std::string& name) {
    const auto at = mail.find("\n" + name + ": ");
    REQUIRE(at != std::string::npos);
    auto end = mail.find('\n', at + 1);
    while (mail[end + 1] == ' ') end = mail.find('\n', end + 1);
    return mail.substr(at + 1, end - at - 1);
}

}  // namespace

TEST_CASE("a mail of text alone") {
    CHECK(rendered(example()) ==
          "Date: Thu, 11 Feb 2027 08:05:00 +0000\n"
          "Message-ID: <3f9c1d7a.1@tiffin.example>\n"
          "From: Learning lunch <lunch@tiffin.example>\n"
          "To: Ana Ferreira <ana@x.example>\n"
          "Subject: Rust for C++ people\n"
          "MIME-Version: 1.0\n"
          "Content-Type: text/plain; charset=UTF-8\n"
          "Content-Transfer-Encoding: quoted-printable\n"
          "\n"
          "Hello Ana,\n\nsee you on Thursday.\n");
}

TEST_CASE("an invite has its alternatives in order, the calendar last and without a disposition") {
    CHECK(rendered(with_calendar()) ==
          "Date: Thu, 11 Feb 2027 08:05:00 +0000\n"
          "Message-ID: <3f9c1d7a.1@tiffin.example>\n"
          "From: Learning lunch <lunch@tiffin.example>\n"
          "To: Ana Ferreira <ana@x.example>\n"
          "Subject: Rust for C++ people\n"
          "MIME-Version: 1.0\n"
          "Content-Type: multipart/alternative; boundary=\"=_alternative_cd1de8e09c784574\"\n"
          "\n"
          "--=_alternative_cd1de8e09c784574\n"
          "Content-Type: text/plain; charset=UTF-8\n"
          "Content-Transfer-Encoding: quoted-printable\n"
          "\n"
          "Hello Ana,\n\nsee you on Thursday.\n"
          "\n"
          "--=_alternative_cd1de8e09c784574\n"
          "Content-Type: text/html; charset=UTF-8\n"
          "Content-Transfer-Encoding: quoted-printable\n"
          "\n"
          "<p>Hello Ana</p>\n"
          "\n"
          "--=_alternative_cd1de8e09c784574\n"
          "Content-Type: text/calendar; charset=UTF-8; method=REQUEST\n"
          "Content-Transfer-Encoding: base64\n"
          "\n"
          "QkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVRVUVTVA0KRU5EOlZDQUxFTkRBUg0K\n"
          "\n"
          "--=_alternative_cd1de8e09c784574--\n");
}

TEST_CASE("the same message is the same bytes, and another id another boundary") {
    CHECK(rendered(with_calendar()) == rendered(with_calendar()));
    Message other = with_calendar();
    other.id = "3f9c1d7a.2@tiffin.example";
    CHECK(header_of(rendered(other), "Content-Type") != header_of(rendered(with_calendar()), "Content-Type"));
    CHECK(render_message(with_calendar(), LineEnd::crlf) == with_crlf(rendered(with_calendar())));
}

TEST_CASE("the calendar can come a second time as a file") {
    Message message = with_calendar();
    message.calendar->attached_too = true;
    const std::string mail = rendered(message);
    CHECK(header_of(mail, "Content-Type").rfind("Content-Type: multipart/mixed; boundary=", 0) == 0);
    CHECK(mail.find("Content-Type: application/ics; name=invite.ics\nContent-Transfer-Encoding: base64\n"
                    "Content-Disposition: attachment; filename=invite.ics\n") != std::string::npos);
    const auto found = read_message("mail", mail);
    REQUIRE(found.calendars.size() == 1);
    CHECK(found.calendars.front() == FoundCalendar{message.calendar->bytes, "REQUEST"});
}

TEST_CASE("what was written is read again") {
    Message message = with_calendar();
    message.text = "Zoë:\n.\nFrom here\n>From there\n  blanks  \n=_ --=_alternative\n" +
                   std::string(300, 'x') + "\nFrom " + std::string(71, 'y') + "\n…\n";
    message.headers = {{"Auto-Submitted", "auto-generated"}, {"In-Reply-To", "<0@tiffin.example>"}};
    for (const auto end : {LineEnd::lf, LineEnd::crlf}) {
        const auto found = read_message("mail", render_message(message, end));
        std::string text = found.text;
        text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
        CHECK(text == message.text);
        CHECK(found.from == message.from.email);
        CHECK(found.message_id == message.id);
        CHECK(found.in_reply_to == "0@tiffin.example");
        CHECK(found.date == message.date);
        REQUIRE(found.calendars.size() == 1);
        CHECK(found.calendars.front().bytes == message.calendar->bytes);
    }
    check_form(rendered(message));
}

TEST_CASE("names and titles are quoted or encoded as they need") {
    Message message = example();
    const auto from = [&message](const std::string& name) {
        message.from.name = name;
        return header_of(rendered(message), "From");
    };
    CHECK(from("") == "From: lunch@tiffin.example");
    CHECK(from("O'Neil Smith-Jones") == "From: O'Neil Smith-Jones <lunch@tiffin.example>");
    CHECK(from("Ferreira, Ana \"A\" \\") == "From: \"Ferreira, Ana \\\"A\\\" \\\\\" <lunch@tiffin.example>");
    CHECK(from("Zoë Müller") == "From: =?UTF-8?B?Wm/DqyBNw7xsbGVy?= <lunch@tiffin.example>");
    CHECK(from("=?utf-8?q?Boss?=") == "From: =?UTF-8?B?PT91dGYtOD9xP0Jvc3M/PQ==?= <lunch@tiffin.example>");

    const auto subject = [&message](const std::string& title) {
        message.subject = title;
        return header_of(rendered(message), "Subject");
    };
    CHECK(subject("Déjà vu: 会議と会議と会議と会議と会議と会議") ==
          "Subject: =?UTF-8?B?RMOpasOgIHZ1OiDkvJrorbDjgajkvJrorbDjgajkvJrorbDjgag=?=\n"
          " =?UTF-8?B?5Lya6K2w44Go5Lya6K2w44Go5Lya6K2w?=");
    CHECK(subject(repeated("lunch ", 20)) ==
          "Subject: lunch lunch lunch lunch lunch lunch lunch lunch lunch lunch lunch\n"
          " lunch lunch lunch lunch lunch lunch lunch lunch lunch");
    check_form(header_of((message.subject = std::string(3000, 'a'), rendered(message)), "Subject") + "\n");
}

TEST_CASE("nothing that people type adds a header, a recipient or a part") {
    const auto usual = fields_of(rendered(with_calendar()));
    CHECK(usual.size() == 7);
    for (const std::string evil :
         {"x\r\nBcc: evil@x.example", "x\nBcc: evil@x.example\n\nBody", "x\rBcc: evil@x.example",
          "x\v\f\x01\x7f", "x> <evil@x.example>", "x\u2028Bcc: evil@x.example", "\r\n\r\n--=_alternative"}) {
        Message message = with_calendar();
        message.from.name = evil;
        message.to.name = evil;
        message.subject = evil;
        message.headers = {};
        const std::string mail = rendered(message);
        CHECK(fields_of(mail) == usual);
        CHECK(read_message("mail", mail).calendars.size() == 1);
        check_form(mail);

        message = example();
        message.headers = {{"X-Title", evil}};
        CHECK(fields_of(rendered(message)).size() == 9);  // its own, and how its text is encoded
        message.headers = {{evil, "x"}};
        CHECK(refusal_of(message) != "none");
        message = example();
        message.to.email = evil;
        CHECK(refusal_of(message) != "none");
        message = example();
        message.id = evil;
        CHECK(refusal_of(message) != "none");
        message = with_calendar();
        message.calendar->method = evil;
        CHECK(refusal_of(message) != "none");
    }
    for (const std::string name :
         {"From", "BCC", "Content-Type", "mime-version", "Subject", "X Y", "", "X:"}) {
        Message message = example();
        message.headers = {{name, "x"}};
        CHECK(refusal_of(message) == "\"" + name + "\" is no header that can be added to a mail");
    }
}

TEST_CASE("addresses beyond ASCII: domains are translated, local parts refused") {
    Message message = example();
    message.to.email = "ana@bücher.example";
    CHECK(header_of(rendered(message), "To") == "To: Ana Ferreira <ana@xn--bcher-kva.example>");
    message.to.email = "zoë@x.example";
    CHECK(refusal_of(message) == "zoë@x.example has letters before the @ that many mail servers refuse");
    message.to.email = "ana";
    CHECK(refusal_of(message) == "\"ana\" is no e-mail address");
    message = example();
    message.subject = "caf\xe9";
    CHECK(refusal_of(message) == "the subject of the mail is not UTF-8 text");
    message = example();
    message.text = "caf\xe9";
    CHECK(refusal_of(message) == "the text of the mail is not UTF-8 text");
}

TEST_CASE("whatever the texts are, the mail keeps its form and comes back") {
    std::mt19937 random(11);
    const std::vector<std::string> pieces{"a",       "Z",     " ",        "\n", ".",  "=", "ë",    "会",
                                          "🍱",       "\"",    "\\",       "<",  ">",  "@", "--",   "From ",
                                          "\nFrom ", "\n.\n", "=?",       "?=", "\t", ",", "\r\n", "(",
                                          ":",       ";",     "longword", "  ", "_",  "-"};
    const auto piece = [&](std::size_t most) {
        std::string text;
        for (auto left = random() % most; left > 0; --left) text += pieces[random() % pieces.size()];
        return text;
    };
    for (int round = 0; round < 300; ++round) {
        Message message = with_calendar();
        message.from.name = piece(30);
        message.to.name = piece(100);
        message.subject = piece(200);
        message.text = piece(500) + "\n";
        message.html = piece(50);
        message.calendar->bytes = piece(500);
        message.calendar->attached_too = round % 2 == 0;
        INFO(message.subject);
        const std::string mail = rendered(message);
        check_form(mail);
        CHECK(fields_of(mail).size() == 7);
        const auto found = read_message("mail", mail);
        std::string wanted = message.text;
        wanted.erase(std::remove(wanted.begin(), wanted.end(), '\r'), wanted.end());
        CHECK(found.text == wanted);
        REQUIRE(found.calendars.size() == 1);
        CHECK(found.calendars.front().bytes == message.calendar->bytes);
        CHECK(found.from == message.from.email);
    }
}
