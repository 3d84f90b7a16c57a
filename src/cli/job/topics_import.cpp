#include "cli/job/topics_import.h"

#include <algorithm>
#include <vector>

#include "cli/job/people_import.h"
#include "cli/values.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

TopicIndex::TopicIndex(storage::Connection& connection) {
    for (auto& topic : storage::all_topics(connection)) {
        auto folded = text::fold(topic.title);  // before the topic is moved from
        add(std::move(folded), std::move(topic));
    }
}

Topic* TopicIndex::find(const std::string& folded, std::optional<TopicId> present) {
    const auto [first, last] = topics_.equal_range(folded);
    if (first == last) return nullptr;
    if (std::next(first) == last) return &first->second;
    std::vector<std::string> slugs;
    for (auto each = first; each != last; ++each) {
        if (each->second.id == present) return &each->second;
        slugs.push_back(each->second.slug);
    }
    std::sort(slugs.begin(), slugs.end());
    throw Failure(ExitStatus::usage, "several topics have this title: " + text::join(slugs, ", "),
                  "tiffin topic edit " + slugs.back() + " --title TITLE tells them apart");
}

Topic* TopicIndex::add(std::string folded, Topic topic) {
    return &topics_.emplace(std::move(folded), std::move(topic))->second;
}

namespace {

class TopicsImport {
  public:
    /// Of at most so many rows.
    TopicsImport(Invocation& invocation, std::size_t most)
        : invocation_(invocation),
          work_(invocation.begin()),
          ids_(work_.new_ids<TopicId>(most)),
          people_(work_.connection()),
          topics_(work_.connection()) {}

    void row(const ImportRow& row) {
        const auto title = row.text("title");
        if (title.empty())
            throw row.refuse("title", "a topic needs a title", "fill the cell or delete the row");
        const auto folded = text::fold(title);
        if (const auto [line, first] = lines_.try_emplace(folded, row.line()); !first) {
            throw row.refuse("title",
                             "this topic stands in line " + std::to_string(line->second) + " already",
                             "delete one of the two rows");
        }
        const auto* known = row.at("title", [&] { return topics_.find(folded); });
        Topic topic =
            known != nullptr ? *known : Topic{.id = ids_[counts_.added], .title = short_text(title)};
        fill(row, topic);
        if (known == nullptr) {
            topic = storage::insert(work_, std::move(topic));
            invocation_.changed("added topic " + topic.slug);
            ++counts_.added;
        } else if (!(topic == *known)) {
            storage::update(work_, topic);
            invocation_.changed("changed topic " + topic.slug);
            ++counts_.changed;
        }
    }

    [[nodiscard]] ImportFile::Counts counts() const { return counts_; }

  private:
    void fill(const ImportRow& row, Topic& topic) const {
        row.fill("abstract", topic.abstract, long_text);
        row.fill("level", topic.level);
        if (const auto format = row.text("format"); !format.empty()) topic.format = text::fold(format);
        if (const auto tags = row.text("tags"); !tags.empty()) {
            topic.tags.clear();
            for (const auto& tag : text::split(tags, ",;|")) topic.tags.push_back(text::fold(tag));
            std::sort(topic.tags.begin(), topic.tags.end());
            topic.tags.erase(std::unique(topic.tags.begin(), topic.tags.end()), topic.tags.end());
        }
        if (const auto minutes = row.text("minutes"); !minutes.empty()) {
            topic.length = row.at("minutes", [&] { return length(minutes, ""); });
        }
        if (!row.text("presenter").empty()) topic.presenters = presenters(row);
    }

    [[nodiscard]] std::vector<PersonId> presenters(const ImportRow& row) const {
        std::vector<PersonId> found;
        for (const auto& typed : text::split(row.text("presenter"), ";")) {
            const auto* person = row.at("presenter", [&] { return people_.find(typed); });
            if (person == nullptr) {
                const auto near = text::nearest(typed, people_.names(), 1);
                throw row.refuse(
                    "presenter", "there is no person \"" + typed + "\"",
                    near.empty() ? "add them with tiffin person add" : "did you mean " + near.front() + "?");
            }
            found.push_back(person->id);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    const std::vector<TopicId> ids_;  // ascending, so that the tables grow at their ends
    const PeopleIndex people_;
    TopicIndex topics_;
    std::unordered_map<std::string, std::size_t> lines_;  // by folded title
    ImportFile::Counts counts_;
};

}  // namespace

void import_topics(Invocation& invocation, ImportFile& file) {
    file.read(invocation.surroundings(),
              {.required = {"title"},
               .optional = {"presenter", "format", "tags", "level", "minutes", "abstract"},
               .renamed = {}});
    const auto& bytes = file.bytes();
    TopicsImport import(
        invocation, static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(),
                                                           [](char c) { return c == '\n' || c == '\r'; })));
    file.each_row(invocation, [&](const ImportRow& row) { import.row(row); });
    file.finish(invocation, import.counts(), "topic", "topics", "tiffin plan");
}

}  // namespace tiffin::cli
