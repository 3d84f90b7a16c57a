#include "cli/job/invites/invite_mail.h"

#include <algorithm>

#include "calendar/fitting_invites.h"
#include "calendar/recurrence_sentence.h"
#include "cli/job/invites/invite_event.h"
#include "cli/job/outbox/message_text.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

MessageKind kind_of(const NextInvite& object, calendar::Method method, const Reached* reached) {
    if (method == calendar::Method::cancel) return MessageKind::cancellation;
    const bool is_update = reached == nullptr ? object.is_update : reached->heard == Heard::invited;
    return is_update ? MessageKind::update : MessageKind::invite;
}

std::string_view template_of(MessageKind kind, Told told, bool is_replaced) {
    if (told == Told::dropped || is_replaced) return "dropped";
    return to_string(kind);
}

/// The fact that an invite leaves out for who takes part so.
std::string_view unseen_by(std::optional<Mode> mode) {
    if (!mode) return "";
    return *mode == Mode::remote ? "place" : "link";
}

/// "You host.", "You no longer present.": what somebody has to do, beside what they were told.
std::vector<std::string> duties_of(const ShownSession& shown, std::string_view told, PersonId person) {
    std::vector<std::string> sentences{duty_sentence(shown.duties, person),
                                       lost_duty_sentence(told, shown.duties, person)};
    std::erase(sentences, "");
    return sentences;
}

/// Answers to what they were told are for another day or time.
bool is_moved(std::string_view told, const ShownSession& now) {
    const auto time = shown_time(told);
    return time && *time != ShownTime{now.date, now.start};
}

/// Who is told that it is off knows it by the day that they were told.
void name_as_told(ShownSession& shown, std::string_view told) {
    const auto time = shown_time(told);
    if (!time) return;
    shown.date = time->date;
    shown.start = time->start;
}

std::string mode_sentence(Mode mode) {
    return mode == Mode::remote ? "It shows you the link alone, since you join remotely."
                                : "It shows you the place alone, since you come in person.";
}

/// "You host.", "You no longer present.": on a date, beside what they were told of it.
std::vector<std::string> duties_of(const DueSeries& series, Date date, const DueSeriesInvite& due) {
    return duties_of(series.dates.at(date).shown, series.told_on(date, due.seen_on(date)), due.person);
}

/// Its end is news to them.
bool ends_anew(const DueSeries& series, const DueSeriesInvite& due) {
    const auto told = series.told_of_all(due.seen());
    return !told.empty() && changed_facts(told, series.invite.whole->shown).contains("until");
}

/// "You host on Thursday 14 January 2027. You present on …": what somebody has to do on the dates to come,
/// and no longer on those that its end takes away.
std::string duty_sentences(const DueSeries& series, const DueSeriesInvite& due) {
    std::vector<std::string> sentences;
    const auto add = [&](std::string sentence, Date day) {
        sentence.pop_back();
        sentences.push_back(sentence + " on " + long_date(day) + ".");
    };
    for (const auto& [date, each] : series.dates) {
        if (!each.is_coming || !due.view.days.contains(date)) continue;
        for (const auto& sentence : duties_of(series, date, due)) add(sentence, each.shown.date);
    }
    if (!series.until || !ends_anew(series, due)) return text::join(sentences, " ");
    const auto told_until = shown_until(series.told_of_all(due.seen())).value_or(kLatestDate);
    for (const auto& each : series.told) {
        const auto& date = each.first;
        if (!date || *date <= *series.until || *date > told_until || series.kept.contains(*date)) continue;
        const auto told = series.told_on(*date, due.seen_on(*date));
        const auto sentence = lost_duty_sentence(told, {}, due.person);
        if (!sentence.empty()) add(sentence, shown_time(told).value_or(ShownTime{*date, {}}).date);
    }
    return text::join(sentences, " ");
}

/// Answers of the recipient for that date are for another day or time.
bool is_moved(const DueSeries& series, Date date, const DueSeriesInvite& due) {
    return is_moved(series.told_on(date, due.seen_on(date)), series.dates.at(date).shown);
}

/// Of one date, for whoever was told that.
std::vector<std::string> changes_of(const DueSeries& series, Date date, std::string_view told,
                                    std::optional<Mode> mode) {
    const auto& now = series.dates.at(date).shown;
    if (shows_called_off(told) && !now.called_off)
        return {"It takes place after all" + (now.date == date ? "." : ", on " + long_date(now.date) + ".")};
    return changes_between(told, now, unseen_by(mode));
}

