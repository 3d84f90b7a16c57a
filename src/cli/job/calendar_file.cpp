#include "cli/job/calendar_file.h"

namespace tiffin::cli {

void CalendarFile::declare(Declaration& declaration) {
    declaration.flag("--inclusive-end", inclusive_end_,
                     "the end of a whole-day event is its last day, as some calendars wrongly write it");
}

calendar::LastDay CalendarFile::last_day() const {
    return inclusive_end_ ? calendar::LastDay::included : calendar::LastDay::excluded;
}

void CalendarFile::tell(Invocation& invocation, const std::string& file, const calendar::Skipped& skipped) {
    for (const auto& line : skipped.lines)
        invocation.say(file + ":" + std::to_string(line.line) + ": skipped: " + line.reason);
    if (skipped.more > 0) invocation.say(file + ": skipped " + std::to_string(skipped.more) + " more lines");
}

}  // namespace tiffin::cli
