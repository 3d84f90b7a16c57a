#include "storage/standbys.h"

#include "storage/statement.h"

namespace tiffin::storage {

std::vector<Standby> standbys(Connection& connection) {
    Statement rows(connection,
                   "SELECT id, number, series, person, topic, video, link FROM standby ORDER BY number");
    std::vector<Standby> found;
    while (rows.step()) {
        found.push_back({.id = rows.id<StandbyId>(0),
                         .number = static_cast<int>(rows.number(1)),
                         .series = rows.optional_id<SeriesId>(2),
                         .person = rows.optional_id<PersonId>(3),
                         .topic = rows.optional_id<TopicId>(4),
                         .video = rows.text(5),
                         .link = rows.text(6)});
    }
    return found;
}

void insert(UnitOfWork& work, Standby standby, Place place) {
    Statement ends(work.connection(),
                   "SELECT coalesce(min(number), 1), coalesce(max(number), 0) FROM standby");
    ends.step();
    standby.number = static_cast<int>(place == Place::first ? ends.number(0) - 1 : ends.number(1) + 1);
    Statement(work.connection(),
              "INSERT INTO standby (id, number, series, person, topic, video, link) "
              "VALUES (:id, :number, :series, :person, :topic, :video, :link)")
        .set(":id", standby.id)
        .set(":number", standby.number)
        .set(":series", standby.series)
        .set(":person", standby.person)
        .set(":topic", standby.topic)
        .set(":video", standby.video)
        .set(":link", standby.link)
        .run();
}

void remove(UnitOfWork& work, StandbyId standby) {
    Statement(work.connection(), "DELETE FROM standby WHERE id = :id").set(":id", standby).run();
}

}  // namespace tiffin::storage
