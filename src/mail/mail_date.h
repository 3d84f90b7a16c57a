#pragma once

#include <string>

#include "domain/date.h"

namespace tiffin::mail {

/// "Thu, 18 Feb 2027 12:30:00 +0000" (RFC 5322 3.3)
std::string render_mail_date(Instant instant);

/// "Thu Feb 18 12:30:00 2027", in UTC as mboxes have it (RFC 4155)
std::string render_postmark_date(Instant instant);

}  // namespace tiffin::mail
