#pragma once

#include <string>

#include "calendar/event_reader.h"
#include "cli/declaration.h"
#include "cli/invocation.h"

namespace tiffin::cli {

/// What the imports of calendars have in common.
class CalendarFile {
  public:
    /// --inclusive-end
    void declare(Declaration& declaration);
    [[nodiscard]] calendar::LastDay last_day() const;
    /// Says which lines of the file were passed over, and why.
    static void tell(Invocation& invocation, const std::string& file, const calendar::Skipped& skipped);

  private:
    bool inclusive_end_ = false;
};

}  // namespace tiffin::cli
