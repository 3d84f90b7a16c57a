#pragma once

#include <string>
#include <string_view>

#include "mail/message.h"

namespace tiffin::mail {

/// `crlf` is a mail as RFC 5322 has it, for .eml files; `lf` is what programs such as sendmail, mboxes and
/// maildirs expect.
enum class LineEnd { crlf, lf };

/// The mail in plain ASCII lines of at most 76 characters (a header may be longer where it cannot be broken):
/// alternatives in the order text, HTML, calendar, as RFC 6047 and clients want them. The same message is the
/// same bytes. No line is a lone dot or begins with "From ", so nothing on the way needs to change one.
///
/// No text can add a header or a part: control characters in single-line texts become blanks. Domains beyond
/// ASCII are written as xn-- names. Fails with bad_input for an address that no mail can carry, for a local
/// part beyond ASCII, which many servers still refuse (RFC 6531), and for a header that `headers` may not
/// name.
std::string render_message(const Message& message, LineEnd line_end);

}  // namespace tiffin::mail
