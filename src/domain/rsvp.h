#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/session.h"

namespace tiffin {

enum class Answer { yes, no, maybe };
/// How somebody takes part.
enum class Mode { in_person, remote };

std::string_view to_string(Answer answer);
std::string_view to_string(Mode mode);
std::optional<Answer> parse_answer(std::string_view text);
std::optional<Mode> parse_mode(std::string_view text);

/// Which of the replies of one calendar one is (RFC 5546 2.1.5): the higher sequence is the later one, of
/// equal ones the later stamp.
struct ReplyVersion {
    int sequence = 0;
    Instant stamp{};

    auto operator<=>(const ReplyVersion&) const = default;
};

/// Stands in an answer for a session for that it was given to all of its series at once. No calendar writes
/// so.
constexpr ReplyVersion kAnswerToAll{};

/// What one person said of one session, or, without a session, of a whole series that invites as one.
struct Rsvp {
    SessionId session{};
    PersonId person{};
    std::optional<Answer> answer{};  ///< nothing: only how they would take part is known
    std::optional<Mode> mode{};
    std::string comment{};
    std::string brings{};               ///< to a potluck
    std::optional<Instant> answered{};  ///< by their calendar or by hand; nothing: never
    /// When the session was, as they knew it: an answer for one day is none for another.
    Date date{};
    std::optional<TimeOfDay> start{};
    std::optional<ReplyVersion> reply{};  ///< the last of their calendar that was taken
    std::int64_t order = 0;  ///< of those who want a place, by when they came; 0: does not want one

    bool operator==(const Rsvp&) const = default;
};

/// Whether what was said is of the day and time that the session has now.
bool is_at_time_of(const Rsvp& rsvp, const Session& session);
/// Whether the answer is for the session as it is now, and not for a day or time that it was moved from.
bool is_for(const Rsvp& rsvp, const Session& session);

/// What a reply is to what is known already.
enum class Reception {
    news,
    known,            ///< the very same came before
    overtaken,        ///< a later one came before
    older_than_hand,  ///< it was written before somebody set the answer by hand
};

/// `known` is null where nothing is known.
Reception receive(const Rsvp* known, const ReplyVersion& reply);

/// What is known once the reply is taken; how the person takes part stays.
Rsvp with_reply(Rsvp known, Answer answer, std::string comment, const ReplyVersion& reply);

/// What is known once somebody has noted it by hand. Replies written before `now` no longer count.
Rsvp by_hand(Rsvp known, std::optional<Answer> answer, std::string comment, Instant now);

/// Whether the person now wants a place that they did not want before, and so has to wait behind the others.
/// Who said no mode takes part as `otherwise`.
bool asks_for_place(const Rsvp& before, const Rsvp& after, Mode otherwise);

}  // namespace tiffin
