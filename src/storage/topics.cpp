#include "storage/topics.h"

#include <charconv>
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

void write_fields(Statement& statement, const Topic& topic) {
    statement.set(":id", topic.id)
        .set(":title", topic.title)
        .set(":title_folded", text::fold(topic.title))
        .set(":abstract", topic.abstract)
        .set(":format", topic.format)
        .set(":level", topic.level)
        .set(":minutes", topic.length ? std::optional<std::int64_t>(topic.length->count()) : std::nullopt);
}

void write_lists(UnitOfWork& work, const Topic& topic) {
    auto& connection = work.connection();
    Statement(connection, "DELETE FROM topic_tag WHERE topic = :topic").set(":topic", topic.id).run();
    for (const auto& tag : topic.tags) {
        Statement(connection, "INSERT OR IGNORE INTO topic_tag (topic, tag) VALUES (:topic, :tag)")
            .set(":topic", topic.id)
            .set(":tag", tag)
            .run();
    }
    Statement(connection, "DELETE FROM topic_presenter WHERE topic = :topic").set(":topic", topic.id).run();
    for (const auto person : topic.presenters) {
        Statement(connection,
                  "INSERT OR IGNORE INTO topic_presenter (topic, person) VALUES (:topic, :person)")
            .set(":topic", topic.id)
            .set(":person", person)
            .run();
    }
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
    auto& connection = work.connection();
    {
        Statement next(
            connection,
            "UPDATE programme SET last_topic_number = last_topic_number + 1 RETURNING last_topic_number");
        next.step();
        topic.number = next.number(0);
    }
    const std::string plain = text::slug(topic.title);
    topic.slug = plain.empty() ? "topic-" + std::to_string(topic.number) : plain;
    for (int again = 2; topic_by_slug(connection, topic.slug); ++again) {
        topic.slug = (plain.empty() ? "topic" : plain) + "-" + std::to_string(again);
    }
    {
        Statement statement(connection, sql::topic_insert);
        write_fields(statement, topic);
        statement.set(":number", topic.number).set(":slug", topic.slug).run();
    }
    write_lists(work, topic);
    return topic;
}

void update(UnitOfWork& work, const Topic& topic) {
    {
        Statement statement(work.connection(), sql::topic_update);
        write_fields(statement, topic);
        statement.run();
    }
    write_lists(work, topic);
}

}  // namespace tiffin::storage
