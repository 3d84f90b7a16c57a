#pragma once

#include <string>

#include "domain/date.h"
#include "domain/id.h"

namespace tiffin {

struct Holiday {
    Date date{};
    std::string name{};
    HolidayId id{};

    bool operator==(const Holiday&) const = default;
};

}  // namespace tiffin
