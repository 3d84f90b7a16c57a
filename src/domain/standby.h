#pragma once

#include <optional>
#include <string>

#include "domain/id.h"

namespace tiffin {

using StandbyId = Id<struct Standby>;

/// One of the ordered reserve for when a presenter drops out: somebody with or without a topic, or a recorded
/// video, for which nobody gives a turn.
struct Standby {
    StandbyId id{};
    int number = 0;                    ///< its place: the lowest goes first
    std::optional<SeriesId> series{};  ///< nothing: for all
    std::optional<PersonId> person{};  ///< nothing: a video
    std::optional<TopicId> topic{};    ///< of the person
    std::string video{};               ///< its title
    std::string link{};                ///< where the video is
};

}  // namespace tiffin
