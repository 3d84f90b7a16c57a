#include "report/records.h"

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using report::Cell;
using report::Column;
using report::Decimal;
using report::Format;
using report::Style;
using report::Table;

namespace {

constexpr auto kRight = Column::Align::right;

Style style(Format format) {
    Style made;
    made.format = format;
    return made;
}

std::string rendered(const Table& table, const Style& how) {
    text::StringSink sink;
    report::render(table, how, sink);
    return sink.take();
}

std::string rendered(const Table& table, Format format) {
    return rendered(table, style(format));
}

std::string shown(const Table& table, const Style& how) {
    text::StringSink sink;
    report::render_record(table.columns, table.rows.front(), how, sink);
    return sink.take();
}

/// One of each kind of cell.
Table people() {
    return {{{"person"}, {"team"}, {"talks", kRight}, {"balance", kRight}, {"away"}, {"tags"}},
            {{std::string("Ana Ferreira"), std::string("Search"), std::int64_t{12}, Decimal{-1'234'567, 2},
              true, std::vector<std::string>{"c++", "rust"}},
             {std::string("Chloé Martin"), Cell(), std::int64_t{3}, Decimal{500'000, 2}, false,
              std::vector<std::string>{}}}};
}

Table one(const std::string& text) {
    return {{{"text"}, {"n", kRight}}, {{text, std::int64_t{1}}}};
}

std::string hostile() {
    return "a\"b,|\r\n\t\\\x1b[31m\x7f\xc2\x9b"
           "31m \xe2\x80\xae\xff🍱 ";
}

Table empty() {
    return {people().columns, {}};
}

}  // namespace

TEST_CASE("a table is aligned and ends without blanks") {
    CHECK(rendered(people(), Format::table) ==
          "person        team    talks  balance  away  tags\n"
          "Ana Ferreira  Search     12    -1.23  yes   c++; rust\n"
          "Chloé Martin              3     0.50  no\n");
}

TEST_CASE("plain is a table without its header") {
    auto plain = style(Format::plain);
    plain.colour = true;
    plain.width = 10;
    CHECK(rendered(people(), plain) ==
          "Ana Ferreira  Search  12  -1.23  yes  c++; rust\n"
          "Chloé Martin           3   0.50  no\n");
}

TEST_CASE("csv quotes only what needs it") {
    CHECK(rendered(people(), Format::csv) ==
          "person,team,talks,balance,away,tags\n"
          "Ana Ferreira,Search,12,-1.23,yes,c++; rust\n"
          "Chloé Martin,,3,0.50,no,\n");
    CHECK(rendered(one("O'Neil; Ida"), Format::csv) == "text,n\nO'Neil; Ida,1\n");
    CHECK(rendered(one("a,b"), Format::csv) == "text,n\n\"a,b\",1\n");
    CHECK(rendered(one("\"\""), Format::csv) == "text,n\n\"\"\"\"\"\",1\n");
    CHECK(rendered(one("5\" disk"), Format::csv) == "text,n\n\"5\"\" disk\",1\n");
    CHECK(rendered(one("one\r\ntwo"), Format::csv) == "text,n\n\"one\r\ntwo\",1\n");
    CHECK(rendered(one("one\rtwo"), Format::csv) == "text,n\n\"one\rtwo\",1\n");
    CHECK(rendered(one(" a"), Format::csv) == "text,n\n\" a\",1\n");
    CHECK(rendered(one("a\t"), Format::csv) == "text,n\n\"a\t\",1\n");
    CHECK(rendered(one("a\tb"), Format::csv) == "text,n\na\tb,1\n");
}

TEST_CASE("a record of one empty cell is not an empty line in csv") {
    CHECK(rendered({{{"team"}}, {{std::string()}, {Cell()}}}, Format::csv) == "team\n\"\"\n\"\"\n");
    CHECK(rendered({{{"team"}}, {{std::string()}}}, Format::tsv) == "team\n\n");
}

TEST_CASE("tsv escapes what would break a line") {
    CHECK(rendered(one("a\tb\\n\nc\r"), Format::tsv) == "text\tn\na\\tb\\\\n\\nc\\r\t1\n");
}

TEST_CASE("json is an array with one object a line") {
    CHECK(rendered(people(), Format::json) ==
          "[\n"
          "  {\"person\":\"Ana Ferreira\",\"team\":\"Search\",\"talks\":12,\"balance\":-1.23,\"away\":true,"
          "\"tags\":[\"c++\",\"rust\"]},\n"
          "  {\"person\":\"Chloé "
          "Martin\",\"team\":null,\"talks\":3,\"balance\":0.50,\"away\":false,\"tags\":[]}\n"
          "]\n");
}

TEST_CASE("ndjson is one object a line") {
    CHECK(rendered(one("x"), Format::ndjson) == "{\"text\":\"x\",\"n\":1}\n");
}

TEST_CASE("markdown is a table of GitHub's kind") {
    CHECK(rendered(people(), Format::markdown) ==
          "| person | team | talks | balance | away | tags |\n"
          "| --- | --- | ---: | ---: | --- | --- |\n"
          "| Ana Ferreira | Search | 12 | -1.23 | yes | c++; rust |\n"
          "| Chloé Martin | | 3 | 0.50 | no | |\n");
    CHECK(rendered(one("a|b\\|<b>\n`x`"), Format::markdown) ==
          "| text | n |\n| --- | ---: |\n| a\\|b\\\\\\|\\<b><br>\\`x\\` | 1 |\n");
}

TEST_CASE("without records only the header is left") {
    CHECK(rendered(empty(), Format::table) == "person  team  talks  balance  away  tags\n");
    CHECK(rendered(empty(), Format::plain).empty());
    CHECK(rendered(empty(), Format::csv) == "person,team,talks,balance,away,tags\n");
    CHECK(rendered(empty(), Format::tsv) == "person\tteam\ttalks\tbalance\taway\ttags\n");
    CHECK(rendered(empty(), Format::json) == "[]\n");
    CHECK(rendered(empty(), Format::ndjson).empty());
    CHECK(rendered({{{"a"}}, {}}, Format::markdown) == "| a |\n| --- |\n");
}

TEST_CASE("the header can be left out") {
    for (const auto format : {Format::table, Format::csv, Format::tsv, Format::markdown}) {
        auto bare = style(format);
        bare.header = false;
        CHECK(rendered(empty(), bare).empty());
    }
}

TEST_CASE("every format survives a hostile cell") {
    const auto table = one(hostile());
    const std::string harmless = "a\"b,|  \\␛[31m␡�31m ��🍱 ";
    CHECK(rendered(table, Format::csv) ==
          "text,n\n\"a\"\"b,|\r\n\t\\\x1b[31m\x7f\xc2\x9b"
          "31m \xe2\x80\xae\xff🍱 \",1\n");
    CHECK(rendered(table, Format::tsv) ==
          "text\tn\na\"b,|\\r\\n\\t\\\\\x1b[31m\x7f\xc2\x9b"
          "31m \xe2\x80\xae\xff🍱 \t1\n");
    CHECK(rendered(table, Format::ndjson) ==
          "{\"text\":\"a\\\"b,|\\r\\n\\t\\\\\\u001B[31m\x7f\xc2\x9b"
          "31m \xe2\x80\xae�🍱 \",\"n\":1}\n");
    CHECK(rendered(table, Format::plain) == harmless + "  1\n");
    CHECK(rendered(table, Format::markdown).find("a\"b,\\|<br> \\\\␛\\[31m␡�31m ��🍱  | 1 |") !=
          std::string::npos);
}

TEST_CASE("wide and combining characters keep the columns straight") {
    const Table table{{{"name"}, {"n", kRight}},
                      {{std::string("寿司"), std::int64_t{1}},
                       {std::string("e\u0301clair"), std::int64_t{20}},
                       {std::string("🍱"), std::int64_t{3}}}};
    CHECK(rendered(table, Format::table) ==
          "name     n\n"
          "寿司     1\n"
          "e\u0301clair  20\n"
          "🍱       3\n");
}

TEST_CASE("a table is folded to the terminal, its widest text first, numbers and dates never") {
    const Table table{
        {{"date"}, {"title"}, {"person"}, {"turns", kRight}},
        {{std::string("2027-02-18"), std::string("What is a p-value really, and why care?"),
          std::string("Ana Ferreira"), std::int64_t{1'234'567'890'123}},
         {std::string("2027-03-04"), std::string("Maps"), std::string("Ben Okafor"), std::int64_t{7}}}};
    auto narrow = style(Format::table);
    narrow.width = 60;
    CHECK(rendered(table, narrow) ==
          "date        title                person                turns\n"
          "2027-02-18  What is a p-value    Ana Ferreira  1234567890123\n"
          "            really, and why\n"
          "            care?\n"
          "2027-03-04  Maps                 Ben Okafor                7\n");
    narrow.width = 46;  // the number has no room: its column is left out, and a mark says so
    CHECK(rendered(table, narrow) ==
          "date        title              person  …\n"
          "2027-02-18  What is a p-value  Ana Ferreira\n"
          "            really, and why\n"
          "            care?\n"
          "2027-03-04  Maps               Ben Okafor\n");
    narrow.width = 1;
    CHECK(rendered(table, narrow) ==
          "date  …\n"
          "2027-02-18\n"
          "2027-03-04\n");
    narrow.width = 200;
    CHECK(rendered(table, narrow) == rendered(table, Format::table));
}

TEST_CASE("words are broken only where nothing else helps, and a copied command stays whole words") {
    const Table table{{{"finding"}, {"command"}},
                      {{std::string("Ana is away when presenting lunch/2027-02-11"),
                        std::string("tiffin session assign lunch/2027-02-11 --presenter PERSON")}}};
    auto narrow = style(Format::table);
    narrow.width = 60;
    CHECK(rendered(table, narrow) ==
          "finding                        command\n"
          "Ana is away when presenting    tiffin session assign\n"
          "lunch/2027-02-11               lunch/2027-02-11 --presenter\n"
          "                               PERSON\n");
    narrow.width = 24;  // the name of the session is parted where it is read so
    CHECK(rendered(table, narrow) ==
          "finding      command\n"
          "Ana is away  tiffin\n"
          "when         session\n"
          "presenting   assign\n"
          "lunch/       lunch/\n"
          "2027-02-11   2027-02-11\n"
          "             --presenter\n"
          "             PERSON\n");
}

TEST_CASE("a fold never splits a wide character or one from its marks") {
    auto narrow = style(Format::table);
    narrow.width = 10;
    narrow.header = false;
    CHECK(rendered({{{"a"}}, {{std::string("寿司寿司寿司寿司")}}}, narrow) == "寿司寿司寿\n司寿司\n");
    CHECK(rendered({{{"a"}}, {{std::string("123456789e\u0301abcdef")}}}, narrow) ==
          "123456789e\u0301\nabcdef\n");
}

TEST_CASE("colour makes the table's header bold and touches nothing else") {
    auto coloured = style(Format::table);
    coloured.colour = true;
    CHECK(rendered(one("x"), coloured) == "\x1b[1mtext  n\x1b[0m\nx     1\n");
    coloured.format = Format::csv;
    CHECK(rendered(one("x"), coloured) == "text,n\nx,1\n");
}

TEST_CASE("fields choose and order the columns") {
    auto chosen = style(Format::csv);
    chosen.fields = {"Balance", "person"};
    CHECK(rendered(people(), chosen) == "balance,person\n-1.23,Ana Ferreira\n0.50,Chloé Martin\n");
    chosen.format = Format::json;
    CHECK(rendered(people(), chosen) ==
          "[\n  {\"balance\":-1.23,\"person\":\"Ana Ferreira\"},\n"
          "  {\"balance\":0.50,\"person\":\"Chloé Martin\"}\n]\n");
}

TEST_CASE("an unknown field is refused with the nearest and the list") {
    auto wrong = style(Format::csv);
    wrong.fields = {"persn"};
    try {
        rendered(people(), wrong);
        FAIL("not refused");
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::usage);
        CHECK(failure.what() == std::string("there is no column \"persn\""));
        CHECK(failure.remedy() ==
              "did you mean person? The columns are person, team, talks, balance, away, tags.");
    }
    wrong.fields = {"team", "TEAM"};
    CHECK_THROWS_WITH(rendered(people(), wrong), "the column team is asked for twice");
}

