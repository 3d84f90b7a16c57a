/// Answers in the shapes in which calendar programs send them, and hostile ones, through the whole program.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include "docs/world.h"

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string decode_base64(const std::string& text) {
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = kBase64.find(c);
        if (digit == std::string_view::npos) continue;
        bits = (bits << 6U) | static_cast<unsigned>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 255U);
    }
    return bytes;
}

std::string encode_base64(const std::string& bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        unsigned bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = (bits << 8U) | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) {
            const bool is_padding = i > 1 && at + i > bytes.size();
            text += is_padding ? '=' : kBase64[(bits >> (18U - 6U * i)) & 63U];
        }
        if (at % 57 == 54) text += '\n';
    }
    return text + "\n";
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A mail of tests/mail/data with another UID, inside base64 too.
std::string mail_with_uid(const std::string& name, const std::string& uid) {
    const std::string theirs = "3f9c1d7a5b2e4c60@tiffin.example";
    std::string mail, block;
    const auto flush = [&] {
        auto bytes = decode_base64(block);
        if (bytes.find(theirs) == std::string::npos) {
            mail += block;
        } else {
            replace_all(bytes, theirs, uid);
            mail += encode_base64(bytes);
        }
        block.clear();
    };
    std::string rest = read_file(std::string(TESTS_FOLDER) + "/mail/data/" + name + ".eml");
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n') + 1);
        rest.erase(0, line.size());
        const auto end = line.find_first_of("\r\n=");
        const bool is_base64 = end != 0 && line.find_first_not_of(kBase64) >= std::min(end, line.size());
        if (is_base64) {
            block += line;
        } else {
            flush();
            mail += line;
        }
    }
    flush();
    replace_all(mail, theirs, uid);
    return mail;
}

/// A programme, and answers to its invites.
class Lunch : public World {
  public:
    Lunch() {
        environment["TIFFIN_NOW"] = "2027-02-09T08:00:00Z";
        run({"init", "--zone", "Europe/Berlin", "--organizer", "Lunch <lunch@tiffin.example>"});
    }

    /// The exit status.
    int run(const std::vector<std::string>& arguments, const std::string& input = {}) {
        auto answer = World::run(arguments, input);
        shown_ = std::move(answer.out);
        said_ = std::move(answer.err);
        return answer.status;
    }

    void write(const std::string& name, const std::string& bytes) {
        fs::create_directories((folder() / name).parent_path());
        std::ofstream(folder() / name, std::ios::binary) << bytes;
    }

    /// "lunch" on Thursdays, to which people with these addresses are invited; returns the UID of the invite
    /// for 2027-02-18.
    std::string invite(const std::vector<std::string>& addresses) {
        std::string people = "name,email\n";
        for (const auto& address : addresses) people += "Person " + address + "," + address + "\n";
        REQUIRE(run({"person", "import", "-", "--quiet"}, people) == 0);
        REQUIRE(run({"series", "add", "lunch", "--every", "1w", "--on", "thu", "--at", "12:30"}) == 0);
        REQUIRE(run({"session", "assign", "lunch/2027-02-18", "--presenter", addresses.front()}) == 0);
        REQUIRE(run({"invite", "--session", "lunch/2027-02-18", "-o", *this / "invites.ics"}) == 0);
        const auto text = read_file(*this / "invites.ics");
        const auto at = text.find("UID:") + 4;
        return text.substr(at, text.find('\r', at) - at);
    }

    /// "yes", "no", "maybe" or nothing.
    std::string answer_of(const std::string& address) {
        REQUIRE(run({"rsvp", "list", "lunch/2027-02-18", "--person", address, "--fields", "answer,comment",
                     "--format", "tsv", "--no-header"}) == 0);
        return shown_.substr(0, shown_.find('\n'));
    }

    [[nodiscard]] const std::string& said() const { return said_; }
    [[nodiscard]] const std::string& shown() const { return shown_; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return (folder() / name).string(); }

  private:
    std::string said_, shown_;
};

std::string reply(const std::string& uid, const std::string& address, const std::string& lines = {}) {
    return "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + uid +
           "\r\nDTSTAMP:20270210T080000Z\r\n" + lines + "ATTENDEE;PARTSTAT=ACCEPTED:mailto:" + address +
           "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string made;
    made.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) made += text;
    return made;
}

/// Of the process, ever.
long most_memory_in_kilobytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("replies as Outlook, Google, Apple, Thunderbird, Nextcloud and others write them are placed") {
    struct Sample {
        const char* name;
        const char* address;
        const char* answer;
    };
    const std::vector<Sample> samples{
        {"exchange_accepted", "chloe.martin@corp.example", "yes\tJe serai là, avec un dessert."},
        {"outlook_declined", "ben@partner.example", "no\t"},
        {"google_tentative", "zoe@mail.example", "maybe\tOnly if the train is on time"},
        {"apple_accepted", "farah@icloud.example", "yes\t"},
        {"thunderbird_declined", "lukasz@thunder.example", "no\t"},
        {"nextcloud_accepted", "dana@cloud.example", "yes\t"},
        {"davical_accepted", "eve@dav.example", "yes\t"},
        {"scanned_octet_stream", "hal@gateway.example", "yes\t"},
        {"forwarded", "ben@partner.example", "no\t"},
    };
    for (const auto& sample : samples) {
        INFO(sample.name);
        Lunch world;
        const auto uid = world.invite({"lunch@tiffin.example", sample.address});
        const auto status = world.run({"rsvp", "ingest"}, mail_with_uid(sample.name, uid));
        INFO(world.said());
        CHECK(status == 0);
        CHECK(world.answer_of(sample.address).find(sample.answer) == 0);
        CHECK(world.answer_of("lunch@tiffin.example") == "\t");
        CHECK(world.run({"rsvp", "ingest"}, mail_with_uid(sample.name, uid)) == 0);
        CHECK(world.said().find("nothing to change") != std::string::npos);
    }
}

