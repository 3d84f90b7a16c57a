#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "calendar/reply_reader.h"
#include "cli/surroundings.h"

namespace tiffin::cli {

/// One event of a calendar that came as an answer, or was taken for one.
struct ArrivedReply {
    std::string where;           ///< "inbox.mbox, mail 3"
    std::string from;            ///< the sender that the mail claims; empty where the calendar came alone
    calendar::FoundReply reply;  ///< its stamp is that of the mail where it has none
    std::string trouble;         ///< the first line of it that was not understood; empty: none
};

/// What a file, a folder or a pipe holds.
struct ArrivedReplies {
    std::vector<ArrivedReply> replies;
    std::vector<std::string> refused;  ///< a sentence for each that cannot be read, place included
    std::size_t others = 0;            ///< mails of a mailbox that are about something else
    std::size_t read = 0;              ///< mails and calendars
};

/// A calendar, a mail, an mbox, a maildir, another folder of such files, or "-" for standard input. What
/// cannot be read is noted and the others are read. In an mbox or a folder, mails without an answer are other
/// mails; a single one is refused. Fails where the place itself cannot be read.
ArrivedReplies read_reply_files(const Surroundings& surroundings, const std::string& place);

}  // namespace tiffin::cli
