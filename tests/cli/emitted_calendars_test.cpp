/// Every calendar that a transcript shows, as it goes to clients.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>

#include "calendar/ics_check.h"
#include "cli/transcript.h"

using namespace tiffin;
using Lines = std::vector<std::string>;

namespace {

std::string decoded_base64(const std::string& text) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = kDigits.find(c);
        if (digit == std::string_view::npos) continue;
        bits = (bits << 6U) | static_cast<unsigned>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 255U);
    }
    return bytes;
}

/// In lines that end in CRLF.
Lines calendars_in(const Lines& output) {
    Lines found;
    bool open = false;
    for (const auto& line : output) {
        if (line == "BEGIN:VCALENDAR") {
            open = true;
            found.emplace_back();
        }
        if (open) found.back() += line + "\r\n";
        if (line == "END:VCALENDAR") open = false;
    }
    return found;
}

/// Those of mails; each is the calendar that its method parameter says.
Lines calendars_in_mails(const Lines& output) {
    Lines found;
    for (auto line = output.begin(); line != output.end(); ++line) {
        const std::string type = "Content-Type: text/calendar; charset=UTF-8; method=";
        if (line->rfind(type, 0) != 0) continue;
        const auto begin = std::find(line, output.end(), "");
        const auto end =
            std::find_if(begin, output.end(), [](const auto& each) { return each.rfind("--", 0) == 0; });
        std::string text;
        for (auto each = begin; each != end; ++each) text += *each;
        found.push_back(decoded_base64(text));
        CHECK(found.back().find("METHOD:" + line->substr(type.size()) + "\r\n") != std::string::npos);
    }
    return found;
}

/// Whose calendar it goes into; nobody's for a feed.
std::string recipient(const std::string& calendar) {
    for (const auto& line : calendar::read_ics(calendar)) {
        if (line.name == "ATTENDEE") return line.value;
    }
    return {};
}

}  // namespace

TEST_CASE("every calendar in the transcripts is what clients need, and none falls behind an earlier one") {
    namespace fs = std::filesystem;
    std::size_t calendars = 0, mails = 0, series = 0;
    for (const auto& entry : fs::directory_iterator(TESTS_FOLDER "/cli/transcripts")) {
        if (entry.path().extension() != ".txt") continue;
        std::ostringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        std::map<std::string, Lines> sent;
        for (const auto& step : cli::parse_transcript(text.str()).steps) {
            const bool shows_file = step.command.rfind("cat ", 0) == 0 && step.document.empty();
            const bool emits = step.command.find("tiffin invite") != std::string::npos ||
                               step.command.find("tiffin feed") != std::string::npos;
            if (!shows_file && !emits) continue;
            INFO(entry.path().filename() << ":" << step.line);
            auto found = calendars_in(step.expected);
            const auto in_mails = calendars_in_mails(step.expected);
            mails += in_mails.size();
            found.insert(found.end(), in_mails.begin(), in_mails.end());
            for (const auto& calendar : found) {
                if (calendar.find("PRODID:-//tiffin//") == std::string::npos) continue;  // another program's
                ++calendars;
                series += calendar.find("\r\nRRULE:FREQ=WEEKLY") != std::string::npos ? 1U : 0U;
                CAPTURE(calendar);
                CHECK(calendar::check_ics(calendar) == Lines{});
                sent[recipient(calendar)].push_back(calendar);
            }
        }
        INFO(entry.path().filename());
        for (const auto& [to, all] : sent) CHECK(calendar::check_order(all) == Lines{});
    }
    CHECK(calendars > 20);
    CHECK(mails >= 3);
    CHECK(series >= 3);
}
