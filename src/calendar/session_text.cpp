#include "calendar/session_text.h"

#include "text/fold.h"

namespace tiffin::calendar {

std::string describe(const SessionText& session) {
    std::vector<std::string> lines;
    const auto add = [&](const std::string& before, const std::string& text) {
        if (!text.empty()) lines.push_back(before + text);
    };
    add("Presented by ", text::join(session.presenters, ", "));
    add("Hosted by ", text::join(session.hosts, ", "));
    add("Moderated by ", text::join(session.moderators, ", "));
    add("Topic: ", session.topic);
    add("", session.abstract);
    add("Place: ", session.place);
    switch (session.lunch) {
        case Lunch::catered:
            lines.emplace_back("Lunch is served");
            break;
        case Lunch::bring_your_own:
            lines.emplace_back("Bring your own lunch");
            break;
        case Lunch::potluck:
            lines.emplace_back("Potluck: bring something to share");
            break;
        case Lunch::none:
            break;
    }
    for (const auto& material : session.material) add("Material: ", material);
    return text::join(lines, "\n");
}

}  // namespace tiffin::calendar
