/// A series at random, inviting as one or session by session: whatever is changed, calendars show its coming
/// sessions as they are, each once.

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "calendar/ics_check.h"
#include "calendar/rrule.h"
#include "cli/transcript.h"
#include "domain/date.h"

using namespace tiffin;
using cli::parse_transcript;
using cli::Shell;
using Lines = std::vector<std::string>;
using std::chrono::days;

namespace {

using Event = std::map<std::string, std::string>;  // values by the names of their properties

Date date_of(const std::string& value) {
    return parse_iso_date(value.substr(0, 4) + "-" + value.substr(4, 2) + "-" + value.substr(6, 2)).value();
}

/// What one address has, as a client keeps it that knows rules and their exceptions.
class Calendar {
  public:
    /// One object: the events of one VCALENDAR.
    void take(const std::string& method, const std::vector<Event>& events,
              const std::vector<std::string>& left_out, bool is_again) {
        const auto& first = events.front();
        const auto& uid = first.at("UID");
        const int sequence = std::stoi(first.at("SEQUENCE"));
        INFO(uid << " " << sequence);
        CHECK((!last_.contains(uid) || last_[uid].first < sequence + (is_again ? 1 : 0)));
        CHECK((!last_.contains(uid) || last_[uid].second <= first.at("DTSTAMP")));
        last_[uid] = {sequence, first.at("DTSTAMP")};
        const auto id = first.find("RECURRENCE-ID");
        if (id != first.end()) {
            REQUIRE(entries_.count(uid) == 1);
            REQUIRE(events.size() == 1);
            entries_[uid].exceptions[id->second] = method == "CANCEL" ? Event{} : first;
            return;
        }
        if (method == "CANCEL") {
            entries_.erase(uid);  // there is none when only the reason is new
            return;
        }
        Entry entry{first, {}};
        for (const auto& date : left_out) entry.exceptions[date] = {};
        for (std::size_t i = 1; i < events.size(); ++i)
            entry.exceptions[events[i].at("RECURRENCE-ID")] = events[i];
        entries_[uid] = std::move(entry);
    }

    [[nodiscard]] bool was_told_of(const std::string& uid) const { return last_.contains(uid); }

    /// Up to `last`, by their start.
    [[nodiscard]] std::multimap<std::string, Event> shown(Date last) const {
        std::multimap<std::string, Event> found;
        for (const auto& [uid, entry] : entries_) {
            const auto& start = entry.whole.at("DTSTART");
            const auto rule = entry.whole.find("RRULE");
            if (rule == entry.whole.end()) {
                found.emplace(start, entry.whole);
                continue;
            }
            auto text = rule->second;
            std::string until = "99991231";
            if (const auto at = text.find(";UNTIL="); at != std::string::npos) {
                until = text.substr(at + 7, 8);
                text.erase(at, text.find(';', at + 1) - at);
            }
            calendar::Occurrences dates(calendar::parse_rrule(text), date_of(start),
                                        std::min(last, date_of(until)));
            for (auto date = dates.next(); date; date = dates.next()) {
                auto id = render_date(*date) + start.substr(8);
                id.erase(std::remove(id.begin(), id.end(), '-'), id.end());
                const auto other = entry.exceptions.find(id);
                if (other == entry.exceptions.end()) {
                    found.emplace(id, entry.whole);
                } else if (!other->second.empty()) {
                    found.emplace(other->second.at("DTSTART"), other->second);
                }
            }
        }
        return found;
    }

  private:
    struct Entry {
        Event whole;
        std::map<std::string, Event> exceptions;  // by RECURRENCE-ID; empty: it does not take place
    };
    std::map<std::string, Entry> entries_;                     // by UID
    std::map<std::string, std::pair<int, std::string>> last_;  // SEQUENCE and DTSTAMP
};

class Life {
  public:
    explicit Life(std::uint64_t seed) : random_(seed) {
        run("tiffin init --zone Europe/Berlin --organizer hugo@x.example");
        for (const auto* name : {"ana", "ben", "cy"})
            run("tiffin person add " + std::string(name) + " --team " + pick({"One", "Two"}) + " --email " +
                name + "@x.example");
        run("tiffin topic add Files");
        run("tiffin holiday add Carnival --on 2027-01-28");
        run("tiffin config set horizon_weeks 7");
        run("tiffin series add Lunch --every 1w --on thu --from 2027-01-07 --until 2027-02-25 --at 12:30 "
            "--audience team:One --invites series");
    }

    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }

