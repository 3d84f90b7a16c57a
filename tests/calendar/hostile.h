#pragma once

#include <random>
#include <string>

#include "calendar/invite.h"

namespace tiffin::calendar {

/// Texts that have broken calendars: line breaks of every kind with properties after them, quotes, carets,
/// backslashes, emoji, combining marks, long Devanagari, NULs, broken UTF-8; the same for the same generator.
std::string hostile_text(std::mt19937& random);

/// An invite in which every text is hostile and every address a delivered one.
Invite hostile_invite(std::mt19937& random);

/// A series of which some sessions are left out, moved, called off or named otherwise, with hostile texts.
SeriesEvent hostile_series(std::mt19937& random);

}  // namespace tiffin::calendar
