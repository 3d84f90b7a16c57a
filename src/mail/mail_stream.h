#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mail/read_message.h"

namespace tiffin::mail {

/// What a file or a pipe holds: one mail, an mbox of them, or a calendar without a mail around it.
enum class MailForm { mail, mbox, calendar };

/// Told by the first line that is not empty.
MailForm form_of(std::string_view bytes);

/// The mails of a text, one after the other.
class MailStream {
  public:
    /// `where` is for messages; `bytes` must outlive the stream.
    MailStream(std::string_view where, std::string_view bytes, const MailLimits& limits = {});

    /// The next mail; false at the end. A calendar alone is one mail without sender and date. Fails like
    /// read_message for a mail that cannot be read, after which the next one may be asked for.
    bool next(FoundMessage& found);

    /// "inbox.mbox, mail 3", or the name alone where there is one mail.
    [[nodiscard]] std::string where() const;

  private:
    std::string where_;
    std::string_view bytes_;
    MailLimits limits_;
    MailForm form_;
    std::size_t at_ = 0;
    std::size_t count_ = 0;
};

/// The files of a maildir's new/ and cur/, sorted; nothing where `folder` is no maildir.
std::vector<std::string> maildir_files(const std::string& folder);

}  // namespace tiffin::mail