    std::string pick(const Lines& words) {
        return words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
    }

    /// Standard output alone.
    Lines run(const std::string& command) {
        said_ += command + "\n";
        Lines lines = shell_.run(parse_transcript("$ " + command + "\n").steps.at(0));
        lines.erase(std::remove_if(lines.begin(), lines.end(),
                                   [](const auto& line) {
                                       return line.rfind("! ", 0) == 0 || line.rfind("=> ", 0) == 0;
                                   }),
                    lines.end());
        return lines;
    }

    /// Sessions that were seen as a part of their series alone.
    [[nodiscard]] std::size_t of_series() const { return of_series_; }
    [[nodiscard]] const std::string& said() const { return said_; }

    void pass_time() {
        now_ += below(6) == 0 ? std::chrono::hours{24 * below(9)} : std::chrono::hours{1};
        run("export TIFFIN_NOW=" + render_instant(now_));
    }

    void change() {
        const auto session = pick(sessions());
        const auto person = pick({"ana", "ben", "cy"});
        const auto date = "2027-02-" + std::to_string(10 + below(15));
        switch (below(19)) {
            case 0:
                return void(run("tiffin session move " + session + " --to " + date));
            case 1:
                return void(
                    run("tiffin session move " + session + " --at 1" + std::to_string(below(9)) + ":00"));
            case 2:
            case 3:
                return void(run("tiffin session cancel " + session + pick({"", " --note ill"})));
            case 4:
                return void(run("tiffin session restore " + session));
            case 5:
            case 6:
                return void(run("tiffin session assign " + session + " --presenter " + person));
            case 7:
                return void(run("tiffin session assign " + session +
                                pick({" --clear", " --topic files", " --host " + person})));
            case 8:
                return void(run("tiffin series edit lunch --place " + pick({"Red", "Blue"})));
            case 9:
                return void(run("tiffin series edit lunch" +
                                pick({" --at 12:00", " --at 12:30", " --on thu", " --on wed",
                                      " --every 2w --on thu", " --every 1w --on thu"})));
            case 10:
                return void(run("tiffin person edit " + person + " --team " + pick({"One", "Two"})));
            case 11:
                return void(
                    run("tiffin series edit lunch --invites " + pick({"single", "series", "series"})));
            case 12:
                return void(run("tiffin person edit " + person + " --email " + person + pick({"@x", "@y"}) +
                                ".example"));
            case 13:
                return void(
                    run(pick({"tiffin series pause lunch --from " + date,
                              "tiffin series pause lunch --from " + date + " --until 2027-02-20",
                              "tiffin series resume lunch --on " + date, "tiffin series resume lunch"})));
            case 14:
                return void(
                    run(pick({"tiffin series edit lunch --until 2027-02-18",
                              "tiffin series edit lunch --until 2027-03-11", "tiffin holiday remove Carnival",
                              "tiffin holiday add Carnival --on 2027-02-11"})));
            case 15:
                return void(run("tiffin person leave " + person + " --on " + date));
            case 16:
                return void(run("tiffin person rejoin " + person + pick({"", " --on " + date})));
            case 17:
                return void(run("tiffin person edit " + person + " --joined " + pick({"''", date})));
            default:
                return void(run("tiffin plan"));
        }
    }

    /// Takes in what is emitted; how many objects.
    std::size_t invite(const std::string& options) {
        return take(run("tiffin invite -o -" + options), options == " --again");
    }

    /// Puts what is due into the outbox, and sends what waits there; how many mails were sent.
    std::size_t tick(bool sends) {
        run(std::string("tiffin tick --only invite") + (sends ? " -o out" : ""));
        if (!sends) return 0;
        CHECK(ask("SELECT count(*) FROM message WHERE state IN ('prepared', 'claimed')").at(0).at(0) == "0");
        std::size_t count = 0;
        for (const auto& row : ask("SELECT id FROM message WHERE state = 'sent' ORDER BY position")) {
            if (!taken_.insert(row.at(0)).second) continue;
            count +=
                take(run("sqlite3 programme.db \"SELECT replace(calendar, char(13), '') FROM message_body "
                         "WHERE message = " +
                         row.at(0) + "\""));
        }
        return count;
    }

