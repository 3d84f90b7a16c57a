#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/job/answers/reply_files.h"

namespace tiffin::cli {

/// What became of replies, beside the changes that the invocation was told of.
struct Intake {
    std::size_t placed = 0;
    std::size_t known = 0;                 ///< the very same came before
    std::vector<std::string> out_of_date;  ///< a sentence for each, place included
    std::vector<std::string> unplaced;     ///< a sentence for each, place and remedy included
};

/// Notes the answers within the unit of work, in the order in which they were written. Who answers is the
/// ATTENDEE whose address somebody of the programme has or had; a mail from another person of the programme
/// does not count for them.
Intake take_replies(Invocation& invocation, storage::UnitOfWork& work, std::vector<ArrivedReply> replies);

}  // namespace tiffin::cli
