#include "calendar/date_time_text.h"

#include <algorithm>
#include <string>

namespace tiffin::calendar {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// "123000" or "1230"
std::optional<seconds> parse_clock(std::string_view digits) {
    if (digits.size() != 6 && digits.size() != 4) return std::nullopt;
    const auto hour = parse_number(digits.substr(0, 2));
    const auto minute = parse_number(digits.substr(2, 2));
    const auto second = digits.size() == 6 ? parse_number(digits.substr(4)) : 0;
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return hours{*hour} + minutes{*minute} + seconds{std::min(*second, 59)};
}

}  // namespace

std::optional<int> parse_number(std::string_view digits) {
    if (digits.empty() || digits.size() > 9) return std::nullopt;
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Date> parse_basic_date(std::string_view text) {
    if (text.size() != 8) return std::nullopt;
    const std::string_view year = text.substr(0, 4);
    return parse_iso_date(std::string(year) + "-" + std::string(text.substr(4, 2)) + "-" +
                          std::string(text.substr(6)));
}

std::optional<seconds> parse_basic_time(std::string_view text) {
    if (text.empty() || (text[0] != 'T' && text[0] != 't')) return std::nullopt;
    return parse_clock(text.substr(1));
}

std::optional<seconds> parse_utc_offset(std::string_view text) {
    if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    std::string digits(text.substr(1));
    digits.erase(std::remove(digits.begin(), digits.end(), ':'), digits.end());
    const auto amount = parse_clock(digits);
    if (!amount) return std::nullopt;
    return text[0] == '-' ? -*amount : *amount;
}

}  // namespace tiffin::calendar
