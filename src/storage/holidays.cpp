#include "storage/holidays.h"

#include "storage/statement.h"

namespace tiffin::storage {

std::vector<Holiday> holidays(Connection& connection, DateRange dates) {
    Statement rows(
        connection,
        "SELECT id, date, name FROM holiday WHERE date BETWEEN :first AND :last ORDER BY date, name");
    rows.set(":first", dates.first).set(":last", dates.last);
    std::vector<Holiday> found;
    while (rows.step()) found.push_back({rows.date(1), rows.text(2), rows.id<HolidayId>(0)});
    return found;
}

void insert(UnitOfWork& work, const Holiday& holiday) {
    Statement(work.connection(), "INSERT INTO holiday (id, date, name) VALUES (:id, :date, :name)")
        .set(":id", holiday.id)
        .set(":date", holiday.date)
        .set(":name", holiday.name)
        .run();
}

void remove(UnitOfWork& work, HolidayId holiday) {
    Statement(work.connection(), "DELETE FROM holiday WHERE id = :id").set(":id", holiday).run();
}

}  // namespace tiffin::storage
