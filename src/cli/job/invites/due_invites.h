#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/invocation.h"
#include "cli/job/invites/guests.h"
#include "domain/invite.h"
#include "domain/mailbox.h"
#include "domain/message.h"
#include "domain/person.h"
#include "domain/series.h"
#include "domain/series_invite.h"
#include "domain/session.h"
#include "domain/shown_session.h"

namespace tiffin::cli {

struct InviteFilter {
    std::optional<SessionId> session{};
    std::optional<SeriesId> series{};
    std::optional<PersonId> person{};
    Repeat repeat = Repeat::no;  ///< also what people have already
    bool overtakes = false;      ///< what is due reaches people before what waits in the outbox
    std::optional<std::set<std::string>> threads{};  ///< only what people hear in these
};

/// What an address has by the messages of its thread that reached it.
struct Reached {
    Heard heard = Heard::nothing;
    std::optional<int> sequence{};                  ///< of the session or the whole; nothing: of none
    std::optional<int> invited{};                   ///< the last of them by which it was invited
    std::map<Date, int> dates{};                    ///< of dates of which it heard after the whole
    std::optional<SeriesView> view{std::in_place};  ///< a session's is of no date; nothing: not known

    [[nodiscard]] std::optional<int> sequence_on(Date date) const;
    /// It is shown these dates so already, and the same days where they count.
    [[nodiscard]] bool shows(const DateModes& modes) const;
    [[nodiscard]] bool shows(const SeriesView& now) const;
};

/// A session for which something is due.
struct DueSession {
    Session session;
    std::string name;          ///< "lunch/2027-02-18"
    bool shares_name = false;  ///< with one that was called off, or that takes its place
    bool is_outdated = false;  ///< somebody was told otherwise
    ShownSession shown;
    Announcement announcement;          ///< as it is once everything due is delivered
    std::vector<Mailbox> guest_list{};  ///< all who are invited, where invites name them all
    Revisions told{};                   ///< where somebody was told otherwise
};

struct DueInvite {
    std::size_t session = 0;  ///< in DueInvites::sessions
    PersonId person{};
    const Mailbox* recipient = nullptr;  ///< in DueInvites::mailboxes
    NextInvite object;
    std::optional<Mode> mode{};      ///< shows the place or the link alone; nothing: both
    std::optional<Answer> answer{};  ///< theirs, which still holds
    std::optional<int> last{};       ///< the sequence that they were told
    bool is_replaced = false;        ///< they have the session by the recurring invite of its series now
    /// What of it reached them, where their messages say so; null: all that they were told.
    std::shared_ptr<const Reached> reached{};

    /// The sequence that they have.
    [[nodiscard]] std::optional<int> seen() const { return reached ? reached->sequence : last; }
};

/// A recurring invite of which something is due.
struct DueSeries {
    /// What one of its dates shows.
    struct OnDate {
        ShownSession shown{};
        std::optional<SessionId> session{};
        bool is_told = false;    ///< with who presents, and what
        bool is_as_all = false;  ///< the whole says as much
        bool is_coming = false;
        std::map<PersonId, Answer> answers{};  ///< which still hold
        std::map<PersonId, Mode> modes{};      ///< of those who said how they take part
    };

    Series series;
    std::string name{};           ///< "lunch from 2027-01-07"
    SeriesInvite invite{};        ///< as it is once everything due is delivered
    ShownSession whole{};         ///< what its dates have in common, on the first of them
    std::optional<Date> until{};  ///< nothing: it goes on
    std::optional<Date> last{};   ///< of its dates until then
    std::map<Date, OnDate>
        dates{};            ///< by the date that the rule gives; those that are not laid out are left out
    std::set<Date> kept{};  ///< dates behind the end whose sessions stay, each with an invite of its own
    std::map<Date, Date> coming{};      ///< the dates to come that somebody is invited to, and their days
    std::vector<Mailbox> guest_list{};  ///< as of a session
    std::map<std::optional<Date>, Revisions> told{};  ///< of the whole, and of dates alone
    int highest = 0;                                  ///< the highest sequence that anybody had
    std::map<PersonId, Answer> answers{};             ///< to the whole

