#include "cli/job/imports/topics_import.h"

#include <algorithm>
#include <vector>

#include "cli/job/imports/history_people.h"
#include "cli/job/imports/people_index.h"
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

std::vector<Topic*> TopicIndex::titled(const std::string& folded) {
    std::vector<Topic*> found;
    const auto [first, last] = topics_.equal_range(folded);
    for (auto each = first; each != last; ++each) found.push_back(&each->second);
    return found;
}

Topic* TopicIndex::by_slug(const std::string& slug) {
    if (slugs_.empty()) {
        for (auto& [folded, topic] : topics_) slugs_.emplace(topic.slug, &topic);
    }
    const auto found = slugs_.find(slug);
    return found == slugs_.end() ? nullptr : found->second;
}

Topic* TopicIndex::find(const std::string& folded, std::optional<TopicId> present) {
    const auto found = titled(folded);
    if (found.size() < 2) return found.empty() ? nullptr : found.front();
    std::vector<std::string> slugs;
    for (auto* topic : found) {
        if (topic->id == present) return topic;
        slugs.push_back(topic->slug);
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
        const auto slug = text::slug(row.text("topic"));
        const auto folded = text::fold(title);
        const auto* known = match(row, slug, folded);
        refuse_repeated(row, known != nullptr ? known->slug : slug.empty() ? folded : slug);
        Topic topic =
            known != nullptr ? *known : Topic{.id = ids_[counts_.added], .number = number(row), .slug = slug};
        if (known == nullptr || text::fold(known->title) != folded) topic.title = short_text(title);
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
    /// By slug, else by title; titles may be shared, and the slugs of their rows tell them apart.
    const Topic* match(const ImportRow& row, const std::string& slug, const std::string& folded) {
        if (!slug.empty()) {
            if (const auto* known = topics_.by_slug(slug)) return known;
            const auto titled = topics_.titled(folded);
            const bool all_taken = std::all_of(titled.begin(), titled.end(), [&](const Topic* topic) {
                return lines_.contains(topic->slug);
            });
            if (all_taken) return nullptr;
        }
        return row.at("title", [&] { return topics_.find(folded); });
    }

    void refuse_repeated(const ImportRow& row, const std::string& key) {
        const auto [line, first] = lines_.try_emplace(key, row.line());
        if (first) return;
        throw row.refuse("title", "this topic stands in line " + std::to_string(line->second) + " already",
                         "delete one of the two rows");
    }

    /// 0: the next one.
    static std::int64_t number(const ImportRow& row) {
        const auto typed = row.text("number");
        return typed.empty() ? 0 : row.at("number", [&] { return count(typed, ""); });
    }

    void fill(const ImportRow& row, Topic& topic) const {
        row.fill("abstract", topic.abstract, long_text);
        row.fill("level", topic.level);
        if (const auto format = row.text("format"); !format.empty()) topic.format = text::fold(format);
        if (const auto typed = row.text("tags"); !typed.empty()) topic.tags = tags(typed);
        if (const auto minutes = row.text("minutes"); !minutes.empty()) {
            topic.length = row.at("minutes", [&] { return length(minutes, ""); });
        }
        if (auto named = presenters(row); !named.empty()) topic.presenters = std::move(named);
    }

    [[nodiscard]] std::vector<PersonId> presenters(const ImportRow& row) const {
        std::vector<PersonId> found;
        for (const auto& typed : text::split(row.text("presenter"), ";")) {
            if (is_nobody(typed)) continue;
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
    std::unordered_map<std::string, std::size_t> lines_;  // by slug, or the folded title of a new one without
    ImportFile::Counts counts_;
};

}  // namespace

void import_topics(Invocation& invocation, ImportFile& file) {
    file.read(invocation.surroundings(),
              {.required = {"title"},
               .optional = {"presenter", "format", "tags", "level", "minutes", "abstract", "topic", "number"},
               .renamed = {}});
    const auto& bytes = file.bytes();
    TopicsImport import(
        invocation, static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(),
                                                           [](char c) { return c == '\n' || c == '\r'; })));
    file.each_row(invocation, [&](const ImportRow& row) { import.row(row); });
    file.finish(invocation, import.counts(), "topic", "topics", "tiffin plan");
}

}  // namespace tiffin::cli
