#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/job/invites/due_invites.h"
#include "cli/job/invites/guests.h"
#include "cli/session_table.h"

namespace tiffin::cli {

/// Stores the recurring invites by which series go from now on, and the end of those that have given way.
/// Invites that are not stored have no UID yet, so this comes before they are emitted.
void fit_series_invites(Invocation& invocation);
/// The same, as a part of a unit of work.
void fit_series_invites(Invocation& invocation, storage::UnitOfWork& work);

/// What is due of recurring invites, and who has which session by one.
class SeriesCollector {
  public:
    SeriesCollector(Invocation& invocation, const InviteFilter& filter, SessionNames& names, Guests& guests,
                    DueInvites& due);

    void collect(const Series& series);

    /// The session is a date of a recurring invite that this guest has or is to have.
    [[nodiscard]] bool covers(SessionId session, std::size_t guest) const;

  private:
    void collect(const Series& series, const SeriesInvite& invite);
    [[nodiscard]] DueSeries due_series(const Series& series, const SeriesInvite& invite);
    void add_date(DueSeries& due, Date date, const Session* session, bool is_over);
    void add_answers(DueSeries::OnDate& date, const Session& session);
    /// What somebody should have of it.
    struct Wish {
        std::optional<Told> told{};  ///< nothing: what they have
        SeriesDays days{};           ///< as in SeriesView
        bool rests = false;          ///< what they have of it is over: they keep it, and hear no more of it
    };

    /// How somebody who has got `last` should be shown each of these dates to come that is in person and
    /// remote.
    [[nodiscard]] static DateModes modes_of(const DueSeries& due, const SeriesDays& days, PersonId person,
                                            const EmittedInvite* last);
    /// Of an address that has got `last`, as long as nobody has it who belongs to the programme.
    [[nodiscard]] Wish without_members(const DueSeries& due, const EmittedInvite* last);
    /// Of each guest, who has got `last`.
    std::vector<Wish> wishes(const Series& series, const DueSeries& due,
                             const std::vector<const EmittedInvite*>& last);
    /// What a guest should be shown who is a member on these of the dates to come, at least one; ascending.
    [[nodiscard]] SeriesDays days_of(const DueSeries& due, std::size_t guest, const std::vector<Date>& theirs,
                                     const EmittedInvite* last);
    /// The last of its dates for somebody whose stay ends then; kLatestDate: to its end.
    [[nodiscard]] Date end_of(const DueSeries& due, Date stay_ends, const std::vector<Date>& theirs);
    /// The last that the rule gives up to a day; each is looked for once.
    [[nodiscard]] Date last_date(const DueSeries& due, Date day);
    void add(const DueSeries& due, const Person& person, const std::string& email, const Wish& wish,
             const EmittedInvite* last);

    Invocation& invocation_;
    const InviteFilter& filter_;
    SessionNames& names_;
    Guests& guests_;
    DueInvites& due_;
    std::map<SessionId, std::set<std::size_t>> covered_;
    std::set<PersonId> have_had_;      // who has one of the series that has given way to another
    LostAddresses lost_;               // of the invite at hand
    std::set<std::string> waiting_;    // threads of it that what is due overtakes
    std::map<Date, Date> last_dates_;  // of it, by the day
};

}  // namespace tiffin::cli
