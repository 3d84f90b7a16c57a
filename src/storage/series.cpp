#include "storage/series.h"

#include <string>

#include "storage/sql.h"
#include "storage/statement.h"
#include "text/fold.h"

namespace tiffin::storage {

namespace {

const std::string kSelect = sql::series;

Series read_series(const Statement& row) {
    return {
        .id = row.id<SeriesId>(0),
        .name = row.text(1),
        .slug = row.text(2),
        .rule = row.text(3),
        .first = row.date(4),
        .last = row.optional_date(5),
        .start = row.optional_time(6),
        .length = std::chrono::minutes{row.number(7)},
        .zone = row.text(8),
        .place = row.text(9),
        .link = row.text(10),
        .lunch = parse_lunch(row.view(11)).value_or(Lunch::none),
        .formality = parse_formality(row.view(12)).value_or(Formality::informal),
        .topic_policy = parse_topic_policy(row.view(13)).value_or(TopicPolicy::any),
        .capacity = row.is_null(14) ? std::nullopt : std::optional(static_cast<int>(row.number(14))),
        .remote_capacity = row.is_null(20) ? std::nullopt : std::optional(static_cast<int>(row.number(20))),
        .audience = row.text(15),
        .pool = row.text(16),
        .holidays = parse_holiday_policy(row.view(17)).value_or(HolidayPolicy::skip),
        .invites = parse_invites(row.view(19)).value_or(Invites::single),
        .pauses = {},
        .laid_out_until = row.optional_date(18),
    };
}

void read_pauses(Connection& connection, Series& series) {
    Statement rows(connection, "SELECT first, last FROM series_pause WHERE series = :series ORDER BY first");
    rows.set(":series", series.id);
    while (rows.step()) series.pauses.push_back({rows.date(0), rows.optional_date(1).value_or(kLatestDate)});
}

std::optional<Series> read_one(Connection& connection, Statement& row) {
    if (!row.step()) return std::nullopt;
    auto series = read_series(row);
    read_pauses(connection, series);
    return series;
}

void write(UnitOfWork& work, const char* sql, const Series& series) {
    auto& connection = work.connection();
    Statement(connection, sql)
        .set(":id", series.id)
        .set(":name", series.name)
        .set(":slug", series.slug)
        .set(":rule", series.rule)
        .set(":first", series.first)
        .set(":last", series.last)
        .set(":start", series.start)
        .set(":minutes", std::int64_t{series.length.count()})
        .set(":zone", series.zone)
        .set(":place", series.place)
        .set(":link", series.link)
        .set(":lunch", to_string(series.lunch))
        .set(":formality", to_string(series.formality))
        .set(":topic_policy", to_string(series.topic_policy))
        .set(":capacity", series.capacity)
        .set(":remote_capacity", series.remote_capacity)
        .set(":audience", series.audience)
        .set(":pool", series.pool)
        .set(":holidays", to_string(series.holidays))
        .set(":laid_out_until", series.laid_out_until)
        .set(":invites", to_string(series.invites))
        .run();
    Statement(connection, "DELETE FROM series_pause WHERE series = :series").set(":series", series.id).run();
    for (const auto& pause : series.pauses) {
        Statement(connection,
                  "INSERT INTO series_pause (series, first, last) VALUES (:series, :first, :last)")
            .set(":series", series.id)
            .set(":first", pause.first)
            .set(":last", pause.last == kLatestDate ? std::nullopt : std::optional(pause.last))
            .run();
    }
}

}  // namespace

std::vector<Series> all_series(Connection& connection) {
    static const std::string kAll = kSelect + "ORDER BY slug";
    Statement rows(connection, kAll.c_str());
    std::vector<Series> found;
    while (rows.step()) {
        found.push_back(read_series(rows));
        read_pauses(connection, found.back());
    }
    return found;
}

std::optional<Series> series(Connection& connection, SeriesId id) {
    static const std::string kById = kSelect + "WHERE id = :id";
    Statement row(connection, kById.c_str());
    row.set(":id", id);
    return read_one(connection, row);
}

std::optional<Series> series_by_slug(Connection& connection, std::string_view slug) {
    static const std::string kBySlug = kSelect + "WHERE slug = :slug";
    Statement row(connection, kBySlug.c_str());
    row.set(":slug", slug);
    return read_one(connection, row);
}

void insert(UnitOfWork& work, const Series& series) {
    write(work, sql::series_insert, series);
}
void update(UnitOfWork& work, const Series& series) {
    write(work, sql::series_update, series);
}

void remove(UnitOfWork& work, SeriesId series) {
    Statement(work.connection(), "DELETE FROM series WHERE id = :id").set(":id", series).run();
}

}  // namespace tiffin::storage
