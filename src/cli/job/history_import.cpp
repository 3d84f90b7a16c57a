#include "cli/job/history_import.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "cli/job/people_import.h"
#include "cli/job/topics_import.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "domain/session_life.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// What a row says of a session. An empty cell says nothing.
struct SessionRow {
    std::optional<std::vector<PersonId>> presenters{};
    std::optional<TopicId> topic{};
    std::optional<SessionState> state{};
    std::string note{};
};

std::vector<Assignment> duties(const Session& session, const std::vector<PersonId>& presenters_wanted) {
    std::vector<Assignment> assignments;
    for (const auto person : presenters_wanted) {
        assignments.push_back({person, assignments.empty() ? Role::presenter : Role::co_presenter});
    }
    std::copy_if(
        session.assignments.begin(), session.assignments.end(), std::back_inserter(assignments),
        [](const Assignment& kept) { return kept.role == Role::host || kept.role == Role::moderator; });
    return assignments;
}

/// The state that the row asks for, or that follows where it names none.
SessionState state_wanted(const SessionRow& row, const Session& session, Date today) {
    const bool is_past = session.date < today;
    const bool has_presenter = row.presenters || !presenters(session).empty();
    const auto state = row.state.value_or(session.state);
    if (is_called_off(state)) return state;
    if (is_past && has_presenter) return SessionState::held;
    return is_past && !row.state ? SessionState::cancelled : state;
}

bool bring_to(SessionState state, Session& session, const std::string& note, const Moment& moment) {
    const bool is_new = !session.id;
    switch (state) {
        case SessionState::cancelled:
            return cancel(session, note);
        case SessionState::postponed:
            if (session.state == state) return false;
            cancel(session, note);  // for people invited it is the same
            session.state = state;
            return true;
        case SessionState::held:
            if (session.state == state || (!is_new && took_place(session, moment.today))) return false;
            session.state = state;
            return true;
        case SessionState::confirmed:
            return session.state == SessionState::planned && confirm(session, moment);
        case SessionState::announced: {
            const auto before = session.state;
            announce(session);
            return session.state != before;
        }
        case SessionState::open:
        case SessionState::planned:
            break;
    }
    return false;
}

/// False when the session is already as the row says.
bool apply(const SessionRow& row, Session& session, const Moment& moment) {
    const auto state = state_wanted(row, session, moment.today);
    const bool is_off = is_called_off(state);
    const auto note = row.note.empty() && is_off ? session.note : row.note;
    const bool same_duties = (!row.presenters || *row.presenters == presenters(session)) &&
                             (!row.topic || row.topic == session.topic);
    bool changed = false;
    if (is_called_off(session.state) && !(is_off && same_duties)) changed = restore(session, moment);
    if (!same_duties) {
        auto assignments = row.presenters ? duties(session, *row.presenters) : session.assignments;
        changed |= assign(session, std::move(assignments), row.topic ? row.topic : session.topic, moment);
    }
    changed |= bring_to(state, session, note, moment);
    if (note.empty() || session.note == note) return changed;
    session.note = note;
    return true;
}

/// Nobody and nothing in a history is unknown for long: people, series and topics that it names are added.
class HistoryImport {
  public:
    HistoryImport(Invocation& invocation, const std::optional<std::string>& default_series)
        : invocation_(invocation),
          work_(invocation.begin()),
          people_(work_.connection()),
          topics_(work_.connection()) {
        for (auto& series : storage::all_series(work_.connection())) series_.emplace(series.slug, series);
        if (default_series)
            default_series_ = &series_.at(find_series(work_.connection(), *default_series).slug);
        for (auto& session : storage::sessions(work_.connection(), {})) {
            if (session.occurrence != session.date)
                moved_.emplace(Day{session.series, session.occurrence}, session.date);
            stored_.emplace(Day{session.series, session.date}, std::move(session));
        }
    }

    void row(const ImportRow& row) {
        const auto date = row.date("date");
        if (!date) throw row.refuse("date", "a session needs a date", "write it as 2027-02-18");
        const auto& series = series_of(row, *date);
        const auto name = session_name(series, *date);
        const auto [line, first] = lines_.try_emplace({series.id, *date}, row.line());
        if (!first) {
            throw row.refuse("date", name + " stands in line " + std::to_string(line->second) + " already",
                             "several presenters of one session go into one cell, separated by semicolons");
        }
        auto session = session_on(row, series, *date);
        const bool changed = apply(read(row, session), session, {name, invocation_.today()});
        if (!session.id) {
            added_.push_back({std::move(session), name});
        } else if (changed) {
            changed_.push_back({std::move(session), name});
        }
    }

