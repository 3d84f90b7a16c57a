#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/series.h"
#include "domain/session.h"
#include "domain/topic.h"
#include "storage/sessions.h"

namespace tiffin::cli {

/// Names of what sessions refer to, looked up once each.
class SessionNames {
  public:
    explicit SessionNames(storage::Connection& connection) : connection_(connection) {}

    const Series& series(SeriesId id);
    const std::string& person(PersonId id);        ///< namesakes are told apart
    const std::string& plain_person(PersonId id);  ///< as they are called
    const Topic& topic(TopicId id);

    std::string session(const Session& session);  ///< "lunch/2027-02-18"
    std::vector<std::string> presenters(const Session& session);
    std::string topic_title(const Session& session);  ///< empty: none

  private:
    storage::Connection& connection_;
    std::map<SeriesId, Series> series_;
    std::map<PersonId, std::string> people_, plain_people_;
    std::map<TopicId, Topic> topics_;
};

/// When a session begins and ends; nothing where its past did not say.
struct SessionTimes {
    Instant start{};
    Instant end{};
};
std::optional<SessionTimes> times(const Session& session);

/// By the moment at which they begin, then by series: where series live in several zones, the dates and clocks
/// of their own do not tell.
std::vector<Session> sessions_in_order(storage::Connection& connection, SessionNames& names,
                                       const storage::SessionFilter& filter);

/// What a clock shows.
struct ClockTimes {
    Date date;  ///< at the start
    TimeOfDay start{};
    TimeOfDay end{};
};
/// In `zone`, or in the session's own; nothing where its past did not say.
std::optional<ClockTimes> clock_times(const Session& session, const std::optional<std::string>& zone);

/// When it really begins where the clocks skip its start or show it twice, in words; empty: any other time.
std::string odd_start(const Session& session);

/// Its end has come, in its own zone; without a time its day has to be over.
bool is_over(const Session& session, Invocation& invocation);

/// "2027-02-18T12:30:00+01:00" of start or end in `zone`, or in the session's own zone; a missing cell
/// without a time.
report::Cell start_cell(const Session& session, const std::optional<std::string>& zone = {});
report::Cell end_cell(const Session& session, const std::optional<std::string>& zone = {});

/// `held` for what has taken place by now, else the stored state.
std::string_view state_now(const Session& session, Date today);

/// The contract of `session list`.
std::vector<report::Column> session_columns();
report::Row session_row(SessionNames& names, const Session& session, Date today);

}  // namespace tiffin::cli
