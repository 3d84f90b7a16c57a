#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/recurrence_words.h"
#include "domain/date.h"

namespace tiffin::cli {

// What people type, checked. Each refusal is a Failure (usage) whose sentence begins with `option`, where
// one is named.

/// A title or another short text, in one line; empty stays empty.
std::string short_text(std::string_view typed);
/// An abstract or another text that keeps its lines.
std::string long_text(std::string_view typed);
/// Folded, in order, each once; separated by comma, semicolon or vertical bar.
std::vector<std::string> tags(std::string_view typed);
/// A short text: the name of a person.
std::string person_name(std::string_view typed, std::string_view option);
/// "ana@x.example", also as people have it: "Ana <ana@x.example>", "mailto:ana@x.example". Empty stays empty.
std::string mail_address(std::string_view typed, std::string_view option);
/// The same; nothing for what holds no address.
std::optional<std::string> address_in(std::string_view typed);
/// "https://meet.example/lunch"; empty stays empty.
std::string link(std::string_view typed, std::string_view option);
/// An IANA name; empty stays empty.
std::string zone_name(std::string_view typed, std::string_view option);
/// "09:00-17:00"; empty stays empty.
std::string working_hours(std::string_view typed, std::string_view option);
TimeOfDay time_of_day(std::string_view typed, std::string_view option);
std::chrono::minutes length(std::string_view typed, std::string_view option);
/// "90m", "12h", "2d" or "3w".
std::chrono::minutes span(std::string_view typed, std::string_view option);
/// From --every, --on, --monthly, --quarterly and --rrule, which its refusals name themselves.
calendar::Recurrence schedule(const calendar::ScheduleWords& words, Date from);
/// 1 or more.
int count(std::string_view typed, std::string_view option);

}  // namespace tiffin::cli
