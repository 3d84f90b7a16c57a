#include "cli/job/invite_mail.h"

#include "calendar/fitting_invites.h"
#include "calendar/recurrence_sentence.h"
#include "cli/job/invite_event.h"
#include "cli/job/message_text.h"

namespace tiffin::cli {

namespace {

MessageKind kind_of(const NextInvite& object, calendar::Method method) {
    if (method == calendar::Method::cancel) return MessageKind::cancellation;
    return object.is_update ? MessageKind::update : MessageKind::invite;
}

std::string_view template_of(MessageKind kind, Told told) {
    if (told == Told::dropped) return "dropped";
    return to_string(kind);
}

/// The fact that an invite leaves out for who takes part so.
std::string_view unseen_by(std::optional<Mode> mode) {
    if (!mode) return "";
    return *mode == Mode::remote ? "place" : "link";
}

std::string mode_sentence(Mode mode) {
    return mode == Mode::remote ? "It shows you the link alone, since you join remotely."
                                : "It shows you the place alone, since you come in person.";
}

/// "You host on Thursday 14 January 2027. You present on …": what somebody has to do on the dates to come.
std::string duty_sentences(const DueSeries& series, const DueSeriesInvite& due) {
    std::string sentences;
    for (const auto& [date, each] : series.dates) {
        const bool is_shown = each.is_coming && due.view.days.contains(date);
        auto sentence = is_shown ? duty_sentence(each.duties, due.person) : "";
        if (sentence.empty()) continue;
        sentence.pop_back();
        sentences += (sentences.empty() ? "" : " ") + sentence + " on " + long_date(each.shown.date) + ".";
    }
    return sentences;
}

/// What was told of one date, by itself or with all the others, to whoever got `last`; nothing where nobody
/// knows what they have.
std::optional<std::string> told_of(const DueSeries& series, Date date, int last) {
    const auto& alone = series.dates.at(date).told;
    if (alone) return alone->sequence <= last ? std::optional(alone->shown) : std::nullopt;
    if (!series.told || series.told->sequence > last) return std::nullopt;
    return shown_on(series.told->shown, date);
}

std::vector<std::string> changes_of(const DueSeries& series, Date date, int last, std::optional<Mode> mode) {
    const auto told = told_of(series, date, last);
    if (!told) return {};
    const auto& now = series.dates.at(date).shown;
    if (shows_called_off(*told) && !now.called_off)
        return {"It takes place after all" + (now.date == date ? "." : ", on " + long_date(now.date) + ".")};
    return changes_between(*told, now, unseen_by(mode));
}

/// Of the days that the recipient is shown of it.
std::vector<std::string> changes_of_days(const DueSeries& series, const DueSeriesInvite& due) {
    std::vector<std::string> changes;
    if (!due.told_days) return changes;
    const auto first = first_of(series, due.view.days);
    if (first != first_of(series, *due.told_days))
        changes.push_back("For you the first one is on " + long_date(first) + ".");
    const auto last = last_of(series, due.view.days);
    if (last != last_of(series, *due.told_days))
        changes.push_back(last ? "For you the last one is on " + long_date(*last) + "."
                               : "For you it goes on without an end.");
    return changes;
}

/// Of the whole, and of the dates of which it tells something new.
std::vector<std::string> changes_of(const DueSeries& series, const DueSeriesInvite& due) {
    const int last = *due.last;
    std::vector<std::string> changes;
    if (series.told && series.told->sequence <= last) {
        changes = changes_between(series.told->shown, series.whole, "");
        const bool is_to_end = due.view.days.last == kLatestDate;
        if (is_to_end && changed_facts(series.told->shown, series.invite.whole->shown).contains("until"))
            changes.push_back(series.until ? "The last one is on " + long_date(*series.until) + "."
                                           : "It goes on without an end.");
    }
    for (auto& change : changes_of_days(series, due)) changes.push_back(std::move(change));
    for (const auto& [date, each] : series.dates) {
        const auto now = series.invite.dates.find(date);
        if (now == series.invite.dates.end() || now->second.sequence <= last) continue;
        if (!due.view.days.contains(date)) continue;
        if (each.shown.called_off) changes.push_back(long_date(date) + ": there is none.");
        for (const auto& change : changes_of(series, date, last, due.view.mode_on(date)))
            changes.push_back(long_date(date) + ": " + change);
    }
    return changes;
}

}  // namespace

MessageKind kind_of(const DueInvite& due) {
    return kind_of(due.object, method_of(due));
}

MessageKind kind_of(const DueSeries& series, const DueSeriesInvite& due) {
    return kind_of(due.next.object, method_of(series, due));
}

struct InviteMails::Occasion {
    const ShownSession& shown;
    std::string date;  ///< in words
    std::string id;    ///< of the session or the recurring invite
    calendar::Method method;
    MessageKind kind;
    const NextInvite& object;
    const Mailbox& recipient;
    std::string duty{};  ///< of the recipient, in words; empty: none
    std::vector<std::string> changes{};
};

InviteMails::InviteMails(Mailbox organizer, const mail::Overrides& texts)
    : organizer_(std::move(organizer)), templates_(texts) {}

MessageContent InviteMails::compose(const DueSession& session, const DueInvite& due, std::string calendar,
                                    MessageKind kind) const {
    const auto shown = shown_to(session, due);
    std::vector<std::string> changes;
    // Of what stood in between nobody knows whether they saw it.
    const bool saw_last = session.told && due.last && *due.last >= session.told->sequence;
    if (kind == MessageKind::invite && saw_last && shows_called_off(session.told->shown)) {
        changes.emplace_back("It takes place after all.");
        kind = MessageKind::update;  // in its words: they know what it is about
    } else if (kind == MessageKind::update && saw_last) {
        changes = changes_between(session.told->shown, session.shown, unseen_by(due.mode));
    }
    if (kind == MessageKind::update && changes.empty() && due.mode)
        changes.push_back(mode_sentence(*due.mode));
    return compose({shown, long_date(session.shown.date), render_id(session.session.id), method_of(due), kind,
                    due.object, due.recipient, duty_sentence(session.session.assignments, due.person),
                    std::move(changes)},
                   std::move(calendar));
}

MessageContent InviteMails::compose(const DueSeries& series, const DueSeriesInvite& due, std::string calendar,
                                    MessageKind kind) const {
    const auto& next = due.next;
    const auto mode = next.date ? due.view.mode_on(*next.date) : std::nullopt;
    auto shown = next.date ? tiffin::shown_to(series.dates.at(*next.date).shown, mode) : series.whole;
    if (!next.date) shown.date = first_of(series, due.view.days);
    auto date = long_date(shown.date);
    if (!next.date) {
        date += " and then " +
                calendar::describe(calendar::rule_of(series.invite, last_of(series, due.view.days)));
    }
    std::vector<std::string> changes;
    const auto duty = next.date ? duty_sentence(series.dates.at(*next.date).duties, due.person)
                                : duty_sentences(series, due);
    if (kind == MessageKind::update && due.last)
        changes = next.date ? changes_of(series, *next.date, *due.last, mode) : changes_of(series, due);
    if (kind == MessageKind::update && changes.empty() && mode) changes.push_back(mode_sentence(*mode));
    return compose({shown, std::move(date), render_id(series.invite.id), method_of(series, due), kind,
                    next.object, due.recipient, duty, std::move(changes)},
                   std::move(calendar));
}

MessageContent InviteMails::compose(const Occasion& occasion, std::string calendar) const {
    const auto& shown = occasion.shown;
    auto values = session_values(shown, occasion.date, occasion.recipient, organizer_);
    values.named.emplace("duty", occasion.duty);
    std::vector<mail::Values> changes;
    for (const auto& change : occasion.changes) changes.push_back({{{"change", change}}});
    values.named.emplace("has_changes", !changes.empty());
    values.named.emplace("changes", std::move(changes));
    auto text = templates_.at(template_of(occasion.kind, occasion.object.told)).render(values);
    const auto& object = occasion.object;
    return {.mail_id = message_id(occasion.id + "." + std::to_string(object.sequence) + "." +
                                      in_message_id(occasion.recipient.email),
                                  organizer_),
            .from = organizer_,
            .to = occasion.recipient,
            .subject = std::move(text.subject),
            .text = std::move(text.body),
            .calendar = MessageCalendar{std::string(to_string(occasion.method)), std::move(calendar)},
            .date = object.stamp};
}

}  // namespace tiffin::cli
