#include "domain/series_invite.h"

#include <algorithm>

#include "domain/shown_session.h"

namespace tiffin {

namespace {

/// Who got less than this lacks something.
int last_change(const SeriesInvite& invite) {
    int sequence = invite.whole ? invite.whole->sequence : 0;
    for (const auto& [date, announcement] : invite.dates)
        sequence = std::max(sequence, announcement.sequence);
    return sequence;
}

/// Single addresses can be ahead, having been dropped and invited again.
int highest_sequence(const SeriesInvite& invite) {
    int sequence = last_change(invite);
    for (const auto& each : invite.emitted) sequence = std::max(sequence, each.sequence);
    return sequence;
}

}  // namespace

std::string render_shown_series(std::string_view common, std::optional<Date> until) {
    return std::string(common) + "until " + (until ? render_date(*until) : "") + "\n";
}

SeriesInvite told(SeriesInvite invite, const std::string& whole, const std::map<Date, ShownDate>& dates,
                  Instant now) {
    int sequence = highest_sequence(invite);
    const bool is_new = !invite.whole;
    // A date that was off when the whole was told is left out of it, and several calendars show no exception
    // to what is not there: once it is back, the whole is told anew.
    const bool brings_back = std::any_of(dates.begin(), dates.end(), [&](const auto& each) {
        const auto known = invite.dates.find(each.first);
        return known != invite.dates.end() && invite.whole &&
               known->second.sequence <= invite.whole->sequence && shows_called_off(known->second.shown) &&
               !shows_called_off(each.second.shown);
    });
    const auto tell = [&](const std::optional<Announcement>& known, const std::string& shown,
                          const std::optional<ShownTime>& known_time, bool anew = false) {
        if (known && !anew && still_holds(known->shown, shown)) return *known;
        if (!is_new) ++sequence;
        const auto time = shown_time(shown);
        const int since = time && time == known_time ? (known ? known->since : 0) : sequence;
        return Announcement{{}, sequence, shown, known ? std::max(known->changed, now) : now, since};
    };
    // The whole never changes its time.
    invite.whole = tell(invite.whole, whole, shown_time(whole), brings_back);
    for (const auto& [date, now_shown] : dates) {
        const auto known = invite.dates.find(date);
        if (known != invite.dates.end()) {
            known->second = tell(known->second, now_shown.shown, shown_time(known->second.shown));
        } else if (!now_shown.is_as_all) {
            invite.dates.emplace(date, tell(std::nullopt, now_shown.shown, ShownTime{date, invite.start}));
        }
    }
    return invite;
}

std::vector<NextSeriesInvite> next_series_invites(Told wanted, const EmittedInvite* last,
                                                  const SeriesInvite& told, Instant now, Repeat repeat) {
    const Announcement change{{}, last_change(told), {}, {}};
    const auto object = next_invite(wanted, last, change, now, repeat);
    if (!object) return {};
    const bool has_whole = last != nullptr && last->told == Told::invited && object->told == Told::invited &&
                           !object->again && told.whole->sequence <= last->sequence;
    if (!has_whole) return {{std::nullopt, *object}};
    std::vector<NextSeriesInvite> objects;
    for (const auto& [date, announcement] : told.dates) {
        if (announcement.sequence > last->sequence)
            objects.push_back({date, {Told::invited, announcement.sequence, object->stamp, false, true}});
    }
    std::sort(objects.begin(), objects.end(),
              [](const auto& a, const auto& b) { return a.object.sequence < b.object.sequence; });
    return objects;
}

}  // namespace tiffin
