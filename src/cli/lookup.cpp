#include "cli/lookup.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "storage/messages.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr int kCandidates = 6;

std::string quoted(std::string_view typed) {
    return "\"" + std::string(typed) + "\"";
}

/// The one that is meant, or a Failure that lists the candidates.
template <class Thing, class Describe>
Thing only(std::vector<Thing> found, std::string_view typed, std::string_view kind, const Describe& describe,
           const char* remedy = "write more of the one you mean") {
    if (found.size() == 1) return std::move(found.front());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < found.size() && i + 1 < kCandidates; ++i) names.push_back(describe(found[i]));
    if (found.size() >= kCandidates) names.emplace_back("…");
    throw Failure(ExitStatus::usage,
                  quoted(typed) + " could be several " + std::string(kind) + ": " + text::join(names, ", "),
                  remedy);
}

Failure unknown(std::string_view kind, std::string_view typed, const std::vector<std::string>& names,
                const std::string& list) {
    const auto near = text::nearest(typed, names);
    return {ExitStatus::not_found, "there is no " + std::string(kind) + " " + quoted(typed),
            near.empty() ? "see " + list : "did you mean " + text::join(near, " or ") + "?"};
}

std::string with_id(const Person& person) {
    return person.name + " (" + render_id(person.id) + ")";
}

std::string with_team(const Person& person) {
    return person.name + " (" + person.team + ")";
}

/// What tells namesakes apart, most of the time.
std::string told_apart(const Person& person) {
    if (!person.email.empty()) return described(person);
    return person.team.empty() ? with_id(person) : with_team(person);
}

std::vector<Person> people_told_apart_as(storage::Connection& connection, std::string_view typed) {
    const auto mark = typed.find_last_of("<(");
    if (mark == std::string_view::npos || mark == 0) return {};
    auto found = storage::people_named(connection, typed.substr(0, mark));
    std::erase_if(found, [&](const Person& person) { return !is_shown_as(person, typed); });
    return found;
}

}  // namespace

std::string described(const Person& person) {
    return person.email.empty() ? person.name : person.name + " <" + person.email + ">";
}

bool is_shown_as(const Person& person, std::string_view typed) {
    const auto wanted = text::fold(typed);
    return text::fold(told_apart(person)) == wanted || text::fold(with_id(person)) == wanted ||
           (!person.team.empty() && text::fold(with_team(person)) == wanted);
}

std::string shown_name(storage::Connection& connection, const Person& person) {
    const auto namesakes = storage::people_named(connection, person.name);
    if (namesakes.size() < 2) return person.name;
    const auto shown = told_apart(person);
    const bool is_enough = std::none_of(namesakes.begin(), namesakes.end(), [&](const Person& other) {
        return other.id != person.id && text::fold(told_apart(other)) == text::fold(shown);
    });
    return is_enough ? shown : with_id(person);
}

std::string typed_name(storage::Connection& connection, const Person& person) {
    if (storage::people_named(connection, person.name).size() < 2) return quoted(person.name);
    return person.email.empty() ? render_id(person.id) : person.email;
}

std::string render_absence(const Absence& absence) {
    const auto& dates = absence.dates;
    std::string text = render_date(dates.first);
    if (dates.last == kLatestDate) text += " until further notice";
    if (dates.last != kLatestDate && dates.last != dates.first) text += " to " + render_date(dates.last);
    if (!absence.note.empty()) text += " (" + absence.note + ")";
    return text;
}

std::string render_pause(const DateRange& pause) {
    return render_date(pause.first) +
           (pause.last == kLatestDate ? " until resumed" : " to " + render_date(pause.last));
}

Person find_person(storage::Connection& connection, std::string_view typed) {
    const auto plain = text::plain_blanks(typed);
    if (const auto id = parse_id(plain)) {
        if (auto found = storage::person(connection, PersonId{*id})) return *std::move(found);
    }
    if (auto found = storage::person_by_email(connection, text::without_unseen(plain)))
        return *std::move(found);
    auto found = storage::people_named(connection, plain);
    if (found.empty()) found = people_told_apart_as(connection, plain);
    if (found.empty() && !text::trim(plain).empty())
        found = storage::people_like(connection, plain, kCandidates);
    const auto describe = [&](const Person& person) {
        return person.email.empty() ? shown_name(connection, person) : described(person);
    };
    if (!found.empty()) return only(std::move(found), plain, "people", describe);
    std::vector<std::string> names;
    storage::for_each_person(connection, [&](const Person& person) { names.push_back(person.name); });
    throw unknown("person", plain, names, names.empty() ? "tiffin person add" : "tiffin person list");
}

void check_team(storage::Connection& connection, std::string_view typed) {
    const auto wanted = text::fold(typed);
    std::set<std::string> teams;
    storage::for_each_person(connection, [&](Person& person) { teams.insert(std::move(person.team)); });
    teams.erase("");
    const bool is_known =
        std::any_of(teams.begin(), teams.end(), [&](const auto& team) { return text::fold(team) == wanted; });
    if (!is_known) throw unknown("team", typed, {teams.begin(), teams.end()}, "tiffin person list");
}

Topic find_topic(storage::Connection& connection, std::string_view typed) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (error == std::errc{} && end == typed.data() + typed.size()) {
        if (auto found = storage::topic_by_number(connection, number)) return *std::move(found);
    }
    if (const auto id = parse_id(typed)) {
        if (auto found = storage::topic(connection, TopicId{*id})) return *std::move(found);
    }
    if (auto found = storage::topic_by_slug(connection, typed)) return *std::move(found);
    auto found = storage::topics_titled(connection, typed);
    if (found.empty() && !text::trim(typed).empty())
        found = storage::topics_like(connection, typed, kCandidates);
    const auto describe = [](const Topic& topic) { return topic.slug; };
    if (!found.empty()) return only(std::move(found), typed, "topics", describe);
    std::vector<std::string> names;
    for (const auto& topic : storage::all_topics(connection)) names.push_back(topic.slug);
    throw unknown("topic", typed, names, names.empty() ? "tiffin topic add" : "tiffin topic list");
}

