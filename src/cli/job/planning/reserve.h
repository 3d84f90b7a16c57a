#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/session.h"
#include "domain/standby.h"

namespace tiffin::cli {

/// The first of the reserve who can present the session: people who are in the programme and there on its
/// day, have no other duty on it, and have not dropped out of it or said no to it, in their order, then
/// videos.
std::optional<Standby> first_standby(Invocation& invocation, const Session& session);

/// "Ben Okafor: Support stories", "the video Maps that lie"
std::string described(Invocation& invocation, const Standby& standby);

}  // namespace tiffin::cli
