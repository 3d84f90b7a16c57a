#include "mail/mail_date.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace tiffin::mail {

namespace {

constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Written {
    explicit Written(Instant instant)
        : day(std::chrono::floor<std::chrono::days>(instant)), date(day), of_day(instant - day) {}

    [[nodiscard]] std::string_view weekday() const {
        return kDays.at(std::chrono::weekday{day}.c_encoding());
    }
    [[nodiscard]] std::string_view month() const {
        return kMonths.at(static_cast<unsigned>(date.month()) - 1);
    }
    [[nodiscard]] unsigned day_of_month() const { return static_cast<unsigned>(date.day()); }
    [[nodiscard]] int year() const { return static_cast<int>(date.year()); }
    [[nodiscard]] std::string time() const {
        return fmt::format("{:02}:{:02}:{:02}", of_day.hours().count(), of_day.minutes().count(),
                           of_day.seconds().count());
    }

    Date day;
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<std::chrono::seconds> of_day;
};

}  // namespace

std::string render_mail_date(Instant instant) {
    const Written at(instant);
    return fmt::format("{}, {:02} {} {:04} {} +0000", at.weekday(), at.day_of_month(), at.month(), at.year(),
                       at.time());
}

std::string render_postmark_date(Instant instant) {
    const Written at(instant);
    return fmt::format("{} {} {:2} {} {:04}", at.weekday(), at.month(), at.day_of_month(), at.time(),
                       at.year());
}

}  // namespace tiffin::mail
