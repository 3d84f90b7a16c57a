#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/series.h"
#include "domain/session.h"

namespace tiffin {

/// One occurrence of a series and what becomes of it.
struct PlannedDate {
    Date occurrence;           ///< what the rule gives (RFC 5545 RECURRENCE-ID)
    std::optional<Date> date;  ///< when it takes place; nothing: it does not
    std::string holiday;       ///< the holiday on `occurrence`; empty: none
    bool ask = false;          ///< a person has to decide; `date` is the holiday until then
    /// The occurrence that already has the date to which this one would have moved, which is why it is
    /// skipped.
    std::optional<Date> taken_by = {};

    bool operator==(const PlannedDate&) const = default;
};

/// The plan may choose and change who presents: nobody confirmed, assigned or announced it.
bool is_left_to_the_plan(const Session& session);

/// Nobody was told of it and nobody decided anything about it, so the rule may still move or remove it.
bool is_free(const Session& session);

/// A new open session as its series says.
Session session_on(const Series& series, SessionId id, Date occurrence, Date date);

/// To where the series now has it. Unlike move() this is nobody's choice, so the rule may do it again.
void shift(Session& session, Date occurrence, Date date);

/// A coming session that stays although its series would not have it there; a person has to decide.
struct Stray {
    Session session;
    std::optional<Date> wanted;  ///< where the series would have it; nothing: nowhere
    std::string holiday;         ///< the holiday on its occurrence; empty: none
    bool ask = false;            ///< its series asks what to do on a holiday
};

/// Where the sessions of an old rule go: to a new date in their week, or also to the nearest in their month.
enum class Carry { nothing, within_week, within_month };

/// What a series has, and what it should have.
struct LayoutQuestion {
    std::vector<Session> coming;       ///< not over; in the order of their dates
    std::vector<Session> over;         ///< that are over, but not so long that an occurrence could be theirs
    std::vector<PlannedDate> planned;  ///< at least as far ahead as `until` and all of `coming`
    Date until{};                      ///< missing sessions are added up to here
    /// Days that the series has just lost; what cannot be removed there is cancelled.
    std::optional<DateRange> closed{};
    Carry carry = Carry::nothing;
    /// Whether a session of the series on that day would be over.
    std::function<bool(Date)> is_over;
};

/// What has to change. Each session as it was.
struct Layout {
    struct Shifted {
        Session session;
        Date occurrence;
        Date date;
    };
    struct Added {
        Date occurrence;
        Date date;
    };
    std::vector<Session> removed;
    std::vector<Session> cancelled;
    std::vector<Session> opened;  ///< whom the plan chose has to wait until somebody decides about a holiday
    std::vector<Shifted> shifted;
    std::vector<Added> added;
    std::vector<Stray> strays;
};

/// Compares the two. Past sessions stay, and so do coming ones that are not free. No two sessions of a series
/// get the same day. Once the changes are made, the same question has no changes for an answer.
Layout layout(const LayoutQuestion& question);

}  // namespace tiffin