    std::size_t take(const Lines& lines, bool is_again = false) {
        std::size_t count = 0;
        std::string bytes;
        for (const auto& line : lines) {
            bytes += line + "\r\n";
            if (line != "END:VCALENDAR") continue;
            INFO(bytes);
            CHECK(calendar::check_ics(bytes) == Lines{});
            count += take(bytes, is_again);
            bytes.clear();
        }
        return count;
    }

    /// Each has what they are noted to have, of the days to come.
    void check_notes() {
        const auto end = laid_out();
        auto had = std::exchange(calendars_, {});
        take(run("tiffin invite -o - --again"), true);
        const auto noted = std::exchange(calendars_, had);  // who never heard of what is off has nothing
        for (const auto& [email, calendar] : noted) {
            INFO(email);
            CHECK(coming(had[email], calendar, end) == coming(calendar, calendar, end));
        }
    }

    void check_truth() {
        const Date today = std::chrono::floor<days>(now_);
        const auto mode = ask("SELECT invites, rule FROM series").at(0);
        std::map<std::string, std::multimap<std::string, Event>> shown;
        for (const auto& row : ask("SELECT email FROM person")) shown[row.at(0)];
        for (const auto& [email, calendar] : calendars_) shown[email] = calendar.shown(laid_out());
        for (const auto& row : ask(couples())) {
            const auto& [email, start, name, place, note, session] =
                std::tie(row.at(0), row.at(1), row.at(2), row.at(3), row.at(4), row.at(5));
            if (date_of(start) <= today + days{1}) continue;
            const bool is_told = row.at(6) == "1";
            const bool is_member = row.at(7) == "1";
            const bool has_duty = row.at(8) == "1";
            auto& all = shown[email];
            const auto found = all.find(start);
            INFO(email << " " << start << " " << name << " " << session);
            const bool by_series = mode.at(0) == "series" && is_member;
            const bool by_itself = is_told && (is_member || has_duty);
            if (!by_series && !by_itself) continue;
            if (found == all.end() && !by_itself) continue;  // of a day that the rule does not give
            REQUIRE(found != all.end());
            of_series_ += by_series && found->second["SUMMARY"] == "Lunch" ? 1U : 0U;
            CHECK(found->second["SUMMARY"] == (is_told ? name : "Lunch"));
            CHECK(found->second["LOCATION"] == place);
            CHECK(found->second["COMMENT"] == note);
            all.erase(found);
        }
        for (const auto& [email, all] : shown) {
            for (const auto& [start, event] : all) {
                INFO(email << " " << start << " " << event.at("UID") << " " << event.at("SUMMARY"));
                CHECK(date_of(start) <= today + days{1});
            }
        }
    }

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

  private:
    /// Of the invites that `noted` tells of: what is over is not emitted again.
    Lines coming(const Calendar& calendar, const Calendar& noted, Date end) {
        Lines lines;
        for (const auto& [start, event] : calendar.shown(end)) {
            if (date_of(start) <= std::chrono::floor<days>(now_) + days{1}) continue;
            if (!noted.was_told_of(event.at("UID"))) continue;
            std::string line = start;
            for (const auto* name : {"SUMMARY", "LOCATION", "CONFERENCE", "COMMENT", "DESCRIPTION", "UID"}) {
                const auto value = event.find(name);
                line += " | " + (value == event.end() ? "" : value->second);
            }
            lines.push_back(line);
        }
        return lines;
    }

    /// SQL: the person belongs to the programme on that day.
    static std::string stays(const std::string& day) {
        return "(coalesce(joined, '') <= " + day + " AND coalesce(left, '9999') >= " + day +
               " AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.person = person.id AND had_left = 1 AND "
               "first <= " +
               day + " AND coalesce(absence.last, '9999') >= " + day + "))";
    }