    ImportFile::Counts store() {
        std::vector<std::string> names;
        for (const auto* person : new_people_) names.push_back(person->name);
        warn_of("people", names,
                "tiffin person edit NAME --email ADDRESS, and tiffin person leave NAME for who is gone");
        warn_of("series", series_added_,
                "tiffin series add NAME --every 1w --on thu --at 12:30 gives one its rule");
        for (const auto& name : series_added_) invocation_.changed("added series " + name);
        storage::insert(work_, new_people_);
        for (const auto* person : new_people_) invocation_.changed("added person " + person->name);
        for (const auto* topic : new_topics_)
            invocation_.changed("added topic " + storage::insert(work_, *topic).slug);
        store_sessions();
        return {added_.size(), changed_.size()};
    }

    [[nodiscard]] std::string next() const {
        return series_added_.empty()
                   ? "tiffin plan"
                   : "tiffin series add \"" + series_added_.front() + "\" --every 1w --on thu --at 12:30";
    }

  private:
    using Day = std::pair<SeriesId, Date>;

    struct Named {
        Session session;
        std::string name;
    };

    void warn_of(std::string_view kind, const std::vector<std::string>& names, const std::string& remedy) {
        constexpr std::size_t kMost = 12;
        if (names.empty()) return;
        std::vector<std::string> some(
            names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMost)));
        if (some.size() < names.size()) some.push_back(std::to_string(names.size() - some.size()) + " more");
        invocation_.warn("warning: " + std::string(kind) +
                         " unknown until now were added: " + text::join(some, ", ") + "; " + remedy);
    }

    const Series& series_of(const ImportRow& row, Date date) {
        const auto name = row.text("series");
        if (name.empty()) {
            if (default_series_ != nullptr) return *default_series_;
            throw row.refuse("series", "no series is named", "fill the cell, or add --series SERIES");
        }
        const auto slug = text::slug(name);
        if (slug.empty())
            throw row.refuse("series", "\"" + std::string(name) + "\" has no letter or digit",
                             "choose a name that can be typed");
        const auto known = series_.find(slug);
        if (known != series_.end()) return known->second;
        Series series{.id = work_.new_id<SeriesId>(),
                      .name = short_text(name),
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
        return series_.emplace(slug, std::move(series)).first->second;
    }

    /// The stored session that the row is about, or a new one without an id. A row names the day on which a
    /// session takes place, and the day that one was moved away from is free only in the calendar: the row is
    /// either older than the move, or about another session that the series never had.
    Session session_on(const ImportRow& row, const Series& series, Date date) const {
        const auto [first, last] = stored_.equal_range({series.id, date});
        const auto name = session_name(series, date);
        std::vector<const Session*> there;
        for (auto each = first; each != last; ++each) there.push_back(&each->second);
        if (there.size() > 1)  // one that was called off gives way to another on its day
            std::erase_if(there, [](const Session* each) { return is_called_off(each->state); });
        if (there.size() == 1) return *there.front();
        if (first != last) {
            throw row.refuse("date", series.name + " has several sessions on " + render_date(date),
                             "delete the row, and change them with tiffin session");
        }
        if (const auto moved = moved_.find({series.id, date}); moved != moved_.end()) {
            throw row.refuse("date", name + " was moved to " + render_date(moved->second),
                             "write that date, or delete the row");
        }
        return {.series = series.id,
                .occurrence = date,
                .date = date,
                .start = series.start,
                .length = series.length,
                .zone = series.zone,
                .place = series.place,
                .link = series.link,
                .assignments = {},
                .note = {},
                .earlier_note = {}};
    }

    SessionRow read(const ImportRow& row, const Session& session) {
        SessionRow read{.note = std::string(row.text("note"))};
        const auto names = text::split(row.text("presenter"), ";");
        if (!names.empty()) {
            read.presenters.emplace();
            for (const auto& name : names) {
                const auto person = person_of(row, name, session.date);
                const auto& known = *read.presenters;
                if (std::find(known.begin(), known.end(), person) == known.end())
                    read.presenters->push_back(person);
            }
        }
        read.topic = topic_of(row, session, read.presenters.value_or(presenters(session)));
        read.state = state_of(row, session.date, !names.empty() || !presenters(session).empty());
        return read;
    }

    PersonId person_of(const ImportRow& row, const std::string& name, Date date) {
        auto* person = row.at("presenter", [&] { return people_.find(name); });
        if (person == nullptr && name.find('@') != std::string::npos) {
            throw row.refuse("presenter", "nobody has the address " + name,
                             "write the name, or tiffin person add NAME --email " + name);
        }
        if (person == nullptr) {
            person =
                people_.add({.id = work_.new_id<PersonId>(), .name = person_name(name, ""), .joined = date});
            new_people_.push_back(person);
            added_here_.insert(person);
        } else if (added_here_.count(person) > 0) {
            // Rows may stand in any order; the first talk is the earliest.
            person->joined = std::min(*person->joined, date);
        }
        return person->id;
    }

    std::optional<TopicId> topic_of(const ImportRow& row, const Session& session,
                                    const std::vector<PersonId>& presenters) {
        const auto title = row.text("topic");
        if (title.empty()) return std::nullopt;
        auto folded = text::fold(title);
        const auto* known = row.at("topic", [&] { return topics_.find(folded, session.topic); });
        if (known != nullptr) return known->id;
        auto* topic =
            topics_.add(std::move(folded), {.id = work_.new_id<TopicId>(), .title = short_text(title)});
        topic->presenters = presenters;
        new_topics_.push_back(topic);
        return topic->id;
    }

    std::optional<SessionState> state_of(const ImportRow& row, Date date, bool has_presenter) const {
        const auto typed = text::fold(row.text("state"));
        if (typed.empty()) return std::nullopt;
        const auto state = parse_session_state(typed == "canceled" ? "cancelled" : typed);
        if (!state)
            throw row.refuse("state", "there is no state \"" + std::string(row.text("state")) + "\"",
                             "write held, cancelled, postponed or planned");
        if (state == SessionState::held && !has_presenter) {
            throw row.refuse("presenter", "a held session needs a presenter",
                             "name the presenter, or write cancelled as its state");
        }
        if (state == SessionState::held && date > invocation_.today()) {
            throw row.refuse("state", render_date(date) + " is still to come", "write planned");
        }
        return state;
    }

    /// Ids ascend with series and date, so that the table and its indexes grow at their ends.
    void store_sessions() {
        std::sort(added_.begin(), added_.end(), [](const Named& a, const Named& b) {
            return Day{a.session.series, a.session.date} < Day{b.session.series, b.session.date};
        });
        const auto ids = work_.new_ids<SessionId>(added_.size());
        for (std::size_t i = 0; i < added_.size(); ++i) {
            auto& [session, name] = added_[i];
            session.id = ids[i];
            storage::insert(work_, session);
            invocation_.changed("added session " + name + " (" + std::string(to_string(session.state)) + ")");
        }
        for (const auto& [session, name] : changed_) {
            storage::update(work_, session);
            invocation_.changed("changed session " + name);
        }
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    PeopleIndex people_;
    TopicIndex topics_;
    std::map<std::string, Series> series_;  // by slug
    const Series* default_series_ = nullptr;
    std::multimap<Day, Session> stored_;
    std::map<Day, Date> moved_;  // where those of a day went
    std::map<Day, std::size_t> lines_;
    std::vector<Named> added_, changed_;
    std::vector<Person*> new_people_;
    std::unordered_set<const Person*> added_here_;
    std::vector<const Topic*> new_topics_;
    std::vector<std::string> series_added_;
};

}  // namespace

void import_history(Invocation& invocation, ImportFile& file, const std::optional<std::string>& series) {
    file.read(
        invocation.surroundings(),
        {.required = {"date"}, .optional = {"series", "presenter", "state", "note", "topic"}, .renamed = {}});
    HistoryImport import(invocation, series);
    file.each_row(invocation, [&](const ImportRow& row) { import.row(row); });
    const auto counts = import.store();
    file.finish(invocation, counts, "session", "sessions", import.next());
}

}  // namespace tiffin::cli
