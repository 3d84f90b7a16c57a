#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/invite.h"

namespace tiffin {

// A series that invites as one: what calendars were told of it, and what they lack.
//
// A recurring invite is one UID. Its rule, first day, start and zone never change, since clients find a moved
// or cancelled date by the RECURRENCE-ID that they make: where a series changes them, the invite ends before
// the first session to come (or is called off when none is over yet) and another begins under a UID of its
// own.
//
// It is told in pieces: the whole, and each date that differs from it or once did. One counter serves for the
// SEQUENCEs of all of them, so that one number says what an address has: every piece up to it. Pieces go out
// in that order, and so a delivery that ends early has lost nothing. Who has nothing yet, or lacks the whole,
// gets all of it in one object; who lacks dates gets those alone, as Outlook and Google want it.
//
// Of a date in person and remote at once, who is known to take part so gets the place or the link alone: a
// piece of their own, whose SEQUENCE follows all that they have. The counter then counts on from it.
//
// Who joins after its first day, or leaves before its last, has it from their first date or up to their last:
// the whole with a DTSTART or an UNTIL of their own, and without the dates between on which they do not
// belong to the programme. It is told anew when these change.

using SeriesInviteId = Id<struct SeriesInvite>;

/// How somebody takes part in some of the dates; nothing: they are shown both the place and the link.
using DateModes = std::map<Date, std::optional<Mode>>;

/// The dates of a recurring invite that one address is shown.
struct SeriesDays {
    Date first = kEarliestDate;  ///< which the rule gives, unless it is shown from the beginning
    Date last = kLatestDate;     ///< the same, to the end
    std::set<Date> left_out{};   ///< between them

    [[nodiscard]] bool contains(Date date) const;
    bool operator==(const SeriesDays&) const = default;
};

/// What one address is shown of a recurring invite.
struct SeriesView {
    SeriesDays days{};
    DateModes modes{};  ///< dates with the place or the link alone

    [[nodiscard]] std::optional<Mode> mode_on(Date date) const;
};

/// "2027-01-07/2027-02-25 2027-01-14 remote 2027-02-04 none": from when to when, empty where they have no
/// end, and dates shown in part or not at all.
std::string render_view(const SeriesView& view);
SeriesView parse_view(std::string_view text);

/// One recurring invite, with what was told of it and to whom. Its pieces are Announcements and its
/// recipients EmittedInvites without a session.
struct SeriesInvite {
    SeriesInviteId id{};
    SeriesId series{};
    std::string rule{};  ///< RFC 5545 RECUR without an end
    Date first{};        ///< DTSTART
    TimeOfDay start{};
    std::string zone{};
    std::optional<Date> last{};  ///< it has given way to another and ends here; before `first`: it is off
    std::optional<Announcement> whole{};        ///< nothing: nobody was told of it yet
    std::map<Date, Announcement> dates{};       ///< by the date that the rule gives
    std::vector<EmittedInvite> emitted{};       ///< the last that each address got
    std::map<std::string, SeriesView> views{};  ///< of addresses that are not shown all of it

    [[nodiscard]] const SeriesView& view_of(const std::string& email) const;
};

/// The highest that anybody got. Single addresses can be ahead, having been dropped and invited again, or
/// been shown a date in part.
int highest_sequence(const SeriesInvite& invite);

/// What the whole shows: `common` is what its sessions share, as render_shown() has it.
std::string render_shown_series(std::string_view common, std::optional<Date> until);

/// What one date shows now.
struct ShownDate {
    std::string shown;       ///< as render_shown() has it
    bool is_as_all = false;  ///< the whole says so already
};

/// The invite as it is once everybody was told what it shows now. Dates that are not named stay as they are.
SeriesInvite told(SeriesInvite invite, const std::string& whole, const std::map<Date, ShownDate>& dates,
                  Instant now);

/// The object that one address lacks.
struct NextSeriesInvite {
    std::optional<Date> date{};  ///< this date alone; nothing: the whole
    NextInvite object{};
};

/// In the order in which they must be delivered; `told` is what told() gave, and `view` has the modes of the
/// dates to come that can be shown in part. As for next_invite(), `last` is null for an address that got
/// nothing yet, and neither sequence nor stamp falls for an address. With Pieces::whole whoever lacks dates
/// gets all of it too.
enum class Pieces { dates, whole };
std::vector<NextSeriesInvite> next_series_invites(Told wanted, const SeriesView& view,
                                                  const EmittedInvite* last, const SeriesInvite& told,
                                                  Instant now, Repeat repeat, Pieces pieces = Pieces::dates);

}  // namespace tiffin
