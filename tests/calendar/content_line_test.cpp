#include "calendar/content_line.h"

#include <catch2/catch.hpp>

using tiffin::calendar::ContentWriter;

namespace {

std::string text_line(std::string_view value) {
    std::string out;
    ContentWriter(out).begin("X").text(value);
    return out;
}

std::string parameter_line(std::string_view value) {
    std::string out;
    ContentWriter(out).begin("X").parameter("CN", value).plain("v");
    return out;
}

std::string unfolded(std::string text) {
    for (auto fold = text.find("\r\n "); fold != std::string::npos; fold = text.find("\r\n ", fold))
        text.erase(fold, 3);
    return text;
}

}  // namespace

TEST_CASE("TEXT values are escaped as RFC 5545 3.3.11 says") {
    CHECK(text_line("Plain: text") == "X:Plain: text\r\n");
    CHECK(text_line("a,b;c\\d\ne") == "X:a\\,b\\;c\\\\d\\ne\r\n");
    CHECK(text_line("\"quoted\"") == "X:\"quoted\"\r\n");
    CHECK(text_line("") == "X:\r\n");
}

TEST_CASE("control characters and broken UTF-8 never come out") {
    CHECK(text_line("a\r\nX-EVIL:1") == "X:a\\nX-EVIL:1\r\n");
    CHECK(text_line("a\rb\x01\x1b\x7f"
                    "c\td") == "X:abc d\r\n");
    CHECK(text_line(std::string_view("a\0b", 3)) == "X:ab\r\n");
    CHECK(text_line("\xff|\xc0\xaf|\xed\xa0\x80|\xe2\x82|\xf5\x80") ==
          "X:\xef\xbf\xbd|\xef\xbf\xbd\xef\xbf\xbd|\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd|"
          "\xef\xbf\xbd\xef\xbf\xbd|"
          "\xef\xbf\xbd\xef\xbf\xbd\r\n");
    CHECK(text_line("caf\xc3") == "X:caf\xef\xbf\xbd\r\n");
    CHECK(text_line("a\xc2\x85"
                    "b\xe2\x80\xa8"
                    "c\xe2\x80\xa9"
                    "d\xc2\x9b"
                    "e\xc2\xa0") == "X:a\\nb\\nc\\nde\xc2\xa0\r\n");
}

TEST_CASE("lines are folded at 75 octets") {
    CHECK(text_line(std::string(73, 'a')) == "X:" + std::string(73, 'a') + "\r\n");
    CHECK(text_line(std::string(74, 'a')) == "X:" + std::string(73, 'a') + "\r\n a\r\n");
    CHECK(text_line(std::string(73 + 74 + 1, 'a')) ==
          "X:" + std::string(73, 'a') + "\r\n " + std::string(74, 'a') + "\r\n a\r\n");
}

TEST_CASE("a text of which nothing can be seen has no line") {
    const auto line = [](const std::vector<std::string>& values) {
        std::string out = "A:1\r\n";
        ContentWriter(out).begin("X").visible_texts(values);
        return out.substr(5);
    };
    CHECK(line({"a", " b,c"}) == "X:a, b\\,c\r\n");
    CHECK(line({"", "a", "\x01 ", "\xc2\x9b", "b"}) == "X:a,b\r\n");
    CHECK(line({}).empty());
    CHECK(line({" ", "\t", "\x7f", std::string(200, ' ')}).empty());
    const std::string folded = line({std::string(73, 'a'), std::string(200, ' '), "b"});
    CHECK(unfolded(folded) == "X:" + std::string(73, 'a') + ",b\r\n");
}

TEST_CASE("a fold never splits a character or an escape") {
    for (std::size_t blanks = 60; blanks < 80; ++blanks) {
        for (const std::string unit : {"\xf0\x9f\x8d\xb1", "\xe0\xa4\xa8", "\xc3\xa9", ",", "\\", "\n"}) {
            const std::string line = text_line(std::string(blanks, 'a') + unit + "z");
            INFO(line);
            const auto fold = line.find("\r\n ");
            REQUIRE((fold == std::string::npos || fold <= 75));
            if (fold != std::string::npos) {
                CHECK((fold - 1 - line.find_last_not_of('\\', fold - 1)) % 2 == 0);
                CHECK((static_cast<unsigned char>(line[fold + 3]) & 0xc0U) != 0x80U);
            }
            CHECK(unfolded(line).size() == 2 + blanks + (unit.size() > 1 ? unit.size() : 2) + 1 + 2);
        }
    }
    // The backslash's pair is kept whole even where the first of it would fit.
    CHECK(text_line(std::string(72, 'a') + "\\") == "X:" + std::string(72, 'a') + "\r\n \\\\\r\n");
}

TEST_CASE("parameter values are quoted and encoded as RFC 6868 says") {
    CHECK(parameter_line("Ana") == "X;CN=Ana:v\r\n");
    CHECK(parameter_line("Ferreira, Ana") == "X;CN=\"Ferreira, Ana\":v\r\n");
    CHECK(parameter_line("a;b:c") == "X;CN=\"a;b:c\":v\r\n");
    CHECK(parameter_line("Ana \"Nita\" ^ F\nx") == "X;CN=Ana ^'Nita^' ^^ F^nx:v\r\n");
    CHECK(parameter_line("a\r\nATTENDEE:mailto:evil@x") == "X;CN=\"a^nATTENDEE:mailto:evil@x\":v\r\n");
    CHECK(parameter_line("a\\b") == "X;CN=a/b:v\r\n");
    CHECK(parameter_line("") == "X;CN=:v\r\n");
}

TEST_CASE("addresses and links cannot begin a line") {
    std::string out;
    ContentWriter writer(out);
    writer.begin("ORGANIZER").mail_address("a@x\r\nX-EVIL:1");
    writer.begin("ATTENDEE").mail_address("zo\xc3\xab+1%2/o'neil@x, b@y");
    writer.begin("URL").uri("https://x.example/a b\r\nX-EVIL:1?q=\"1\"&r=%20#\xc3\xa4\\");
    CHECK(out ==
          "ORGANIZER:mailto:a@xX-EVIL%3A1\r\n"
          "ATTENDEE:mailto:zo%C3%AB+1%252%2Fo'neil@x%2C%20b@y\r\n"
          "URL:https://x.example/a%20bX-EVIL:1?q=%221%22&r=%20#%C3%A4%5C\r\n");
}

TEST_CASE("lists keep their commas apart from the values' own") {
    std::string out;
    ContentWriter writer(out);
    writer.begin("CATEGORIES").visible_texts({"Rust", "a,b"});
    writer.begin("CATEGORIES").visible_texts({});
    writer.line("VERSION", "2.0\r\nX:1");
    CHECK(out == "CATEGORIES:Rust,a\\,b\r\nVERSION:2.0X:1\r\n");
}
