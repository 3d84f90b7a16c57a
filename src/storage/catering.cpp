#include "storage/catering.h"

#include "storage/statement.h"

namespace tiffin::storage {

std::optional<FrozenOrder> frozen_order(Connection& connection, SessionId session) {
    Statement row(connection, "SELECT frozen FROM catering WHERE session = :session");
    if (!row.set(":session", session).step()) return std::nullopt;
    FrozenOrder order{.frozen = parse_instant(row.view(0)).value_or(Instant{})};
    Statement rows(connection, "SELECT diet, portions FROM catering_portion WHERE session = :session");
    rows.set(":session", session);
    while (rows.step()) order.portions.emplace(rows.text(0), static_cast<int>(rows.number(1)));
    return order;
}

void record(UnitOfWork& work, SessionId session, const FrozenOrder& order) {
    auto& connection = work.connection();
    Statement(connection, "DELETE FROM catering WHERE session = :session").set(":session", session).run();
    Statement(connection, "INSERT INTO catering (session, frozen) VALUES (:session, :frozen)")
        .set(":session", session)
        .set(":frozen", render_instant(order.frozen))
        .run();
    for (const auto& [diet, portions] : order.portions) {
        Statement(
            connection,
            "INSERT INTO catering_portion (session, diet, portions) VALUES (:session, :diet, :portions)")
            .set(":session", session)
            .set(":diet", diet)
            .set(":portions", portions)
            .run();
    }
}

std::optional<ToldOrder> told_order(Connection& connection, MessageId message) {
    Statement row(connection, "SELECT told FROM catering_told WHERE message = :message");
    if (!row.set(":message", message).step()) return std::nullopt;
    return parse_told_order(row.view(0));
}

void record(UnitOfWork& work, MessageId message, const ToldOrder& told) {
    Statement(work.connection(), "INSERT INTO catering_told (message, told) VALUES (:message, :told)")
        .set(":message", message)
        .set(":told", render_told_order(told))
        .run();
}

}  // namespace tiffin::storage
