#include "cli/job/history_import.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "cli/input.h"
#include "cli/job/csv_import.h"
#include "cli/job/people_import.h"
#include "cli/lookup.h"
#include "domain/session_life.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// Nobody and nothing in a history is unknown for long: people, series and topics that it names are added.
class HistoryImport {
  public:
    HistoryImport(Invocation& invocation, std::string file, std::optional<SeriesId> default_series)
        : invocation_(invocation),
          work_(invocation.begin()),
          file_(std::move(file)),
          default_series_(default_series),
          people_(work_.connection()) {
        for (auto& series : storage::all_series(work_.connection())) series_.emplace(series.slug, series);
        for (auto& topic : storage::all_topics(work_.connection()))
            topics_.emplace(text::fold(topic.title), topic.id);
        for (auto& session : storage::sessions(work_.connection(), {})) {
            stored_.emplace(std::pair{session.series, session.date}, std::move(session));
        }
    }

    void row(const ImportRow& row) {
        const auto date = row.date("date");
        if (!date) throw row.refuse("date", "a session needs a date", "write it as 2027-02-18");
        const auto& series = series_of(row, *date);
        const auto [line, first] = lines_.try_emplace({series.id, *date}, row.line());
        if (!first) {
            throw row.refuse(
                "date",
                session_name(series, *date) + " stands in line " + std::to_string(line->second) + " already",
                "several presenters of one session go into one cell, separated by semicolons");
        }
        std::vector<Assignment> presenters;
        for (const auto& name : text::split(row.text("presenter"), ";")) {
            const auto person = person_of(row, name, *date);
            const bool twice = std::any_of(presenters.begin(), presenters.end(),
                                           [&](const Assignment& other) { return other.person == person; });
            if (!twice)
                presenters.push_back({person, presenters.empty() ? Role::presenter : Role::co_presenter});
        }
        const auto state = state_of(row, *date, !presenters.empty());
        store(series, *date, state, std::move(presenters), row);
    }

    void finish() {
        warn_of("people", people_added_,
                "tiffin person edit NAME --email ADDRESS, and tiffin person leave NAME for who is gone");
        warn_of("series", series_added_,
                "tiffin series add NAME --every 1w --on thu --at 12:30 gives one its rule");
        const auto next = series_added_.empty() ? std::string("tiffin plan")
                                                : "tiffin series add \"" + series_added_.front() +
                                                      "\" --every 1w --on thu --at 12:30";
        invocation_.finish(imported(file_, sessions_added_, "session", "sessions", sessions_changed_), next);
    }

