#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/date.h"

namespace tiffin::mail {

/// Appends a mail with LF line ends to an mbox in the mboxrd form, which can be undone exactly: lines of any
/// number of '>' and "From " get one '>' more.
void append_to_mbox(std::string& mbox, std::string_view sender, Instant date, std::string_view mail);

/// True for the line between the mails of an mbox, "From ana@x.example Thu Feb 18 12:30:00 2027"; its form
/// varies, but not the time in it.
bool is_postmark(std::string_view line);

/// The bytes of the first mail of an mbox, its postmark included.
std::size_t size_of_first(std::string_view mbox);

/// The mail of one postmark and what follows it, as it was before append_to_mbox.
std::string unquote_mbox(std::string_view mail);

}  // namespace tiffin::mail