    /// Each live session with each person who has an address.
    static std::string couples() {
        return "SELECT email, replace(date, '-', '') || 'T' || replace(session.start, ':', '') || '00', "
               "'Lunch' || coalesce(': ' || title, ': ' || (SELECT group_concat(name, ', ') FROM (SELECT "
               "p.name FROM assignment JOIN person p ON p.id = person WHERE session = session.id AND role IN "
               "('presenter', 'co-presenter') ORDER BY position)), ''), session.place, session.note, date, "
               "announced OR state <> 'open', "
               "(audience = 'everyone' OR audience = 'team:' || team) AND " +
               stays("date") +
               ", EXISTS (SELECT 1 FROM assignment WHERE session = session.id AND person = person.id AND (" +
               stays("date") +
               " OR session.pinned OR role IN ('host', 'moderator'))) "
               "FROM session JOIN series ON series.id = series LEFT JOIN topic ON topic.id = topic, person "
               "WHERE state NOT IN ('cancelled', 'postponed') AND email IS NOT NULL";
    }

    Date laid_out() {
        const auto row =
            ask("SELECT max(laid_out_until, (SELECT max(occurrence) FROM session)) FROM series").at(0);
        return parse_iso_date(row.at(0)).value();
    }

    Lines sessions() {
        Lines names;
        for (const auto& row : ask("SELECT 'lunch/' || date FROM session ORDER BY date"))
            names.push_back(row.at(0));
        return names;
    }

    /// By recipient; a file of single sessions has several objects.
    std::size_t take(const std::string& bytes, bool is_again) {
        std::string method, email;
        std::vector<Event> events;
        std::vector<std::string> left_out;
        for (const auto& line : calendar::read_ics(bytes)) {
            if (line.name == "METHOD") method = line.value;
            if (line.component != "VEVENT") continue;
            if (line.name == "BEGIN") {
                events.emplace_back();
            } else if (line.name == "EXDATE") {
                left_out.push_back(line.value);
            } else {
                events.back()[line.name] = line.value;
            }
            if (line.name == "ATTENDEE") email = line.value.substr(std::string("mailto:").size());
        }
        auto& calendar = calendars_[email];
        const bool is_series = events.size() > 1 && events[0].at("UID") == events[1].at("UID");
        if (is_series || events.size() == 1) {
            calendar.take(method, events, left_out, is_again);
            return 1;
        }
        for (const auto& event : events) calendar.take(method, {event}, {}, is_again);
        return events.size();
    }

    Shell shell_{TESTS_FOLDER "/.."};
    std::mt19937_64 random_;
    Instant now_{Date{std::chrono::year{2027} / 1 / 4}};
    std::map<std::string, Calendar> calendars_;  // by address
    std::set<std::string> taken_;                // messages
    std::string said_;
    std::size_t of_series_ = 0;
};

}  // namespace

TEST_CASE("a series at random: calendars show its sessions as they are, each once") {
    std::size_t emitted = 0, of_series = 0;
    for (std::uint64_t seed = 8; seed < 22; ++seed) {
        Life life(seed);
        for (int step = 0; step < 30; ++step) {
            life.pass_time();
            for (int i = life.below(3); i >= 0; --i) life.change();
            if (life.below(4) == 0) {
                emitted += life.invite(" --to " + life.pick({"ana", "ben", "cy"}));
                continue;
            }
            emitted += life.invite("");
            INFO("seed " << seed << ", step " << step << ":\n" << life.said());
            life.check_truth();
            REQUIRE(life.invite("") == 0);
        }
        of_series += life.of_series();
    }
    CHECK(emitted > 300);
    CHECK(of_series > 150);
}

TEST_CASE("a series at random: however long mails wait in the outbox, calendars have what is noted") {
    std::size_t sent = 0;
    for (std::uint64_t seed = 50; seed < 66; ++seed) {
        Life life(seed);
        for (int step = 0; step < 40; ++step) {
            life.pass_time();
            for (int i = life.below(3); i >= 0; --i) life.change();
            const int way = life.below(8);
            if (way < 4) {
                life.tick(false);
            } else if (way == 4) {
                life.invite(life.pick({"", " --to ana", " --to ben", " --again"}));
            } else {
                INFO("seed " << seed << ", step " << step << ":\n" << life.said());
                sent += life.tick(true);
                REQUIRE(life.tick(true) == 0);
                life.check_notes();
            }
        }
    }
    CHECK(sent > 300);
}
