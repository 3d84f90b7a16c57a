// What libFuzzer calls; see tests/CMakeLists.txt. Whatever the bytes, the readers end, within their limits.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "calendar/days_off.h"
#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::calendar;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are text
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    constexpr DateRange window{std::chrono::year{2027} / 1 / 1, std::chrono::year{2027} / 12 / 31};
    static const LunchHours lunch{Zone::load("Europe/Lisbon"), std::chrono::hours{11}, std::chrono::hours{14},
                                  window};
    for (const bool absences : {false, true}) {
        Skipped skipped;
        LeftOut left_out;
        try {
            if (absences) {
                read_absences("fuzz.ics", text, lunch, skipped, left_out);
            } else {
                read_holidays("fuzz.ics", text, window, skipped, left_out, {.last_day = LastDay::included});
            }
        } catch (const Failure& failure) {
            if (failure.status() != ExitStatus::bad_input) throw;
        }
    }
    return 0;
}
