#include "cli/job/outbox/due_messages.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "calendar/zone.h"
#include "cli/job/answers/answers.h"
#include "cli/job/answers/seating.h"
#include "cli/job/invites/invite_event.h"
#include "cli/job/invites/invite_thread.h"
#include "cli/job/invites/session_news.h"
#include "cli/job/outbox/due_orders.h"
#include "cli/job/outbox/due_places.h"
#include "cli/job/outbox/message_text.h"
#include "cli/job/outbox/said_once.h"
#include "cli/job/outbox/session_preparation.h"
#include "cli/listing.h"
#include "storage/attendance.h"
#include "storage/messages.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

constexpr days kThanksDeadline{7};
/// Who was invited only just has this long to answer before anybody asks.
constexpr std::chrono::hours kTimeToAnswer{24};
/// Who was only just thanked is not reminded of what the thanks asked for.
constexpr std::chrono::hours kTimeToThink{12};
/// No step of a session so long ago, or so far ahead, is reminded of.
constexpr days kBack{60};
constexpr days kAhead{400};

struct Recipient {
    std::optional<PersonId> person{};  ///< nothing: the organizer
    Mailbox mailbox{};
};

std::string words_of(const std::string& step) {
    static const std::map<std::string, std::string> kWords{
        {"title", "the title and a few sentences about it"},
        {"slides", "your slides"},
        {"link", "the link by which people join"},
        {"upload", "slides, notes and links for those who could not be there"},
    };
    const auto found = kWords.find(step);
    if (found != kWords.end()) return found->second;
    std::string words = step;
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
    return words;
}

class Collector {
  public:
    Collector(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
              const std::set<std::string>* threads)
        : invocation_(invocation),
          work_(work),
          texts_(texts),
          threads_(threads),
          organizer_(organizer_of(invocation)),
          names_(work.connection()),
          preparation_(invocation, names_) {}

    DueMessages collect(const std::function<bool(MessageKind)>& wants) {
        const auto today = invocation_.today();
        std::vector<MessageKind> kinds;
        for (const auto kind :
             {MessageKind::reminder, MessageKind::chaser, MessageKind::waiting_list,
              MessageKind::catering_order, MessageKind::thank_you, MessageKind::feedback_request}) {
            if (wants(kind)) kinds.push_back(kind);
        }
        if (kinds.empty()) return {};
        for (const auto& session :
             storage::sessions(work_.connection(), {.dates = {today - kBack, today + kAhead}})) {
            const auto when = times(session);
            if (!when) continue;
            if (wants(MessageKind::catering_order)) collect_order(session, *when);
            if (is_called_off(session)) continue;
            if (wants(MessageKind::waiting_list)) collect_places(session, *when);
            if (presenters(session).empty()) continue;
            if (wants(MessageKind::reminder)) collect_reminders(session, *when);
            if (wants(MessageKind::thank_you)) collect_thanks(session, *when);
            if (wants(MessageKind::feedback_request)) collect_feedback_requests(session, *when);
        }
        if (wants(MessageKind::chaser)) collect_chasers();
        storage::for_each_message(work_.connection(), {.states = {MessageState::prepared}, .kinds = kinds},
                                  [this](const Message& message) {
                                      if (!wanted_.contains(message.key)) due_.needless.push_back(message.id);
                                  });
        return std::move(due_);
    }

  private:
    /// One thing that somebody is to do.
    struct Ask {
        std::string what;  ///< "slides/first", as the key has it
        mail::Values task;
        Instant due;
        Instant deadline;
    };
    /// By whom it is asked; nothing: the organizer.
    using Asks = std::map<std::optional<PersonId>, std::pair<Recipient, std::vector<Ask>>>;

