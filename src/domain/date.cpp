#include "domain/date.h"

namespace tiffin {

namespace {

/// The number in `text`, which must be digits only.
std::optional<int> digits(std::string_view text) {
    if (text.empty()) return std::nullopt;
    int number = 0;
    for (const char character : text) {
        if (character < '0' || character > '9') return std::nullopt;
        number = number * 10 + (character - '0');
    }
    return number;
}

void put(char* to, int number, int width) {
    for (int i = width - 1; i >= 0; --i, number /= 10) to[i] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::optional<Date> parse_iso_date(std::string_view text) {
    using namespace std::chrono;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = digits(text.substr(0, 4));
    const auto m = digits(text.substr(5, 2));
    const auto d = digits(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const year_month_day ymd{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!ymd.ok() || Date{ymd} < kEarliestDate) return std::nullopt;
    return Date{ymd};
}

std::string render_date(Date day) {
    const std::chrono::year_month_day ymd{day};
    std::string text = "0000-00-00";
    put(text.data(), static_cast<int>(ymd.year()), 4);
    put(text.data() + 5, static_cast<int>(static_cast<unsigned>(ymd.month())), 2);
    put(text.data() + 8, static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
    return text;
}

std::optional<TimeOfDay> parse_time_of_day(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon < 1 || colon > 2 || text.size() != colon + 3)
        return std::nullopt;
    const auto hour = digits(text.substr(0, colon));
    const auto minute = digits(text.substr(colon + 1));
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

std::string render_time_of_day(TimeOfDay time) {
    std::string text = "00:00";
    put(text.data(), static_cast<int>(time.count() / 60), 2);
    put(text.data() + 3, static_cast<int>(time.count() % 60), 2);
    return text;
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[16] != ':' || text[19] != 'Z') return std::nullopt;
    const auto day = parse_iso_date(text.substr(0, 10));
    const auto time = parse_time_of_day(text.substr(11, 5));
    const auto second = digits(text.substr(17, 2));
    if (!day || !time || !second || *second > 59) return std::nullopt;
    return Instant{*day} + *time + std::chrono::seconds{*second};
}

std::string render_instant(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const auto second = (instant - day).count();
    std::string text =
        render_date(day) + "T" + render_time_of_day(std::chrono::minutes{second / 60}) + ":00Z";
    put(text.data() + 17, static_cast<int>(second % 60), 2);
    return text;
}

std::optional<Instant> parse_instant_leniently(std::string_view text) {
    using std::chrono::minutes;
    if (text.size() < 16) return std::nullopt;
    std::string rest(text.substr(16));
    std::string seconds = ":00";
    if (!rest.empty() && rest.front() == ':') {
        seconds = rest.substr(0, 3);
        rest.erase(0, 3);
    }
    const auto instant = parse_instant(std::string(text.substr(0, 16)) + seconds + "Z");
    if (!instant || rest.empty() || rest == "Z") return instant;
    const auto offset = parse_time_of_day(std::string_view(rest).substr(1));
    if (!offset || (rest.front() != '+' && rest.front() != '-')) return std::nullopt;
    return rest.front() == '+' ? *instant - *offset : *instant + *offset;
}

Date first_of_year(Date day) {
    return std::chrono::year_month_day{day}.year() / 1 / 1;
}

}  // namespace tiffin