TEST_CASE("an answer that only Outlook can read is named") {
    Lunch world;
    world.invite({"ana@x.example"});
    const auto mail = read_file(std::string(TESTS_FOLDER) + "/mail/data/outlook_winmail.eml");
    CHECK(world.run({"rsvp", "ingest"}, mail) == 65);
    CHECK(world.said().find("winmail.dat") != std::string::npos);
}

TEST_CASE("a maildir and an mbox are taken in as one, the bad with the good") {
    Lunch world;
    const auto uid = world.invite({"ana@x.example", "ben@x.example", "chloe@x.example"});
    const auto mail = [&](const std::string& who) {
        return "From: " + who + "\nDate: Wed, 10 Feb 2027 08:15:22 +0000\nContent-Type: text/calendar\n\n" +
               reply(uid, who);
    };
    world.write("box/new/1.host", mail("ben@x.example"));
    world.write("box/new/2.host", "From: x@x.example\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n");
    world.write("box/cur/3.host:2,S", mail("chloe@x.example"));
    world.write("box/cur/4.host:2,S", "From: x@x.example\n\nnews\n");
    world.write("box/tmp/5.host", mail("ana@x.example"));
    CHECK(world.run({"rsvp", "ingest", world / "box"}) == 65);
    CHECK(world.said().find("2.host") != std::string::npos);
    CHECK(world.said().find("passed over 1 other mail") != std::string::npos);
    CHECK(world.said().find("took in 2 answers, 1 could not be placed") != std::string::npos);
    CHECK(world.answer_of("ben@x.example") == "yes\t");
    CHECK(world.answer_of("chloe@x.example") == "yes\t");
    CHECK(world.answer_of("ana@x.example") == "\t");

    const std::string postmark = "From x@x.example Thu Feb 18 12:30:00 2027\n";
    world.write("mbox", postmark + mail("ana@x.example") + "\n" + postmark + mail("nobody@x.example") + "\n" +
                            postmark + "From: x@x.example\n\nnews\n\n");
    CHECK(world.run({"rsvp", "ingest", world / "mbox", "--quiet"}) == 65);
    CHECK(world.said().find("mbox, mail 2: nobody has the address") != std::string::npos);
    CHECK(world.answer_of("ana@x.example") == "yes\t");
}

TEST_CASE("an old address still answers for whom it was invited") {
    Lunch world;
    const auto uid = world.invite({"ana@x.example", "ben@x.example"});
    REQUIRE(world.run({"person", "edit", "ben@x.example", "--email", "ben@new.example"}) == 0);
    CHECK(world.run({"rsvp", "ingest"}, reply(uid, "Ben@x.example")) == 0);
    CHECK(world.answer_of("ben@new.example") == "yes\t");
}

TEST_CASE("hostile input is refused in one line, with bounded memory") {
    Lunch world;
    const auto uid = world.invite({"ana@x.example", "ben@x.example"});
    const std::string header = "From: ben@x.example\r\nContent-Type: text/calendar; charset=utf-7\r\n\r\n";
    const std::vector<std::string> inputs{
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE;X=" + std::string(10'000'000, 'x'),
        reply(uid, std::string(10'000'000, 'b') + "@x.example"),
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + uid + "\r\nATTENDEE" +
            repeated(";A=B", 1'000'000) + ":mailto:ben@x.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        header + repeated("BEGIN:VEVENT\r\n", 700'000),
        header + "BEGIN:VCALENDAR\r\n" + repeated("BEGIN:A\r\n", 1'000'000),
        "From: " + std::string(10'000'000, 'x') + "\r\n\r\n",
        repeated("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n", 200'000),
        header + std::string("BEGIN:VCALENDAR\0", 16) + std::string(1'000'000, '\0'),
        std::string("\xff\xfe") + repeated(std::string("B\0", 2), 1'000'000),
        reply(uid, "nobody\x1b[2J\xff@x.example"),
        reply(std::string(50'000, 'u') + "@tiffin", "ben@x.example"),
        reply(uid, "ben@x.example", repeated("ATTENDEE;PARTSTAT=DECLINED:mailto:x@y.example\r\n", 200'000)),
    };
    const auto before = most_memory_in_kilobytes();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        INFO(i);
        CHECK(world.run({"rsvp", "ingest"}, inputs[i]) == 65);
        INFO(world.said().substr(0, 500));
        CHECK(world.said().size() < 600);
        CHECK(std::count(world.said().begin(), world.said().end(), '\n') == 1);
        CHECK(world.said().find('\x1b') == std::string::npos);
    }
    CHECK(most_memory_in_kilobytes() - before < 400'000);
    CHECK(world.run({"rsvp", "list", "lunch/2027-02-18", "--answer", "yes", "--fail-if-empty"}) == 1);
}

TEST_CASE("a thousand answers are noted as one") {
    Lunch world;
    std::vector<std::string> addresses;
    for (int i = 0; i < 1000; ++i) addresses.push_back("p" + std::to_string(i) + "@x.example");
    const auto uid = world.invite(addresses);
    std::string mbox;
    for (const auto& address : addresses) {
        mbox += "From x@x.example Thu Feb 18 12:30:00 2027\nFrom: " + address +
                "\nContent-Type: text/calendar\n\n" + reply(uid, address) + "\n";
    }
    CHECK(world.run({"rsvp", "ingest"}, mbox) == 0);
    CHECK(world.said().find("took in 1000 answers") != std::string::npos);
    CHECK(world.run({"rsvp", "pending", "--fail-if-empty"}) == 1);
}
