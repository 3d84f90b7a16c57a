/// A real past of two series, from the spreadsheet to a plan around the holidays and to invites.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "calendar/ics_check.h"
#include "cli/transcript.h"
#include "domain/date.h"
#include "text/fold.h"

using namespace tiffin;
using cli::parse_transcript;
using cli::Shell;
using Lines = std::vector<std::string>;

namespace {

/// Those whom the spreadsheet shows in 2019.
const std::set<std::string> kHere{"Abel", "Dara", "Fern", "Gil", "Hope", "Milo", "Pia", "Xena", "Zeno"};

class Lab {
  public:
    Lab() {
        run("export TIFFIN_NOW=2019-06-03");
        run("tiffin init --zone America/New_York --organizer 'Xena <xena@lab.example>' --quiet");
        imported_ = run("tiffin import history data/lab-history.csv");
    }

    Lines run(const std::string& command) {
        return shell_.run(parse_transcript("$ " + command + "\n").steps.at(0));
    }

    /// Rows of a CSV output without quotes in it.
    std::vector<Lines> rows(const std::string& command) {
        std::vector<Lines> rows;
        for (const auto& line : run(command + " --format csv --no-header")) {
            Lines cells;
            std::istringstream stream(line + ",");
            for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
            rows.push_back(cells);
        }
        return rows;
    }

    [[nodiscard]] const Lines& imported() const { return imported_; }

    void give_rules_and_holidays() {
        run("tiffin series add research --every 1w --on fri --from 2019-06-07 --at 12:00 --length 45m "
            "--quiet");
        run("tiffin series add literature --every 1w --on fri --from 2019-06-07 --at 12:45 --length 30m "
            "--quiet");
        holidays_ = run("tiffin holiday import data/us-federal-holidays.ics --until 2021-12-31");
        // Nine left after their last talk, as the spreadsheet shows.
        std::ofstream people("people.csv");
        people << "name,email,left\n"
               << "Bea,bea@lab.example,2017-11-17\nBo,bo@lab.example,2018-04-06\n"
               << "Rosa,rosa@lab.example,2018-04-27\nCyd,cyd@lab.example,2018-05-25\n"
               << "Yara,yara@lab.example,2018-06-15\nEli,eli@lab.example,2018-06-29\n"
               << "Lena,lena@lab.example,2018-08-24\nCleo,cleo@lab.example,2018-11-02\n"
               << "Quin,quin@lab.example,2018-12-07\n";
        for (const auto& name : kHere) people << name << "," << name << "@lab.example,\n";
        people.close();
        run("tiffin person import people.csv --quiet");
    }

    [[nodiscard]] const Lines& holidays() const { return holidays_; }

  private:
    Shell shell_{TESTS_FOLDER "/.."};
    Lines imported_, holidays_;
};

bool has_line(const Lines& lines, const std::string& part) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

/// Person and day of each presenter's duty; fails where one stands there twice.
std::set<std::pair<std::string, std::string>> duties(Lab& lab, const std::string& dates) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& row : lab.rows("tiffin session list " + dates + " --fields date,session,presenters")) {
        for (const auto& person : text::split(row.at(2), ";")) {
            INFO(person << " on " << row.at(0));
            CHECK(seen.emplace(row.at(0), text::trim(person)).second);
        }
    }
    return seen;
}

}  // namespace

TEST_CASE("the rotation report agrees with the lab's spreadsheet") {
    Lab lab;
    const std::map<std::string, int> wanted{{"Xena", 20}, {"Zeno", 17}, {"Milo", 17}, {"Abel", 14},
                                            {"Quin", 13}, {"Cleo", 12}, {"Pia", 8},   {"Rosa", 7},
                                            {"Yara", 6},  {"Bo", 6}};
    std::map<std::string, int> turns;
    int sum = 0;
    for (const auto& row : lab.rows("tiffin report rotation --fields person,turns")) {
        turns[row.at(0)] = std::stoi(row.at(1));
        sum += std::stoi(row.at(1));
    }
    for (const auto& [name, number] : wanted) {
        INFO(name);
        CHECK(turns[name] == number);
    }
    CHECK(sum == 137);
    CHECK(lab.rows("tiffin session list --state cancelled").size() == 31);
    CHECK(lab.rows("tiffin session list").size() == 168);
}

TEST_CASE("balances of the lab add up to nothing, since every turn was owed by somebody") {
    Lab lab;
    double sum = 0;
    for (const auto& row : lab.rows("tiffin report rotation --fields balance")) sum += std::stod(row.at(0));
    CHECK(std::abs(sum) < 0.2);  // shares are printed with two digits
}

TEST_CASE("planned from its beginning, the lab's rotation would have been fairer and less crowded") {
    Lab lab;
    std::map<std::string, std::pair<double, double>> figures;
    for (const auto& row : lab.rows("tiffin report fairness --fields measure,held,planned")) {
        const auto measure = row.at(0).substr(0, row.at(0).find(' ', 6));
        figures.emplace(measure, std::pair(std::stod(row.at(1)), std::stod(row.at(2))));
    }
    REQUIRE(figures.size() == 5);
    const auto worst = figures.at("worst balance");
    CHECK(worst.first > 8);
    CHECK(worst.second < 1);
    const auto close = figures.at("turns sooner");
    CHECK(close.first > 60);
    CHECK(close.second < close.first / 2);
    CHECK(figures.at("squared").second < figures.at("squared").first / 10);
}

