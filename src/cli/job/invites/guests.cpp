#include "cli/job/invites/guests.h"

#include <algorithm>

#include "storage/people.h"
#include "storage/series.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// The plan names nobody who has left; whom it named before they left is not invited.
bool is_by_hand(const Session& session, const Assignment& duty) {
    return session.pinned || duty.role == Role::host || duty.role == Role::moderator;
}

}  // namespace

Guests::Guests(storage::Connection& connection)
    : connection_(connection), people_(storage::all_people(connection)) {
    keys_.reserve(people_.size());
    for (std::size_t i = 0; i < people_.size(); ++i) {
        keys_.emplace_back(people_[i]);
        by_id_.emplace(people_[i].id.value, i);
        if (!people_[i].email.empty()) by_address_.emplace(text::lower_case(people_[i].email), i);
    }
    storage::for_each_time_out(connection, [this](PersonId person, DateRange dates) {
        times_out_[by_id_.at(person.value)].push_back(dates);
    });
}

std::optional<std::size_t> Guests::owner(std::string_view email) const {
    const auto found = by_address_.find(text::lower_case(email));
    return found == by_address_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::size_t> Guests::members(SeriesId series, Date day) {
    std::vector<std::size_t> found;
    for (const auto position : audience(series)) {
        if (is_member(position, day)) found.push_back(position);
    }
    return found;
}

DateRange Guests::stay(std::size_t position, Date day) const {
    auto stay = membership(people_[position]);
    const auto out = times_out_.find(position);
    if (out == times_out_.end()) return stay;
    for (const auto& dates : out->second) {
        if (dates.last < day) stay.first = std::max(stay.first, dates.last + std::chrono::days{1});
        if (dates.first > day) stay.last = std::min(stay.last, dates.first - std::chrono::days{1});
    }
    return stay;
}

std::vector<std::size_t> Guests::invited(const Session& session) {
    auto found = members(session.series, session.date);
    const auto audience_end = static_cast<std::ptrdiff_t>(found.size());
    for (const auto& duty : session.assignments) {
        const auto at = position(duty.person);
        if (!is_member(at, session.date) && !is_by_hand(session, duty)) continue;
        if (!std::binary_search(found.begin(), found.begin() + audience_end, at)) found.push_back(at);
    }
    std::sort(found.begin() + audience_end, found.end());
    std::inplace_merge(found.begin(), found.begin() + audience_end, found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

bool Guests::is_member(std::size_t position, Date day) const {
    if (!membership(people_[position]).contains(day)) return false;
    const auto out = times_out_.find(position);
    return out == times_out_.end() ||
           std::none_of(out->second.begin(), out->second.end(),
                        [&](const DateRange& dates) { return dates.contains(day); });
}

const std::vector<std::size_t>& Guests::audience(SeriesId id) {
    const auto known = audiences_.find(id);
    if (known != audiences_.end()) return known->second;
    const auto series = storage::series(connection_, id);
    const Audience audience(series ? series->audience : "everyone");
    auto& members = audiences_[id];
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        if (audience.contains(keys_[i])) members.push_back(i);
    }
    return members;
}

}  // namespace tiffin::cli
