#include "domain/shown_session.h"

#include <map>

namespace tiffin {

namespace {

void put(std::string& text, std::string_view fact, std::string_view value) {
    text.append(fact).append(1, ' ');
    for (const char c : value) {
        if (c == '\\') text += "\\\\";
        if (c == '\n') text += "\\n";
        if (c != '\\' && c != '\n') text += c;
    }
    text += '\n';
}

void put(std::string& text, std::string_view fact, const std::vector<std::string>& values) {
    std::string lines;
    for (const auto& value : values) lines.append(value).append(1, '\n');
    put(text, fact, lines);
}

std::string rendered(const std::vector<Assignment>& duties) {
    std::set<std::string> words;
    for (const auto& duty : duties)
        words.insert(std::string(to_string(shown_role(duty.role))) + ":" + render_id(duty.person));
    std::string text;
    for (const auto& word : words) text.append(word).append(1, ' ');
    return text;
}

std::map<std::string_view, std::string_view> facts_of(std::string_view text) {
    std::map<std::string_view, std::string_view> facts;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        const auto blank = line.find(' ');
        if (blank != std::string_view::npos) facts.emplace(line.substr(0, blank), line.substr(blank + 1));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return facts;
}

}  // namespace

bool is_hybrid(const ShownSession& session) {
    return !session.place.empty() && !session.link.empty();
}

ShownSession shown_to(ShownSession session, std::optional<Mode> mode) {
    if (!mode || !is_hybrid(session)) return session;
    (*mode == Mode::remote ? session.place : session.link).clear();
    return session;
}

std::string render_shown(const ShownSession& session) {
    std::string text;
    put(text, "state", session.called_off ? "off" : "on");
    put(text, "note", session.note);
    if (session.called_off) return text;  // whoever has deleted it need not hear of its other changes
    put(text, "date", render_date(session.date));
    put(text, "start", render_time_of_day(session.start));
    put(text, "minutes", std::to_string(session.length.count()));
    put(text, "zone", session.zone);
    put(text, "begin", render_instant(session.begin));
    put(text, "series", session.series);
    put(text, "presenters", session.presenters);
    put(text, "hosts", session.hosts);
    put(text, "moderators", session.moderators);
    put(text, "duties", rendered(session.duties));
    put(text, "topic", session.topic);
    put(text, "abstract", session.abstract);
    put(text, "tags", session.tags);
    put(text, "place", session.place);
    put(text, "link", session.link);
    put(text, "lunch", to_string(session.lunch));
    return text;
}

std::set<std::string, std::less<>> changed_facts(std::string_view told, std::string_view now) {
    std::set<std::string, std::less<>> changed;
    const auto facts = facts_of(now);
    for (const auto& [fact, value] : facts_of(told)) {
        const auto found = facts.find(fact);
        if (found != facts.end() && found->second != value) changed.emplace(fact);
    }
    return changed;
}

bool still_holds(std::string_view told, std::string_view now) {
    if (told.empty() || told == now) return !told.empty();
    return changed_facts(told, now).empty();
}

Role shown_role(Role role) {
    return role == Role::co_presenter ? Role::presenter : role;
}

std::set<Role> shown_roles(std::string_view shown, PersonId person) {
    const auto facts = facts_of(shown);
    const auto duties = facts.find("duties");
    std::set<Role> roles;
    if (duties == facts.end()) return roles;
    for (const auto role : {Role::presenter, Role::host, Role::moderator}) {
        const auto word = std::string(to_string(role)) + ":" + render_id(person) + " ";
        if (duties->second.find(word) != std::string_view::npos) roles.insert(role);
    }
    return roles;
}

bool shows_called_off(std::string_view shown) {
    const auto facts = facts_of(shown);
    const auto state = facts.find("state");
    return state != facts.end() && state->second == "off";
}

std::string shown_on(std::string_view shown, Date date) {
    std::string text;
    while (!shown.empty()) {
        const auto line = shown.substr(0, shown.find('\n'));
        const auto fact = line.substr(0, line.find(' '));
        if (fact == "date") put(text, "date", render_date(date));
        // The instant is that of the first of them.
        if (fact != "date" && fact != "begin") text.append(line).append(1, '\n');
        shown.remove_prefix(std::min(line.size() + 1, shown.size()));
    }
    return text;
}

std::optional<ShownTime> shown_time(std::string_view shown) {
    const auto facts = facts_of(shown);
    const auto date = facts.find("date");
    const auto start = facts.find("start");
    if (date == facts.end() || start == facts.end()) return std::nullopt;
    const auto day = parse_iso_date(date->second);
    const auto time = parse_time_of_day(start->second);
    return day && time ? std::optional(ShownTime{*day, *time}) : std::nullopt;
}

std::optional<Date> shown_until(std::string_view shown) {
    const auto facts = facts_of(shown);
    const auto until = facts.find("until");
    return until == facts.end() ? std::nullopt : parse_iso_date(until->second);
}

}  // namespace tiffin