std::string last_words(const std::string& before, std::optional<Date> last, const std::string& endless) {
    return last ? before + long_date(*last) + "." : endless;
}

/// Of the dates between the first and the last that the recipient is shown, which are no longer or again
/// theirs.
std::vector<std::string> changes_of_gaps(const DueSeries& series, const DueSeriesInvite& due) {
    std::vector<std::string> changes;
    const auto is_news = [](Date date, const SeriesDays& out, const SeriesDays& in) {
        return out.left_out.contains(date) && in.contains(date);
    };
    std::vector<Date> gone;  // dates in a row
    const auto tell_gone = [&] {
        if (gone.size() > 2) {
            changes.push_back("For you there is none from " + long_date(gone.front()) + " to " +
                              long_date(gone.back()) + ".");
        } else {
            for (const auto date : gone)
                changes.push_back("For you there is none on " + long_date(date) + ".");
        }
        gone.clear();
    };
    for (const auto& [date, each] : series.dates) {
        if (!each.is_coming) continue;
        if (is_news(date, due.view.days, *due.told_days)) {
            const auto told = shown_time(series.told_on(date, due.seen_on(date)));
            gone.push_back(told ? told->date : date);
            continue;
        }
        tell_gone();
        if (is_news(date, *due.told_days, due.view.days))
            changes.push_back("For you there is one on " + long_date(each.shown.date) + ".");
    }
    tell_gone();
    return changes;
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
        changes.push_back(
            last_words("For you the last one is on ", last, "For you it goes on without an end."));
    for (auto& change : changes_of_gaps(series, due)) changes.push_back(std::move(change));
    return changes;
}

/// "Monday 8 February 2027 and then every Monday until Monday 22 February 2027"
std::string date_words(const DueSeries& series, const SeriesDays& days) {
    const auto first = first_of(series, days);
    const auto last = last_of(series, days);
    if (last == first) return long_date(first);
    return long_date(first) + " and then " +
           calendar::describe(calendar::rule_of(series.invite, std::nullopt)) +
           (last ? " until " + long_date(*last) : "");
}

/// The invite has given way to another, or to one for each session, so that this is not the end.
bool gives_way(const DueSeries& series, const DueSeriesInvite& due) {
    return series.invite.last && due.view.days.last == kLatestDate;
}

/// Of the whole, and of the dates of which it tells something else that is new.
std::vector<std::string> changes_of(const DueSeries& series, const DueSeriesInvite& due) {
    std::vector<std::string> changes;
    if (const auto told = series.told_of_all(due.seen()); !told.empty()) {
        changes = changes_between(told, series.whole, "");
        if (due.view.days.last == kLatestDate && ends_anew(series, due))
            changes.push_back(last_words("The last one is on ", last_of(series, due.view.days),
                                         "It goes on without an end."));
    }
    const auto of_all = changes;
    for (auto& change : changes_of_days(series, due)) changes.push_back(std::move(change));
    for (const auto& [date, each] : series.dates) {
        const auto seen = due.seen_on(date);
        const auto now = series.invite.dates.find(date);
        if (now == series.invite.dates.end() || (seen && now->second.sequence <= *seen)) continue;
        if (!due.view.days.contains(date) || !due.has_had(date)) continue;
        const auto told = series.told_on(date, seen);
        if (each.shown.called_off && !shows_called_off(told))
            changes.push_back(long_date(date) + ": there is none.");
        for (const auto& change : changes_of(series, date, told, due.view.mode_on(date))) {
            if (std::find(of_all.begin(), of_all.end(), change) == of_all.end())
                changes.push_back(long_date(date) + ": " + change);
        }
    }
    return changes;
}

}  // namespace

MessageKind kind_of(const DueInvite& due) {
    return kind_of(due.object, method_of(due), due.reached.get());
}

MessageKind kind_of(const DueSeries& series, const DueSeriesInvite& due) {
    return kind_of(due.next.object, method_of(series, due), due.reached.get());
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
    bool is_moved = false;
    bool replaces = false;     ///< another invite
    bool is_back = false;      ///< it was called off
    bool is_replaced = false;  ///< by another invite
};

