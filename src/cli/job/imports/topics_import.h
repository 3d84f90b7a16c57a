#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/job/imports/csv_import.h"
#include "domain/topic.h"

namespace tiffin::cli {

/// All topics in memory by folded title, for imports that look up thousands. What it gives stays where it is.
class TopicIndex {
  public:
    explicit TopicIndex(storage::Connection& connection);

    /// By whole title; null when unknown. Of several with that title the one that
    /// is `present`; fails (usage) when none is.
    [[nodiscard]] Topic* find(const std::string& folded, std::optional<TopicId> present = {});
    /// Null when unknown, as one that was added here is.
    [[nodiscard]] Topic* by_slug(const std::string& slug);
    [[nodiscard]] std::vector<Topic*> titled(const std::string& folded);
    Topic* add(std::string folded, Topic topic);

  private:
    std::unordered_multimap<std::string, Topic> topics_;
    std::unordered_map<std::string, Topic*> slugs_;  // filled when the first is looked up
};

/// `topic import FILE`.
void import_topics(Invocation& invocation, ImportFile& file);

}  // namespace tiffin::cli
