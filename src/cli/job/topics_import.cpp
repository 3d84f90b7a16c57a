#include "cli/job/topics_import.h"

#include <algorithm>
#include <unordered_map>

#include "cli/input.h"
#include "cli/job/csv_import.h"
#include "cli/job/people_import.h"
#include "cli/values.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::vector<PersonId> presenters(const ImportRow& row, const PeopleIndex& people) {
    std::vector<PersonId> found;
    for (const auto& typed : text::split(row.text("presenter"), ";")) {
        const auto* person = row.at("presenter", [&] { return people.find(typed); });
        if (person == nullptr) {
            const auto near = text::nearest(typed, people.names(), 1);
            throw row.refuse(
                "presenter", "there is no person \"" + typed + "\"",
                near.empty() ? "add them with tiffin person add" : "did you mean " + near.front() + "?");
        }
        found.push_back(person->id);
    }
    std::sort(found.begin(), found.end());
    return found;
}

void fill(const ImportRow& row, const PeopleIndex& people, Topic& topic) {
    const auto take = [&](std::string_view column, std::string& field) {
        if (const auto typed = row.text(column); !typed.empty()) field = typed;
    };
    take("abstract", topic.abstract);
    take("level", topic.level);
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
    if (!row.text("presenter").empty()) topic.presenters = presenters(row, people);
}

}  // namespace

void import_topics(Invocation& invocation, const std::string& path, const std::vector<std::string>& map) {
    exchange::CsvHeader header{.required = {"title"},
                               .optional = {"presenter", "format", "tags", "level", "minutes", "abstract"},
                               .renamed = {}};
    apply_map(header, map);
    const auto bytes =
        read_input(invocation.surroundings(), path);  // no lock is held while a pipe is waited for
    auto& work = invocation.begin();
    const PeopleIndex people(work.connection());
    std::unordered_map<std::string, Topic> known;
    for (auto& topic : storage::all_topics(work.connection())) {
        auto title = text::fold(topic.title);
        known.emplace(std::move(title), std::move(topic));
    }
    std::unordered_map<std::string, std::size_t> lines;
    std::size_t added = 0, changed = 0;
    read_import(invocation, path, bytes, header, [&](const ImportRow& row) {
        const auto title = row.text("title");
        if (title.empty())
            throw row.refuse("title", "a topic needs a title", "fill the cell or delete the row");
        const auto folded = text::fold(title);
        if (const auto [line, first] = lines.try_emplace(folded, row.line()); !first) {
            throw row.refuse("title",
                             "this topic stands in line " + std::to_string(line->second) + " already",
                             "delete one of the two rows");
        }
        const auto there = known.find(folded);
        Topic topic = there != known.end()
                          ? there->second
                          : Topic{.id = work.new_id<TopicId>(), .title = text::compose(title)};
        fill(row, people, topic);
        if (there == known.end()) {
            topic = storage::insert(work, std::move(topic));
            invocation.changed("added topic " + topic.slug);
            ++added;
        } else if (!(topic == there->second)) {
            storage::update(work, topic);
            invocation.changed("changed topic " + topic.slug);
            ++changed;
        }
    });
    invocation.finish(imported(path, added, "topic", "topics", changed), "tiffin plan");
}

}  // namespace tiffin::cli
