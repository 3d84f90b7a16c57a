#include "cli/job/imports/history_import.h"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_set>

#include "cli/job/imports/history_people.h"
#include "cli/job/imports/topics_import.h"
#include "cli/job/session_cells.h"
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

constexpr std::chrono::years kLongAgo{60};  // a history that goes further back has a year mistyped

/// What a row says of a session. An empty cell says nothing.
struct SessionRow {
    std::optional<std::vector<PersonId>> presenters{}, hosts{}, moderators{};
    std::optional<TopicId> topic{};
    std::optional<SessionState> state{};
    std::string note{};
};

/// Those of the row, and of the session where the row says nothing.
std::vector<Assignment> duties(const SessionRow& row, const Session& session) {
    std::vector<Assignment> assignments;
    for (const auto person : row.presenters.value_or(presenters(session))) {
        assignments.push_back({person, assignments.empty() ? Role::presenter : Role::co_presenter});
    }
    for (const auto person : row.hosts.value_or(with_role(session, Role::host)))
        assignments.push_back({person, Role::host});
    for (const auto person : row.moderators.value_or(with_role(session, Role::moderator)))
        assignments.push_back({person, Role::moderator});
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
                             (!row.hosts || *row.hosts == with_role(session, Role::host)) &&
                             (!row.moderators || *row.moderators == with_role(session, Role::moderator)) &&
                             (!row.topic || row.topic == session.topic);
    bool changed = false;
    if (is_called_off(session.state) && !(is_off && same_duties)) changed = restore(session, moment);
    if (!same_duties) {
        changed |= assign(session, duties(row, session), row.topic ? row.topic : session.topic, moment);
    }
    changed |= bring_to(state, session, note, moment);
    if (note.empty() || session.note == note) return changed;
    session.note = note;
    return true;
}

/// Nobody and nothing in a history is unknown for long: people, series and topics that it names are added.
class HistoryImport {
  public:
    HistoryImport(Invocation& invocation, std::string file, const std::optional<std::string>& default_series)
        : invocation_(invocation),
          work_(invocation.begin()),
          file_(std::move(file)),
          people_(work_),
          topics_(work_.connection()),
          zone_(invocation.zone()) {
        for (auto& series : storage::all_series(work_.connection())) series_.emplace(series.slug, series);
        if (default_series) default_series_ = slug_of_default(*default_series);
        for (auto& session : storage::sessions(work_.connection(), {})) {
            const auto& kept = stored_.emplace_back(std::move(session));
            by_day_.emplace(Day{kept.series, kept.date}, &kept);
            by_occurrence_.emplace(Day{kept.series, kept.occurrence}, &kept);
            by_id_.emplace(kept.id, &kept);
        }
    }

    void row(const ImportRow& row) {
        const auto date = row.date("date");
        if (!date) throw row.refuse("date", "a session needs a date", "write it as 2027-02-18");
        if (*date < Date{std::chrono::year_month_day{invocation_.today()} - kLongAgo})
            long_ago_.emplace_back(row.line(), *date);
        const auto& series = series_of(row, *date);
        const auto name = session_name(series, *date);
        auto session = session_on(row, series, *date);
        const auto [line, first] = lines_.try_emplace({series.id, session.occurrence}, row.line());
        if (!first) {
            throw row.refuse("date", name + " stands in line " + std::to_string(line->second) + " already",
                             "several presenters of one session go into one cell, separated by semicolons");
        }
        bool changed = read_time_and_place(row, zone_, session);
        changed |= apply(read(row, session), session, {name, invocation_.today()});
        if (!session.id) {
            const auto id = row.id<SessionId>();
            if (id && !new_ids_.insert(id->value).second)
                throw row.refuse("id", "this id stands in a line above already",
                                 "delete one of the two rows, or empty the cell");
            added_.push_back({std::move(session), name, id});
        } else if (changed) {
            changed_.push_back({std::move(session), name, {}});
        }
    }

    ImportFile::Counts store() {
        people_.warn(invocation_, file_);
        if (!series_added_.empty()) {
            invocation_.warn("warning: series unknown until now were added: " + first_of(series_added_) +
                             "; tiffin series add NAME --every 1w --on thu --at 12:30 gives one its rule");
        }
        warn_of_long_ago();
        for (const auto& name : series_added_) invocation_.changed("added series " + name);
        storage::insert(work_, people_.added());
        for (const auto* person : people_.added()) invocation_.changed("added person " + person->name);
        for (const auto* topic : new_topics_)
            invocation_.changed("added topic " + storage::insert(work_, *topic).slug);
        store_corrected_topics();
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
        std::optional<SessionId> id;  // what the row says
    };