    void collect_reminders(const Session& session, const SessionTimes& when) {
        const auto now = invocation_.now();
        const days notice{settings_of(session.series).number("prep_notice").value_or(0)};
        Asks asks;
        const auto add = [&](const Recipient& recipient, Ask ask) {
            if (now >= ask.deadline) return;
            auto& [to, all] = asks[recipient.person];
            to = recipient;
            all.push_back(std::move(ask));
        };
        for (const auto& step : preparation_.steps(session)) {
            if (step.is_done || now < step.due - notice) continue;
            const bool is_first = now < step.due;
            for (const auto& recipient : recipients(session, step.owner)) {
                if (is_asked_with_thanks(step, when) && thanks_come_first(session, when, recipient, is_first))
                    continue;
                const auto by = is_first ? time_words(session, step.due) : "";
                add(recipient, {step.name + (is_first ? "/first" : "/due"),
                                {{{"task", words_of(step.name)}, {"due", by}}},
                                is_first ? step.due - notice : step.due,
                                step.deadline});
            }
        }
        for (const auto person : presenters(session)) {
            if (now >= when.start || !has_declined(session, person)) continue;
            add({std::nullopt, organizer_},
                {"instead/" + render_id(person),
                 {{{"task", "somebody to present instead of " + names_.person(person) +
                                ", who does not come (tiffin session replace)"},
                   {"due", ""}}},
                 answers_to(session).at(person).answered.value_or(now),
                 when.start});
        }
        for (auto& [person, all] : asks) ask(session, when, all.first, std::move(all.second));
    }

    /// All that was not asked yet for the day, in one mail; what waits and asks for something else gives way.
    void ask(const Session& session, const SessionTimes& when, const Recipient& recipient,
             std::vector<Ask> asks) {
        const auto thread = key("reminder", session, recipient);
        const SaidOnce said(work_.connection(), thread);
        std::erase_if(asks, [&](const Ask& each) { return is_asked(said, thread, session, each); });
        if (asks.empty()) return;
        Message message{.kind = MessageKind::reminder,
                        .key = thread + "/" + render_date(session.date),
                        .thread = thread,
                        .session = session.id,
                        .due = asks.front().due,
                        .deadline = asks.front().deadline};
        const bool is_over = when.end <= invocation_.now();
        std::vector<mail::Values> tasks;
        for (auto& each : asks) {
            message.key += "+" + each.what;
            message.due = std::max(message.due, each.due);
            message.deadline = std::max(*message.deadline, each.deadline);
            tasks.push_back(std::move(each.task));
        }
        if (is_over) message.key += "+over";
        message.key = said.key(message.key);
        add(std::move(message), session, when, recipient, [&](mail::Values& values) {
            const auto& person = recipient.person;
            values.named.emplace("is_over", is_over);
            values.named.emplace("duty", person ? duty_sentence(session.assignments, *person) : "");
            values.named.emplace("tasks", std::move(tasks));
        });
    }

    /// Somebody heard it for the day that the session has now.
    bool is_asked(const SaidOnce& said, const std::string& thread, const Session& session, const Ask& ask) {
        const auto day = thread + "/" + render_date(session.date) + "+";
        for (const auto key : said.heard()) {
            if (key.starts_with(day) &&
                (std::string(key) + "+").find("+" + ask.what + "+") != std::string::npos)
                return true;
        }
        // An older tiffin gave each step a thread of its own.
        for (const auto& message : storage::messages_in_thread(work_.connection(), thread + "/" + ask.what)) {
            if (was_heard(message) && message.deadline == ask.deadline) return true;
        }
        return false;
    }

    void collect_order(const Session& session, const SessionTimes& when) {
        if (threads_ != nullptr && !threads_->contains(order_thread(session.id))) return;
        auto news = order_news(invocation_, work_, names_, settings_of(session.series), session, when);
        if (news.waiting) wanted_.insert(*news.waiting);
        if (!news.due) return;
        auto& [message, text, caterer, told, values] = *news.due;
        values.named.emplace("organizer", name_of(organizer_));
        if (news.is_missed || is_new(message))
            due_.told.emplace(prepare(std::move(message), text, caterer, values), told);
    }

    void collect_places(const Session& session, const SessionTimes& when) {
        if (!is_announced(session) || when.start <= invocation_.now()) return;
        for (const auto& news : place_news(work_.connection(), names_.series(session.series), session)) {
            wanted_.insert(news.key);
            const auto person = storage::person(work_.connection(), news.seat.person);
            if (news.is_prepared || !person || person->email.empty()) continue;
            add({.kind = MessageKind::waiting_list,
                 .key = news.key,
                 .thread = news.thread,
                 .session = session.id,
                 .due = invocation_.now(),
                 .deadline = when.start},
                session, when, {person->id, {person->name, person->email}}, [&](mail::Values& values) {
                    const auto& seat = news.seat;
                    const bool has_ways = !session.place.empty() && !session.link.empty();
                    // Nothing to come to while they wait, and then what is for them.
                    if (seat.waiting || seat.mode == Mode::remote)
                        values.named.insert_or_assign("place", std::string());
                    if (seat.waiting || (has_ways && seat.mode == Mode::in_person))
                        values.named.insert_or_assign("link", std::string());
                    values.named.emplace("had_place", news.had_place);
                    values.named.emplace("is_waiting", seat.waiting.has_value());
                    values.named.emplace("position", std::to_string(seat.waiting.value_or(0)));
                    values.named.emplace(
                        "way", has_ways ? seat.mode == Mode::remote ? "remotely" : "in person" : "");
                });
        }
    }

