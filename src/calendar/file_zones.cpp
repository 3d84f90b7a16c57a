#include "calendar/file_zones.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "calendar/date_time_text.h"
#include "calendar/recurrence.h"
#include "calendar/rrule.h"
#include "calendar/windows_zones.h"
#include "calendar/zone.h"
#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::seconds;

// No damaged file may make this a list of its own.
constexpr std::size_t kMostDefinitions = 1000;
constexpr std::size_t kMostParts = 200;
constexpr std::size_t kMostOnsets = 1000;
constexpr std::size_t kMostComparisons = 100;

constexpr std::array<std::string_view, 10> kRegions{"Africa/", "America/",  "Antarctica/", "Arctic/",
                                                    "Asia/",   "Atlantic/", "Australia/",  "Europe/",
                                                    "Indian/", "Pacific/"};

/// By its name alone.
std::string by_name(const std::string& id) {
    if (const auto name = iana_name_of_windows_zone(id)) return std::string(*name);
    for (const auto region : kRegions) {
        const auto at = id.find(region);
        if (at != std::string::npos && at > 0 && id[at - 1] == '/') return id.substr(at);
    }
    return id;
}

}  // namespace

void FileZones::take(const ContentReader& reader, const ContentLine& line) {
    const auto component = reader.component();
    if (component == "VTIMEZONE") {
        if (line.is("BEGIN") && definitions_.size() < kMostDefinitions) definitions_.emplace_back();
        if (definitions_.empty()) return;
        if (line.is("TZID")) definitions_.back().id = line.text();
        if (line.is("X-LIC-LOCATION")) definitions_.back().location = line.text();
        return;
    }
    if ((component != "STANDARD" && component != "DAYLIGHT") || definitions_.empty()) return;
    auto& parts = definitions_.back().parts;
    if (line.is("BEGIN") && parts.size() < kMostParts) parts.emplace_back();
    if (!parts.empty()) take_part(parts.back(), line);
}

void FileZones::take_part(Part& part, const ContentLine& line) {
    if (line.is("TZOFFSETFROM")) part.from = parse_utc_offset(line.value);
    if (line.is("TZOFFSETTO")) part.to = parse_utc_offset(line.value);
    if (line.is("RRULE")) part.rule = without_time_of_until(std::string(line.value));
    // Outlook's zones begin in 1601, before there is anything to tell.
    if (line.is("DTSTART")) part.start = parse_onset(line.value).value_or(Onset{kEarliestDate, seconds{0}});
    if (!line.is("RDATE")) return;
    for (const auto& item : text::split(line.value, ",")) {
        const auto onset = parse_onset(item);
        if (onset && part.also.size() < kMostOnsets) part.also.push_back(*onset);
    }
}

std::optional<FileZones::Onset> FileZones::parse_onset(std::string_view text) {
    const auto date = parse_basic_date(text.substr(0, 8));
    if (!date) return std::nullopt;
    const auto time = text.size() > 8 ? parse_basic_time(text.substr(8, 7)) : std::nullopt;
    return Onset{*date, time.value_or(seconds{0})};
}

const FileZones::Definition* FileZones::definition_of(const std::string& id) const {
    const auto found = std::find_if(definitions_.rbegin(), definitions_.rend(),
                                    [&](const Definition& each) { return each.id == id; });
    return found == definitions_.rend() ? nullptr : &*found;
}

std::string FileZones::iana_name(const std::string& id, Date day) {
    if (id.empty()) return id;
    const auto year = std::chrono::year_month_day{day}.year();
    if (last_.id == id && last_.year == year) return last_.name;
    last_ = {id, year, by_name(id)};
    const auto* definition = definition_of(id);
    if (definition == nullptr) return last_.name;
    if (last_.name == id && !definition->location.empty()) last_.name = definition->location;
    if (Zone::find(last_.name)) return last_.name;
    const auto [known, is_new] = alike_.try_emplace({id, static_cast<int>(year)}, last_.name);
    if (is_new && alike_.size() <= kMostComparisons)
        known->second = zone_like(*definition, year).value_or(last_.name);
    return last_.name = known->second;
}

std::optional<std::vector<FileZones::Change>> FileZones::changes_until(const Part& part,
                                                                       std::chrono::year last) {
    if (!part.start || !part.to) return std::nullopt;
    std::vector<Change> changes;
    const seconds from = part.from.value_or(*part.to);
    const auto add = [&](const Onset& onset) {
        changes.push_back({Instant{onset.date} + onset.time - from, from, *part.to});
    };
    for (const auto& onset : part.also) add(onset);
    if (part.rule.empty()) {
        add(*part.start);
        return changes;
    }
    try {
        const auto rule = parse_rrule(part.rule);
        const Date before = (last - std::chrono::years{1}) / 1 / 1;
        // A rule that has ended says what holds since, with the last of its changes.
        const bool has_ended = rule.until && *rule.until < before;
        Occurrences dates(rule, part.start->date, last / 12 / 31);
        dates.skip_to(has_ended ? *rule.until - days{366} : before);
        for (auto date = dates.next(); date && changes.size() < 2 * kMostOnsets; date = dates.next())
            add({*date, part.start->time});
    } catch (const Failure&) {
        return std::nullopt;  // nobody here follows it
    }
    return changes;
}

std::optional<std::string> FileZones::zone_like(const Definition& definition, std::chrono::year year) {
    std::vector<Change> changes;
    for (const auto& part : definition.parts) {
        const auto more = changes_until(part, year);
        if (!more) return std::nullopt;
        changes.insert(changes.end(), more->begin(), more->end());
    }
    if (changes.empty()) return std::nullopt;
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.at < b.at; });
    const Instant begin{Date{year / 1 / 1}};
    const auto offset_at = [&](Instant moment) {
        const auto after =
            std::upper_bound(changes.begin(), changes.end(), moment,
                             [](Instant wanted, const Change& each) { return wanted < each.at; });
        return after == changes.begin() ? changes.front().from : std::prev(after)->to;
    };
    const auto is_like = [&](const Zone& zone) {
        for (days day{0}; day < days{366}; day += days{2}) {
            if (zone.offset_at(begin + day) != offset_at(begin + day)) return false;
        }
        return true;
    };
    for (const auto name : iana_names_of_windows_zones()) {
        const auto zone = Zone::find(name);
        if (zone && is_like(*zone)) return std::string(name);
    }
    return std::nullopt;
}

}  // namespace tiffin::calendar
