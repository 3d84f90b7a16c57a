#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/invocation.h"
#include "domain/message.h"

namespace tiffin::cli {

/// Writes whole messages to `place`: eml and maildir into a folder, a file for each (one eml alone may go to
/// standard output, "-"); mbox, jsonl and markdown to a file or to standard output. Unchanged files stay
/// untouched. The lock on the database is given back first.
void export_messages(Invocation& invocation, const std::vector<Message>& messages, std::string_view form,
                     const std::string& place);

}  // namespace tiffin::cli
