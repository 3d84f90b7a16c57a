#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/rsvp.h"
#include "domain/seating.h"
#include "domain/series.h"
#include "domain/session.h"

namespace tiffin::cli {

/// How somebody takes part who did not say it: remotely only where there is no place but a link.
Mode usual_mode(const Session& session);

/// Who has a place and who waits, of those who say yes in `answers`, as cli::answers() gives them.
std::vector<Seat> seating(const Series& series, const Session& session,
                          const std::map<PersonId, Rsvp>& answers);

/// "on the waiting list as number 2"; empty for somebody with a place.
std::string waiting_words(const Seat& seat);

/// Who moves up from the waiting lists of sessions while answers to them change.
class WaitingLists {
  public:
    explicit WaitingLists(Invocation& invocation) : invocation_(invocation) {}

    /// Before anything of the session changes; a second time counts for nothing.
    void note(const Session& session);
    /// All coming sessions of a series.
    void note_coming(SeriesId series);
    /// "Grace Lee moves up from the waiting list of lunch/2027-02-18": each is a change. Warns of those who
    /// had a place and wait for one now.
    void tell();

  private:
    Invocation& invocation_;
    std::map<SessionId, std::vector<Seat>> before_;
};

/// Warns of those who had a place before a change of duties and wait for one since.
void warn_of_lost_places(Invocation& invocation, const Session& before, const Session& after);

/// How many answered what, and how they take part.
struct AnswerCounts {
    int yes = 0, no = 0, maybe = 0;
    int in_person = 0, remote = 0;  ///< who have a place
    int waiting = 0;
};
AnswerCounts counts(const std::map<PersonId, Rsvp>& answers, const std::vector<Seat>& seats);

}  // namespace tiffin::cli
