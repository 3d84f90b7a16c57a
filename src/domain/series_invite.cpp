#include "domain/series_invite.h"

#include <algorithm>

#include "domain/shown_session.h"

namespace tiffin {

namespace {

constexpr std::string_view kLeftOut = "none";

/// Who is shown these days and got less than this lacks something.
int last_change(const SeriesInvite& invite, const SeriesDays& days = {}) {
    int sequence = invite.whole ? invite.whole->sequence : 0;
    for (const auto& [date, announcement] : invite.dates) {
        if (days.contains(date)) sequence = std::max(sequence, announcement.sequence);
    }
    return sequence;
}

}  // namespace

int highest_sequence(const SeriesInvite& invite) {
    int sequence = last_change(invite);
    for (const auto& each : invite.emitted) sequence = std::max(sequence, each.sequence);
    return sequence;
}

std::string render_shown_series(std::string_view common, std::optional<Date> until) {
    return std::string(common) + "until " + (until ? render_date(*until) : "") + "\n";
}

SeriesInvite told(SeriesInvite invite, const std::string& whole, const std::map<Date, ShownDate>& dates,
                  Instant now) {
    int sequence = highest_sequence(invite);
    bool counts_on = invite.whole.has_value();
    // Whoever was told that a date is off has no such date any more, or never had it, and several calendars
    // show no exception to what is not there: once it is back, the whole is told anew.
    const bool brings_back = std::any_of(dates.begin(), dates.end(), [&](const auto& each) {
        const auto known = invite.dates.find(each.first);
        if (known == invite.dates.end() || shows_called_off(each.second.shown)) return false;
        const auto& told = known->second.shown;
        return told.empty() || shows_called_off(told);  // two runs crossed: it may have been off
    });
    const auto tell = [&](const std::optional<Announcement>& known, const std::string& shown,
                          bool anew = false) {
        if (known && !anew && still_holds(known->shown, shown)) return *known;
        if (counts_on) ++sequence;
        return Announcement{{}, sequence, shown, known ? std::max(known->changed, now) : now};
    };
    const int before = sequence;
    invite.whole = tell(invite.whole, whole, brings_back);
    if (invite.whole->sequence > before) counts_on = false;  // one object carries all of it
    for (const auto& [date, now_shown] : dates) {
        const auto known = invite.dates.find(date);
        if (known != invite.dates.end()) {
            known->second = tell(known->second, now_shown.shown);
        } else if (!now_shown.is_as_all) {
            invite.dates.emplace(date, tell(std::nullopt, now_shown.shown));
        }
    }
    return invite;
}

std::vector<NextSeriesInvite> next_series_invites(Told wanted, const SeriesView& view,
                                                  const EmittedInvite* last, const SeriesInvite& told,
                                                  Instant now, Repeat repeat, Pieces pieces) {
    const int change = last_change(told, view.days);
    const bool stays = last != nullptr && last->told == Told::invited && wanted == Told::invited;
    // Other days are news to this address alone.
    const bool other_days = stays && (pieces == Pieces::whole || view.days != told.view_of(last->email).days);
    const Announcement news{{}, other_days ? std::max(change, last->sequence + 1) : change, {}, {}};
    const auto object = next_invite(wanted, last, news, now, repeat);
    const bool has_whole = stays && !other_days && told.whole->sequence <= last->sequence;
    std::vector<NextSeriesInvite> objects;
    if (has_whole) {
        const auto& shown = told.view_of(last->email);
        const auto stamp = std::max(now, last->emitted);
        const auto is_behind = [&](const Announcement& announcement) {
            return announcement.sequence > last->sequence;
        };
        for (const auto& [date, announcement] : told.dates) {
            if (is_behind(announcement) && view.days.contains(date))
                objects.push_back({date, {Told::invited, announcement.sequence, stamp, false, true}});
        }
        std::sort(objects.begin(), objects.end(),
                  [](const auto& a, const auto& b) { return a.object.sequence < b.object.sequence; });
        int sequence = std::max(change, last->sequence);
        for (const auto& [date, mode] : view.modes) {
            const auto of_all = told.dates.find(date);
            const bool told_anyway = of_all != told.dates.end() && is_behind(of_all->second);
            if (told_anyway || mode == shown.mode_on(date)) continue;
            objects.push_back({date, {Told::invited, ++sequence, stamp, false, true}});
        }
    }
    if (objects.empty() && object && (!has_whole || object->again))
        objects.push_back({std::nullopt, *object});
    return objects;
}

bool SeriesDays::contains(Date date) const {
    return first <= date && date <= last && !left_out.contains(date);
}

std::optional<Mode> SeriesView::mode_on(Date date) const {
    const auto found = modes.find(date);
    return found == modes.end() ? std::nullopt : found->second;
}

std::string render_view(const SeriesView& view) {
    const auto& [first, last, left_out] = view.days;
    std::string text = (first == kEarliestDate ? "" : render_date(first)) + "/" +
                       (last == kLatestDate ? "" : render_date(last));
    for (const auto& [date, mode] : view.modes) {
        if (mode) text += " " + render_date(date) + " " + std::string(to_string(*mode));
    }
    for (const auto date : left_out) text += " " + render_date(date) + " " + std::string(kLeftOut);
    return text;
}

SeriesView parse_view(std::string_view text) {
    const auto take = [&](char end) {
        const auto word = text.substr(0, text.find(end));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        return word;
    };
    SeriesView view;
    view.days.first = parse_iso_date(take('/')).value_or(kEarliestDate);
    view.days.last = parse_iso_date(take(' ')).value_or(kLatestDate);
    while (!text.empty()) {
        const auto date = parse_iso_date(take(' '));
        const auto shown = take(' ');
        if (date && shown == kLeftOut) view.days.left_out.insert(*date);
        if (date && shown != kLeftOut) view.modes.emplace(*date, parse_mode(shown));
    }
    return view;
}

const SeriesView& SeriesInvite::view_of(const std::string& email) const {
    static const SeriesView kAll;
    const auto known = views.find(email);
    return known == views.end() ? kAll : known->second;
}

}  // namespace tiffin
