#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/id.h"

namespace tiffin {

/// Something to talk about. A topic without a presenter is a request.
struct Topic {
    TopicId id{};
    std::int64_t number = 0;  ///< short, counted up, never reused
    std::string slug{};       ///< from the first title, never changed
    std::string title{};
    std::string abstract{};
    std::string format{};
    std::string level{};
    std::vector<std::string> tags{};
    std::optional<std::chrono::minutes> length{};
    std::vector<PersonId> presenters{};  ///< who can give it

    bool operator==(const Topic&) const = default;
};

}  // namespace tiffin
