#pragma once

#include <string>
#include <vector>

#include "domain/series.h"

namespace tiffin::calendar {

/// What an invite's description says of a session. Empty text is left out; the link is an Event's own.
struct SessionText {
    std::vector<std::string> presenters = {};
    std::vector<std::string> hosts = {};
    std::vector<std::string> moderators = {};
    std::string topic = {};
    std::string abstract = {};
    std::string place = {};
    Lunch lunch = Lunch::none;
    std::vector<std::string> material = {};  ///< titles or links
};

/// "Presented by Ana Ferreira, Ben\nTopic: Rust …", a line for each, for people to read.
std::string describe(const SessionText& session);

}  // namespace tiffin::calendar