Series find_series(storage::Connection& connection, std::string_view typed) {
    const auto slug = text::slug(typed);
    if (auto found = storage::series_by_slug(connection, slug)) return *std::move(found);
    const auto folded = text::fold(slug);
    std::vector<Series> equal;  // but for accents that the slug has kept
    std::vector<Series> like;
    std::vector<std::string> names;
    for (auto& series : storage::all_series(connection)) {
        names.push_back(series.slug);
        const auto known = text::fold(series.slug);
        if (folded.empty() || known.find(folded) == std::string::npos) continue;
        (known == folded ? equal : like).push_back(std::move(series));
    }
    const auto describe = [](const Series& series) { return series.slug; };
    if (!equal.empty()) return only(std::move(equal), typed, "series", describe);
    if (!like.empty()) return only(std::move(like), typed, "series", describe);
    throw unknown("series", typed, names, names.empty() ? "tiffin series add" : "tiffin series list");
}

Message find_message(storage::Connection& connection, std::string_view typed) {
    if (const auto id = parse_id(typed)) {
        if (auto found = storage::message(connection, MessageId{*id})) return *std::move(found);
    }
    auto name = text::trim(typed);
    if (name.size() > 2 && name.front() == '<' && name.back() == '>') name = name.substr(1, name.size() - 2);
    auto found = name.empty() ? std::vector<Message>{}
                              : storage::messages_like(connection, text::lower_case(name), kCandidates);
    if (found.empty()) throw unknown("message", typed, {}, "tiffin message list --all");
    const auto describe = [](const Message& message) { return render_id(message.id); };
    return *storage::message(connection, only(std::move(found), typed, "messages", describe).id);
}

SessionName split_session_name(std::string_view typed) {
    const auto slash = typed.rfind('/');
    if (slash == std::string_view::npos) return {{}, std::string(typed)};
    return {std::string(typed.substr(0, slash)), std::string(typed.substr(slash + 1))};
}

Date session_date(Invocation& invocation, const SessionName& name) {
    try {
        return invocation.date(name.date, "");
    } catch (const Failure&) {
        auto& connection = invocation.connection();
        const auto folded = text::fold(text::slug(name.date));
        const auto all = storage::all_series(connection);
        const auto meant = std::find_if(all.begin(), all.end(), [&](const Series& series) {
            return !folded.empty() && text::fold(series.slug).find(folded) != std::string::npos;
        });
        if (!name.series.empty() || meant == all.end()) throw;
        const auto coming =
            storage::sessions(connection, {.dates = {invocation.today(), kLatestDate}, .series = meant->id});
        throw Failure(ExitStatus::usage, quoted(name.date) + " is a series and no session",
                      "name its date too: " +
                          session_name(*meant, coming.empty() ? invocation.today() : coming.front().date));
    }
}

Series series_of(storage::Connection& connection, const Session& session) {
    auto found = storage::series(connection, session.series);
    if (!found) throw Failure(ExitStatus::bad_input, "a session has no series", "tiffin check");
    return *std::move(found);
}

std::string session_name(const Series& series, Date date) {
    return series.slug + "/" + render_date(date);
}

Session find_session(Invocation& invocation, std::string_view typed, Prefer prefer) {
    auto& connection = invocation.connection();
    if (const auto id = parse_id(typed)) {
        if (auto found = storage::session(connection, SessionId{*id})) return *std::move(found);
    }
    const auto name = split_session_name(typed);
    storage::SessionFilter filter;
    if (!name.series.empty()) filter.series = find_series(connection, name.series).id;
    const Date date = session_date(invocation, name);
    filter.dates = {date, date};
    auto found = storage::sessions(connection, filter);
    const auto describe = [&](const Session& session) {
        return session_name(series_of(connection, session), session.date);
    };
    const auto preferred = std::stable_partition(found.begin(), found.end(), [&](const Session& session) {
        return is_called_off(session) == (prefer == Prefer::called_off);
    });
    if (std::distance(found.begin(), preferred) == 1) found.erase(preferred, found.end());
    const bool one_day = std::all_of(found.begin(), found.end(), [&](const Session& session) {
        return session.series == found.front().series;
    });
    if (found.size() > 1 && one_day) {
        return only(
            std::move(found), typed, "sessions",
            [](const Session& session) {
                return render_id(session.id) + " (" + std::string(to_string(session.state)) + ")";
            },
            "write the id of the one you mean; tiffin session show ID shows one");
    }
    if (!found.empty()) return only(std::move(found), typed, "sessions", describe);

    // The nearest dates that do have one.
    filter.dates = {date - std::chrono::days{31}, date + std::chrono::days{31}};
    std::vector<std::string> near;
    auto around = storage::sessions(connection, filter);
    std::stable_sort(around.begin(), around.end(), [&](const Session& a, const Session& b) {
        return std::chrono::abs(a.date - date) < std::chrono::abs(b.date - date);
    });
    for (std::size_t i = 0; i < around.size() && i < 3; ++i) near.push_back(describe(around[i]));
    throw Failure(ExitStatus::not_found, "there is no session " + quoted(typed),
                  near.empty() ? "see tiffin session list" : "near it: " + text::join(near, ", "));
}

}  // namespace tiffin::cli
