#include "domain/rsvp.h"

#include <algorithm>
#include <utility>

#include "domain/names.h"

namespace tiffin {

namespace {

constexpr Names<Answer, 3> kAnswers{{
    {Answer::yes, "yes"},
    {Answer::no, "no"},
    {Answer::maybe, "maybe"},
}};
constexpr Names<Mode, 2> kModes{{
    {Mode::in_person, "in-person"},
    {Mode::remote, "remote"},
}};

/// What was set by hand is later than the last reply, or there was none.
bool is_by_hand(const Rsvp& rsvp) {
    return rsvp.answered && (!rsvp.reply || *rsvp.answered > rsvp.reply->stamp);
}

}  // namespace

std::string_view to_string(Answer answer) {
    return name_of(kAnswers, answer);
}
std::string_view to_string(Mode mode) {
    return name_of(kModes, mode);
}
std::optional<Answer> parse_answer(std::string_view text) {
    return value_of(kAnswers, text);
}
std::optional<Mode> parse_mode(std::string_view text) {
    return value_of(kModes, text);
}

bool is_at_time_of(const Rsvp& rsvp, const Session& session) {
    return rsvp.date == session.date && rsvp.start == session.start;
}

bool is_for(const Rsvp& rsvp, const Session& session) {
    return rsvp.answer && is_at_time_of(rsvp, session);
}

Reception receive(const Rsvp* known, const ReplyVersion& reply) {
    if (known == nullptr) return Reception::news;
    if (known->reply && reply == *known->reply) return Reception::known;
    if (is_by_hand(*known))
        return reply.stamp < *known->answered ? Reception::older_than_hand : Reception::news;
    return known->reply && reply < *known->reply ? Reception::overtaken : Reception::news;
}

Rsvp with_reply(Rsvp known, Answer answer, std::string comment, const ReplyVersion& reply) {
    known.answer = answer;
    known.comment = std::move(comment);
    known.answered = reply.stamp;
    known.reply = reply;
    return known;
}

Rsvp by_hand(Rsvp known, std::optional<Answer> answer, std::string comment, Instant now) {
    known.answer = answer;
    known.comment = std::move(comment);
    known.answered = now;
    // A calendar whose clock is ahead must not count as written after it.
    if (known.reply) known.reply->stamp = std::min(known.reply->stamp, now - std::chrono::seconds{1});
    return known;
}

bool asks_for_place(const Rsvp& before, const Rsvp& after, Mode otherwise) {
    if (after.answer != Answer::yes) return false;
    return before.answer != Answer::yes ||
           before.mode.value_or(otherwise) != after.mode.value_or(otherwise) || before.date != after.date ||
           before.start != after.start || before.order == 0;
}

}  // namespace tiffin
