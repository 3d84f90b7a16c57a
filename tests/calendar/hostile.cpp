#include "hostile.h"

#include <array>
#include <string_view>

#include "calendar/rrule.h"

namespace tiffin::calendar {

namespace {

using namespace std::string_view_literals;

constexpr std::array kPieces{"lunch"sv,
                             " "sv,
                             "  "sv,
                             "\t"sv,
                             ","sv,
                             ";"sv,
                             ":"sv,
                             "\\"sv,
                             "\\\\"sv,
                             "\\n"sv,
                             "\""sv,
                             "'"sv,
                             "^"sv,
                             "^n"sv,
                             "^^'"sv,
                             "\n"sv,
                             "\r\n"sv,
                             "\r"sv,
                             "\r\n "sv,
                             "\r\nX-EVIL:1"sv,
                             "\r\nATTENDEE:mailto:evil@x.example"sv,
                             "\nEND:VEVENT\nEND:VCALENDAR\n"sv,
                             "\"\r\nX-EVIL;CN=\""sv,
                             "\0"sv,
                             "\x01"sv,
                             "\x1b[31m"sv,
                             "\x7f"sv,
                             "\v\f"sv,
                             "\xff"sv,
                             "\xc3"sv,
                             "\xe2\x82"sv,
                             "\xed\xa0\x80"sv,
                             "\xc0\xaf"sv,
                             "\xf4\x90\x80\x80"sv,
                             "\xc2\x85"sv,
                             "\xe2\x80\xa8X-EVIL:1"sv,
                             "\xe2\x80\xa9"sv,
                             "\xc2\x9b"sv,
                             "\xef\xbb\xbf"sv,
                             "\xe2\x80\xae"sv,
                             "🍱"sv,
                             "👩‍👩‍👧‍👦"sv,
                             "e\xcc\x81\xcc\x82\xcc\xa3"sv,
                             "Grüße"sv,
                             "नमस्ते"sv,
                             "日本語"sv,
                             "{}[]<>|%`@"sv,
                             "https://x.example/a b?c=d&e=\"f\""sv,
                             "mailto:a@b"sv,
                             "BEGIN:VALARM"sv,
                             "TZID=Europe/Lisbon"sv};

std::size_t below(std::mt19937& random, std::size_t limit) {
    return random() % limit;
}

Mailbox hostile_mailbox(std::mt19937& random) {
    constexpr std::array kAddresses{
        "ana@bramble.example"sv,
        "o'neil+lunch@mail.bramble.example"sv,
        "zoë@bücher.example"sv,
        "50%=a/b?c#d&e@bramble.example"sv,
        "{x}^y|z`w@bramble.example"sv,
        "a.very.long.local.part.of.an.address.that.needs.a.fold@bramble.example"sv};
    return {hostile_text(random), std::string(kAddresses[below(random, kAddresses.size())])};
}

}  // namespace

std::string hostile_text(std::mt19937& random) {
    std::string text;
    if (below(random, 8) == 0) {
        for (int i = 0; i < 300; ++i) text += "न";
    }
    if (below(random, 8) == 0) text.append(below(random, 200), 'x');
    for (std::size_t pieces = below(random, 12); pieces > 0; --pieces)
        text += kPieces[below(random, kPieces.size())];
    return text;
}

Invite hostile_invite(std::mt19937& random) {
    constexpr std::array kZones{"Europe/Lisbon"sv,     "America/New_York"sv,    "Asia/Tokyo"sv,
                                "Africa/Casablanca"sv, "Australia/Lord_Howe"sv, "UTC"sv};
    Invite invite;
    Event& event = invite.event;
    event.uid =
        "u" + std::to_string(random()) + "@" + (below(random, 4) == 0 ? hostile_text(random) : "x.example");
    event.sequence = static_cast<int>(below(random, 100));
    event.stamp = Instant{std::chrono::seconds{1'800'000'000 + below(random, 100'000'000)}};
    event.changed = event.stamp;
    event.date = Date{std::chrono::days{20'000 + below(random, 8'000)}};
    event.start = TimeOfDay{below(random, 1440)};
    event.length = std::chrono::minutes{1 + below(random, 300)};
    event.zone = kZones[below(random, kZones.size())];
    event.summary = "s" + hostile_text(random);
    event.description = hostile_text(random);
    event.place = hostile_text(random);
    event.link =
        below(random, 2) == 0 ? hostile_text(random) : "https://meet.example/" + hostile_text(random);
    event.url = "https://lunch.example/" + hostile_text(random);
    event.comment = hostile_text(random);
    for (std::size_t count = below(random, 3); count > 0; --count)
        event.categories.push_back(hostile_text(random));
    event.organizer = hostile_mailbox(random);
    for (std::size_t count = 1 + below(random, 3); count > 0; --count)
        invite.attendees.push_back(hostile_mailbox(random));
    invite.method = std::array{Method::request, Method::cancel, Method::publish}[below(random, 3)];
    if (invite.method == Method::cancel) event.status = EventStatus::cancelled;
    return invite;
}

SeriesEvent hostile_series(std::mt19937& random) {
    constexpr std::array kRules{"FREQ=WEEKLY;BYDAY=TH"sv,
                                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=30"sv,
                                "FREQ=MONTHLY;BYDAY=3TU;UNTIL=20290131"sv,
                                "FREQ=MONTHLY;BYDAY=-1FR"sv,
                                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=20"sv,
                                "FREQ=DAILY;INTERVAL=9;UNTIL=20280601"sv,
                                "FREQ=MONTHLY;BYMONTHDAY=28;BYMONTH=1,4,7,10;COUNT=9"sv};
    SeriesEvent series;
    series.event = hostile_invite(random).event;
    series.event.status = EventStatus::confirmed;
    series.rule = parse_rrule(kRules[below(random, kRules.size())]);
    const Date from = *parse_iso_date("2027-01-01") + std::chrono::days{below(random, 200)};
    series.event.date = *first_occurrence(series.rule, from);
    Occurrences dates(series.rule, series.event.date);
    for (int nth = 0; nth < 12; ++nth) {
        const auto date = dates.next();
        const auto choice = below(random, 6);
        if (date && choice == 0) series.left_out.push_back(*date);
        if (!date || choice == 0 || choice > 3) continue;
        Event event = hostile_invite(random).event;
        event.sequence = series.event.sequence + 1 + nth;
        event.zone = choice == 1 ? event.zone : series.event.zone;
        event.date = choice == 1 ? *date + std::chrono::days{1} : *date;
        event.status = choice == 3 ? EventStatus::cancelled : EventStatus::confirmed;
        series.exceptions.push_back({*date, event});
    }
    return series;
}

}  // namespace tiffin::calendar
