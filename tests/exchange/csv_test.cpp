#include "exchange/csv.h"

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using exchange::CsvHeader;
using exchange::CsvRecord;
using exchange::CsvSummary;

namespace {

struct Read {
    std::vector<CsvRecord> records;
    CsvSummary summary;
};

Read read(std::string_view text, const CsvHeader& header) {
    Read made;
    made.summary = exchange::read_csv("people.csv", text, header,
                                      [&](CsvRecord& record) { made.records.push_back(std::move(record)); });
    return made;
}

CsvHeader people() {
    return {{"name", "email"}, {"team"}, {}};
}

/// "name/email/team@line:column …", one item a record.
std::vector<std::string> texts(std::string_view text, const CsvHeader& header = people()) {
    std::vector<std::string> made;
    for (const auto& record : read(text, header).records) {
        std::string line;
        for (const auto& cell : record.cells) line += (line.empty() ? "" : "/") + cell.text;
        made.push_back(line);
    }
    return made;
}

std::vector<std::string> places(std::string_view text, const CsvHeader& header = people()) {
    std::vector<std::string> made;
    for (const auto& record : read(text, header).records) {
        for (const auto& cell : record.cells) made.push_back(exchange::render_place("", cell.place));
    }
    return made;
}

struct Refusal {
    std::string sentence;
    std::string remedy;
    ExitStatus status = ExitStatus::done;
};

Refusal refusal(std::string_view text, const CsvHeader& header = people()) {
    try {
        read(text, header);
    } catch (const Failure& failure) {
        return {failure.what(), failure.remedy(), failure.status()};
    }
    return {};
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("cells stand in the wanted order whatever the file's order") {
    CHECK(texts("team,email,name\nSearch,ana@x.org,Ana\n") == Texts{"Ana/ana@x.org/Search"});
    CHECK(texts("name,email\nAna,ana@x.org\n") == Texts{"Ana/ana@x.org/"});
    CHECK(texts("name,email\n").empty());
    CHECK(texts("name,email").empty());
}

TEST_CASE("line ends, byte order mark and separators are found") {
    const Texts ana{"Ana/a@x.org/", "Ben/b@x.org/"};
    CHECK(texts("name,email\nAna,a@x.org\nBen,b@x.org") == ana);
    CHECK(texts("name,email\r\nAna,a@x.org\r\nBen,b@x.org\r\n") == ana);
    CHECK(texts("name,email\rAna,a@x.org\rBen,b@x.org\r") == ana);
    CHECK(texts("\xef\xbb\xbfname;email\nAna;a@x.org\nBen;b@x.org\n") == ana);
    CHECK(texts("name\temail\nAna\ta@x.org\nBen\tb@x.org\n") == ana);
    CHECK(texts("name|email\nAna|a@x.org\nBen|b@x.org\n") == ana);
    CHECK(texts("sep=;\r\nname;email\r\nAna;a@x.org\r\nBen;b@x.org\r\n") == ana);
    CHECK(texts("\"name, all; of; it\",email\nAna,a@x.org\nBen,b@x.org\n",
                {{"name", "email"}, {"team"}, {{"name", "Name, all; of; it"}}}) == ana);
}

TEST_CASE("an empty cell between tabs stays a cell") {
    CHECK(texts("name\tteam\temail\n Ana \t\ta@x.org\t\n\"Ben\" \t\"\"\t b@x.org \n") ==
          Texts{"Ana/a@x.org/", "Ben/b@x.org/"});
}

TEST_CASE("quoted cells keep everything") {
    CHECK(texts("name,email\n\"Ana, \"\"Nan\"\"\",\" a\r\nb\n \"\n") == Texts{"Ana, \"Nan\"/ a\r\nb\n /"});
    CHECK(texts("name,email\n \"Ana\" , a b \t\n") == Texts{"Ana/a b/"});
    CHECK(texts("name,email\n\"\"\"\",\"\"\n") == Texts{"\"//"});
}

TEST_CASE("blank lines and lines of separators are passed over") {
    CHECK(texts("\n \r\nname,email\n\n,\n \t\n,,,,\nAna,a@x.org\n\n,,\n") == Texts{"Ana/a@x.org/"});
    CHECK(read("name,email\n\"\",\n", people()).records.size() == 1);
    CHECK(texts("name\n\"\"\nAna\n", {{"name"}, {}, {}}) == Texts{"", "Ana"});
}

TEST_CASE("records may be short, or long with nothing") {
    CHECK(texts("name,email,team\nAna\n") == Texts{"Ana//"});
    CHECK(texts("name,email,,\nAna,a@x.org,,, ,\n") == Texts{"Ana/a@x.org/"});
}

TEST_CASE("every cell knows its line and column") {
    CHECK(places("name,email,team\nAna, a@x.org,\"Se\narch\"\n\nChloé,\"é\" ,x\n") ==
          Texts{":2:1", ":2:6", ":2:14", ":5:1", ":5:7", ":5:12"});
    CHECK(places("\xef\xbb\xbfteam,name,email\r\n🍱🍱,Ana,\r\n") == Texts{":2:4", ":2:8", ":2:1"});
    CHECK(places("name,email\rAna,\r\"a\rb\",c") == Texts{":2:1", ":2:5", ":2:1", ":3:1", ":4:4", ":3:1"});
    CHECK(places("name,email\nAna,") == Texts{":2:1", ":2:5", ":2:1"});
    const auto records = read("name,email\n\n  Ana,x\n", people()).records;
    CHECK(exchange::render_place("f", records.at(0).place) == "f:3:3");
}

TEST_CASE("headers are compared without case, accents, blanks, hyphens and underscores") {
    CHECK(texts("NAME,E-Mail,Téam\nAna,a@x.org,Search\n") == Texts{"Ana/a@x.org/Search"});
    CHECK(texts("\" na_me \", e_mail\nAna,a@x.org\n") == Texts{"Ana/a@x.org/"});
}

TEST_CASE("a renamed header is found, and the name it replaces is ignored") {
    CsvHeader header = people();
    header.renamed = {{"email", "e-mail adresse"}};
    CHECK(texts("name,E-Mail-Adresse\nAna,a@x.org\n", header) == Texts{"Ana/a@x.org/"});
    const auto both = read("name,email,E-Mail-Adresse\nAna,private,a@x.org\n", header);
    CHECK(both.records.at(0).cells.at(1).text == "a@x.org");
    CHECK(both.summary.ignored == Texts{"email"});
    header.renamed = {{"team", "email"}, {"email", "team"}};
    CHECK(texts("name,email,team\nAna,Search,a@x.org\n", header) == Texts{"Ana/a@x.org/Search"});
}

TEST_CASE("the summary names what was not used and what is not there") {
    const auto made = read("name,Phone,email,,Phone\nAna,1,a@x.org,,2\n", people());
    CHECK(made.summary.ignored == Texts{"Phone", "Phone"});
    CHECK(made.summary.absent == Texts{"team"});
}

TEST_CASE("a missing column is refused with the header that may be meant") {
    auto missing = refusal("Name,E-Mail-Adresse,Team\nAna,a@x.org,Search\n");
    CHECK(missing.status == ExitStatus::bad_input);
    CHECK(missing.sentence ==
          "people.csv:1:1: there is no column email; the file has Name, E-Mail-Adresse, Team");
    CHECK(missing.remedy == "say which header it is: --map email=E-Mail-Adresse");
    missing = refusal("\n\"Full name\";Mail (work)\n");
    CHECK(missing.sentence ==
          "people.csv:2:1: there is no column name and no column email; the file has Full name, Mail (work)");
    CHECK(missing.remedy == "say which header it is: --map name='Full name' --map email='Mail (work)'");
    missing = refusal("name;Kontakt\n");
    CHECK(missing.remedy == "say which header it is: --map email=HEADER");
}

TEST_CASE("a repeated column is refused, a repeated stranger is not") {
    const auto repeated = refusal("name,E-Mail,team,email\n");
    CHECK(repeated.status == ExitStatus::bad_input);
    CHECK(repeated.sentence ==
          "people.csv:1:18: the headers \"E-Mail\" and \"email\" are both the column email");
    CHECK(repeated.remedy == "remove or rename one of the two");
}

TEST_CASE("a renaming is held to the headers") {
    CsvHeader header = people();
    header.renamed = {{"email", "Post"}};
    auto refused = refusal("name,Mail\n", header);
    CHECK(refused.status == ExitStatus::bad_input);
    CHECK(refused.sentence == "people.csv:1:1: there is no header \"Post\" for the column email");
    CHECK(refused.remedy == "the file has name, Mail");
    header.renamed = {{"email", "Mail"}, {"team", "mail"}};
    refused = refusal("name,Mail\n", header);
    CHECK(refused.status == ExitStatus::usage);
    CHECK(refused.sentence == "--map gives the header \"mail\" to both email and team");
}

TEST_CASE("a cell outside the header is refused with its place") {
    auto surplus = refusal("name,email\nAna,a@x.org\nBen,b@x.org,,Search\n");
    CHECK(surplus.status == ExitStatus::bad_input);
    CHECK(surplus.sentence == "people.csv:3:14: \"Search\" stands in no column; the header has 2");
    CHECK(surplus.remedy == "put a cell that contains the separator in quotes");
    surplus = refusal("name,,email\nAna,here,a@x.org\n");
    CHECK(surplus.sentence == "people.csv:2:5: \"here\" stands in no column; the header has 2");
}

TEST_CASE("quotes out of place are refused with their place") {
    auto quote = refusal("name,email\nAna,a@x.org\nBen, \"b@x.org\nCleo,c\n");
    CHECK(quote.status == ExitStatus::bad_input);
    CHECK(quote.sentence == "people.csv:3:6: the quote that begins here is never closed");
    quote = refusal("name,email\nÉmile \"Emi\" Zola,e@x.org\n");
    CHECK(quote.sentence == "people.csv:2:7: there is a quote inside a cell that does not begin with one");
    quote = refusal("name,email\n\"É\n\n\"a,e@x.org\n");
    CHECK(quote.sentence == "people.csv:4:2: there is text behind the quote that closes the cell of 2:1");
    CHECK(quote.remedy == "write a quote inside a quoted cell twice: \"say \"\"hi\"\"\"");
    quote = refusal("name,email\nAna,\"a\" \"b\"\n");
    CHECK(quote.sentence == "people.csv:2:9: there is text behind the quote that closes the cell of 2:5");
    quote = refusal("name,\"email");
    CHECK(quote.sentence == "people.csv:1:6: the quote that begins here is never closed");
}

TEST_CASE("bytes that are not UTF-8 are refused with their place and what they may be") {
    auto broken = refusal("name,email\nChlo\xe9,c@x.org\n");
    CHECK(broken.status == ExitStatus::bad_input);
    CHECK(broken.sentence == "people.csv:2:5: the byte E9 is not UTF-8; in Windows-1252 it is \"é\"");
    CHECK(
        broken.remedy ==
        "save it as \"CSV UTF-8\" and import that file, or: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW-FILE");
    broken = refusal("name,email\r\nChloé 🍱\x93,\r\n");
    CHECK(broken.sentence == "people.csv:2:8: the byte 93 is not UTF-8; the file may be Windows-1252");
    CHECK(refusal("name,email\rAna,\xf0\x9f\x8d").sentence ==
          "people.csv:2:5: the byte F0 is not UTF-8; in Windows-1252 it is \"ð\"");
}

TEST_CASE("a NUL byte is refused with its place") {
    const auto nul = refusal(std::string_view("name,email\nAna Ferreira,a\0b\n", 27));
    CHECK(nul.sentence == "people.csv:2:15: there is a NUL byte, so the file is not text");
    CHECK(nul.status == ExitStatus::bad_input);
    // Many of them do not make it UTF-16.
    CHECK(refusal(std::string_view("n\0\0\0\0\0\0\0", 8)).sentence ==
          "people.csv:1:2: there is a NUL byte, so the file is not text");
}

TEST_CASE("UTF-16 and UTF-32 are refused by name") {
    const Texts sixteen{std::string("\xff\xfen\0a\0", 6), std::string("\xfe\xff\0n\0a", 6),
                        std::string("n\0a\0m\0e\0,\0e\0", 12), std::string("\0n\0a\0m\0e\0,\0e", 12)};
    for (const auto& text : sixteen) {
        const auto refused = refusal(text);
        CHECK(refused.sentence == "people.csv:1:1: the file is UTF-16, not UTF-8");
        CHECK(refused.remedy == "save it as \"CSV UTF-8\" and import that file");
    }
    CHECK(refusal(std::string_view("\xff\xfe\0\0n\0\0\0", 8)).sentence ==
          "people.csv:1:1: the file is UTF-32, not UTF-8");
}

TEST_CASE("other kinds of file are refused by name") {
    const std::vector<std::pair<std::string, std::string>> kinds{
        {std::string("PK\x03\x04\x14\0", 6), "an Excel or LibreOffice workbook (or another ZIP archive)"},
        {"\xd0\xcf\x11\xe0\xa1", "an old Excel workbook"},
        {"%PDF-1.7\n", "a PDF document"},
        {"{\\rtf1 x}", "a rich text document"},
        {std::string("SQLite format 3\0", 16), "an SQLite database"},
        {"\x1f\x8b\x08", "a gzip archive"},
        {"\x89PNG\r\n", "a picture"},
        {"BEGIN:VCALENDAR\r\n", "a calendar (iCalendar)"},
        {"BEGIN:VCARD\r\n", "a list of contacts (vCard)"},
        {"[{\"name\":\"Ana\"}]", "JSON"},
        {"\n{ \"name\": 1 }", "JSON"},
        {"[]", "JSON"},
        {"<!doctype html>", "HTML or XML"},
        {"\xef\xbb\xbf  <html>", "HTML or XML"},
        {"<?xml version=\"1.0\"?>", "HTML or XML"},
    };
    for (const auto& [text, name] : kinds) {
        const auto refused = refusal(text);
        CHECK(refused.sentence == "people.csv:1:1: the file is not CSV but " + name);
        CHECK(refused.status == ExitStatus::bad_input);
        CHECK_FALSE(refused.remedy.empty());
    }
    CHECK(texts("[name],email,name\nx,a@x.org,Ana\n") == Texts{"Ana/a@x.org/"});
}

TEST_CASE("an empty file is refused with the line to begin with") {
    for (const auto* text : {"", "\n\n", "\xef\xbb\xbf", ",,\n"}) {
        const auto refused = refusal(text);
        CHECK(refused.sentence == "people.csv:1:1: the file is empty");
        CHECK(refused.remedy == "begin it with the line name,email,team");
    }
}

TEST_CASE("a failure of the receiver comes through") {
    std::size_t records = 0;
    const auto refuse_second = [&](CsvRecord&) {
        if (++records == 2) throw Failure(ExitStatus::bad_input, "enough");
    };
    CHECK_THROWS_WITH(exchange::read_csv("f", "name,email\na,b\nc,d\ne,f\n", people(), refuse_second),
                      "enough");
    CHECK(records == 2);
}

TEST_CASE("a large cell is one cell") {
    const std::string large(3'000'000, 'x');
    const auto made = read("name,email\n\"" + large + "\n\"," + large, people());
    CHECK(made.records.at(0).cells.at(0).text.size() == large.size() + 1);
    CHECK(made.records.at(0).cells.at(1).text == large);
    CHECK(exchange::render_place("", made.records.at(0).cells.at(1).place) == ":3:3");
}
