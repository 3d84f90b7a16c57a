#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiffin::calendar {

/// One unfolded line, read in the most literal way; shares nothing with the reader under test.
struct IcsLine {
    std::size_t line = 0;
    std::string component;  ///< the innermost one
    std::string name;
    std::vector<std::pair<std::string, std::string>> parameters;  ///< values as written, with their quotes
    std::string value;
};

std::vector<IcsLine> read_ics(std::string_view bytes);

/// What is wrong with the bytes of a calendar that goes to clients: "line 12: it is 78 octets long". Holds
/// what no validator at hand finds (folds, escapes, quotes, zones, addresses) beside the rules of RFC 5545
/// and RFC 5546 that an invite, a cancellation or a feed of ours must keep. Empty when nothing is wrong.
std::vector<std::string> check_ics(std::string_view bytes);

/// What is wrong with calendars sent one after the other: SEQUENCE or DTSTAMP that fall for a UID.
std::vector<std::string> check_order(const std::vector<std::string>& sent);

}  // namespace tiffin::calendar
