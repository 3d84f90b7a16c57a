#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/failure.h"
#include "mail/template.h"

namespace tiffin::mail {

/// "reminder.mustache:3: sentence"
Failure template_failure(std::string_view where, std::size_t line, const std::string& sentence);

/// Fails with ExitStatus::configuration, naming `where` and the line, for tags without end, sections that do
/// not match, names that the kind does not have, and the parts of Mustache that are not supported: other
/// delimiters and partials.
void check_template(const TemplateKind& kind, std::string_view where, std::string_view text);

}  // namespace tiffin::mail