TEST_CASE("people whom the lab's spreadsheet names are added with a warning, and once") {
    Lab lab;
    CHECK(has_line(lab.imported(), "! tiffin: warning: people unknown until now were added: "));
    CHECK(has_line(lab.imported(), "! tiffin: warning: series unknown until now were added: "));
    CHECK(lab.rows("tiffin person list").size() == 18);
    CHECK(lab.run("tiffin import history data/lab-history.csv") == Lines{"! tiffin: nothing to change"});
}

TEST_CASE("the lab's next twelve weeks are filled, by whoever owes most first and nobody twice on one day") {
    Lab lab;
    lab.give_rules_and_holidays();
    std::map<std::string, double> balances;
    for (const auto& row : lab.rows("tiffin report rotation --fields person,balance"))
        balances.emplace(row.at(0), std::stod(row.at(1)));
    lab.run("tiffin plan --until 2019-08-26 --quiet");
    const auto sessions = lab.rows("tiffin session list --from 2019-06-03 --fields session,state,presenters");
    REQUIRE(sessions.size() == 24);
    for (const auto& row : sessions) {
        INFO(row.at(0));
        CHECK(row.at(1) == "planned");
        CHECK(kHere.count(row.at(2)) == 1);
    }
    // Two sessions on the first day, for the two who owe most.
    const std::set<std::string> first{sessions[0].at(2), sessions[1].at(2)};
    for (const auto& name : kHere) {
        INFO(name);
        if (!first.contains(name)) CHECK(balances.at(name) > balances.at(sessions[0].at(2)));
        if (!first.contains(name)) CHECK(balances.at(name) > balances.at(sessions[1].at(2)));
    }
    CHECK(duties(lab, "--from 2019-06-03").size() == 24);
}

TEST_CASE("no session of the lab falls on a federal holiday") {
    Lab lab;
    lab.give_rules_and_holidays();
    CHECK(has_line(lab.holidays(), "holidays added"));
    std::map<std::string, std::string> days;
    for (const auto& row : lab.rows("tiffin holiday list --from 2019-01-01")) days.emplace(row[0], row[1]);
    // The third Monday of January, the last one of May, the fourth Thursday of November.
    for (const auto* date :
         {"2019-01-21", "2019-02-18", "2019-05-27", "2019-07-04", "2019-09-02", "2019-10-14", "2019-11-11",
          "2019-11-28", "2019-12-25", "2020-05-25", "2020-11-26", "2021-06-19"}) {
        INFO(date);
        CHECK(days.count(date) == 1);
    }
    CHECK(!days.contains("2020-06-19"));  // Juneteenth is one since 2021
    CHECK(days.size() == 10 + 10 + 11);

    // Christmas of 2020 and the New Year after it are Fridays.
    lab.run("tiffin plan --until 2021-01-31 --quiet");
    const auto sessions = lab.rows("tiffin session list --from 2019-06-03 --fields date");
    CHECK(sessions.size() == std::size_t{2} * (87 - 2));
    for (const auto& row : sessions) {
        INFO(row.at(0));
        CHECK(!days.contains(row.at(0)));
    }
    duties(lab, "--from 2019-06-03");
}

TEST_CASE("everybody who is in the lab gets an invite to every session, and clients can read each of them") {
    Lab lab;
    lab.give_rules_and_holidays();
    lab.run("tiffin plan --until 2019-08-26 --quiet");
    lab.run("tiffin invite -o invites --quiet");
    std::map<std::string, int> of_person;
    for (const auto& entry : std::filesystem::directory_iterator("invites")) {
        const auto bytes = read_bytes(entry.path());
        INFO(entry.path());
        CHECK(calendar::check_ics(bytes).empty());
        CHECK(bytes.find("METHOD:REQUEST") != std::string::npos);
        ++of_person[entry.path().string().substr(entry.path().string().rfind('-') + 1)];
    }
    CHECK(of_person.size() == kHere.size());
    for (const auto& [person, number] : of_person) {
        INFO(person);
        CHECK(number == 24);
    }
    CHECK(lab.run("tiffin invite -o invites") == Lines{"! tiffin: no invite is due"});
}

TEST_CASE("updates and cancellations of the lab keep their order in every calendar") {
    Lab lab;
    lab.give_rules_and_holidays();
    lab.run("tiffin plan --count 2 --quiet");
    const auto emit = [&](const std::string& date, const std::string& now) {
        lab.run("tiffin invite --to xena --session research/" + date + " -o " + now + ".ics --quiet --now " +
                now);
        auto bytes = read_bytes(now + ".ics");
        CHECK(calendar::check_ics(bytes).empty());
        REQUIRE(!bytes.empty());
        return bytes;
    };
    std::vector<std::string> sent;
    sent.push_back(emit("2019-06-07", "2019-06-03"));
    lab.run("tiffin session move research/2019-06-07 --to 2019-06-10 --quiet");
    sent.push_back(emit("2019-06-10", "2019-06-04"));
    lab.run("tiffin session cancel research/2019-06-10 --quiet");
    sent.push_back(emit("2019-06-10", "2019-06-05"));
    lab.run("tiffin session restore research/2019-06-10 --quiet");
    sent.push_back(emit("2019-06-10", "2019-06-06"));
    CHECK(calendar::check_order(sent).empty());
    CHECK(sent[2].find("METHOD:CANCEL") != std::string::npos);
}
