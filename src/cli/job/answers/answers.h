#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/person.h"
#include "domain/rsvp.h"
#include "domain/session.h"
#include "storage/rsvps.h"

namespace tiffin::cli {

/// What people answered for a session as it is now, by person. What somebody answered for its whole series
/// counts where they said nothing of this session; an answer for a time that it was moved from is none, but
/// how they take part stays.
std::map<PersonId, Rsvp> answers(storage::Connection& connection, const Session& session);

/// Somebody who has an invite for a coming session and did not answer it.
struct Unanswered {
    Session session;
    std::string name;  ///< "lunch/2027-02-18"
    Person person;
    std::string email;  ///< that the invite went to
    Instant invited{};  ///< when they got the last of it
};

/// Which of the coming sessions.
struct AnswerFilter {
    std::optional<SessionId> session{};
    std::optional<SeriesId> series{};
};

/// Of announced sessions, by date, then name.
std::vector<Unanswered> unanswered(Invocation& invocation, const AnswerFilter& filter);

/// Everybody who does not come to a session of today or later.
std::vector<storage::Declined> declined(Invocation& invocation);

/// A presenter who says no to a coming session.
struct Decline {
    Session session;
    std::string name;
    Person person;
    std::string comment;
};

/// By date, then name.
std::vector<Decline> declines(Invocation& invocation);

/// "Ben Okafor, who presents lunch/2027-02-18, does not come; tiffin plan finds somebody else"
std::string presenter_declines(const std::string& person, const std::string& session);

/// Warns of the coming sessions of a series that somebody was to present and does not come to; whether there
/// are any.
bool warn_of_declines(Invocation& invocation, SeriesId series, PersonId person);

}  // namespace tiffin::cli
