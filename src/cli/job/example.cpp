#include "cli/job/example.h"

#include <array>

#include "cli/example_company.h"
#include "storage/people.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

constexpr const char* kLunch = "Thursday lunch";

Date last_thursday(Date today) {
    const auto since = std::chrono::weekday{today} - std::chrono::Thursday;
    return today - (since == days{0} ? days{7} : since);
}

/// Every second Thursday up to `last`.
std::string past(Date last) {
    struct Talk {
        const char* presenter;
        const char* topic;
    };
    constexpr std::array<Talk, 4> kTalks{{{"hugo@bramble.example", "Keyboard shortcuts"},
                                          {"ben@bramble.example", "What support hears"},
                                          {"ida@bramble.example", "Colours that everybody sees"},
                                          {"finn@bramble.example", "A day at a trade fair"}}};
    std::string csv = "date,series,presenter,topic\n";
    days before{14 * kTalks.size()};
    for (const auto& [presenter, topic] : kTalks) {
        before -= days{14};
        csv += render_date(last - before) + "," + kLunch + "," + presenter + "," + topic + "\n";
    }
    return csv;
}

}  // namespace

void add_example(Invocation& invocation) {
    invocation.run_within({"person", "import", "-"}, example::people);
    invocation.run_within({"topic", "import", "-"}, example::topics);
    const Date last = last_thursday(invocation.today());
    invocation.run_within({"import", "history", "-"}, past(last));
    invocation.run_within({"series", "add", kLunch, "--every", "2w", "--on", "thu", "--from",
                           render_date(last + days{14}), "--at", "12:30", "--length", "45m", "--place",
                           "Big kitchen"});
    invocation.run_within({"plan", ""});
    // For tiffin status to find: whoever was planned is away now.
    const Date day = last + days{56};
    for (const auto& turn : storage::turns(invocation.connection())) {
        if (turn.date != day) continue;
        const auto presenter = storage::person(invocation.connection(), turn.presenter);
        invocation.run_within({"person", "away", presenter->email, "--from", render_date(day - days{2}),
                               "--until", render_date(day + days{4}), "--note", "holidays"});
    }
}

}  // namespace tiffin::cli