    void collect_thanks(const Session& session, const SessionTimes& when) {
        const auto after = settings_of(session.series).number("thank_after");
        if (!after || when.end > invocation_.now()) return;
        const auto due = morning_after(session, when, *after);
        if (!is_open(due, due + kThanksDeadline)) return;
        const auto steps = preparation_.steps(session);
        const bool is_missing = std::any_of(steps.begin(), steps.end(), [&](const StepOfSession& step) {
            return is_asked_with_thanks(step, when) && !step.is_done;
        });
        for (const auto& recipient : recipients(session, StepOwner::presenter)) {
            const auto thread = key("thank-you", session, recipient);
            const SaidOnce said(work_.connection(), thread);
            if (!said.heard().empty()) continue;
            add({.kind = MessageKind::thank_you,
                 .key = said.key(is_missing ? thread : thread + "/complete"),
                 .thread = thread,
                 .session = session.id,
                 .due = due,
                 .deadline = due + kThanksDeadline},
                session, when, recipient, [&](mail::Values& values) {
                    const auto count = listeners(session).size();
                    values.named.emplace("audience", count == 0 ? "" : counted(count, "person", "people"));
                    values.named.emplace("material_missing", is_missing);
                });
        }
    }

    void collect_feedback_requests(const Session& session, const SessionTimes& when) {
        const auto& settings = settings_of(session.series);
        const auto after = settings.number("feedback_after");
        if (!after || when.end > invocation_.now()) return;
        const auto due = morning_after(session, when, *after);
        if (!is_open(due, due + kThanksDeadline)) return;
        for (const auto id : audience(session)) {
            const auto person = storage::person(work_.connection(), id);
            if (!person || person->email.empty()) continue;
            const Recipient recipient{id, {person->name, person->email}};
            const auto thread = key("feedback-request", session, recipient);
            const SaidOnce said(work_.connection(), thread);
            if (!said.heard().empty()) continue;
            add({.kind = MessageKind::feedback_request,
                 .key = said.key(thread),
                 .thread = thread,
                 .session = session.id,
                 .due = due,
                 .deadline = due + kThanksDeadline},
                session, when, recipient,
                [&](mail::Values& values) { values.named.emplace("form", settings.text("feedback_form")); });
        }
    }

    void collect_chasers() {
        for (const auto& silent : unanswered(invocation_, {})) {
            const auto& session = silent.session;
            const auto before = days_to_chase(session);
            const auto when = times(session);
            if (!before || !when || presenters(session).empty() || has_duty(session, silent.person.id))
                continue;
            const auto zone = calendar::Zone::load(session.zone);
            // The lunch is ordered by what is known then.
            const bool is_catered = names_.series(session.series).lunch == Lunch::catered;
            const auto freeze =
                is_catered ? settings_of(session.series).number("freeze_days").value_or(0) : 0;
            const auto reply_by = session.date - days{1 + freeze};
            const auto chased = std::min(session.date - days{*before}, reply_by - days{1});
            const auto due = std::max(zone.to_instant(chased, kMorning), silent.invited + kTimeToAnswer);
            const auto deadline = zone.to_instant(session.date, TimeOfDay{});
            if (!is_open(due, deadline)) continue;
            // What waits in the outbox nobody can have answered.
            const auto told =
                storage::messages_in_thread(work_.connection(), thread_of(session.id, silent.email));
            if (!told.empty() && told.front().state == MessageState::prepared) continue;
            const Recipient recipient{silent.person.id, {silent.person.name, silent.email}};
            const auto thread = key("chaser", session, recipient);
            const auto says = thread + "/" + render_date(session.date);
            const SaidOnce said(work_.connection(), thread);
            if (is_chased(said, thread, says, deadline)) continue;
            add({.kind = MessageKind::chaser,
                 .key = said.key(says),
                 .thread = thread,
                 .session = session.id,
                 .due = due,
                 .deadline = deadline},
                session, *when, recipient, [&](mail::Values& values) {
                    const bool is_soon = reply_by <= invocation_.today();
                    values.named.emplace("reply_by",
                                         is_soon ? std::string("the end of today") : long_date(reply_by));
                    if (!is_catered) values.named.insert_or_assign("lunch", std::string());
                    values.named.emplace("is_full", would_wait(session, silent.person.id));
                });
        }
    }

