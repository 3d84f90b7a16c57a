#include "cli/job/imports/calendar_file.h"

#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr std::size_t kMostNamed = 8;

std::string first_names(const std::set<std::string>& names) {
    std::vector<std::string> some;
    for (const auto& name : names) {
        if (some.size() < kMostNamed) some.push_back(name.empty() ? "(no name)" : name);
    }
    if (names.size() > some.size()) some.push_back(std::to_string(names.size() - some.size()) + " more");
    return text::join(some, "; ");
}

}  // namespace

void CalendarFile::declare(Declaration& declaration) {
    declaration.flag("--inclusive-end", inclusive_end_,
                     "the end of a whole-day event is its last day, as some calendars wrongly write it");
}

void CalendarFile::declare_observances(Declaration& declaration) {
    declaration.flag("--observances", observances_,
                     "take days that are kept but not off too, as Google's calendars call them");
}

void CalendarFile::declare_free(Declaration& declaration) {
    declaration.flag("--free", free_, "count whole-day events too that are marked free");
}

calendar::Reading CalendarFile::reading() const {
    return {.last_day = inclusive_end_ ? calendar::LastDay::included : calendar::LastDay::excluded,
            .observances = observances_,
            .free = free_};
}

void CalendarFile::tell(Invocation& invocation, const std::string& file, const calendar::Skipped& skipped,
                        const calendar::LeftOut& left_out) {
    for (const auto& line : skipped.lines)
        invocation.say(file + ":" + std::to_string(line.line) + ": skipped: " + line.reason);
    if (skipped.more > 0) invocation.say(file + ": skipped " + std::to_string(skipped.more) + " more lines");
    if (!left_out.observances.empty()) {
        invocation.say(file + ": left out, as observances are no days off: " +
                       first_names(left_out.observances) + "; --observances takes them");
    }
    if (!left_out.free.empty()) {
        invocation.say(file + ": left out, as they are marked free: " + first_names(left_out.free) +
                       "; --free counts them");
    }
    if (left_out.own) invocation.say(file + ": left out: sessions that tiffin invited to");
}

}  // namespace tiffin::cli
