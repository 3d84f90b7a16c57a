#pragma once

#include <string_view>

#include "mail/read_message.h"

namespace tiffin::mail {

/// Fails with bad_input, naming `where`, for bytes beyond the limit of size.
void check_size(std::string_view where, std::string_view bytes, const MailLimits& limits);

/// The same for a mail beyond the limits of size, headers or parts: a header of
/// megabytes costs a parser a hundred times as much memory, or its whole stack. Looks at lines alone, so it
/// counts rather more headers and parts than there are.
void check_headers(std::string_view where, std::string_view bytes, const MailLimits& limits);

}  // namespace tiffin::mail
