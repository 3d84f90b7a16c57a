#include "cli/job/answers/reply_intake.h"

#include <algorithm>
#include <map>

#include "calendar/fitting_invites.h"
#include "calendar/zone.h"
#include "cli/job/answers/answers.h"
#include "cli/job/answers/seating.h"
#include "cli/job/invites/invite_thread.h"
#include "cli/job/planning/lay_out.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "domain/mailbox.h"
#include "domain/rsvp.h"
#include "domain/shown_session.h"
#include "storage/invites.h"
#include "storage/people.h"
#include "storage/rsvps.h"
#include "storage/series.h"
#include "storage/series_invites.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using calendar::FoundAttendee;
using calendar::FoundReply;

/// Why a reply goes nowhere, and what helps: unless something else is said, noting it by hand.
struct Unplaced {
    std::string reason;
    std::string remedy =
        "if it is meant for a session, note it by hand: tiffin rsvp set SESSION --person PERSON";
};

/// A word of a mail, as far as a message should repeat it.
std::string quoted(std::string_view text) {
    constexpr std::size_t kMost = 60;
    return "\"" + std::string(text::truncate(text, kMost)) + (text.size() > kMost ? "…" : "") + "\"";
}

bool equal_addresses(const std::string& a, const std::string& b) {
    return !a.empty() && text::lower_case(a) == text::lower_case(b);
}

/// Those who answer. A calendar alone was given by whoever runs the command; of a mail only its sender, or
/// the only one who says something, since From can be an alias or a server.
std::vector<const FoundAttendee*> who_answers(const ArrivedReply& arrived) {
    std::vector<const FoundAttendee*> saying;
    for (const auto& attendee : arrived.reply.attendees) {
        if (!attendee.address.empty() && (attendee.answer() || attendee.has_delegated()))
            saying.push_back(&attendee);
    }
    if (saying.empty()) {
        const auto& all = arrived.reply.attendees;
        std::string reason =
            all.empty() ? "it names nobody who answers" : "it says neither yes, no nor maybe";
        if (!arrived.trouble.empty()) reason += " (" + arrived.trouble + ")";
        throw Unplaced{reason};
    }
    if (arrived.from.empty() || saying.size() == 1) return saying;
    const auto is_sender = [&](const FoundAttendee* each) {
        return equal_addresses(each->address, arrived.from) || equal_addresses(each->sent_by, arrived.from);
    };
    saying.erase(std::remove_if(saying.begin(), saying.end(), [&](auto* each) { return !is_sender(each); }),
                 saying.end());
    if (saying.empty()) {
        throw Unplaced{"it has answers of several people, and comes from none of them but from " +
                       quoted(arrived.from)};
    }
    return saying;
}

void must_be_reply(const FoundReply& reply) {
    if (reply.method == "REPLY") return;
    if (reply.method == "COUNTER") {
        throw Unplaced{"it proposes another time (COUNTER), which tiffin does not take",
                       "tiffin session move moves the session for everybody"};
    }
    if (reply.method == "REFRESH") {
        throw Unplaced{"it asks for the invite once more (REFRESH), which tiffin does not take",
                       "tiffin invite --again --to PERSON sends it"};
    }
    throw Unplaced{reply.method.empty() ? "it is no answer, since it names no METHOD"
                                        : "it is no answer but a " + quoted(reply.method)};
}

/// What an answer is to: one session, or a recurring invite, of which it may name one date.
struct Target {
    std::optional<Session> session{};
    std::optional<SeriesInvite> invite{};
    std::string name{};
};

class Placing {
  public:
    Placing(Invocation& invocation, storage::UnitOfWork& work)
        : invocation_(invocation),
          work_(work),
          connection_(work.connection()),
          names_(connection_),
          organizer_(parse_mailbox(invocation.settings().text("organizer")).value_or(Mailbox{}).email) {}

    void place(const ArrivedReply& arrived) {
        try {
            must_be_reply(arrived.reply);
            const auto saying = who_answers(arrived);
            const auto target = find_target(arrived.reply);
            for (const auto* attendee : saying) place(arrived, *attendee, target);
        } catch (const Unplaced& unplaced) {
            intake_.unplaced.push_back(arrived.where + ": " + unplaced.reason + "; " + unplaced.remedy);
        }
    }

    Intake take() {
        waiting_.tell();
        return std::move(intake_);
    }

