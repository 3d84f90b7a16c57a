#include "cli/values.h"

#include <algorithm>
#include <charconv>

#include "calendar/date_words.h"
#include "calendar/zone.h"
#include "domain/failure.h"
#include "domain/mailbox.h"
#include "domain/span.h"
#include "domain/uri.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::string beginning(std::string_view option) {
    return option.empty() ? std::string{} : std::string(option) + ": ";
}

Failure refuse(std::string_view option, std::string_view typed, const std::string& why,
               const std::string& remedy) {
    return {ExitStatus::usage, beginning(option) + "\"" + std::string(typed) + "\" " + why, remedy};
}

/// The same failure, saying which option it is about.
template <class Parse>
auto naming(std::string_view option, const Parse& parse) {
    try {
        return parse();
    } catch (const Failure& failure) {
        throw Failure(failure.status() == ExitStatus::configuration ? failure.status() : ExitStatus::usage,
                      beginning(option) + failure.what(), failure.remedy());
    }
}

}  // namespace

std::string short_text(std::string_view typed) {
    return text::compose(text::one_line(text::plain_blanks(typed)));
}

std::string long_text(std::string_view typed) {
    const auto plain = text::plain_blanks(typed);
    return text::compose(text::trim(plain));
}

std::vector<std::string> tags(std::string_view typed) {
    auto found = text::split(typed, ",;|");
    for (auto& tag : found) tag = text::fold(tag);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::string person_name(std::string_view typed, std::string_view option) {
    if (typed.find(';') == std::string_view::npos) return short_text(typed);
    throw refuse(option, typed, "has a semicolon, which separates several people in CSV files",
                 "write the name without it");
}

std::string mail_address(std::string_view typed, std::string_view option) {
    if (text::trim_unseen(typed).empty()) return {};
    if (auto address = address_in(typed)) return *std::move(address);
    throw refuse(option, typed, "is no e-mail address", "write it as name@example.org");
}

std::string link(std::string_view typed, std::string_view option) {
    auto link = short_text(typed);
    if (link.empty() || is_uri(link)) return link;
    throw refuse(option, typed, "is no link", "write it with its scheme, such as https://" + link);
}

std::optional<std::string> address_in(std::string_view typed) {
    constexpr std::string_view kScheme = "mailto:";
    auto seen = text::without_unseen(typed);
    while (!seen.empty() && (seen.back() == ';' || seen.back() == ',')) seen.pop_back();  // as Outlook copies
    const auto scheme = text::lower_case(seen).find(kScheme);
    if (scheme == 0 || (scheme != std::string::npos && seen[scheme - 1] == '<'))
        seen.erase(scheme, kScheme.size());
    if (scheme == 0) seen.resize(std::min(seen.size(), seen.find('?')));  // the link's subject and body
    const auto mailbox = parse_mailbox(seen);
    return mailbox ? std::optional(mailbox->email) : std::nullopt;
}

std::string zone_name(std::string_view typed, std::string_view option) {
    const auto trimmed = text::trim(typed);
    if (trimmed.empty()) return {};
    return naming(option, [&] { return calendar::Zone::load(trimmed).name(); });
}

std::string working_hours(std::string_view typed, std::string_view option) {
    const auto trimmed = text::trim(typed);
    if (trimmed.empty()) return {};
    const auto hyphen = trimmed.find('-');
    if (hyphen != std::string_view::npos) {
        const auto from = parse_time_of_day(text::trim(trimmed.substr(0, hyphen)));
        const auto to = parse_time_of_day(text::trim(trimmed.substr(hyphen + 1)));
        if (from && to) return render_time_of_day(*from) + "-" + render_time_of_day(*to);
    }
    throw refuse(option, typed, "are no working hours", "write them as 09:00-17:00");
}

TimeOfDay time_of_day(std::string_view typed, std::string_view option) {
    if (const auto time = calendar::parse_time_words(typed)) return *time;
    throw refuse(option, typed, "is no time of day", "write it as 12:30");
}

std::chrono::minutes length(std::string_view typed, std::string_view option) {
    return naming(option, [&] { return calendar::parse_duration(typed); });
}

std::chrono::minutes span(std::string_view typed, std::string_view option) {
    if (const auto parsed = parse_span(typed)) return *parsed;
    throw refuse(option, typed, "is no span of time", "write " + std::string(option) + " 90m, 12h, 2d or 3w");
}

calendar::Recurrence schedule(const calendar::ScheduleWords& words, Date from) {
    return naming({}, [&] { return calendar::parse_schedule(words, from); });
}

int count(std::string_view typed, std::string_view option) {
    int number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (error == std::errc{} && end == typed.data() + typed.size() && number > 0 && number <= 1'000'000)
        return number;
    throw refuse(option, typed, "is no whole number above zero",
                 "write " + (option.empty() ? "" : std::string(option) + " ") + "12");
}

}  // namespace tiffin::cli
