#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/topic.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// By number, the oldest first.
std::vector<Topic> all_topics(Connection& connection);
std::optional<Topic> topic(Connection& connection, TopicId id);
std::optional<Topic> topic_by_number(Connection& connection, std::int64_t number);
std::optional<Topic> topic_by_slug(Connection& connection, std::string_view slug);
/// Whose whole title is `typed`, case and accents ignored.
std::vector<Topic> topics_titled(Connection& connection, std::string_view typed);
/// Whose title or slug has `typed` as a part.
std::vector<Topic> topics_like(Connection& connection, std::string_view typed, int most);

/// Keeps its number and slug where they are free, else gives it the next number and a slug nobody has;
/// returns both in the value.
Topic insert(UnitOfWork& work, Topic topic);
void update(UnitOfWork& work, const Topic& topic);
/// Its number is not given again; sessions that had it have none.
void remove(UnitOfWork& work, TopicId topic);

}  // namespace tiffin::storage