  private:
    Target find_target(const FoundReply& reply) {
        const auto& uid = reply.uid;
        if (uid.empty()) throw Unplaced{"it does not say what it answers: the UID is missing"};
        const auto id = id_of_uid(uid);
        if (!id) throw Unplaced{"it answers an invite that is not tiffin's (UID " + quoted(uid) + ")"};
        if (auto session = storage::session(connection_, SessionId{*id})) {
            auto name = names_.session(*session);
            return {std::move(session), {}, std::move(name)};
        }
        const auto* invite = series_invite(SeriesInviteId{*id});
        if (invite == nullptr) {
            throw Unplaced{"it answers an invite of a session that is gone, or of another programme (UID " +
                           quoted(uid) + ")"};
        }
        if (reply.has_odd_date) throw Unplaced{"its RECURRENCE-ID is no date"};
        if (!reply.replaces) return {{}, *invite, "all of " + names_.series(invite->series).name};
        return on_date(*invite, *reply.replaces);
    }

    /// The session in whose place one date of a recurring invite stands.
    Target on_date(const SeriesInvite& invite, const calendar::EventTime& replaces) {
        const auto zone = calendar::Zone::load(invite.zone);
        const auto instant = calendar::instant_of(replaces, zone);
        const Date date = instant ? zone.to_local(*instant).date : replaces.date;
        const auto& series = names_.series(invite.series);
        const bool is_start = !instant || zone.to_instant(date, invite.start) == *instant;
        calendar::Occurrences dates(calendar::rule_of(invite, invite.last), invite.first, date);
        dates.skip_to(date);
        if (!is_start || dates.next() != date) {
            throw Unplaced{"it answers for " + render_date(date) + ", which is no date of " + series.slug};
        }
        auto session = storage::session_of(connection_, invite.series, date);
        if (!session) {
            const bool is_far = date > series.laid_out_until.value_or(kEarliestDate);
            const auto what = series.slug + " has no session on " + render_date(date);
            if (!is_far) throw Unplaced{what};
            throw Unplaced{what + " yet", "tiffin plan --until " + render_date(date) + " lays it out"};
        }
        auto name = names_.session(*session);
        return {std::move(session), invite, std::move(name)};
    }

    void place(const ArrivedReply& arrived, const FoundAttendee& attendee, const Target& target) {
        const auto person = find_person(attendee, target);
        must_answer_for(arrived, attendee, person);
        const auto answer = attendee.answer().value_or(Answer::no);
        const auto known = target.session ? storage::rsvp(connection_, target.session->id, person.id)
                                          : storage::rsvp(connection_, target.invite->id, person.id);
        const auto version = version_of(arrived.reply, known, target);
        if (!arrived.reply.stamp && known && known->answer == answer) {
            ++intake_.known;
            return;
        }
        const auto what = person.name + "'s " + std::string(to_string(answer)) + " to " + target.name;
        switch (receive(known ? &*known : nullptr, version)) {
            case Reception::known:
                ++intake_.known;
                return;
            case Reception::overtaken:
                intake_.out_of_date.push_back(arrived.where + ": " + what +
                                              " is out of date, a later answer has come");
                return;
            case Reception::older_than_hand:
                intake_.out_of_date.push_back(arrived.where + ": " + what +
                                              " is out of date, it was changed by hand later");
                return;
            case Reception::news:
                break;
        }
        if (target.session && is_too_late(*target.session, std::min(version.stamp, invocation_.now()))) {
            intake_.out_of_date.push_back(arrived.where + ": " + what + " came when it was over");
            return;
        }
        auto time = target.session ? std::optional(time_of(*target.session)) : std::nullopt;
        std::string of_time;
        if (target.session && answered_time(target, arrived.reply) != time) {
            time = untold_before(target, person.id, arrived.reply);
            if (!time || (known && is_for(*known, *target.session))) {
                intake_.out_of_date.push_back(
                    arrived.where + ": " + what +
                    " is out of date, it was for the time before the session moved");
                return;
            }
            of_time = " as it was before it moved; the answer counts only if it moves back";
        }
        auto before = known.value_or(Rsvp{.person = person.id});
        auto after = with_reply(before, answer, comment(arrived, attendee), version);
        if (target.session) {
            waiting_.note(*target.session);
        } else {
            waiting_.note_coming(target.invite->series);
        }
        store(target, time, before, std::move(after));
        ++intake_.placed;
        invocation_.changed(person.name + " says " + std::string(to_string(answer)) + " to " + target.name +
                            of_time);
        if (answer == Answer::no && of_time.empty()) warn_of_duty(target, person);
    }

