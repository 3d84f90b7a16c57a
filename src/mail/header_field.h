#pragma once

#include <string>
#include <string_view>

#include "domain/mailbox.h"

namespace tiffin::mail {

/// Appends "Name: text\n" in plain ASCII, folded at 76 characters where there is a blank; text beyond ASCII
/// becomes encoded words (RFC 2047) of whole characters. `text` is valid UTF-8 on one line. GMime 3.2.13
/// writes encoded words longer than the 75 characters that RFC 2047 allows, and chooses charsets by the
/// locale.
void append_text_field(std::string& header, std::string_view name, std::string_view text);

/// Appends "Name: phrase <address>\n", the phrase quoted or encoded as it needs.
void append_mailbox_field(std::string& header, std::string_view name, const Mailbox& mailbox);

}  // namespace tiffin::mail