InviteMails::InviteMails(Mailbox organizer, const mail::Overrides& texts)
    : organizer_(std::move(organizer)), templates_(texts) {}

MessageContent InviteMails::compose(const DueSession& session, const DueInvite& due, std::string calendar,
                                    MessageKind kind) const {
    auto shown = shown_to(session, due);
    std::vector<std::string> changes;
    const auto* last = shown_at(session.told, due.seen());
    std::string_view told = last == nullptr ? std::string_view() : *last;
    bool is_back = false;
    if (kind == MessageKind::invite && shows_called_off(told)) {
        is_back = true;
        told = shown_on_at(session.told, due.reached ? due.reached->invited : due.last);
        kind = MessageKind::update;  // in its words: they know what it is about
    }
    if (kind == MessageKind::update) {
        for (auto& change : changes_between(told, session.shown, unseen_by(due.mode)))
            changes.push_back(std::move(change));
    }
    if (kind == MessageKind::update && changes.empty() && due.mode)
        changes.push_back(mode_sentence(*due.mode));
    if (kind == MessageKind::cancellation) name_as_told(shown, told);
    return compose({shown, long_date(shown.date), render_id(session.session.id), method_of(due), kind,
                    due.object, *due.recipient, text::join(duties_of(shown, told, due.person), " "),
                    std::move(changes), is_moved(told, session.shown), false, is_back, due.is_replaced},
                   std::move(calendar));
}

MessageContent InviteMails::compose(const DueSeries& series, const DueSeriesInvite& due, std::string calendar,
                                    MessageKind kind) const {
    const auto& next = due.next;
    const auto mode = next.date ? due.view.mode_on(*next.date) : std::nullopt;
    auto shown = next.date ? tiffin::shown_to(series.dates.at(*next.date).shown, mode) : series.whole;
    if (!next.date) {
        shown.date = first_of(series, due.view.days);
        if (kind == MessageKind::update && gives_way(series, due))
            shown.note = "Another invitation has the later dates.";
    }
    auto date = next.date ? long_date(shown.date) : date_words(series, due.view.days);
    std::vector<std::string> changes;
    const auto duty =
        next.date ? text::join(duties_of(series, *next.date, due), " ") : duty_sentences(series, due);
    const auto told = next.date ? series.told_on(*next.date, due.seen_on(*next.date)) : "";
    const bool is_seen = (next.date ? due.seen_on(*next.date) : due.seen()).has_value();
    if (kind == MessageKind::update && is_seen)
        changes = next.date ? changes_of(series, *next.date, told, mode) : changes_of(series, due);
    if (kind == MessageKind::update && changes.empty() && mode) changes.push_back(mode_sentence(*mode));
    const auto& dates = series.dates;
    const bool moves = next.date ? is_moved(told, dates.at(*next.date).shown)
                                 : std::any_of(dates.begin(), dates.end(), [&](const auto& each) {
                                       return each.second.is_coming && due.view.days.contains(each.first) &&
                                              due.has_had(each.first) && is_moved(series, each.first, due);
                                   });
    const bool is_replaced = kind == MessageKind::cancellation && !next.date && gives_way(series, due);
    if (kind == MessageKind::cancellation && next.date) {
        name_as_told(shown, told);
        date = long_date(shown.date);
    }
    return compose(
        {shown, std::move(date), render_id(series.invite.id), method_of(series, due), kind, next.object,
         *due.recipient, duty, std::move(changes), moves, due.replaces, false, is_replaced},
        std::move(calendar));
}

MessageContent InviteMails::compose(const Occasion& occasion, std::string calendar) const {
    const auto& shown = occasion.shown;
    auto values = session_values(shown, occasion.date, occasion.recipient, organizer_);
    values.named.emplace("duty", occasion.duty);
    std::vector<mail::Values> changes;
    for (const auto& change : occasion.changes) changes.push_back({{{"change", change}}});
    values.named.emplace("is_moved", occasion.is_moved);
    values.named.emplace("replaces", occasion.replaces);
    values.named.emplace("is_back", occasion.is_back);
    values.named.emplace("is_replaced", occasion.is_replaced);
    values.named.emplace("has_changes", !changes.empty());
    values.named.emplace("changes", std::move(changes));
    auto text =
        templates_.at(template_of(occasion.kind, occasion.object.told, occasion.is_replaced)).render(values);
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