    void store(const Target& target, const std::optional<ShownTime>& time, const Rsvp& before, Rsvp after) {
        if (target.session) {
            after.session = target.session->id;
            after.date = time->date;
            after.start = time->start;
        }
        const auto mode = target.session ? usual_mode(*target.session) : Mode::in_person;
        if (asks_for_place(before, after, mode)) after.order = storage::next_rsvp_order(work_);
        if (target.session) {
            storage::record(work_, after);
        } else {
            storage::record(work_, target.invite->id, after);
        }
    }

    /// Whose address it is, or was when an invite of the target went there.
    Person find_person(const FoundAttendee& attendee, const Target& target) {
        if (auto found = storage::person_by_email(connection_, attendee.address)) return *std::move(found);
        auto emitted = target.session ? storage::emitted_invites(connection_, target.session->id)
                                      : std::vector<EmittedInvite>{};
        if (target.invite) {
            emitted.insert(emitted.end(), target.invite->emitted.begin(), target.invite->emitted.end());
        }
        for (const auto& each : emitted) {
            if (!equal_addresses(each.email, attendee.address)) continue;
            if (auto found = storage::person(connection_, each.person)) return *std::move(found);
        }
        throw Unplaced{"nobody has the address " + quoted(attendee.address),
                       "tiffin person edit PERSON --email ADDRESS gives it to somebody"};
    }

    /// Nobody answers for somebody else, but an assistant whom the calendar names and the organizer.
    void must_answer_for(const ArrivedReply& arrived, const FoundAttendee& attendee, const Person& person) {
        if (arrived.from.empty() || equal_addresses(arrived.from, attendee.address) ||
            equal_addresses(arrived.from, attendee.sent_by) || equal_addresses(arrived.from, organizer_))
            return;
        const auto sender = storage::person_by_email(connection_, arrived.from);
        if (!sender || sender->id == person.id) return;
        throw Unplaced{"it comes from " + described(*sender) + ", who cannot answer for " + person.name,
                       "tiffin rsvp set notes what " + person.name + " says"};
    }

    /// Without a SEQUENCE only the stamp says which of two answers is the later one. Nobody answers what was
    /// never sent, or writes in years to come: that would overtake all that they say from then on.
    ReplyVersion version_of(const FoundReply& reply, const std::optional<Rsvp>& known, const Target& target) {
        constexpr std::chrono::days kWrongClock{366};
        const auto now = invocation_.now();
        const auto stamp = reply.stamp.value_or(now);
        if (stamp > now + kWrongClock)
            throw Unplaced{"it says that it was written at " + render_instant(stamp) +
                           ", which is yet to come"};
        const bool is_later = known && known->reply && !reply.has_sequence && stamp > known->reply->stamp;
        const int sequence = std::min(reply.sequence, highest_told(target));
        return {is_later ? known->reply->sequence : sequence, stamp};
    }

    int highest_told(const Target& target) {
        if (target.invite) return highest_sequence(*target.invite);
        int highest = 0;
        for (const auto& each : storage::emitted_invites(connection_, target.session->id))
            highest = std::max(highest, each.sequence);
        return highest;
    }

    static ShownTime time_of(const Session& session) {
        return {session.date, session.start.value_or(TimeOfDay{})};
    }

    /// The day and time that was shown to who answers: by the SEQUENCE of their invite, or without one by the
    /// start that the answer has itself. Nothing where it is only known to be another than it is now.
    std::optional<ShownTime> answered_time(const Target& target, const FoundReply& reply) {
        const auto& session = *target.session;
        if (!reply.has_sequence && reply.start && session.start) {
            const auto zone = calendar::Zone::load(session.zone);
            if (const auto start = calendar::instant_of(*reply.start, zone)) {
                const auto local = zone.to_local(*start);
                return ShownTime{local.date, local.time};
            }
        }
        const auto told = target.invite ? revisions_of(*target.invite, session.occurrence)
                                        : storage::revisions(connection_, session.id);
        const auto* shown = shown_at(told, reply.sequence);
        if (shown == nullptr && target.invite)  // it was one of all, and those never move
            return ShownTime{session.occurrence, target.invite->start};
        if (shown == nullptr) return told.empty() ? std::optional(time_of(session)) : std::nullopt;
        if (*shown == kAtAnotherTime) return std::nullopt;
        const auto time = shown_time(*shown);
        return time ? time : time_of(session);
    }

