#include "calendar/zone.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <vector>

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

struct Zone::Rules {
    std::string name;
    absl::TimeZone zone;
};

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;
using std::chrono::seconds;

absl::Time to_absl(Instant instant) {
    return absl::FromUnixSeconds(instant.time_since_epoch().count());
}

Instant from_absl(absl::Time time) {
    return Instant{seconds{absl::ToUnixSeconds(time)}};
}

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_name_character(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' || c == '/';
}

/// The shape of the names in the IANA database. Besides paths this keeps out what the zone folder and the
/// package accept beyond them: the machine's own zone, fixed offsets, the copies that count leap seconds.
bool is_iana_shape(std::string_view name) {
    if (name.empty() || !is_letter(name.front()) || name.back() == '/') return false;
    if (!std::all_of(name.begin(), name.end(), is_name_character)) return false;
    if (name.find("//") != std::string_view::npos) return false;
    for (const std::string_view other : {"localtime", "posixrules", "Factory", "UTC0"}) {
        if (name == other) return false;
    }
    for (const std::string_view folder : {"posix/", "right/", "Fixed/"}) {
        if (name.substr(0, folder.size()) == folder) return false;
    }
    return true;
}

std::string_view last_component(std::string_view name) {
    return name.substr(name.rfind('/') + 1);
}

}  // namespace

// "Z NAME …" and "L TARGET NAME" lines of tzdata.zi, or else the third column of zone1970.tab.
std::vector<std::string> zone_names() {
    std::vector<std::string> names;
    std::string line;
    std::ifstream compact("/usr/share/zoneinfo/tzdata.zi");
    while (std::getline(compact, line)) {
        const auto words = text::split(line, " ");
        if (words.size() > 1 && words[0] == "Z") names.push_back(words[1]);
        if (words.size() > 2 && words[0] == "L") names.push_back(words[2]);
    }
    if (!names.empty()) return names;
    std::ifstream table("/usr/share/zoneinfo/zone1970.tab");
    while (std::getline(table, line)) {
        const auto columns = text::split(line, "\t");
        if (!line.empty() && line.front() != '#' && columns.size() > 2) names.push_back(columns[2]);
    }
    return names;
}

namespace {

/// "PST" and "UTC+3" are no misspelt places: EST or UTC in their stead would be a wrong time.
bool is_abbreviation_or_offset(std::string_view typed) {
    return std::none_of(typed.begin(), typed.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::vector<std::string> nearest_names(std::string_view typed) {
    if (is_abbreviation_or_offset(typed)) return {};
    const auto names = zone_names();
    auto near = text::nearest(typed, names);
    if (!near.empty()) return near;
    // "Berlin" or "Germany/Berlin": the place is right, the region missing or wrong.
    std::vector<std::string> places;
    places.reserve(names.size());
    for (const auto& name : names) places.emplace_back(last_component(name));
    const std::string wanted = text::fold(last_component(typed));
    for (const auto& place : text::nearest(wanted, places)) {
        for (const auto& name : names) {
            const bool listed = std::find(near.begin(), near.end(), name) != near.end();
            if (last_component(name) == place && !listed && near.size() < 3) near.push_back(name);
        }
        if (text::fold(place) == wanted) break;
    }
    return near;
}

[[noreturn]] void refuse(std::string_view name) {
    absl::TimeZone any;
    if (!absl::LoadTimeZone("Europe/London", &any) && !absl::LoadTimeZone("Etc/GMT", &any)) {
        throw Failure(
            ExitStatus::configuration,
            "no time zone data found on this system, so \"" + std::string(name) + "\" cannot be loaded",
            "apt-get install tzdata");
    }
    const auto near = nearest_names(name);
    const std::string remedy =
        near.empty() ? "write the IANA name of a place, such as Europe/Berlin or America/New_York, or UTC"
                     : "did you mean " + text::join(near, " or ") + "?";
    throw Failure(ExitStatus::bad_input, "unknown time zone \"" + std::string(name) + "\"", remedy);
}

}  // namespace

Zone::Zone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

std::optional<Zone> Zone::find(std::string_view name) {
    absl::TimeZone zone;
    if (!is_iana_shape(name) || !absl::LoadTimeZone(std::string(name), &zone)) return std::nullopt;
    return Zone(std::make_shared<const Rules>(Rules{std::string(name), zone}));
}

Zone Zone::load(std::string_view name) {
    if (auto zone = find(name)) return std::move(*zone);
    refuse(name);
}

const std::string& Zone::name() const {
    return rules_->name;
}

Instant Zone::to_instant(Date date, TimeOfDay time) const {
    const std::chrono::year_month_day day{date};
    const absl::CivilSecond civil(static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                                  static_cast<unsigned>(day.day()), 0, time.count());
    return from_absl(rules_->zone.At(civil).pre);
}

Local Zone::to_local(Instant instant) const {
    const auto offset = offset_at(instant);
    const auto local = instant + offset;
    const auto date = floor<days>(local);
    return {date, floor<minutes>(local - date), std::chrono::duration_cast<minutes>(offset)};
}

seconds Zone::offset_at(Instant instant) const {
    return seconds{rules_->zone.At(to_absl(instant)).offset};
}

std::string Zone::abbreviation_at(Instant instant) const {
    return rules_->zone.At(to_absl(instant)).zone_abbr;
}

std::optional<Transition> Zone::next_transition(Instant instant) const {
    absl::TimeZone::CivilTransition change;
    absl::Time after = to_absl(instant);
    while (rules_->zone.NextTransition(after, &change)) {
        // The first local time after a change exists once after a gap, and twice after a turn backwards.
        const auto info = rules_->zone.At(change.to);
        after = info.kind == absl::TimeZone::TimeInfo::REPEATED ? info.trans : info.pre;
        if (change.from == change.to) continue;
        const auto later = rules_->zone.At(after);
        const seconds to{later.offset};
        return Transition{from_absl(after), to - seconds{change.to - change.from}, to, later.zone_abbr};
    }
    return std::nullopt;
}

bool is_by_day(TimeOfDay start, std::chrono::minutes length) {
    return start >= std::chrono::hours{8} && start + length <= std::chrono::hours{20};
}

std::string render_offset_time(Instant instant, const Zone& zone) {
    const auto offset = std::chrono::round<minutes>(zone.offset_at(instant));
    std::string text = render_instant(instant + offset);
    text.back() = offset < minutes::zero() ? '-' : '+';
    return text + render_time_of_day(minutes{std::abs(offset.count())});
}

}  // namespace tiffin::calendar
