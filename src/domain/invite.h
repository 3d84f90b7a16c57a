#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/rsvp.h"

namespace tiffin {

/// What a calendar was told of a session, or should be.
enum class Told {
    invited,     ///< METHOD:REQUEST
    called_off,  ///< METHOD:CANCEL: the session is off
    dropped,     ///< METHOD:CANCEL: the session stands, but this address is no longer invited
};

std::string_view to_string(Told told);
std::optional<Told> parse_told(std::string_view text);

/// The last that people were told of one session.
struct Announcement {
    SessionId session{};
    int sequence = 0;     ///< who was told less than this lacks the last change
    std::string shown{};  ///< ShownSession as a text; empty: two runs crossed, nobody knows what people saw
    Instant changed{};    ///< since when that holds: LAST-MODIFIED
};

/// All that people were ever told of one session, or of one piece of a recurring invite: what each sequence
/// showed, as in Announcement.
using Revisions = std::map<int, std::string>;

/// What an address that has `sequence` was shown; null where it has nothing of it yet.
const std::string* shown_at(const Revisions& revisions, std::optional<int> sequence);
/// What it was shown last that was not called off; empty where there is none.
std::string_view shown_on_at(const Revisions& revisions, std::optional<int> sequence);

/// The last iCalendar object that one address got for one session.
struct EmittedInvite {
    SessionId session{};
    PersonId person{};  ///< whose address it was
    std::string email{};
    Told told = Told::invited;
    int sequence = 0;            ///< RFC 5545 SEQUENCE
    Instant emitted{};           ///< DTSTAMP
    std::optional<Mode> mode{};  ///< whose place or link alone it showed; nothing: both
};

/// What is to be told of a session that shows `shown` now. `highest` is the highest sequence that anybody got
/// for it: a change counts on from there, so that afterwards everybody is behind.
Announcement next_announcement(const std::optional<Announcement>& told, SessionId session, std::string shown,
                               int highest, Instant now);

/// The object that one address lacks.
struct NextInvite {
    Told told = Told::invited;
    int sequence = 0;
    Instant stamp{};
    bool again = false;      ///< the last one once more, unchanged
    bool is_update = false;  ///< of what the address is invited to already
};

enum class Repeat { no, yes };

/// What one address should be told.
struct Wanted {
    Wanted(Told what, std::optional<Mode> how = {}) : told(what), mode(how) {}  // NOLINT: most have no mode

    Told told;
    std::optional<Mode> mode;  ///< how they take part: a change of it is news to them alone
};

/// `last` is null for an address that got nothing yet. Neither sequence nor stamp falls for an address, not
/// even when the clock was set back. Nothing when nothing is due; what was sent last with Repeat::yes.
std::optional<NextInvite> next_invite(const Wanted& wanted, const EmittedInvite* last,
                                      const Announcement& announcement, Instant now, Repeat repeat);

// While one run delivers, another may deliver too. Of two records the one with the higher sequence holds, as
// it does in calendars.

Announcement merge(const Announcement& known, const Announcement& delivered);
EmittedInvite merge(const EmittedInvite& known, const EmittedInvite& delivered);
/// One address was told different things under one sequence, so nobody knows what it has.
bool is_crossed(const EmittedInvite& known, const EmittedInvite& delivered);

}  // namespace tiffin
