#include "cli/command/rsvp.h"

#include <algorithm>

#include "calendar/zone.h"
#include "cli/invocation.h"
#include "cli/job/answers/answers.h"
#include "cli/job/answers/reply_intake.h"
#include "cli/job/answers/seating.h"
#include "cli/job/invites/guests.h"
#include "cli/job/planning/duty_change.h"
#include "cli/job/planning/lay_out.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "domain/rsvp.h"
#include "storage/people.h"
#include "storage/rsvps.h"
#include "storage/series_invites.h"

namespace tiffin::cli {

namespace {

constexpr const char* kSessionHelp = "\"series/date\", or a date where it is the only one";

class RsvpSet final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration
            .option("--series", "SERIES", series_, "in place of SESSION: all dates of its recurring invite")
            .completing(Completes::series);
        declaration.option("--person", "PERSON", person_, "who answers")
            .needed()
            .completing(Completes::person);
        declaration.option("--answer", "ANSWER", answer_, "whether they come").one_of({"yes", "no", "maybe"});
        declaration.option("--mode", "MODE", mode_, "how they take part; \"\" takes it away");
        declaration.option("--comment", "TEXT", comment_, "what they say beside it");
        declaration.option("--brings", "TEXT", brings_, "what they bring to a potluck; \"\": nothing");
        declaration.flag("--clear", clear_, "they have not answered after all");
        declaration.detail(
            "MODE is in-person or remote. An answer that a calendar sends later stands above one that was "
            "set "
            "by hand, and one that it sent before does not.");
        declaration.detail(
            "With --series the answer is to a recurring invite as a whole, and holds for each date that has "
            "no "
            "answer of its own.");
        declaration.example("tiffin rsvp set lunch/2027-02-18 --person ana --answer yes --mode remote");
        declaration.example("tiffin rsvp set --series lunch --person ana --answer yes");
    }

    ExitStatus run(Invocation& invocation) override {
        if (clear_ && (answer_ || comment_)) {
            throw Failure(ExitStatus::usage, "--clear and an answer exclude each other",
                          "leave one of them out");
        }
        if (!answer_ && !mode_ && !comment_ && !brings_ && !clear_) {
            throw Failure(ExitStatus::usage, "there is nothing to set",
                          "add --answer, --mode, --comment, --brings or --clear");
        }
        if (session_.has_value() == series_.has_value()) {
            throw Failure(ExitStatus::usage,
                          session_ ? "a session and --series exclude each other" : "the session is missing",
                          "name a session, or a series that invites as one with --series");
        }
        auto& work = invocation.begin();
        if (series_) {
            answer_all(invocation, work, find_series(work.connection(), *series_));
            return ExitStatus::done;
        }
        const auto session = find_or_lay_out_session(invocation, work, *session_);
        const auto series = series_of(work.connection(), session);
        const auto name = session_name(series, session.date);
        must_take_place(session, name);
        const auto person = find_person(work.connection(), *person_);
        auto all = answers(work.connection(), session);
        const auto before = known(all, session, person.id);
        auto after = changed(invocation, before);
        if (!(after == before)) {
            after.date = session.date;
            after.start = session.start;
            if (asks_for_place(before, after, usual_mode(session)))
                after.order = storage::next_rsvp_order(work);
            WaitingLists waiting(invocation);
            waiting.note(session);
            storage::record(work, after);
            all[person.id] = after;
            const auto seated = seating(series, session, all);
            invocation.changed(said(person, name, after, seat_of(seated, person.id)));
            waiting.tell();
        }
        std::string next = "tiffin rsvp list " + name;
        const bool is_hybrid = !session.place.empty() && !session.link.empty();
        if (is_known(invocation, session) && is_hybrid && after.mode != before.mode &&
            after.answer != Answer::no)
            next = invocation.telling() + " sends them the update";
        if (is_missed(session, after)) next = "tiffin plan finds somebody else to present";
        invocation.finish("noted the answer of " + person.name, next);
        return ExitStatus::done;
    }