    /// With a yes they would wait for a place.
    bool would_wait(const Session& session, PersonId person) {
        const auto& series = names_.series(session.series);
        if (!series.capacity && !series.remote_capacity) return false;
        auto with_theirs = answers_to(session);
        auto& rsvp = with_theirs[person];
        rsvp.person = person;
        rsvp.answer = Answer::yes;
        rsvp.order = std::numeric_limits<std::int64_t>::max();
        const auto taken = seating(series, session, with_theirs);
        const auto* seat = seat_of(taken, person);
        return seat != nullptr && seat->waiting;
    }

    /// For this day; an older tiffin named no day in its keys.
    bool is_chased(const SaidOnce& said, const std::string& thread, const std::string& says,
                   Instant deadline) {
        const auto heard = said.heard();
        if (std::find(heard.begin(), heard.end(), says) != heard.end()) return true;
        const auto before = storage::messages_in_thread(work_.connection(), thread);
        return std::any_of(before.begin(), before.end(), [&](const Message& each) {
            return each.key == thread && was_heard(each) && each.deadline == deadline;
        });
    }

    /// As the series has it; where it has nothing of its own, only where heads are counted.
    std::optional<int> days_to_chase(const Session& session) {
        const auto& settings = settings_of(session.series);
        const auto& series = names_.series(session.series);
        const bool is_counted = series.lunch == Lunch::catered || series.capacity;
        if (settings.value("chase_before").origin == config::Origin::built_in && !is_counted)
            return std::nullopt;
        return settings.number("chase_before");
    }

    static bool has_duty(const Session& session, PersonId person) {
        const auto& duties = session.assignments;
        return std::any_of(duties.begin(), duties.end(),
                           [&](const Assignment& duty) { return duty.person == person; });
    }

    static bool is_asked_with_thanks(const StepOfSession& step, const SessionTimes& when) {
        return step.name == "upload" && step.owner == StepOwner::presenter && step.due >= when.end;
    }

    /// The thank-you asks first, and has not gone out or only just.
    bool thanks_come_first(const Session& session, const SessionTimes& when, const Recipient& recipient,
                           bool is_first) {
        const auto after = settings_of(session.series).number("thank_after");
        if (!after) return false;
        if (is_first) return true;
        if (morning_after(session, when, *after) + kThanksDeadline <= invocation_.now()) return false;
        const auto thanks =
            storage::messages_in_thread(work_.connection(), key("thank-you", session, recipient));
        if (thanks.empty() || thanks.front().state == MessageState::prepared) return true;
        return thanks.front().sent && invocation_.now() < *thanks.front().sent + kTimeToThink;
    }

    static Instant morning_after(const Session& session, const SessionTimes& when, int after) {
        return std::max(when.end,
                        calendar::Zone::load(session.zone).to_instant(session.date + days{after}, kMorning));
    }

    /// Who was there, as it was noted, but for those who present.
    std::vector<PersonId> listeners(const Session& session) {
        std::vector<PersonId> people;
        for (const auto& there : storage::attendance(work_.connection(), session.id))
            people.push_back(there.person);
        return without_presenters(session, std::move(people));
    }

    /// They, or where nobody was noted, who said that they would come.
    std::vector<PersonId> audience(const Session& session) {
        if (!storage::attendance(work_.connection(), session.id).empty()) return listeners(session);
        std::vector<PersonId> people;
        for (const auto& [id, rsvp] : answers_to(session)) {
            if (rsvp.answer == Answer::yes) people.push_back(id);
        }
        return without_presenters(session, std::move(people));
    }

    static std::vector<PersonId> without_presenters(const Session& session, std::vector<PersonId> people) {
        const auto presenting = presenters(session);
        std::erase_if(people, [&](PersonId id) {
            return std::find(presenting.begin(), presenting.end(), id) != presenting.end();
        });
        return people;
    }

    /// Prepares it, where it is due and nobody was told so yet.
    void add(Message message, const Session& session, const SessionTimes& when, const Recipient& recipient,
             const std::function<void(mail::Values&)>& complete) {
        if (is_new(message)) prepare(std::move(message), session, when, recipient, complete);
    }