TEST_CASE("decimals are exact") {
    const auto text = [](std::int64_t millionths, int places, bool trim = false) {
        return rendered({{{"n"}}, {{Decimal{millionths, places, trim}}}}, Format::plain);
    };
    CHECK(text(1'234'567, 2) == "1.23\n");
    CHECK(text(1'235'000, 2) == "1.24\n");
    CHECK(text(-1'235'000, 2) == "-1.24\n");
    CHECK(text(-4'999, 2) == "0.00\n");
    CHECK(text(999'999, 2) == "1.00\n");
    CHECK(text(20'000'000, 2, true) == "20\n");
    CHECK(text(6'500'000, 2, true) == "6.5\n");
    CHECK(text(6'050'000, 2, true) == "6.05\n");
    CHECK(text(0, 0) == "0\n");
    CHECK(text(1, 6) == "0.000001\n");
    CHECK(text(1'500'000, 0) == "2\n");
    CHECK(text(INT64_MIN, 6) == "-9223372036854.775808\n");
    CHECK(rendered({{{"n"}}, {{INT64_MIN}}}, Format::plain) == "-9223372036854775808\n");
}

TEST_CASE("a row may be shorter than its columns") {
    CHECK(rendered({{{"a"}, {"b"}}, {{std::string("x")}}}, Format::ndjson) == "{\"a\":\"x\",\"b\":null}\n");
}

TEST_CASE("one record is shown line by line") {
    Table table{{{"title"}, {"abstract"}, {"tags"}, {"level"}},
                {{std::string("寿司"), std::string("One.\r\n\nTwo\x1b[2J\tthree."),
                  std::vector<std::string>{"a", "b"}, Cell()}}};
    CHECK(shown(table, style(Format::table)) ==
          "   title: 寿司\n"
          "abstract: One.\n"
          "\n"
          "          Two␛[2J three.\n"
          "    tags: a; b\n"
          "   level:\n");
    auto bold = style(Format::table);
    bold.colour = true;
    bold.fields = {"tags"};
    CHECK(shown(table, bold) == "\x1b[1mtags\x1b[0m: a; b\n");
    CHECK(shown(table, style(Format::json)) ==
          "{\"title\":\"寿司\",\"abstract\":\"One.\\r\\n\\nTwo\\u001B[2J\\tthree.\",\"tags\":[\"a\",\"b\"],"
          "\"level\":null}\n");
    CHECK(shown(one("x"), style(Format::csv)) == "text,n\nx,1\n");
}

TEST_CASE("records reach the sink without being kept") {
    text::StringSink sink;
    const auto writer = report::make_record_writer(style(Format::csv), {{"text"}}, sink);
    const report::Row row{std::string(1'000, 'x')};
    for (int i = 0; i < 1'000; ++i) writer->write(row);
    CHECK(sink.bytes().size() > 900'000);
    writer->finish();
    CHECK(sink.bytes().size() == 5 + 1'000 * 1'001);
}

TEST_CASE("format names and formats agree") {
    CHECK(report::format_names() ==
          std::vector<std::string>{"table", "plain", "csv", "tsv", "json", "ndjson", "markdown"});
    for (const auto& name : report::format_names()) CHECK(report::parse_format(name));
    CHECK(report::parse_format("markdown") == Format::markdown);
    CHECK_FALSE(report::parse_format("CSV"));
    CHECK_FALSE(report::parse_format(""));
}