  private:
    void answer_all(Invocation& invocation, storage::UnitOfWork& work, const Series& series) const {
        if (mode_ || brings_) {
            throw Failure(ExitStatus::usage,
                          "how somebody takes part, and what they bring, is said of a date",
                          "tiffin rsvp set " + series.slug + "/DATE says it of one");
        }
        if (series.invites != Invites::series) {
            throw Failure(ExitStatus::usage, series.name + " invites to each session by itself",
                          "tiffin rsvp set " + series.slug + "/DATE");
        }
        const auto invites = storage::series_invites(work.connection(), series.id);
        if (invites.empty() || !invites.back().whole) {
            throw Failure(ExitStatus::usage, "nobody is invited to all of " + series.name + " yet",
                          invocation.telling());
        }
        const auto invite = invites.back().id;
        const auto person = find_person(work.connection(), *person_);
        const auto before =
            storage::rsvp(work.connection(), invite, person.id).value_or(Rsvp{.person = person.id});
        auto after = changed(invocation, before);
        if (!(after == before)) {
            WaitingLists waiting(invocation);
            waiting.note_coming(series.id);
            if (asks_for_place(before, after, Mode::in_person)) after.order = storage::next_rsvp_order(work);
            storage::record(work, invite, after);
            invocation.changed(said(person, "all of " + series.name, after, nullptr));
            waiting.tell();
        }
        const bool is_missed =
            after.answer == Answer::no && warn_of_declines(invocation, series.id, person.id);
        invocation.finish("noted the answer of " + person.name,
                          is_missed ? "tiffin plan" : "tiffin rsvp list --series " + series.slug);
    }

    static void must_take_place(const Session& session, const std::string& name) {
        if (!is_called_off(session)) return;
        throw Failure(ExitStatus::usage, name + " is " + std::string(to_string(session.state)),
                      "tiffin session restore " + name);
    }

    static Rsvp known(const std::map<PersonId, Rsvp>& all, const Session& session, PersonId person) {
        const auto found = all.find(person);
        if (found != all.end()) return found->second;
        return {.session = session.id, .person = person, .date = session.date, .start = session.start};
    }

    [[nodiscard]] Rsvp changed(Invocation& invocation, Rsvp rsvp) const {
        const auto answer = answer_ ? parse_answer(*answer_) : clear_ ? std::nullopt : rsvp.answer;
        // What was said beside another answer no longer holds.
        auto comment = comment_ ? long_text(*comment_) : answer == rsvp.answer ? rsvp.comment : std::string();
        if (mode_) rsvp.mode = mode(*mode_);
        if (brings_) rsvp.brings = short_text(*brings_);
        if (answer == rsvp.answer && comment == rsvp.comment) return rsvp;
        return by_hand(std::move(rsvp), answer, std::move(comment), invocation.now());
    }

    static std::optional<Mode> mode(const std::string& typed) {
        if (typed.empty()) return std::nullopt;
        if (const auto mode = parse_mode(typed)) return mode;
        throw Failure(ExitStatus::usage, "--mode: there is no mode \"" + typed + "\"",
                      "write in-person or remote");
    }

    /// `seat` is null for who does not come.
    static std::string said(const Person& person, const std::string& name, const Rsvp& rsvp,
                            const Seat* seat) {
        std::string text = person.name;
        if (!rsvp.answer) {
            text += " has not answered " + name;
            if (rsvp.mode)
                text +=
                    *rsvp.mode == Mode::remote ? ", but would join remotely" : ", but would come in person";
            if (!rsvp.brings.empty())
                text += (rsvp.mode ? " and bring " : ", but would bring ") + rsvp.brings;
        } else {
            text += " says " + std::string(to_string(*rsvp.answer)) + " to " + name;
            if (rsvp.mode && rsvp.answer != Answer::no) text += ", " + std::string(to_string(*rsvp.mode));
            if (!rsvp.brings.empty()) text += ", brings " + rsvp.brings;
        }
        if (seat != nullptr && seat->waiting) text += ", " + waiting_words(*seat);
        return text;
    }