    /// It is due, and not too late: nothing else is looked up.
    [[nodiscard]] bool is_open(Instant due, Instant deadline) const {
        return due <= invocation_.now() && invocation_.now() < deadline;
    }

    /// It is due, not too late, and there is none of its key yet. Notes that it is wanted, in either case.
    bool is_new(const Message& message) {
        const auto now = invocation_.now();
        if (now < message.due || is_too_late(message, now, std::nullopt)) return false;
        wanted_.insert(message.key);
        if (storage::has_message(work_.connection(), message.key)) return false;
        const bool takes_place =
            message.kind == MessageKind::waiting_list || message.kind == MessageKind::catering_order;
        return threads_ == nullptr || (takes_place && threads_->contains(message.thread));
    }

    /// `complete` adds what its template names besides.
    MessageId prepare(Message message, const Session& session, const SessionTimes& when,
                      const Recipient& recipient, const std::function<void(mail::Values&)>& complete) {
        const auto shown = shown_session(names_, session, when);
        auto values = session_values(shown, long_date(shown.date), recipient.mailbox, organizer_);
        complete(values);
        std::string name(to_string(message.kind));
        std::replace(name.begin(), name.end(), '-', '_');
        message.person = recipient.person;
        return prepare(std::move(message), name, recipient.mailbox, values);
    }

    MessageId prepare(Message message, const std::string& text_name, const Mailbox& to,
                      const mail::Values& values) {
        auto text = texts_.at(text_name).render(values);
        std::string local = message.key;
        std::replace(local.begin(), local.end(), '/', '.');
        const auto id = message.id = work_.new_id<MessageId>();
        message.content = {.mail_id = message_id(in_message_id(local), organizer_),
                           .from = organizer_,
                           .to = to,
                           .subject = std::move(text.subject),
                           .text = std::move(text.body),
                           .calendar = {},
                           .date = invocation_.now()};
        due_.fresh.push_back(std::move(message));
        return id;
    }

    /// Those of them who have an address, have not left before and did not say that they do not come.
    std::vector<Recipient> recipients(const Session& session, StepOwner owner) {
        std::vector<Recipient> found;
        for (const auto id : owners(session, owner)) {
            const auto person = storage::person(work_.connection(), id);
            if (person && !person->email.empty() && membership(*person).contains(session.date) &&
                !has_declined(session, id))
                found.push_back({id, {person->name, person->email}});
        }
        if (owner == StepOwner::organizer || (owner == StepOwner::host && found.empty()))
            found.push_back({std::nullopt, organizer_});
        return found;
    }

    bool has_declined(const Session& session, PersonId person) {
        if (session.date < invocation_.today()) return false;
        const auto& known = answers_to(session);
        const auto rsvp = known.find(person);
        return rsvp != known.end() && rsvp->second.answer == Answer::no;
    }

    /// Read once for each session.
    const std::map<PersonId, Rsvp>& answers_to(const Session& session) {
        const auto [known, first] = answers_.try_emplace(session.id);
        if (first) known->second = answers(work_.connection(), session);
        return known->second;
    }

    static std::string key(const std::string& kind, const Session& session, const Recipient& recipient) {
        return kind + "/" + render_id(session.id) + "/" +
               (recipient.person ? render_id(*recipient.person) : "organizer");
    }

    /// "Wednesday 17 February 2027, 12:30"
    static std::string time_words(const Session& session, Instant instant) {
        const auto local = calendar::Zone::load(session.zone).to_local(instant);
        return long_date(local.date) + ", " + render_time_of_day(local.time);
    }

    const config::Settings& settings_of(SeriesId series) {
        const auto known = settings_.find(series);
        if (known != settings_.end()) return known->second;
        return settings_.emplace(series, invocation_.settings_of(series)).first->second;
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    const mail::Templates& texts_;
    const std::set<std::string>* threads_;  // nothing: all
    Mailbox organizer_;
    SessionNames names_;
    SessionPreparation preparation_;
    std::map<SeriesId, config::Settings> settings_;
    std::map<SessionId, std::map<PersonId, Rsvp>> answers_;
    std::set<std::string> wanted_;  // the keys of all that is due, prepared or not
    DueMessages due_;
};

}  // namespace

DueMessages due_messages(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                         const std::function<bool(MessageKind)>& wants,
                         const std::set<std::string>* threads) {
    return Collector(invocation, work, texts, threads).collect(wants);
}

}  // namespace tiffin::cli
