#pragma once

#include <string>

#include "calendar/days_off.h"
#include "cli/declaration.h"
#include "cli/invocation.h"

namespace tiffin::cli {

/// What the imports of calendars have in common.
class CalendarFile {
  public:
    /// --inclusive-end
    void declare(Declaration& declaration);
    /// --observances
    void declare_observances(Declaration& declaration);
    /// --free
    void declare_free(Declaration& declaration);
    [[nodiscard]] calendar::Reading reading() const;
    /// Says which lines of the file were passed over and why, and what was left out.
    static void tell(Invocation& invocation, const std::string& file, const calendar::Skipped& skipped,
                     const calendar::LeftOut& left_out);

  private:
    bool inclusive_end_ = false;
    bool observances_ = false;
    bool free_ = false;
};

}  // namespace tiffin::cli