    /// Somebody who presents it does not come.
    static bool is_missed(const Session& session, const Rsvp& rsvp) {
        const auto duty = presenters(session);
        return rsvp.answer == Answer::no && std::find(duty.begin(), duty.end(), rsvp.person) != duty.end();
    }

    std::optional<std::string> session_, series_, person_, answer_, mode_, comment_, brings_;
    bool clear_ = false;
};

/// The session that is named, or those to come.
std::vector<Session> sessions_of(Invocation& invocation, const std::optional<std::string>& session,
                                 const std::optional<std::string>& series) {
    if (session) return {find_session(invocation, *session)};
    const auto of = series ? std::optional(find_series(invocation.connection(), *series).id) : std::nullopt;
    return coming_sessions(invocation, of);
}

class RsvpList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--person", "PERSON", person_, "only this person").completing(Completes::person);
        declaration.option("--answer", "ANSWER", answer_, "only with this answer")
            .one_of({"yes", "no", "maybe", "none"});
        listing_.declare(declaration);
        declaration.detail(
            "Where more say yes than there are places, waiting is the position on the waiting list.");
        declaration.detail(
            "Everybody who is invited, and whoever answered nevertheless. Without SESSION: the coming "
            "sessions "
            "that were announced or have answers.");
        declaration.example("tiffin rsvp list lunch/2027-02-18 --answer none");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        const auto sessions = sessions_of(invocation, session_, series_);
        if (person_) chosen_ = find_person(connection, *person_).id;
        SessionNames names(connection);
        Guests guests(connection);
        for (const auto& session : sessions) {
            const auto known = answers(connection, session);
            if (!session_ && !is_announced(session) && known.empty()) continue;
            const auto zone = calendar::Zone::load(session.zone.empty() ? zone_of(invocation) : session.zone);
            const auto name = names.session(session);
            const auto invited = guests.invited(session);
            const auto seated = seating(names.series(session.series), session, known);
            for (std::size_t i = 0; i < guests.size(); ++i) {
                const auto answer = known.find(guests[i].id);
                const bool is_invited = std::binary_search(invited.begin(), invited.end(), i);
                if (answer == known.end() && !is_invited) continue;
                add(names, name, guests[i], answer == known.end() ? Rsvp{} : answer->second,
                    seat_of(seated, guests[i].id), zone);
            }
        }
        // People see the other columns where there is something in them.
        std::vector<std::string> brief{"session", "person", "answer", "mode", "comment", "answered"};
        for (const std::size_t column : {6U, 7U}) {
            const bool is_used = std::any_of(table_.rows.begin(), table_.rows.end(), [&](const auto& row) {
                return !std::holds_alternative<std::monostate>(row[column]);
            });
            if (is_used) brief.push_back(table_.columns[column].name);
        }
        return list(invocation, listing_, table_, "no such answers", brief);
    }

  private:
    static std::string zone_of(Invocation& invocation) {
        const auto zone = invocation.zone();
        return zone.empty() ? "UTC" : zone;
    }

    /// `seat` is null for who does not come.
    void add(SessionNames& names, const std::string& session, const Person& person, const Rsvp& rsvp,
             const Seat* seat, const calendar::Zone& zone) {
        const auto answer = rsvp.answer ? to_string(*rsvp.answer) : std::string_view();
        if (chosen_ && *chosen_ != person.id) return;
        if (answer_ && (answer_ == "none" ? rsvp.answer.has_value() : answer != *answer_)) return;
        const bool has_answered = rsvp.answer && rsvp.answered;
        table_.rows.push_back(
            {session, names.person(person.id), cell(answer),
             cell(rsvp.mode ? to_string(*rsvp.mode) : std::string_view()), cell(rsvp.comment),
             has_answered ? cell(calendar::render_offset_time(*rsvp.answered, zone)) : report::Cell{},
             seat != nullptr && seat->waiting ? report::Cell{std::int64_t{*seat->waiting}} : report::Cell{},
             cell(rsvp.brings), cell(person.email)});
    }

    std::optional<std::string> session_, series_, person_, answer_;
    std::optional<PersonId> chosen_;
    report::Table table_{{{"session", {}},
                          {"person", {}},
                          {"answer", {}},
                          {"mode", {}},
                          {"comment", {}},
                          {"answered", {}},
                          {"waiting", report::Column::Align::right},
                          {"brings", {}},
                          {"email", {}}},
                         {}};
    ListOptions listing_;
};

