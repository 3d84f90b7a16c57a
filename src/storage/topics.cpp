#include "storage/topics.h"

#include <string>

#include "storage/sql.h"
#include "storage/statement.h"
#include "text/fold.h"

namespace tiffin::storage {

namespace {

const std::string kSelect = sql::topic;

Topic read_topic(const Statement& row) {
    Topic topic{
        .id = row.id<TopicId>(0),
        .number = row.number(1),
        .slug = row.text(2),
        .title = row.text(3),
        .abstract = row.text(4),
        .format = row.text(5),
        .level = row.text(6),
        .tags = text::split(row.view(8), "\x1f"),
        .length = std::nullopt,
        .presenters = {},
    };
    if (!row.is_null(7)) topic.length = std::chrono::minutes{row.number(7)};
    for (const auto& id : text::split(row.view(9), ";")) topic.presenters.push_back({std::stoll(id)});
    return topic;
}

std::vector<Topic> read_all(Statement& rows) {
    std::vector<Topic> found;
    while (rows.step()) found.push_back(read_topic(rows));
    return found;
}

std::optional<Topic> read_one(Statement& rows) {
    return rows.step() ? std::optional(read_topic(rows)) : std::nullopt;
}

/// `folded` is the title's; it and the topic must live as long as the statement is used.
void lend_fields(Statement& statement, const Topic& topic, const std::string& folded) {
    statement.set(":id", topic.id)
        .lend(":title", topic.title)
        .lend(":title_folded", folded)
        .lend(":abstract", topic.abstract)
        .lend(":format", topic.format)
        .lend(":level", topic.level)
        .set(":minutes", topic.length ? std::optional<std::int64_t>(topic.length->count()) : std::nullopt);
}

void insert_lists(UnitOfWork& work, const Topic& topic) {
    auto& connection = work.connection();
    for (const auto& tag : topic.tags) {
        Statement(connection, "INSERT OR IGNORE INTO topic_tag (topic, tag) VALUES (:topic, :tag)")
            .set(":topic", topic.id)
            .set(":tag", tag)
            .run();
    }
    for (const auto person : topic.presenters) {
        Statement(connection,
                  "INSERT OR IGNORE INTO topic_presenter (topic, person) VALUES (:topic, :person)")
            .set(":topic", topic.id)
            .set(":person", person)
            .run();
    }
}

/// `wanted` where no topic has it, else one that no topic has had.
std::int64_t take_number(UnitOfWork& work, std::int64_t wanted) {
    auto& connection = work.connection();
    if (wanted > 0) {
        Statement taken(connection, "SELECT 1 FROM topic WHERE number = :number");
        if (!taken.set(":number", wanted).step()) {
            Statement(connection, "UPDATE programme SET last_topic_number = max(last_topic_number, :number)")
                .set(":number", wanted)
                .run();
            return wanted;
        }
    }
    Statement row(
        connection,
        "UPDATE programme SET last_topic_number = last_topic_number + 1 RETURNING last_topic_number");
    row.step();
    return row.number(0);
}

}  // namespace

std::vector<Topic> all_topics(Connection& connection) {
    static const std::string kAll = kSelect + "ORDER BY number";
    Statement rows(connection, kAll.c_str());
    return read_all(rows);
}

std::optional<Topic> topic(Connection& connection, TopicId id) {
    static const std::string kById = kSelect + "WHERE id = :id";
    Statement row(connection, kById.c_str());
    row.set(":id", id);
    return read_one(row);
}

std::optional<Topic> topic_by_number(Connection& connection, std::int64_t number) {
    static const std::string kByNumber = kSelect + "WHERE number = :number";
    Statement row(connection, kByNumber.c_str());
    row.set(":number", number);
    return read_one(row);
}

std::optional<Topic> topic_by_slug(Connection& connection, std::string_view slug) {
    static const std::string kBySlug = kSelect + "WHERE slug = :slug";
    Statement row(connection, kBySlug.c_str());
    row.set(":slug", slug);
    return read_one(row);
}

std::vector<Topic> topics_titled(Connection& connection, std::string_view typed) {
    static const std::string kByTitle = kSelect + "WHERE title_folded = :title ORDER BY number";
    Statement rows(connection, kByTitle.c_str());
    rows.set(":title", text::fold(typed));
    return read_all(rows);
}

std::vector<Topic> topics_like(Connection& connection, std::string_view typed, int most) {
    static const std::string kLike =
        kSelect +
        "WHERE instr(title_folded, :part) OR instr(slug, :part) "
        "ORDER BY instr(title_folded, :part) <> 1 AND instr(slug, :part) <> 1, number LIMIT :most";
    Statement rows(connection, kLike.c_str());
    rows.set(":part", text::fold(typed)).set(":most", most);
    return read_all(rows);
}

Topic insert(UnitOfWork& work, Topic topic) {
    topic.number = take_number(work, topic.number);
    const std::string folded = text::fold(topic.title);
    std::string plain = topic.slug.empty() ? text::slug(topic.title) : topic.slug;
    if (plain.empty()) plain = "topic-" + std::to_string(topic.number);
    topic.slug = plain;
    {
        Statement statement(work.connection(), sql::topic_insert);
        lend_fields(statement, topic, folded);
        statement.set(":number", topic.number);
        for (int again = 2; statement.set(":slug", topic.slug).run() == 0; ++again) {  // another has it
            topic.slug = plain + "-" + std::to_string(again);
        }
    }
    insert_lists(work, topic);
    return topic;
}

void update(UnitOfWork& work, const Topic& topic) {
    auto& connection = work.connection();
    {
        const std::string folded = text::fold(topic.title);
        Statement statement(connection, sql::topic_update);
        lend_fields(statement, topic, folded);
        statement.run();
    }
    Statement(connection, "DELETE FROM topic_tag WHERE topic = :topic").set(":topic", topic.id).run();
    Statement(connection, "DELETE FROM topic_presenter WHERE topic = :topic").set(":topic", topic.id).run();
    insert_lists(work, topic);
}

void remove(UnitOfWork& work, TopicId topic) {
    Statement(work.connection(), "DELETE FROM topic WHERE id = :id").set(":id", topic).run();
}

}  // namespace tiffin::storage
