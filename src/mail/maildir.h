#pragma once

#include <string>
#include <string_view>

#include "mail/message.h"

namespace tiffin::mail {

/// A file name for a message that is the same every time: from its date and id alone, without what means
/// something in a maildir's names.
std::string file_name(Instant date, std::string_view id);

/// Writes `mail` (LF line ends) into the maildir `folder`, which is made where it is missing: first whole and
/// flushed into tmp/, then by one step into new/, so a reader never sees half a mail. The name comes from the
/// message's date and id alone: the same message again replaces itself. Returns the path. Fails with
/// cannot_create or io.
std::string write_to_maildir(const std::string& folder, const Message& message, std::string_view mail);

}  // namespace tiffin::mail