class RsvpPending final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        listing_.declare(declaration);
        declaration.detail(
            "Who has an invite of a coming session and has not answered it; an answer for a day or time that "
            "the session was moved from is none.");
        declaration.example("tiffin rsvp pending thu --format csv --fields email --no-header");
    }

    ExitStatus run(Invocation& invocation) override {
        AnswerFilter filter;
        if (session_) filter.session = find_session(invocation, *session_).id;
        if (series_) filter.series = find_series(invocation.connection(), *series_).id;
        report::Table table{{{"session", {}}, {"person", {}}, {"email", {}}, {"invited", {}}}, {}};
        for (const auto& each : unanswered(invocation, filter)) {
            const auto zone = calendar::Zone::load(each.session.zone);
            table.rows.push_back(
                {each.name, each.person.name, each.email, calendar::render_offset_time(each.invited, zone)});
        }
        return list(invocation, listing_, table, "everybody who has an invite has answered");
    }

  private:
    std::optional<std::string> session_, series_;
    ListOptions listing_;
};

class RsvpIngest final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration
            .positional("FILE", file_,
                        "a mail, an mbox, a maildir, a folder of mails, an .ics file, or - (-)")
            .completing(Completes::file);
        declaration.detail(
            "Takes the answers that calendars send to the organizer (METHOD:REPLY) from mails of any shape. "
            "An answer is placed by the invite that it is to and by the address of the ATTENDEE, which must "
            "be somebody's of the programme; a mail from somebody else of the programme does not count. An "
            "answer that came before, or that a later one has overtaken, changes nothing.");
        declaration.detail(
            "What cannot be placed is named in one line each, and the exit status is then 65; all the others "
            "are noted nevertheless. Mails of a mailbox that are about something else are passed over.");
        declaration.detail(
            "In a .procmailrc: \":0 w\" and below it \"| tiffin rsvp ingest\", so that what is not placed, "
            "and "
            "whatever comes while the programme is busy, goes on to the inbox.");
        declaration.example("tiffin rsvp ingest ~/Maildir/.lunch");
        declaration.example("tiffin rsvp ingest < reply.eml");
    }

    ExitStatus run(Invocation& invocation) override {
        auto arrived = read_reply_files(invocation.surroundings(), file_.value_or("-"));
        auto& work = invocation.begin();
        const auto intake = take_replies(invocation, work, std::move(arrived.replies));
        for (const auto& sentence : arrived.refused) invocation.warn(sentence);
        for (const auto& sentence : intake.unplaced) invocation.warn(sentence);
        for (const auto& sentence : intake.out_of_date) invocation.say(sentence);
        if (intake.known > 0)
            invocation.say(counted(intake.known, "answer was", "answers were") + " known already");
        if (arrived.others > 0)
            invocation.say("passed over " + counted(arrived.others, "other mail", "other mails"));
        const auto unplaced = arrived.refused.size() + intake.unplaced.size();
        auto summary = "took in " + counted(intake.placed, "answer", "answers");
        if (unplaced > 0) summary += ", " + std::to_string(unplaced) + " could not be placed";
        // Where all was refused that is all there is to say.
        if (unplaced == 0 || invocation.changed_anything()) invocation.finish(summary, "tiffin rsvp list");
        return unplaced > 0 ? ExitStatus::bad_input : ExitStatus::done;
    }

  private:
    std::optional<std::string> file_;
};

}  // namespace

std::unique_ptr<Action> make_rsvp_set() {
    return std::make_unique<RsvpSet>();
}
std::unique_ptr<Action> make_rsvp_list() {
    return std::make_unique<RsvpList>();
}
std::unique_ptr<Action> make_rsvp_pending() {
    return std::make_unique<RsvpPending>();
}
std::unique_ptr<Action> make_rsvp_ingest() {
    return std::make_unique<RsvpIngest>();
}

}  // namespace tiffin::cli