    /// None of its dates is left.
    [[nodiscard]] bool is_off() const { return until && *until < invite.first; }
    /// It has given way to another, and none of its dates is to come: everybody keeps what they have of it.
    [[nodiscard]] bool rests() const;
    /// What who has `sequence` was shown of the whole, and of one date, by itself or with all the others;
    /// empty where nobody knows, or they have nothing of it.
    [[nodiscard]] std::string_view told_of_all(std::optional<int> sequence) const;
    [[nodiscard]] std::string told_on(Date date, std::optional<int> sequence) const;
    /// What is told of one date now.
    [[nodiscard]] std::string text_on(Date date) const;
};

struct DueSeriesInvite {
    std::size_t series = 0;  ///< in DueInvites::series
    PersonId person{};
    const Mailbox* recipient = nullptr;  ///< in DueInvites::mailboxes
    NextSeriesInvite next;
    SeriesView view{};                      ///< of the dates that it shows
    std::optional<int> last{};              ///< the sequence that they were told
    bool replaces = false;                  ///< one before it, which has ended for them
    std::optional<SeriesDays> told_days{};  ///< that they were shown; nothing where nothing of them changes
    std::shared_ptr<const Reached> reached{};  ///< as in DueInvite

    /// They were shown the date before, where it is shown to them now.
    [[nodiscard]] bool has_had(Date date) const { return !told_days || told_days->contains(date); }
    /// The sequence that they have of the whole, and of one date.
    [[nodiscard]] std::optional<int> seen() const { return reached ? reached->sequence : last; }
    [[nodiscard]] std::optional<int> seen_on(Date date) const {
        return reached ? reached->sequence_on(date) : last;
    }
};

/// The last sequence at addresses that people no longer have. Both may end in one calendar, which takes the
/// highest: the invite to the new address must stand above the cancellation to the old one.
class LostAddresses {
  public:
    void clear() { highest_.clear(); }
    void note(PersonId person, int sequence);
    /// The first object that a new address of the person gets.
    void lift(PersonId person, NextInvite& object) const;

  private:
    std::map<PersonId, int> highest_;
};

/// Names with addresses, which stay where they are: each is many invites' recipient.
class Mailboxes {
  public:
    const Mailbox& of(const std::string& name, const std::string& email);

  private:
    std::deque<Mailbox> all_;
    std::unordered_map<std::string_view, const Mailbox*> by_address_;  // the last name of each
};

/// By session, then person; then what is due of series that invite as one, by series, person and sequence.
struct DueInvites {
    std::vector<DueSession> sessions;
    std::vector<DueInvite> invites;
    std::vector<DueSeries> series;
    std::vector<DueSeriesInvite> of_series;
    std::vector<Person> without_address;  ///< who would be invited
    Mailboxes mailboxes{};

    [[nodiscard]] std::size_t size() const { return invites.size() + of_series.size(); }
};

/// What the ledger says that calendars lack: of sessions that are not over, to everybody of their audience
/// who is a member on the day, and everybody with a duty in them. Who is away is invited too. An open session
/// is announced only when it is asked for by name. A session that people have by a recurring invite of its
/// series is no invite of its own to them; asked for by name it brings all that is due of that series.
DueInvites due_invites(Invocation& invocation, const InviteFilter& filter);

/// It has a presenter and is near enough, or is asked for by name.
bool is_to_be_announced(Invocation& invocation, const Session& session, const InviteFilter& filter);

/// The setting attendees: the invites of the series name all who are invited.
bool names_all_guests(Invocation& invocation, SeriesId series);

std::vector<Mailbox> guest_list(const Guests& guests, const std::vector<bool>& is_invited);

/// Once for each.
void note_without_address(DueInvites& due, const Person& person);

}  // namespace tiffin::cli