    void warn_of_long_ago() {
        if (long_ago_.empty()) return;
        const auto& [line, date] = long_ago_.front();
        const auto more = long_ago_.size() - 1;
        invocation_.warn(
            "warning: " + file_ + ":" + std::to_string(line) + ": " + render_date(date) + " is long ago" +
            (more == 0 ? "" : ", and so are " + std::to_string(more) + " more") + "; check the year");
    }

    /// The slug of the series that is meant, known or to be added.
    std::string slug_of_default(const std::string& typed) {
        try {
            return find_series(work_.connection(), typed).slug;
        } catch (const Failure& failure) {
            if (failure.status() != ExitStatus::not_found || text::slug(typed).empty()) throw;
        }
        default_name_ = short_text(typed);
        return text::slug(typed);
    }

    const Series& series_of(const ImportRow& row, Date date) {
        auto name = short_text(row.text("series"));
        if (name.empty() && !default_series_) {
            throw row.refuse("series", "no series is named", "fill the cell, or add --series SERIES");
        }
        const auto slug = name.empty() ? *default_series_ : text::slug(name);
        if (slug.empty())
            throw row.refuse("series", "\"" + name + "\" has no letter or digit",
                             "choose a name that can be typed");
        const auto known = series_.find(slug);
        if (known != series_.end()) return known->second;
        Series series{.id = work_.new_id<SeriesId>(),
                      .name = name.empty() ? default_name_ : std::move(name),
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

    /// The stored session that the row is about, or a new one without an id.
    Session session_on(const ImportRow& row, const Series& series, Date date) const {
        const auto occurrence = row.date("occurrence");
        if (const auto* known = known_session(row, series, occurrence)) {
            if (known->date == date) return *known;
            const bool was_moved = known->date != known->occurrence;
            throw row.refuse("date",
                             was_moved ? session_name(series, known->occurrence) + " was moved to " +
                                             render_date(known->date)
                                       : "that session is " + session_name(series, known->date),
                             "write its date, or delete the row");
        }
        if (const auto* known = session_of_day(row, series, date)) return *known;
        return {.series = series.id,
                .occurrence = occurrence.value_or(date),
                .date = date,
                .start = series.start,
                .length = series.length,
                .zone = series.zone,
                .place = series.place,
                .link = series.link,
                .assignments = {},
                .moved = occurrence && *occurrence != date,
                .note = {},
                .earlier_note = {}};
    }

    /// By the id, else by the day that the rule gave.
    [[nodiscard]] const Session* known_session(const ImportRow& row, const Series& series,
                                               std::optional<Date> occurrence) const {
        const auto id = row.id<SessionId>();
        const auto known = id ? by_id_.find(*id) : by_id_.end();
        if (known != by_id_.end()) {
            if (known->second->series == series.id) return known->second;
            throw row.refuse("id", "that session is one of another series, not of " + series.name,
                             "empty the cell, or write the name of its series");
        }
        if (!occurrence) return nullptr;
        const auto found = by_occurrence_.find({series.id, *occurrence});
        return found == by_occurrence_.end() ? nullptr : found->second;
    }

    /// A row names the day on which a session takes place, and the day that one was moved away from is free
    /// only in the calendar: the row is either older than the move, or about another session that the series
    /// never had. Null: nothing is on that day.
    [[nodiscard]] const Session* session_of_day(const ImportRow& row, const Series& series, Date date) const {
        const auto [first, last] = by_day_.equal_range({series.id, date});
        std::vector<const Session*> there;
        for (auto each = first; each != last; ++each) there.push_back(each->second);
        if (there.size() > 1)  // one that was called off gives way to another on its day
            std::erase_if(there, [](const Session* each) { return is_called_off(each->state); });
        if (there.size() == 1) return there.front();
        if (first != last) {
            throw row.refuse("date", series.name + " has several sessions on " + render_date(date),
                             "delete the row, and change them with tiffin session");
        }
        const auto moved = by_occurrence_.find({series.id, date});
        if (moved == by_occurrence_.end() || row.date("occurrence").value_or(date) != date) return nullptr;
        throw row.refuse("date",
                         session_name(series, date) + " was moved to " + render_date(moved->second->date),
                         "write its date, or delete the row");
    }

    SessionRow read(const ImportRow& row, const Session& session) {
        SessionRow read{.note = long_text(row.text("note"))};
        read.presenters = people_.in_cell(row, "presenter", session.date);
        read.hosts = people_.in_cell(row, "host", session.date);
        read.moderators = people_.in_cell(row, "moderator", session.date);
        read.topic = topic_of(row, session, read.presenters.value_or(presenters(session)));
        if (read.presenters && read.topic) correct_topic(*read.topic, *read.presenters, session);
        read.state = state_of(row, session.date, read.presenters || !presenters(session).empty());
        return read;
    }

    /// A row that corrects who gave a talk corrects the topic that an earlier import made of it: there too
    /// those presented it whom only a history named, without an address.
    void correct_topic(TopicId id, const std::vector<PersonId>& given, const Session& before) {
        auto was = presenters(before);
        if (!before.id || before.date >= invocation_.today() || before.topic != id || was == given) return;
        const bool is_from_history = std::all_of(was.begin(), was.end(), [&](PersonId person) {
            const auto* known = people_.by_id(person);
            return std::find(given.begin(), given.end(), person) != given.end() ||
                   (known != nullptr && known->email.empty());
        });
        auto topic = storage::topic(work_.connection(), id);
        std::sort(was.begin(), was.end());
        if (!is_from_history || !topic) return;
        std::sort(topic->presenters.begin(), topic->presenters.end());
        if (topic->presenters != was) return;
        topic->presenters = given;
        std::sort(topic->presenters.begin(), topic->presenters.end());
        corrected_topics_.push_back(*std::move(topic));
    }

    void store_corrected_topics() {
        for (const auto& topic : corrected_topics_) {
            storage::update(work_, topic);
            std::vector<std::string> names;
            for (const auto person : topic.presenters) names.push_back(people_.by_id(person)->name);
            invocation_.changed("changed topic " + topic.slug + ": presented by " + text::join(names, "; "));
        }
    }

    std::optional<TopicId> topic_of(const ImportRow& row, const Session& session,
                                    const std::vector<PersonId>& presenters) {
        const auto title = row.text("topic");
        if (title.empty()) return std::nullopt;
        auto folded = text::fold(title);
        if (const auto numbered = topic_numbered(row, folded)) return numbered;
        const auto* known = row.at("topic", [&] { return topics_.find(folded, session.topic); });
        if (known != nullptr) return known->id;
        auto* topic =
            topics_.add(std::move(folded), {.id = work_.new_id<TopicId>(), .title = short_text(title)});
        topic->presenters = presenters;
        new_topics_.push_back(topic);
        return topic->id;
    }

    /// The number tells topics of one title apart; without that title it is one of another programme.
    std::optional<TopicId> topic_numbered(const ImportRow& row, const std::string& folded) {
        const auto typed = row.text("number");
        if (typed.empty()) return std::nullopt;
        const auto number = row.at("number", [&] { return count(typed, ""); });
        for (const auto* topic : topics_.titled(folded)) {
            if (topic->number == number) return topic->id;
        }
        return std::nullopt;
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
            auto& [session, name, id] = added_[i];
            session.id = id.value_or(ids[i]);
            storage::insert(work_, session);
            invocation_.changed("added session " + name + " (" + std::string(to_string(session.state)) + ")");
        }
        for (const auto& [session, name, id] : changed_) {
            storage::update(work_, session);
            invocation_.changed("changed session " + name);
        }
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    const std::string file_;
    HistoryPeople people_;
    TopicIndex topics_;
    std::map<std::string, Series> series_;       // by slug
    std::optional<std::string> default_series_;  // the slug of --series
    std::string default_name_;                   // where that one is to be added
    const std::string zone_;                     // the programme's
    std::deque<Session> stored_;
    std::multimap<Day, const Session*> by_day_;
    std::map<Day, const Session*> by_occurrence_;
    std::map<SessionId, const Session*> by_id_;
    std::map<Day, std::size_t> lines_;  // by occurrence
    std::unordered_set<std::int64_t> new_ids_;
    std::vector<Named> added_, changed_;
    std::vector<Topic> corrected_topics_;
    std::vector<std::pair<std::size_t, Date>> long_ago_;  // lines
    std::vector<const Topic*> new_topics_;
    std::vector<std::string> series_added_;
};

}  // namespace

void import_history(Invocation& invocation, ImportFile& file, const std::optional<std::string>& series) {
    file.read(invocation.surroundings(),
              {.required = {"date"},
               .optional = {"series", "presenter", "state", "note", "topic", "start", "end", "zone", "place",
                            "link", "id", "occurrence", "host", "moderator", "number"},
               .renamed = {}});
    HistoryImport import(invocation, file.name(), series);
    file.each_row(invocation, [&](const ImportRow& row) { import.row(row); });
    const auto counts = import.store();
    file.finish(invocation, counts, "session", "sessions", import.next());
}

}  // namespace tiffin::cli
