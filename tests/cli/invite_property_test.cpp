/// A programme at random: whatever is changed by whichever command, invites tell everybody the truth, once.

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "calendar/ics_check.h"
#include "cli/transcript.h"
#include "domain/date.h"
#include "domain/id.h"

using namespace tiffin;
using cli::parse_transcript;
using cli::Shell;
using Lines = std::vector<std::string>;

namespace {

/// The last object that one address got for one session, by the names of its properties.
using Object = std::map<std::string, std::string>;
using Calendars = std::map<std::pair<std::string, std::string>, Object>;  // by address and UID

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

class Life {
  public:
    explicit Life(std::uint64_t seed) : random_(seed) {
        run("tiffin init --zone Europe/Berlin --organizer hugo@bramble.example");
        for (const auto* name : {"Ana", "Ben", "Chloe", "Dora"}) {
            run("tiffin person add " + std::string(name) + " --team " + pick({"One", "Two"}) + " --email " +
                lower(name) + "@x.example");
        }
        for (const auto* title : {"Files", "Pipes", "Trees"}) run("tiffin topic add " + std::string(title));
        run("tiffin series add Lunch --every 1w --on thu --from 2027-02-04 --until 2027-02-25 --at 12:30");
        run("tiffin series add Demo --every 2w --on tue --from 2027-02-02 --until 2027-02-23 --at 15:00 "
            "--audience team:One");
        run("tiffin plan");
    }

    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }

    std::string pick(const Lines& words) {
        return words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
    }

    /// Standard output alone.
    Lines run(const std::string& command) {
        last_ = command;
        Lines lines = shell_.run(parse_transcript("$ " + command + "\n").steps.at(0));
        lines.erase(std::remove_if(lines.begin(), lines.end(),
                                   [](const auto& line) {
                                       return line.rfind("! ", 0) == 0 || line.rfind("=> ", 0) == 0;
                                   }),
                    lines.end());
        return lines;
    }

    [[nodiscard]] const std::string& last() const { return last_; }

    std::vector<Lines> ask(const std::string& sql) {
        std::vector<Lines> rows;
        for (const auto& line : run("sqlite3 programme.db \"" + sql + "\"")) {
            Lines cells;
            std::istringstream stream(line + "|");
            for (std::string cell; std::getline(stream, cell, '|');) cells.push_back(cell);
            rows.push_back(cells);
        }
        return rows;
    }

    void pass_time() {
        now_ += std::chrono::minutes{below(200) - 40};  // clocks are set back, too
        run("export TIFFIN_NOW=" + render_instant(now_));
    }

