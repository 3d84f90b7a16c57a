/// The order for a caterer names nobody, in no format.

#include <catch2/catch.hpp>

#include "docs/world.h"
#include "report/records.h"
#include "text/fold.h"

using namespace tiffin;

TEST_CASE("the order for a caterer names nobody, in no format") {
    const World world;
    const auto run = [&](const std::vector<std::string>& arguments, const std::string& input = {}) {
        const auto answer = world.run(arguments, input);
        INFO(answer.err);
        REQUIRE(answer.status == 0);
        return answer.out + answer.err;
    };
    run({"init", "--zone", "UTC", "--organizer", "Ana Ferreira <ana@bramble.example>"});
    run({"person", "import", "-"},
        "name,email,diet,team\nAna Ferreira,ana@bramble.example,vegan,Platform\n"
        "Ben Okafor,ben@bramble.example,,Sales\nChloé Martin,chloe@bramble.example,halal,Sales\n");
    run({"series", "add", "lunch", "--every", "1w", "--on", "thu", "--at", "12:30", "--lunch", "catered"});
    run({"session", "assign", "lunch/2027-01-07", "--presenter", "ben"});
    for (const auto* person : {"ana", "ben", "chloe"}) {
        run({"rsvp", "set", "lunch/2027-01-07", "--person", person, "--answer", "yes", "--comment",
             std::string("yours, ") + person});
    }
    std::string shown;
    for (const auto& format : report::format_names()) {
        shown += run({"report", "catering", "--format", format});
        shown += run({"report", "catering", "lunch/2027-01-07", "--format", format, "--verbose"});
    }
    shown += run({"session", "freeze", "lunch/2027-01-07", "--verbose"});
    shown += run({"report", "catering", "--format", "json"});
    const auto folded = text::fold(shown);
    CHECK(folded.find("vegan") != std::string::npos);
    for (const auto* word :
         {"ana", "ferreira", "ben", "okafor", "chloe", "martin", "bramble", "@", "sales", "yours"}) {
        INFO(word);
        CHECK(folded.find(word) == std::string::npos);
    }
}

namespace {

/// Lunches on Thursdays from 2027-01-07 on for a presenter and 24 others, of whom 10 say yes, 10 maybe and
/// the rest nothing.
class Lunches : public World {
  public:
    Lunches() {
        std::string people = "name,email\nHost,host@x.example\n";
        for (int i = 0; i < 24; ++i) people += person(i) + "," + person(i) + "@x.example\n";
        done({"init", "--zone", "UTC", "--organizer", "Host <host@x.example>"});
        done({"person", "import", "-"}, people);
        done({"series", "add", "lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at",
              "12:30", "--place", "Kitchen", "--lunch", "catered"});
    }

    void answer(const std::string& session) const {
        done({"session", "assign", session, "--presenter", "host"});
        for (int i = 0; i < 20; ++i)
            done({"rsvp", "set", session, "--person", person(i), "--answer", i < 10 ? "yes" : "maybe"});
    }
    /// Everybody who presents, seven of ten with yes, three of ten with maybe, and one remotely.
    void come(const std::string& session) const {
        std::string sheet = "person,mode\nHost,\n" + person(19) + ",remote\n";
        for (const int i : {0, 1, 2, 3, 4, 5, 6, 10, 11, 12}) sheet += person(i) + ",\n";
        done({"attendance", "import", "-", "--session", session}, sheet);
    }
    [[nodiscard]] std::string rates(const std::string& session) const {
        const auto all = done({"report", "catering", session, "--format", "csv", "--no-header", "--fields",
                               "rate_yes,rate_maybe,rate_silent,yes_of,maybe_of,silent_of"});
        const auto end = all.size() - 1;
        return all.substr(all.rfind('\n', end - 1) + 1, end - all.rfind('\n', end - 1) - 1);
    }
    static std::string person(int i) { return "guest" + std::to_string(10 + i); }
};

}  // namespace

TEST_CASE("show rates are what is set, else what enough people did of late, else the default") {
    Lunches world;
    world.answer("lunch/2027-01-07");
    world.answer("lunch/2027-01-14");
    world.answer("lunch/2027-01-28");
    CHECK(world.rates("lunch/2027-01-28") == "90,50,10,,,");

    world.environment["TIFFIN_NOW"] = "2027-01-20T08:00:00Z";
    world.come("lunch/2027-01-07");
    CHECK(world.rates("lunch/2027-01-28") == "90,50,10,,,");  // ten of each are too few
    CHECK(world.run({"report", "catering", "lunch/2027-01-28"}).err.empty());

    world.come("lunch/2027-01-14");
    CHECK(world.rates("lunch/2027-01-28") == "70,30,10,20,20,");
    const auto answer = world.run({"report", "catering", "lunch/2027-01-28"});
    CHECK(answer.err ==
          "tiffin: lunch: show rates of 2 sessions, in percent: yes 70 (of 20), maybe 30 (of 20), silent 10 "
          "(setting)\n");
    CHECK(answer.out.find("rate_yes") == std::string::npos);
    // 1 presenter and 10 with yes, 10 with maybe, 4 with nothing: 7.7 + 3 + 0.4.
    CHECK(world.done({"report", "catering", "lunch/2027-01-28", "--format", "csv", "--no-header", "--fields",
                      "diet,portions"}) == "any,12\nall,12\n");

    world.done({"config", "set", "show_rate_yes", "100", "--series", "lunch"});
    CHECK(world.rates("lunch/2027-01-28") == "100,30,10,,20,");
    world.done({"config", "set", "show_rate_maybe", "50"});  // the default, but set
    CHECK(world.rates("lunch/2027-01-28") == "100,50,10,,,");
    world.done({"config", "set", "show_rate_yes", "", "--series", "lunch"});
    CHECK(world.rates("lunch/2027-01-28") == "70,50,10,20,,");

    world.done({"attendance", "remove", "lunch/2027-01-14", "--all"});
    CHECK(world.rates("lunch/2027-01-28") == "90,50,10,,,");
}
