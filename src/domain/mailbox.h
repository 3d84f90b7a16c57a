#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tiffin {

/// Somebody's name (may be empty) and e-mail address, as RFC 5322 3.4 calls the pair.
struct Mailbox {
    std::string name;
    std::string email;

    bool operator==(const Mailbox&) const = default;
};

/// True for what mail programs in use deliver to: one @, RFC 5322's atom characters and dots (or letters
/// beyond ASCII, RFC 6531) before it, domain labels after it. Quoted local parts and address literals are
/// refused, and so are a dot at the beginning and blanks that are not ASCII.
bool is_mail_address(std::string_view text);

/// "ana@x.example", "<ana@x.example>", "Ana Ferreira <ana@x.example>" or "\"Ferreira, Ana\" <ana@x.example>";
/// nothing for anything else.
std::optional<Mailbox> parse_mailbox(std::string_view text);

}  // namespace tiffin
