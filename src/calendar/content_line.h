#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tiffin::calendar {

/// Appends RFC 5545 3.1 content lines to a text: begin(), any parameters, then one value, which ends the
/// line.
///
/// Whatever the values hold, what comes out is well formed: CRLF after each line; folded so that no physical
/// line is longer than 75 octets, between characters and never inside an escape (Outlook shows a fold between
/// `\` and `n`); control characters dropped, tabs become blanks, every kind of line break is one, broken
/// UTF-8 becomes U+FFFD. No value can begin a line of its own.
class ContentWriter {
  public:
    explicit ContentWriter(std::string& out) : out_(out) {}

    /// `name` and the parameters' names are the caller's constants and written as they are.
    ContentWriter& begin(std::string_view name);
    /// Quoted where it must be, `^`, `"` and newlines as in RFC 6868; `\` becomes `/`.
    ContentWriter& parameter(std::string_view name, std::string_view value);

    void plain(std::string_view value);  ///< what needs no escape: dates, numbers, RECUR, names
    void text(std::string_view value);   ///< TEXT, RFC 5545 3.3.11
    /// TEXT values separated by commas. A value of which nothing is left but blanks is left out, and so is
    /// the line where all of them are: libical takes it for an error.
    void visible_texts(const std::vector<std::string>& values);
    void visible_text(std::string_view value);
    void uri(std::string_view value);  ///< URI; what RFC 3986 does not allow is percent-encoded
    /// CAL-ADDRESS: "mailto:" and the address, percent-encoded as RFC 6068 2 says.
    void mail_address(std::string_view email);

    void line(std::string_view name, std::string_view value) { begin(name).plain(value); }
    /// A whole line that is well formed but for its folds and its end.
    void whole(std::string_view line);

  private:
    struct Escapes;

    void put(std::string_view bytes);
    void put_unit(std::string_view unit);
    void put_escaped(std::string_view value, const Escapes& escapes);
    std::size_t put_special(std::string_view value, const Escapes& escapes);
    void end();

    std::string& out_;
    std::size_t begin_ = 0;  ///< where the current content line begins in out_
    std::size_t line_ = 0;   ///< where the current physical line begins in out_
};

}  // namespace tiffin::calendar
