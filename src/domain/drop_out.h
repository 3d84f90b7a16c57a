#pragma once

#include <string_view>

#include "domain/date.h"
#include "domain/id.h"

namespace tiffin {

enum class DropOutKind {
    dropped_out,  ///< said so before
    no_show,      ///< did not appear
};
std::string_view to_string(DropOutKind kind);

/// A presenter who did not give their session. They have no place in it any more, so the turn stays owed.
struct DropOut {
    SessionId session{};
    PersonId person{};
    DropOutKind kind = DropOutKind::dropped_out;
    Date noted{};
};

}  // namespace tiffin
