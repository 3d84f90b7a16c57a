#include "cli/job/invite_mail.h"

#include <algorithm>

#include "calendar/date_words.h"
#include "calendar/fitting_invites.h"
#include "calendar/recurrence_sentence.h"
#include "calendar/zone.h"
#include "cli/job/invite_event.h"
#include "mail/render_message.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::string long_date(Date date) {
    const std::chrono::year_month_day day{date};
    return std::string(calendar::weekday_name(std::chrono::weekday{date})) + " " +
           std::to_string(static_cast<unsigned>(day.day())) + " " +
           std::string(calendar::month_name(day.month())) + " " +
           std::to_string(static_cast<int>(day.year()));
}

/// "12:30–13:30 (Europe/Berlin)"
std::string hours(const ShownSession& shown) {
    const auto zone = calendar::Zone::load(shown.zone);
    const auto end = zone.to_local(shown.begin + shown.length);
    return render_time_of_day(shown.start) + "–" + render_time_of_day(end.time) + " (" + shown.zone + ")";
}

std::string lunch_words(Lunch lunch) {
    switch (lunch) {
        case Lunch::catered:
            return "is served";
        case Lunch::bring_your_own:
            return "bring your own";
        case Lunch::potluck:
            return "potluck, so bring something to share";
        case Lunch::none:
            break;
    }
    return {};
}

/// Characters that a Message-ID takes unquoted; no two addresses become one.
std::string in_message_id(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string id;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
            c == '-') {
            id += c;
        } else {
            id.append(1, '=').append(1, kHex[byte >> 4U]).append(1, kHex[byte & 15U]);
        }
    }
    return id;
}

std::string_view template_of(const NextInvite& object, calendar::Method method) {
    if (object.told == Told::dropped) return "dropped";
    if (method == calendar::Method::cancel) return "cancellation";
    return object.is_update ? "update" : "invite";
}

}  // namespace

struct InviteMails::Occasion {
    const ShownSession& shown;
    std::string date;  ///< in words
    std::string id;    ///< of the session or the recurring invite
    calendar::Method method;
    const NextInvite& object;
    const Mailbox& recipient;
};

InviteMails::InviteMails(Mailbox organizer)
    : organizer_(std::move(organizer)), templates_([](std::string_view) { return std::nullopt; }) {}

std::string InviteMails::render(const DueSession& session, const DueInvite& due,
                                const std::string& calendar) const {
    return render({session.shown, long_date(session.shown.date), render_id(session.session.id),
                   method_of(due), due.object, due.recipient},
                  calendar);
}

std::string InviteMails::render(const DueSeries& series, const DueSeriesInvite& due,
                                const std::string& calendar) const {
    const auto& next = due.next;
    const auto& shown = next.date ? series.dates.at(*next.date).shown : series.whole;
    auto date = long_date(shown.date);
    if (!next.date) {
        const auto until = series.is_off() ? std::nullopt : series.until;
        date += " and then " + calendar::describe(calendar::rule_of(series.invite, until));
    }
    return render({shown, std::move(date), render_id(series.invite.id), method_of(series, due), next.object,
                   due.recipient},
                  calendar);
}

std::string InviteMails::render(const Occasion& occasion, const std::string& calendar) const {
    const auto& shown = occasion.shown;
    const auto& [name, email] = occasion.recipient;
    const mail::Values values{{{"series", shown.series},
                               {"title", shown.topic},
                               {"presenters", text::join(shown.presenters, ", ")},
                               {"date", occasion.date},
                               {"time", hours(shown)},
                               {"place", shown.place},
                               {"link", shown.link},
                               {"abstract", shown.abstract},
                               {"lunch", lunch_words(shown.lunch)},
                               {"note", shown.note},
                               {"has_changes", false},
                               {"changes", std::vector<mail::Values>()},
                               {"name", name.empty() ? email : name},
                               {"organizer", organizer_.name.empty() ? organizer_.email : organizer_.name}}};
    auto text = templates_.at(template_of(occasion.object, occasion.method)).render(values);
    const auto domain = organizer_.email.substr(organizer_.email.find('@') + 1);
    const bool ascii = std::all_of(domain.begin(), domain.end(), [](char c) { return c > 0; });
    const mail::Message message{
        .id = occasion.id + "." + std::to_string(occasion.object.sequence) + "." + in_message_id(email) +
              "@" + (ascii ? domain : "tiffin.invalid"),
        .from = organizer_,
        .to = occasion.recipient,
        .subject = std::move(text.subject),
        .date = occasion.object.stamp,
        .text = std::move(text.body),
        .html = {},
        .calendar = mail::CalendarPart{std::string(to_string(occasion.method)), calendar, true},
        .headers = {{"Auto-Submitted", "auto-generated"}}};
    return mail::render_message(message, mail::LineEnd::crlf);
}

}  // namespace tiffin::cli
