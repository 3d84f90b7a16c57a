#include "domain/invite.h"

#include <algorithm>

#include "domain/names.h"
#include "domain/shown_session.h"

namespace tiffin {

namespace {

constexpr Names<Told, 3> kTold{{
    {Told::invited, "invited"},
    {Told::called_off, "called off"},
    {Told::dropped, "dropped"},
}};

}  // namespace

std::string_view to_string(Told told) {
    return name_of(kTold, told);
}

std::optional<Told> parse_told(std::string_view text) {
    return value_of(kTold, text);
}

Announcement next_announcement(const std::optional<Announcement>& told, SessionId session, std::string shown,
                               int highest, Instant now) {
    if (!told) return {session, 0, std::move(shown), now};
    if (still_holds(told->shown, shown)) return {session, told->sequence, std::move(shown), told->changed};
    const int sequence = std::max(told->sequence, highest) + 1;
    return {session, sequence, std::move(shown), std::max(told->changed, now)};
}

const std::string* shown_at(const Revisions& revisions, std::optional<int> sequence) {
    if (!sequence) return nullptr;
    // A change counts on from the highest that anybody has, so who has more than the last has the last.
    const auto after = revisions.upper_bound(*sequence);
    return after == revisions.begin() ? nullptr : &std::prev(after)->second;
}

std::string_view shown_on_at(const Revisions& revisions, std::optional<int> sequence) {
    auto after = sequence ? revisions.upper_bound(*sequence) : revisions.begin();
    while (after != revisions.begin()) {
        if (!shows_called_off((--after)->second)) return after->second;
    }
    return {};
}

std::optional<NextInvite> next_invite(const Wanted& wanted, const EmittedInvite* last,
                                      const Announcement& announcement, Instant now, Repeat repeat) {
    if (last == nullptr) {
        if (wanted.told != Told::invited) return std::nullopt;
        return NextInvite{wanted.told, announcement.sequence, now};
    }
    const bool other_mode = wanted.told == Told::invited && last->mode != wanted.mode;
    const bool behind = last->sequence < announcement.sequence || other_mode;
    // Who was dropped hears of no further change, and there is nothing to cancel twice.
    const bool due = last->told == wanted.told ? wanted.told != Told::dropped && behind
                                               : wanted.told == Told::invited || last->told == Told::invited;
    if (due) {
        return NextInvite{wanted.told, std::max(announcement.sequence, last->sequence + 1),
                          std::max(now, last->emitted), false, last->told == wanted.told};
    }
    if (repeat == Repeat::no) return std::nullopt;
    return NextInvite{last->told, last->sequence, last->emitted, true};
}

Announcement merge(const Announcement& known, const Announcement& delivered) {
    if (known.sequence > delivered.sequence) return known;
    Announcement merged = delivered;
    if (known.sequence < delivered.sequence) return merged;
    merged.changed = std::max(known.changed, delivered.changed);
    if (!still_holds(known.shown, delivered.shown)) merged.shown.clear();
    return merged;
}

EmittedInvite merge(const EmittedInvite& known, const EmittedInvite& delivered) {
    if (known.sequence > delivered.sequence) return known;
    EmittedInvite merged = delivered;
    merged.emitted = std::max(known.emitted, delivered.emitted);
    if (is_crossed(known, delivered)) merged.told = Told::invited;  // whatever it has can then be taken back
    return merged;
}

bool is_crossed(const EmittedInvite& known, const EmittedInvite& delivered) {
    return known.sequence == delivered.sequence && known.told != delivered.told;
}

}  // namespace tiffin
