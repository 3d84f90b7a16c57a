#include "calendar/fitting_invites.h"

#include <algorithm>

#include "calendar/rrule.h"
#include "calendar/zone.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;

/// A local day lies within two days of the one in UTC, and a session may end on the day after.
constexpr days kAround{3};

bool is_over(const SeriesInvite& invite, std::chrono::minutes length, Date date, Instant now) {
    return Zone::load(invite.zone).to_instant(date, invite.start) + length <= now;
}

std::optional<Date> last_date_over(const SeriesInvite& invite, std::chrono::minutes length, Instant now) {
    std::optional<Date> last;
    Occurrences dates(rule_of(invite, std::nullopt), invite.first);
    for (auto date = dates.next(); date && is_over(invite, length, *date, now); date = dates.next())
        last = date;
    return last;
}

/// The invite by which a series would go that begins to invite as one; nothing when it does not, or has no
/// date to come.
std::optional<SeriesInvite> wanted(const Series& series, Instant now) {
    if (series.invites != Invites::series || series.rule.empty() || !series.start || series.zone.empty())
        return std::nullopt;
    auto rule = with_days_of(parse_rrule(series.rule), series.first);
    rule.count.reset();
    rule.until.reset();
    SeriesInvite invite{.series = series.id,
                        .rule = render_rrule(rule),
                        .first = series.first,
                        .start = *series.start,
                        .zone = series.zone};
    const auto first = next_date(invite, series.length, end_of(series), now);
    if (!first) return std::nullopt;
    invite.first = *first;
    return invite;
}

bool has_date(const SeriesInvite& invite, Date date) {
    Occurrences dates(rule_of(invite, std::nullopt), invite.first, date);
    dates.skip_to(date);
    return dates.next() == date;
}

/// What clients hold on to is the same, and no date to come is before it.
bool goes_by(const SeriesInvite& invite, const SeriesInvite& wanted) {
    return invite.rule == wanted.rule && invite.start == wanted.start && invite.zone == wanted.zone &&
           invite.first <= wanted.first && has_date(invite, wanted.first);
}

}  // namespace

std::optional<Date> end_of(const Series& series) {
    std::optional<Date> end = series.last;
    const auto limit = [&](Date date) { end = std::min(end.value_or(date), date); };
    for (const auto& pause : series.pauses) {
        if (pause.last == kLatestDate) limit(pause.first - days{1});
    }
    if (series.rule.empty()) return end;
    const auto rule = parse_rrule(series.rule);
    if (rule.until) limit(*rule.until);
    if (rule.count) {
        Date last = series.first;
        Occurrences dates(rule, series.first);
        for (auto date = dates.next(); date; date = dates.next()) last = *date;
        limit(last);
    }
    return end;
}

Recurrence rule_of(const SeriesInvite& invite, std::optional<Date> end) {
    auto rule = parse_rrule(invite.rule);
    rule.until = end;
    return rule;
}

std::optional<Date> next_date(const SeriesInvite& invite, std::chrono::minutes length,
                              std::optional<Date> end, Instant now) {
    Occurrences dates(rule_of(invite, end), invite.first);
    dates.skip_to(std::chrono::floor<days>(now) - kAround);
    auto date = dates.next();
    while (date && is_over(invite, length, *date, now)) date = dates.next();
    return date;
}

Date last_date(const SeriesInvite& invite, Date day) {
    Date last = invite.first;
    Occurrences dates(rule_of(invite, day), invite.first);
    for (auto date = dates.next(); date; date = dates.next()) last = *date;
    return last;
}

std::vector<SeriesInvite> fitted(const Series& series, std::vector<SeriesInvite> known, Instant now) {
    const auto wanted = calendar::wanted(series, now);
    bool found = false;
    for (auto& invite : known) {
        if (invite.last) continue;
        const bool rests = !wanted && series.invites == Invites::series;  // it has no date to come
        if (!found && (rests || (wanted && goes_by(invite, *wanted)))) {
            found = true;
        } else {
            invite.last = last_date_over(invite, series.length, now).value_or(invite.first - days{1});
        }
    }
    if (wanted && !found) known.push_back(*wanted);
    return known;
}

}  // namespace tiffin::calendar