    void change() {
        const auto session = pick(sessions());
        const auto person = pick({"ana", "ben", "chloe", "dora"});
        const auto series = pick({"lunch", "demo"});
        const auto topic = pick({"files", "pipes", "trees"});
        const auto word = pick({"red", "green", "blue", "\"\""});
        const auto date = "2027-02-" + std::to_string(10 + below(18));
        switch (below(22)) {
            case 0:
                return void(run("tiffin session move " + session + " --to " + date));
            case 1:
                return void(
                    run("tiffin session move " + session + " --at 1" + std::to_string(below(9)) + ":00"));
            case 2:
                return void(
                    run("tiffin session move " + session + " --length 4" + std::to_string(below(9)) + "m"));
            case 3:
                return void(run("tiffin session cancel " + session + pick({"", " --note " + word})));
            case 4:
            case 5:
                return void(run("tiffin session restore " + session));
            case 6:
                return void(run("tiffin session assign " + session + " --presenter " + person +
                                pick({"", " --topic " + topic})));
            case 7:
                return void(
                    run("tiffin session assign " + session +
                        pick({" --clear", " --topic " + topic, " --topic \"\"", " --host " + person})));
            case 8:
                return void(run("tiffin series edit " + series + " --place " + word));
            case 9:
                return void(
                    run("tiffin series edit " + series + " --link https://" + pick({"a", "b"}) + ".example"));
            case 10:
                return void(
                    run("tiffin series edit " + series + " --lunch " + pick({"none", "catered", "potluck"})));
            case 11:
                return void(run("tiffin series edit " + series + " --name \"" + series +
                                pick({"", " time", " talk"}) + "\""));
            case 12:
                return void(run("tiffin series edit " + series + " --audience " +
                                pick({"everyone", "team:One", "team:Two"})));
            case 13:
                return void(run(
                    "tiffin series edit " + series +
                    pick({" --at 12:00", " --at 12:30", " --zone Asia/Kolkata", " --zone Europe/Berlin"})));
            case 14:
                return void(run("tiffin person edit " + person + " --name \"" + person +
                                pick({"", " A", " B"}) + "\""));
            case 15:
                return void(run("tiffin person edit " + person + " --email " +
                                pick({"\"\"", person + "@x.example", lower(person) + "@y.example",
                                      "spare@z.example", "Spare@z.example"})));
            case 16:
                return void(run("tiffin person edit " + person + " --team " + pick({"One", "Two"})));
            case 17:
                return void(
                    run("tiffin person " + pick({"leave", "rejoin"}) + " " + person + " --on " + date));
            case 18:
                return void(run("tiffin topic edit " + topic + pick({" --abstract ", " --tags "}) + word));
            case 19:
                write("topics.csv",
                      "title,tags,abstract\\nFiles," + pick({"db", "os"}) + "," + pick({"", "Why"}));
                return void(run("tiffin topic import topics.csv"));
            case 20:
                write("past.csv", "date,series,presenter,state,note\\n" + date + "," + series + "," + person +
                                      "," + pick({"planned", "cancelled"}) + "," + pick({"", "ill"}));
                return void(run("tiffin import history past.csv"));
            default:
                return void(
                    run(pick({"tiffin plan", "tiffin holiday add Carnival --on 2027-02-18",
                              "tiffin series pause lunch --from " + date, "tiffin series resume lunch"})));
        }
    }

    /// Takes in what is emitted; how many objects.
    std::size_t invite(const std::string& options) {
        std::string bytes;
        for (const auto& line : run("tiffin invite -o -" + options)) bytes += line + "\r\n";
        std::size_t count = 0;
        std::string method;
        Object object;
        for (const auto& line : calendar::read_ics(bytes)) {
            if (line.name == "METHOD") method = line.value;
            if (line.name == "BEGIN" && line.value == "VEVENT") object = {{"METHOD", method}};
            if (line.component == "VEVENT" && line.name != "BEGIN") object[line.name] = line.value;
            if (line.name == "ATTENDEE") {  // our last property
                take(object);
                ++count;
            }
        }
        return count;
    }

    std::string feed() {
        std::string bytes;
        for (const auto& line : run("tiffin feed")) bytes += line + "\r\n";
        return bytes;
    }

    /// Everybody of whom the file says so holds what it says, and nobody else holds anything.
    void check_truth() {
        std::set<std::pair<std::string, std::string>> invited;
        for (const auto& row : ask(kWanted)) {
            const std::pair key(lower(row.at(0)), render_id(std::stoll(row.at(1))) + "@tiffin");
            invited.insert(key);
            INFO(key.first << " " << key.second << " " << row.at(2));
            REQUIRE(calendars_.count(key) == 1);
            auto& object = calendars_.at(key);
            CHECK(object["METHOD"] == "REQUEST");
            CHECK(object["DTSTART"] == row.at(2));
            CHECK(object["SUMMARY"] == row.at(3));
            CHECK(object["LOCATION"] == row.at(4));
            CHECK(object["COMMENT"] == row.at(5));
            CHECK(object["CATEGORIES"] == row.at(6));
            CHECK((object["DESCRIPTION"].find(row.at(7)) != std::string::npos));
        }
        for (auto& [key, object] : calendars_) {
            INFO(key.first << " " << key.second);
            if (!invited.contains(key)) CHECK(object["METHOD"] == "CANCEL");
        }
        CHECK(ask("SELECT 1 FROM session WHERE announced AND state IN ('open', 'planned', 'confirmed')")
                  .empty());
    }

