#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiffin::calendar {

/// What one text may ask of this program. Real files stay far below each of them.
struct ReaderLimits {
    std::size_t bytes = std::size_t{64} << 20U;       ///< of the whole text; more is refused
    std::size_t line_bytes = std::size_t{64} << 10U;  ///< of one unfolded line; a longer one is skipped
    std::size_t depth = 16;                           ///< of components in components; deeper is refused
    std::size_t skipped = 100;                        ///< see Skipped::most
};

struct SkippedLine {
    std::size_t line = 0;  ///< counted from 1
    std::string reason;    ///< "it has no colon"

    bool operator==(const SkippedLine&) const = default;
};

/// What was not understood and passed over.
struct Skipped {
    std::size_t most = 100;  ///< how many are remembered one by one
    std::vector<SkippedLine> lines;
    std::size_t more = 0;  ///< how many others there were

    void add(std::size_t line, std::string reason);
};

/// One content line. The views hold until the reader's next line.
struct ContentLine {
    std::size_t line = 0;  ///< where it begins, counted from 1
    std::string_view name;
    std::string_view parameters;  ///< as written, "TZID=Europe/Lisbon;VALUE=DATE"
    std::string_view value;       ///< as written but without blanks around it

    /// Names are compared without case.
    [[nodiscard]] bool is(std::string_view wanted) const;
    /// The first value of that parameter, without quotes and RFC 6868's escapes.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view wanted) const;
    /// The value as TEXT: unescaped, without control characters. What is not UTF-8 is read as Windows-1252,
    /// which holds Latin-1.
    [[nodiscard]] std::string text() const;
};

/// Reads iCalendar (RFC 5545 3.1) as it is found: CRLF, LF or CR, BOM, folds by blank or tab and within
/// characters, any case, blank lines, junk lines, several calendars in one text, missing ENDs but the last.
class ContentReader {
  public:
    /// `file` is for messages; `text` must outlive the reader. Fails with bad_input, naming the file, for a
    /// text that is too large, holds a NUL byte, or is UTF-16.
    ContentReader(std::string_view file, std::string_view text, const ReaderLimits& limits = {});

    /// The next content line, BEGIN and END lines included; false at the end. Fails with bad_input where
    /// components are nested too deep, and where the text ends within one: it was cut off on its way.
    bool next(ContentLine& line);

    /// The innermost component the last line belongs to, in upper case; empty outside. A BEGIN line belongs
    /// to the component that it begins, an END line to the one around it.
    [[nodiscard]] std::string_view component() const;
    [[nodiscard]] bool inside(std::string_view component) const;

    void skip(std::size_t line, std::string reason) { skipped_.add(line, std::move(reason)); }
    [[nodiscard]] const Skipped& skipped() const { return skipped_; }
    Skipped take_skipped() { return std::move(skipped_); }

  private:
    std::string_view physical_line();
    bool continues() const;
    bool unfold(std::string_view& unfolded);
    [[noreturn]] void refuse_truncated() const;
    void begin_component(const ContentLine& line);
    void end_component(const ContentLine& line);

    std::string file_;
    std::string_view text_;
    ReaderLimits limits_;
    char line_end_ = '\n';
    std::size_t at_ = 0;
    std::size_t line_ = 0;  ///< physical lines read
    std::string unfolded_;  ///< holds the current line where it was folded
    std::vector<std::string> components_;
    Skipped skipped_;
};

bool equal_without_case(std::string_view left, std::string_view right);

}  // namespace tiffin::calendar
