#include "report/rotation_report.h"

#include <catch2/catch.hpp>

#include "report/records.h"

using namespace tiffin;
using report::RotationRow;

namespace {

std::vector<RotationRow> rows() {
    return {{"Ben Okafor", "ben@example.org", "Search", 2'500'000, 2'250'000, 250'000,
             parse_iso_date("2027-02-18"), std::nullopt},
            {"chloé Martin", "chloe@example.org", "", 2'000'000, 2'750'000, -750'000, std::nullopt,
             parse_iso_date("2027-03-04")},
            {"Ana Ferreira", "ana@example.org", "Data", 2'000'000, 2'750'000, -750'000, std::nullopt,
             std::nullopt}};
}

std::string csv(const report::Table& table) {
    report::Style style;
    style.format = report::Format::csv;
    text::StringSink sink;
    report::render(table, style, sink);
    return sink.take();
}

}  // namespace

TEST_CASE("who owes most stands first") {
    CHECK(csv(report::rotation_table(rows())) ==
          "person,email,team,turns,share,balance,last,next,ended\n"
          "Ana Ferreira,ana@example.org,Data,2,2.75,-0.75,,,0\n"
          "chloé Martin,chloe@example.org,,2,2.75,-0.75,,2027-03-04,0\n"
          "Ben Okafor,ben@example.org,Search,2.5,2.25,0.25,2027-02-18,,0\n");
}

TEST_CASE("the headline names the worst balance beside the bound") {
    CHECK(report::rotation_headline(rows()) ==
          "The worst balance is -0.75 turns (Ana Ferreira); 3 equal people need at most 0.67.");
    CHECK(report::rotation_headline({rows().front()}) ==
          "The worst balance is 0.25 turns (Ben Okafor); 1 person needs at most 0.00.");
    CHECK(report::rotation_headline({}).empty());
    auto namesakes = rows();
    namesakes.front().person = "Ana Ferreira";
    CHECK(report::rotation_headline(namesakes) ==
          "The worst balance is -0.75 turns (Ana Ferreira <ana@example.org>); 3 equal people need at most "
          "0.67.");
}

TEST_CASE("too many turns are as bad as too few") {
    auto uneven = rows();
    uneven.front().balance = 1'500'000;
    CHECK(report::rotation_headline(uneven) ==
          "The worst balance is 1.50 turns (Ben Okafor); 3 equal people need at most 0.67.");
}
