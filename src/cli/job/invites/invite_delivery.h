#pragma once

#include <exception>
#include <string>

#include "cli/job/invites/due_invites.h"
#include "cli/job/invites/invite_files.h"
#include "cli/surroundings.h"

namespace tiffin::cli {

/// How far a delivery came. What stands behind `delivered` was not delivered, as far as we know.
struct Delivery {
    std::size_t delivered = 0;     ///< invites and then those of series, from the first on
    bool replaced = false;         ///< the file held something else before
    std::exception_ptr failure{};  ///< what ended it early; null when nothing did
};

/// Where invites go: a folder, which gets a file for each; a file (named pipes and devices too) or standard
/// output, where each recipient gets a calendar for each method, so that theirs can be taken in at once. A
/// mail is a file of its own, so of mails only one goes to a file or to standard output.
class InvitePlace {
  public:
    /// "-" is standard output; what ends in .ics or .eml and is no folder is a file.
    InvitePlace(std::string name, InviteForm form);

    [[nodiscard]] InviteForm form() const { return form_; }
    [[nodiscard]] bool is_standard_output() const { return name_ == "-"; }
    /// Where one invite stands afterwards.
    [[nodiscard]] std::string path(const DueInvites& due, const DueInvite& invite) const;
    [[nodiscard]] std::string path(const DueInvites& due, const DueSeriesInvite& invite) const;
    /// Fails (usage) where several mails would go to one file. Waits as long as whoever reads it takes, so no
    /// lock may be held.
    [[nodiscard]] Delivery deliver(const Surroundings& surroundings, const DueInvites& due,
                                   const Mailbox& organizer) const;

  private:
    [[nodiscard]] std::string path(const std::string& name, const std::string& id,
                                   const std::string& email) const;
    /// All that is due, for one file.
    void write(text::Sink& sink, const Surroundings& surroundings, const DueInvites& due,
               const Mailbox& organizer) const;

    std::string name_;
    InviteForm form_;
    bool is_folder_;
};

}  // namespace tiffin::cli
