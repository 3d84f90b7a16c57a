#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace tiffin::mail {

/// A program that takes a mail on standard input, as sendmail, msmtp and many others do.
struct MailProgram {
    std::vector<std::string> arguments;  ///< the program's own name first; no shell sees them
    std::vector<std::string>
        environment;  ///< "NAME=value", all it gets; PATH tells where a bare name is found
    std::chrono::milliseconds patience{60'000};
};

enum class Outcome {
    sent,         ///< exit status 0
    try_again,    ///< exit status 75, EX_TEMPFAIL
    failed,       ///< any other status, or a signal
    timed_out,    ///< ended by us with all that it started; whether the mail went out is not known
    not_started,  ///< no such program, or it may not be run
};

struct HandOver {
    Outcome outcome = Outcome::sent;
    std::string
        reason;  ///< "it ended with status 67: no such user", with the last lines it wrote; empty: sent
};

/// Runs the program with `mail` (LF line ends) as its standard input and waits for its end. A program that
/// reads nothing, writes without end, or leaves others running does no harm. Its standard output is
/// discarded.
HandOver hand_over(const MailProgram& program, std::string_view mail);

}  // namespace tiffin::mail