  private:
    static constexpr const char* kWanted =
        "WITH shown AS (SELECT session.id, session.date, session.start, session.place, "
        "session.note, session.pinned, series.audience, series.name, series.lunch, topic.title, "
        "(SELECT group_concat(tag) FROM (SELECT tag FROM topic_tag WHERE topic = topic.id ORDER "
        "BY tag)) AS tags, (SELECT group_concat(name, ', ') FROM (SELECT person.name FROM "
        "assignment JOIN person ON person.id = person WHERE session = session.id AND role IN "
        "('presenter', 'co-presenter') ORDER BY position)) AS names, session.link FROM session "
        "JOIN series ON series.id = series LEFT JOIN topic ON topic.id = topic WHERE "
        "session.start <> '' AND session.zone <> '' AND (state IN ('planned', 'confirmed', 'announced') OR "
        "announced AND state = 'open')), near AS (SELECT shown.id AS session, person.id AS "
        "person, (joined IS NULL OR joined <= date) AND ([left] IS NULL OR date <= [left]) AND "
        "NOT EXISTS (SELECT 1 FROM absence WHERE had_left AND absence.person = person.id AND date "
        "BETWEEN first AND last) AS member FROM shown, person) SELECT email, shown.id, "
        "replace(date, '-', '') || 'T' || replace(start, ':', '') || '00', shown.name || "
        "coalesce(': ' || title, ': ' || names, ''), CASE WHEN place = '' THEN link ELSE place "
        "END, note, shown.name || coalesce(',' || tags, ''), CASE lunch WHEN 'catered' THEN 'is "
        "served' WHEN 'potluck' THEN 'Potluck' WHEN 'none' THEN '' ELSE 'own lunch' END FROM "
        "shown JOIN near ON near.session = shown.id JOIN person ON person.id = near.person WHERE "
        "email IS NOT NULL AND (member AND (audience = 'everyone' OR audience = 'team:' || team) "
        "OR EXISTS (SELECT 1 FROM assignment WHERE session = shown.id AND person = near.person "
        "AND (member OR pinned OR role IN ('host', 'moderator'))))";

    Lines sessions() {
        Lines names;
        for (const auto& row :
             ask("SELECT slug || '/' || date FROM session JOIN series ON series.id = series "
                 "ORDER BY date, slug"))
            names.push_back(row.at(0));
        return names;
    }

    void write(const std::string& file, const std::string& text) {
        run("printf '" + text + "\\n' > " + file);
    }

    void take(const Object& object) {
        const auto email = lower(object.at("ATTENDEE").substr(std::string("mailto:").size()));
        const std::pair key(email, object.at("UID"));
        const auto before = calendars_.find(key);
        if (before != calendars_.end()) {
            INFO(key.first << " " << key.second);
            CHECK(std::stoi(object.at("SEQUENCE")) > std::stoi(before->second.at("SEQUENCE")));
            CHECK(object.at("DTSTAMP") >= before->second.at("DTSTAMP"));
            CHECK(object.at("LAST-MODIFIED") >= before->second.at("LAST-MODIFIED"));
        }
        calendars_[key] = object;
    }

    Shell shell_{TESTS_FOLDER "/.."};
    std::mt19937_64 random_;
    Instant now_{Date{std::chrono::year{2027} / 1 / 4}};
    Calendars calendars_;
    std::string last_;
};

}  // namespace

TEST_CASE("a programme at random: invites tell everybody the truth, once") {
    std::size_t emitted = 0;
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        Life life(seed);
        Lines feeds;
        for (int step = 0; step < 40; ++step) {
            INFO("seed " << seed << ", step " << step << ": " << life.last());
            life.pass_time();
            for (int i = life.below(3); i >= 0; --i) life.change();
            const auto part = life.below(5);
            if (part == 0) emitted += life.invite(" --to " + life.pick({"ana", "ben", "chloe"}));
            if (part == 1) emitted += life.invite(" --series " + life.pick({"lunch", "demo"}));
            if (part > 2) {
                feeds.push_back(life.feed());
                CHECK(calendar::check_ics(feeds.back()) == Lines{});
                CHECK(life.feed() == feeds.back());
                continue;
            }
            emitted += life.invite("");
            life.check_truth();
            REQUIRE(life.invite("") == 0);
        }
        CHECK(feeds.size() > 5);
        CHECK(calendar::check_order(feeds) == Lines{});
    }
    CHECK(emitted > 500);
}
