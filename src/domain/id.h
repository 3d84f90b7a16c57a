#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tiffin {

/// A permanent name of one thing: 60 random bits, never reused, never derived from an e-mail or a date. Two
/// copies of a programme choose different ones, so their rows can be merged.
template <class Of>
struct Id {
    std::int64_t value = 0;

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

using PersonId = Id<struct Person>;
using AbsenceId = Id<struct Absence>;
using TopicId = Id<struct Topic>;
using SeriesId = Id<struct Series>;
using SessionId = Id<struct Session>;
using HolidayId = Id<struct Holiday>;

/// Twelve characters of lower-case Crockford base32.
std::string render_id(std::int64_t value);
std::optional<std::int64_t> parse_id(std::string_view text);

template <class Of>
std::string render_id(Id<Of> id) {
    return render_id(id.value);
}

/// What calendars know an invite by: "wa4b9neyea1c@tiffin".
template <class Of>
std::string calendar_uid(Id<Of> id) {
    return render_id(id.value) + "@tiffin";
}
/// Nothing for the UID of an event that is not tiffin's.
std::optional<std::int64_t> id_of_uid(std::string_view uid);

}  // namespace tiffin
