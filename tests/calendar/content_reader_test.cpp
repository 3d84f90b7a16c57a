#include "calendar/content_reader.h"

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::calendar;

namespace {

/// "line name|parameters|value" of each content line.
std::vector<std::string> read(std::string_view text, Skipped* skipped = nullptr,
                              const ReaderLimits& limits = {}) {
    ContentReader reader("test.ics", text, limits);
    std::vector<std::string> lines;
    for (ContentLine line; reader.next(line);) {
        lines.push_back(std::to_string(line.line) + " " + std::string(line.name) + "|" +
                        std::string(line.parameters) + "|" + std::string(line.value));
    }
    if (skipped != nullptr) *skipped = reader.take_skipped();
    return lines;
}

ContentLine first(ContentReader& reader) {
    ContentLine line;
    REQUIRE(reader.next(line));
    return line;
}

std::string failure_of(std::string_view text, const ReaderLimits& limits = {}) {
    try {
        read(text, nullptr, limits);
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::bad_input);
        CHECK_FALSE(failure.remedy().empty());
        return failure.what();
    }
    return "none";
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("content lines are split into name, parameters and value") {
    CHECK(read("A:1\r\nB;X=1;Y=\"a:b;c\":v:w\r\nc-d:\r\n") ==
          Lines{"1 A||1", "2 B|X=1;Y=\"a:b;c\"|v:w", "3 c-d||"});
    CHECK(read("A:1\nB:2") == Lines{"1 A||1", "2 B||2"});
    CHECK(read("A:1\r\r\nB:2\r\r\n") == Lines{"1 A||1", "2 B||2"});
    CHECK(read("\xef\xbb\xbf"
               "A:1\n") == Lines{"1 A||1"});
    CHECK(read("A : 1 \n") == Lines{"1 A||1"});
    CHECK(read("B;X=\"open:v\n") == Lines{"1 B|X=\"open|v"});
    CHECK(read("").empty());
}

TEST_CASE("folds are undone, by blank or tab, within names, characters and escapes") {
    CHECK(read("A:1\r\n 2\r\n\t3\r\nB:4\r\n") == Lines{"1 A||123", "4 B||4"});
    CHECK(read("SUMM\r\n ARY:x\r\n") == Lines{"1 SUMMARY||x"});
    CHECK(read("A:\xc3\r\n \xa9\r\n") == Lines{"1 A||\xc3\xa9"});
    CHECK(read("A:a\n  b\n") == Lines{"1 A||a b"});
    ContentReader reader("test.ics", "A:a\\\r\n nb\r\n");
    CHECK(first(reader).text() == "a\nb");
}

TEST_CASE("what is no content line is passed over and said") {
    Skipped skipped;
    CHECK(read(" begins with a fold\n\nA:1\n\n   \njunk\n: x\nB;X=1\nC:2\n", &skipped) ==
          Lines{"3 A||1", "9 C||2"});
    CHECK(skipped.lines == std::vector<SkippedLine>{{1, "it has no colon"},
                                                    {6, "it has no colon"},
                                                    {7, "it does not begin with a property's name"},
                                                    {8, "it has no colon"}});
    ReaderLimits limits;
    limits.skipped = 2;
    CHECK(read("a\nb\nc\nd\n", &skipped, limits).empty());
    CHECK(skipped.lines.size() == 2);
    CHECK(skipped.more == 2);
}

TEST_CASE("parameters are found without case and decoded") {
    ContentReader reader("test.ics",
                         "A;cn=\"Ferreira, ^'Ana^'^n^^ ^x\";TZID=Europe/Lisbon;M=a,b;N=\"a,b\",c;E=:v\n");
    const ContentLine line = first(reader);
    CHECK(line.is("a"));
    CHECK(line.parameter("CN") == "Ferreira, \"Ana\"\n^ ^x");
    CHECK(line.parameter("tzid") == "Europe/Lisbon");
    CHECK(line.parameter("M") == "a");
    CHECK(line.parameter("N") == "a,b");
    CHECK(line.parameter("E") == "");
    CHECK_FALSE(line.parameter("ZID"));
}

TEST_CASE("TEXT is unescaped and cleaned") {
    ContentReader reader(
        "test.ics",
        "A:a\\, b\\; c\\\\n\\Nd \\\"e\\\" C:\\temp \\\nB:Mari\xe4 Patrick\x92s \x81\nC:a\x01\x1b[1m\x7f"
        "b\n");
    CHECK(first(reader).text() == "a, b; c\\n\nd \"e\" C:\\temp \\");
    CHECK(first(reader).text() == "Mari\xc3\xa4 Patrick\xe2\x80\x99s \xef\xbf\xbd");
    CHECK(first(reader).text() == "a[1mb");
}

TEST_CASE("the reader knows where in the calendar a line stands") {
    ContentReader reader("test.ics",
                         "begin:vcalendar\nBEGIN:VEVENT\nBEGIN:VALARM\nA:1\nEND:VALARM\nB:2\nEND:VEVENT\nEND:"
                         "VCALENDAR\nC:3\n");
    std::vector<std::string> seen;
    for (ContentLine line; reader.next(line);) seen.emplace_back(reader.component());
    CHECK(seen == Lines{"VCALENDAR", "VEVENT", "VALARM", "VALARM", "VEVENT", "VEVENT", "VCALENDAR", "", ""});
    CHECK(reader.skipped().lines.empty());
}

TEST_CASE("missing ENDs end nothing but themselves") {
    ContentReader reader(
        "test.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VALARM\nBEGIN:VEVENT\nA:1\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n"
        "END:VTODO\nEND:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\n");
    std::vector<std::string> seen;
    for (ContentLine line; reader.next(line);) seen.emplace_back(reader.component());
    CHECK(seen == Lines{"VCALENDAR", "VEVENT", "VALARM", "VEVENT", "VEVENT", "VCALENDAR", "VEVENT", "VEVENT",
                        "", "VCALENDAR", ""});
    CHECK(reader.skipped().lines == std::vector<SkippedLine>{{4, "END:VEVENT is missing before it"},
                                                             {6, "END:VCALENDAR is missing before it"},
                                                             {8, "it ends what was not begun"}});
}

TEST_CASE("a calendar that was cut off is refused") {
    const std::string whole = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Lunch\nEND:VEVENT\nEND:VCALENDAR\n";
    CHECK(failure_of(whole) == "none");
    CHECK(failure_of(whole.substr(0, whole.size() - 1)) == "none");
    for (std::size_t size = 16; size < whole.size() - 1; ++size)
        CHECK(failure_of(whole.substr(0, size)) != "none");
    CHECK(failure_of(whole.substr(0, 40)) ==
          "test.ics:3: the calendar is cut off: END:VEVENT and END:VCALENDAR are missing");
    CHECK(failure_of(whole + "BEGIN:VCALENDAR\n") ==
          "test.ics:6: the calendar is cut off: END:VCALENDAR is missing");
}

TEST_CASE("a thousand unfinished events are no deep nesting, a thousand alarms in alarms are") {
    std::string flat = "BEGIN:VCALENDAR\n";
    std::string deep = flat;
    for (int i = 0; i < 1000; ++i) {
        flat += "BEGIN:VEVENT\n";
        deep += "BEGIN:VALARM\n";
    }
    CHECK(read(flat + "END:VCALENDAR\n").size() == 1002);
    CHECK(failure_of(deep) == "test.ics:17: components are nested deeper than 16");
}

TEST_CASE("what is no UTF-8 text is refused by name") {
    using namespace std::string_literals;
    CHECK(failure_of("\xff\xfe"
                     "B\0E\0"s) == "test.ics: it is UTF-16; iCalendar is UTF-8");
    CHECK(failure_of("\xfe\xff\0B\0E"s) == "test.ics: it is UTF-16; iCalendar is UTF-8");
    CHECK(failure_of("B\0E\0"s) == "test.ics: it is UTF-16; iCalendar is UTF-8");
    CHECK(failure_of("A:1\nB:\0\n"s) == "test.ics:2: it holds a NUL byte, so is no iCalendar text");
}

TEST_CASE("limits hold") {
    ReaderLimits limits;
    limits.bytes = 1U << 20U;
    CHECK(failure_of(std::string(limits.bytes + 1, 'a'), limits) == "test.ics: it is larger than 1 MiB");

    const std::size_t most = ReaderLimits().line_bytes;
    Skipped skipped;
    CHECK(read("A:" + std::string(most - 2, 'a') + "\nB:1\n", &skipped).size() == 2);
    CHECK(skipped.lines.empty());
    CHECK(read("A:" + std::string(most - 1, 'a') + "\nB:1\n", &skipped) == Lines{"2 B||1"});
    CHECK(skipped.lines == std::vector<SkippedLine>{{1, "it is longer than 64 KiB"}});
    std::string folded = "A:";
    for (std::size_t i = 0; i < most; ++i) folded += "\n a";
    CHECK(read(folded + "\nB:1\n", &skipped) == Lines{std::to_string(most + 2) + " B||1"});
}
