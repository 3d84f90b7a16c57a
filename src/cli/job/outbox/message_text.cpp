#include "cli/job/outbox/message_text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "calendar/date_words.h"
#include "calendar/zone.h"
#include "cli/invocation.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::string lunch_words(Lunch lunch) {
    switch (lunch) {
        case Lunch::catered:
            return "served";
        case Lunch::bring_your_own:
            return "bring your own";
        case Lunch::potluck:
            return "potluck, so bring something to share";
        case Lunch::none:
            break;
    }
    return {};
}

/// "Ana presents."
std::string who_does(const std::vector<std::string>& names, const std::string& verb) {
    if (names.empty()) return "Who " + verb + "s is open.";
    return text::join(names, ", ") + " " + verb + (names.size() == 1 ? "s." : ".");
}

/// What somebody with the role does.
std::string_view verb_of(Role role) {
    switch (role) {
        case Role::presenter:
        case Role::co_presenter:
            return "present";
        case Role::host:
            return "host";
        case Role::moderator:
            return "moderate";
    }
    return {};
}

}  // namespace

std::string template_folder(const Surroundings& surroundings) {
    return (std::filesystem::path(user_file_name(surroundings)).parent_path() / "templates").string();
}

mail::Overrides user_templates(const Surroundings& surroundings) {
    return
        [folder = template_folder(surroundings)](std::string_view name) -> std::optional<mail::UserTemplate> {
            auto where = folder + "/" + std::string(name) + ".mustache";
            errno = 0;
            std::ifstream file(where, std::ios::binary);
            if (!file && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
            std::ostringstream text;
            text << file.rdbuf();
            if (!file) {
                throw Failure(ExitStatus::configuration, "cannot read " + where + ": " + std::strerror(errno),
                              "mend it, or remove it to use the built-in text");
            }
            return mail::UserTemplate{std::move(where), text.str()};
        };
}

std::string long_date(Date date) {
    const std::chrono::year_month_day day{date};
    return std::string(calendar::weekday_name(std::chrono::weekday{date})) + " " +
           std::to_string(static_cast<unsigned>(day.day())) + " " +
           std::string(calendar::month_name(day.month())) + " " +
           std::to_string(static_cast<int>(day.year()));
}

std::string hours(const ShownSession& shown) {
    const auto zone = calendar::Zone::load(shown.zone);
    const auto end = zone.to_local(shown.begin + shown.length);
    return render_time_of_day(shown.start) + "–" + render_time_of_day(end.time) + " (" + shown.zone + ")";
}

std::string name_of(const Mailbox& mailbox) {
    return mailbox.name.empty() ? mailbox.email : mailbox.name;
}

mail::Values session_values(const ShownSession& shown, std::string date) {
    return {{{"series", shown.series},
             {"title", shown.topic},
             {"presenters", text::join(shown.presenters, ", ")},
             {"hosts", text::join(shown.hosts, ", ")},
             {"moderators", text::join(shown.moderators, ", ")},
             {"date", std::move(date)},
             {"time", hours(shown)},
             {"place", shown.place},
             {"link", shown.link},
             {"abstract", shown.abstract},
             {"lunch", lunch_words(shown.lunch)},
             {"note", shown.note}}};
}

std::string duty_sentence(const std::vector<Assignment>& duties, PersonId person) {
    std::vector<std::string> verbs;
    for (const auto& duty : duties) {
        if (duty.person == person) verbs.emplace_back(verb_of(duty.role));
    }
    return verbs.empty() ? "" : "You " + text::join(verbs, " and ") + ".";
}

std::string lost_duty_sentence(std::string_view told, const std::vector<Assignment>& duties,
                               PersonId person) {
    auto roles = shown_roles(told, person);
    for (const auto& duty : duties) {
        if (duty.person == person) roles.erase(shown_role(duty.role));
    }
    std::vector<std::string> verbs;
    for (const auto role : roles) verbs.emplace_back(verb_of(role));
    return verbs.empty() ? "" : "You no longer " + text::join(verbs, " or ") + ".";
}

mail::Values session_values(const ShownSession& shown, std::string date, const Mailbox& recipient,
                            const Mailbox& organizer) {
    auto values = session_values(shown, std::move(date));
    values.named.emplace("name", name_of(recipient));
    values.named.emplace("organizer", name_of(organizer));
    return values;
}

std::vector<std::string> changes_between(std::string_view told, const ShownSession& now,
                                         std::string_view unseen) {
    const auto changed = changed_facts(told, render_shown(now));
    const auto has = [&](std::string_view fact) { return fact != unseen && changed.contains(fact); };
    std::vector<std::string> sentences;
    if (has("series")) sentences.push_back("It is called " + now.series + ".");
    const auto before = shown_time(told);
    if (has("date"))
        sentences.push_back("It is on " + long_date(now.date) +
                            (before ? " instead of " + long_date(before->date) : "") + ".");
    if (has("start") || has("zone"))
        sentences.push_back(
            "It begins at " + render_time_of_day(now.start) +
            (before && has("start") ? " instead of " + render_time_of_day(before->start) : "") + ".");
    if (has("minutes")) sentences.push_back("It lasts " + std::to_string(now.length.count()) + " minutes.");
    if (has("presenters"))
        sentences.push_back(now.has_video ? "A video is shown in place of a talk."
                                          : who_does(now.presenters, "present"));
    if (has("hosts")) sentences.push_back(who_does(now.hosts, "host"));
    if (has("moderators")) sentences.push_back(who_does(now.moderators, "moderate"));
    if (has("topic"))
        sentences.push_back(now.topic.empty() ? "The topic is open." : "The topic is \"" + now.topic + "\".");
    if (has("abstract") && !has("topic")) sentences.emplace_back("The topic is described in other words.");
    if (has("place"))
        sentences.push_back(now.place.empty() ? "The place is open." : "The place is " + now.place + ".");
    if (has("link"))
        sentences.emplace_back(now.link.empty() ? "There is no link to join." : "The link to join is new.");
    if (has("lunch")) {
        const auto lunch = lunch_words(now.lunch);
        sentences.push_back(lunch.empty() ? "There is no lunch." : "Lunch: " + lunch + ".");
    }
    return sentences;
}

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

std::string message_id(const std::string& local, const Mailbox& sender) {
    const auto domain = sender.email.substr(sender.email.find('@') + 1);
    return local + "@" + (text::is_ascii(domain) ? domain : "tiffin.invalid");
}

mail::Message mail_of(const MessageContent& content) {
    mail::Message mail{.id = content.mail_id,
                       .from = content.from,
                       .to = content.to,
                       .subject = content.subject,
                       .date = content.date,
                       .text = content.text,
                       .html = {},
                       .calendar = {},
                       .headers = {{"Auto-Submitted", "auto-generated"}}};
    if (content.calendar)
        mail.calendar = mail::CalendarPart{content.calendar->method, content.calendar->bytes, true};
    return mail;
}

MessageContent content_of(mail::Message mail) {
    MessageContent content{.mail_id = std::move(mail.id),
                           .from = std::move(mail.from),
                           .to = std::move(mail.to),
                           .subject = std::move(mail.subject),
                           .text = std::move(mail.text),
                           .calendar = {},
                           .date = mail.date};
    if (mail.calendar)
        content.calendar = MessageCalendar{std::move(mail.calendar->method), std::move(mail.calendar->bytes)};
    return content;
}

}  // namespace tiffin::cli