    /// The time that is answered, where the move from it is one of which they have not heard yet: it may be
    /// undone.
    std::optional<ShownTime> untold_before(const Target& target, PersonId person, const FoundReply& reply) {
        const auto& emitted = target.invite ? target.invite->emitted
                                            : storage::emitted_invites(connection_, target.session->id);
        const auto last = std::find_if(emitted.begin(), emitted.end(), [&](const EmittedInvite& each) {
            return each.person == person && each.told == Told::invited;
        });
        if (last == emitted.end()) return std::nullopt;
        const auto& session = *target.session;
        const auto sequence =
            target.invite ? sequence_at(connection_, thread_of(target.invite->id, last->email),
                                        session.occurrence, last->sequence)
                          : sequence_at(connection_, thread_of(session.id, last->email), {}, last->sequence);
        if (!sequence) return std::nullopt;
        FoundReply to_last;
        to_last.has_sequence = true;
        to_last.sequence = *sequence;
        const auto told = answered_time(target, to_last);
        return told == answered_time(target, reply) ? told : std::nullopt;
    }

    bool is_too_late(const Session& session, Instant stamp) {
        const auto when = times(session);
        return when && when->end <= stamp;
    }

    Revisions revisions_of(const SeriesInvite& invite, Date date) {
        const auto [known, is_new] = revisions_.try_emplace(invite.id);
        if (is_new) known->second = storage::revisions(connection_, invite.id);
        const auto of_date = known->second.find(date);
        return of_date == known->second.end() ? Revisions{} : of_date->second;
    }

    /// What they wrote, and who comes in their place.
    std::string comment(const ArrivedReply& arrived, const FoundAttendee& attendee) {
        std::string text = attendee.comment.empty() ? arrived.reply.comment : attendee.comment;
        std::string sends;
        if (attendee.has_delegated()) {
            const auto& to = attendee.delegated_to;
            const auto other = to.empty() ? std::nullopt : storage::person_by_email(connection_, to);
            sends = "sends " + (other ? other->name : to.empty() ? "somebody else" : to) + " in their place";
        }
        if (!attendee.delegated_from.empty() && !attendee.has_delegated()) {
            const auto other = storage::person_by_email(connection_, attendee.delegated_from);
            sends = "in place of " + (other ? other->name : attendee.delegated_from);
        }
        if (sends.empty() || text.empty()) return sends.empty() ? text : sends;
        return sends + ": " + text;
    }

    void warn_of_duty(const Target& target, const Person& person) {
        if (!target.session) {
            warn_of_declines(invocation_, target.invite->series, person.id);
            return;
        }
        if (is_over(*target.session, invocation_)) return;
        const auto duty = presenters(*target.session);
        if (std::find(duty.begin(), duty.end(), person.id) == duty.end()) return;
        invocation_.warn(presenter_declines(person.name, target.name));
    }

    const SeriesInvite* series_invite(SeriesInviteId id) {
        const auto [known, is_new] = invites_.try_emplace(id);
        if (is_new) known->second = storage::series_invite(connection_, id);
        return known->second ? &*known->second : nullptr;
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    storage::Connection& connection_;
    SessionNames names_;
    std::string organizer_;
    std::map<SeriesInviteId, std::optional<SeriesInvite>> invites_;
    std::map<SeriesInviteId, std::map<std::optional<Date>, Revisions>> revisions_;
    WaitingLists waiting_{invocation_};
    Intake intake_;
};

}  // namespace

Intake take_replies(Invocation& invocation, storage::UnitOfWork& work, std::vector<ArrivedReply> replies) {
    std::stable_sort(replies.begin(), replies.end(), [](const ArrivedReply& a, const ArrivedReply& b) {
        return a.reply.stamp.value_or(Instant{}) < b.reply.stamp.value_or(Instant{});
    });
    Placing placing(invocation, work);
    for (const auto& each : replies) placing.place(each);
    return placing.take();
}

}  // namespace tiffin::cli