  private:
    void warn_of(std::string_view kind, const std::vector<std::string>& names, const std::string& remedy) {
        if (names.empty()) return;
        std::vector<std::string> some(
            names.begin(),
            names.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(names.size(), 12)));
        if (some.size() < names.size()) some.push_back(std::to_string(names.size() - some.size()) + " more");
        invocation_.warn("warning: " + std::string(kind) +
                         " unknown until now were added: " + text::join(some, ", ") + "; " + remedy);
    }

    const Series& series_of(const ImportRow& row, Date date) {
        const auto name = row.text("series");
        if (name.empty()) {
            if (!default_series_)
                throw row.refuse("series", "no series is named", "fill the cell, or add --series SERIES");
            for (const auto& [slug, series] : series_) {
                if (series.id == *default_series_) return series;
            }
        }
        const auto slug = text::slug(name);
        if (slug.empty())
            throw row.refuse("series", "\"" + std::string(name) + "\" has no letter or digit",
                             "choose a name that can be typed");
        const auto known = series_.find(slug);
        if (known != series_.end()) return known->second;
        Series series{.id = work_.new_id<SeriesId>(),
                      .name = text::compose(name),
                      .slug = slug,
                      .rule = {},
                      .first = date,
                      .zone = {},
                      .place = {},
                      .link = {},
                      .audience = "everyone",
                      .pool = "everyone",
                      .pauses = {}};
        storage::insert(work_, series);
        series_added_.push_back(series.name);
        invocation_.changed("added series " + series.name);
        return series_.emplace(slug, std::move(series)).first->second;
    }

    PersonId person_of(const ImportRow& row, const std::string& name, Date date) {
        auto* known = row.at("presenter", [&] { return people_.find(name); });
        if (known == nullptr && name.find('@') != std::string::npos) {
            throw row.refuse("presenter", "nobody has the address " + name,
                             "write the name, or tiffin person add NAME --email " + name);
        }
        if (known == nullptr) {
            Person person{.id = work_.new_id<PersonId>(), .name = text::compose(name), .joined = date};
            storage::insert(work_, person);
            people_.add(person);
            people_added_.push_back(person.name);
            added_here_.emplace(person.id, date);
            invocation_.changed("added person " + person.name);
            return person.id;
        }
        // Rows may stand in any order; the first talk is the earliest.
        const auto added = added_here_.find(known->id);
        if (added != added_here_.end() && date < added->second) {
            known->joined = added->second = date;
            storage::update(work_, *known);
        }
        return known->id;
    }

    SessionState state_of(const ImportRow& row, Date date, bool has_presenter) const {
        const bool past = date < invocation_.today();
        const auto typed = text::fold(row.text("state"));
        if (typed.empty()) {
            if (!has_presenter) return past ? SessionState::cancelled : SessionState::open;
            return past ? SessionState::held : SessionState::planned;
        }
        const auto state = parse_session_state(typed == "canceled" ? "cancelled" : typed);
        if (!state)
            throw row.refuse("state", "there is no state \"" + std::string(row.text("state")) + "\"",
                             "write held, cancelled, postponed or planned");
        if (*state == SessionState::planned && !has_presenter) return SessionState::open;
        if (*state == SessionState::held && !has_presenter) {
            throw row.refuse("presenter", "a held session needs a presenter",
                             "name the presenter, or write cancelled as its state");
        }
        if (*state == SessionState::held && date > invocation_.today()) {
            throw row.refuse("state", render_date(date) + " is still to come", "write planned");
        }
        return *state;
    }

    std::optional<TopicId> topic_of(const ImportRow& row, const std::vector<Assignment>& presenters) {
        const auto title = row.text("topic");
        if (title.empty()) return std::nullopt;
        const auto known = topics_.find(text::fold(title));
        if (known != topics_.end()) return known->second;
        Topic topic{.id = work_.new_id<TopicId>(), .title = text::compose(title)};
        for (const auto& assignment : presenters) topic.presenters.push_back(assignment.person);
        topic = storage::insert(work_, std::move(topic));
        invocation_.changed("added topic " + topic.slug);
        topics_.emplace(text::fold(title), topic.id);
        return topic.id;
    }

    void store(const Series& series, Date date, SessionState state, std::vector<Assignment> presenters,
               const ImportRow& row) {
        const auto topic = topic_of(row, presenters);
        const auto note = std::string(row.text("note"));
        const auto known = stored_.find({series.id, date});
        const auto name = session_name(series, date);
        if (known == stored_.end()) {
            Session session{.id = work_.new_id<SessionId>(),
                            .series = series.id,
                            .occurrence = date,
                            .date = date,
                            .start = series.start,
                            .length = series.length,
                            .zone = series.zone,
                            .place = {},
                            .link = {},
                            .state = state,
                            .topic = topic,
                            .assignments = std::move(presenters),
                            .pinned = state == SessionState::planned,
                            .note = note,
                            .earlier_note = {}};
            storage::insert(work_, session);
            ++sessions_added_;
            invocation_.changed("added session " + name + " (" + std::string(to_string(state)) + ")");
            return;
        }
        Session session = known->second;
        const bool same_state = session.state == state ||
                                (state == SessionState::held && took_place(session, invocation_.today())) ||
                                (state == SessionState::planned && session.state != SessionState::cancelled &&
                                 session.state != SessionState::open);
        const bool same_topic = !topic || session.topic == topic;
        if (same_state && same_topic && (note.empty() || session.note == note) &&
            tiffin::presenters(session) == people_in(presenters))
            return;
        session.state = same_state ? session.state : state;
        if (session.announced) announce(session);  // people were told of it, and so it is not planned anew
        if (topic) session.topic = topic;
        if (!note.empty()) session.note = note;
        std::copy_if(
            session.assignments.begin(), session.assignments.end(), std::back_inserter(presenters),
            [](const Assignment& kept) { return kept.role == Role::host || kept.role == Role::moderator; });
        session.assignments = std::move(presenters);
        session.pinned = state == SessionState::planned;
        storage::update(work_, session);
        invocation_.changed("changed session " + name);
        ++sessions_changed_;
    }

    static std::vector<PersonId> people_in(const std::vector<Assignment>& assignments) {
        std::vector<PersonId> people;
        people.reserve(assignments.size());
        for (const auto& assignment : assignments) people.push_back(assignment.person);
        return people;
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    std::string file_;
    std::optional<SeriesId> default_series_;
    PeopleIndex people_;
    std::map<std::string, Series> series_;
    std::unordered_map<std::string, TopicId> topics_;
    std::map<std::pair<SeriesId, Date>, Session> stored_;
    std::map<std::pair<SeriesId, Date>, std::size_t> lines_;
    std::map<PersonId, Date> added_here_;
    std::vector<std::string> people_added_, series_added_;
    std::size_t sessions_added_ = 0, sessions_changed_ = 0;
};

}  // namespace

void import_history(Invocation& invocation, const std::string& path, const std::optional<std::string>& series,
                    const std::vector<std::string>& map) {
    exchange::CsvHeader header{
        .required = {"date"}, .optional = {"series", "presenter", "state", "note", "topic"}, .renamed = {}};
    apply_map(header, map);
    const auto bytes =
        read_input(invocation.surroundings(), path);  // no lock is held while a pipe is waited for
    std::optional<SeriesId> default_series;
    if (series) default_series = find_series(invocation.connection(), *series).id;
    HistoryImport import(invocation, path, default_series);
    read_import(invocation, path, bytes, header, [&](const ImportRow& row) { import.row(row); });
    import.finish();
}

}  // namespace tiffin::cli
