#include "text/fold.h"

#include <catch2/catch.hpp>

using namespace tiffin;

TEST_CASE("folding ignores case, accents and blanks") {
    CHECK(text::fold("  Chloé  MARTIN ") == "chloe martin");
    CHECK(text::fold("ZOË") == text::fold("zoë"));
    CHECK(text::fold("Straße") == "strasse");
    CHECK(text::fold("ﬁsh") == "fish");
    CHECK(text::fold("\xff broken") == "\xff broken");
}

TEST_CASE("widths are columns on a terminal") {
    CHECK(text::width("abc") == 3);
    CHECK(text::width("é") == 1);
    CHECK(text::width("e\u0301") == 1);
    CHECK(text::width("寿司") == 4);
    CHECK(text::truncate("寿司 bar", 3) == "寿");
    CHECK(text::truncate("e\u0301clair", 1) == "e\u0301");
}

TEST_CASE("a slug is what people can type") {
    CHECK(text::slug("Rust for C++ people") == "rust-for-c-people");
    CHECK(text::slug("What is a p-value really?") == "what-is-a-p-value-really");
    CHECK(text::slug("Ida O'Neil") == "ida-oneil");
    CHECK(text::slug("🍱 ¡!").empty());
}

TEST_CASE("a slug keeps the letters of every script") {
    CHECK(text::slug("Русский  Обед!") == "русский-обед");
    CHECK(text::slug("РУССКИИ\u0306 ОБЕД") == "русский-обед");
    CHECK(text::slug("日本 Lunch, №2") == "日本-lunch-no2");
    CHECK(text::slug("がくしゅう") == "がくしゅう");
    CHECK(text::slug("हिंदी दोपहर") == "हिंदी-दोपहर");
    CHECK(text::slug("غداء الخميس") == "غداء-الخميس");
    CHECK(text::slug("Søren's Œuvre") == "sørens-œuvre");
    CHECK(text::slug("Crème Brûlée, ＡＢＣ") == "creme-brulee-abc");
    for (const auto* title : {"Русский Обед", "हिंदी दोपहर", "がくしゅう", "Ǿ ΆΣ", "ﬁ ½ İ"})
        CHECK(text::slug(text::slug(title)) == text::slug(title));
}

TEST_CASE("the nearest match is what was meant") {
    const std::vector<std::string> people{"Ana Ferreira", "Ben Okafor", "Chloé Martin"};
    CHECK(text::nearest("Anna Ferreira", people) == std::vector<std::string>{"Ana Ferreira"});
    CHECK(text::nearest("feraira", people) == std::vector<std::string>{"Ana Ferreira"});
    CHECK(text::nearest("Zzzzzz", people).empty());
    CHECK(text::nearest("form", {"from", "format"}) == std::vector<std::string>{"format", "from"});
    CHECK(text::distance("form", "from") == 1);
}

TEST_CASE("only well-formed UTF-8 passes") {
    CHECK(text::is_utf8("Grüße 🍱"));
    CHECK_FALSE(text::is_utf8("\xc0\xaf"));
    CHECK_FALSE(text::is_utf8("\xed\xa0\x80"));
    CHECK_FALSE(text::is_utf8("abc\xe2\x82"));
}

TEST_CASE("a name is one line") {
    CHECK(text::one_line("  Ana\n\tFerreira ") == "Ana Ferreira");
    CHECK(text::one_line(" \n").empty());
}

TEST_CASE("line breaks of other systems become line feeds") {
    CHECK(text::unix_lines("a\r\nb\rc\nd\r\r\n") == "a\nb\nc\nd\n\n");
    CHECK(text::unix_lines("").empty());
}

TEST_CASE("control characters are found, not tabs, line feeds and letters of two bytes") {
    CHECK(text::find_control("Ana\tB\nÄÖ £") == std::string::npos);
    CHECK(text::find_control("Ana\x1b[") == 3);
    CHECK(text::find_control("\x7f") == 0);
    CHECK(text::find_control("a\r") == 1);
    CHECK(text::find_control("é\xc2\x9b") == 2);
    CHECK(text::find_control("a\xc2") == std::string::npos);
}

TEST_CASE("blanks of other widths are blanks, and what nobody sees is gone") {
    CHECK(text::trim_unseen("\u00a0\ufeff \u202aAna Lee\u202c\u200b\n") == "Ana Lee");
    CHECK(text::trim_unseen("\u00a0").empty());
    CHECK(text::trim_unseen("\xa0x\xff") == "\xa0x\xff");  // no UTF-8
    CHECK(text::plain_blanks("\u3000Ana\u00a0\u200bLee\u2009X\u00ad\u2060y ") == "Ana  Lee Xy");
    CHECK(text::plain_blanks("a\u2028b") == "a\nb");
    CHECK(text::plain_blanks(" plain ") == "plain");
    // Joiners make letters and emoji what they are, and marks of direction belong to the text around them.
    CHECK(text::plain_blanks("👩\u200d💻 a\u200eb") == "👩\u200d💻 a\u200eb");
    CHECK(text::without_unseen("\u200bana\u200b@x\u00ad.e\u200dxample\u00a0") == "ana@x.example");
    CHECK(text::without_unseen("a\u00a0b") == "a\u00a0b");
}
