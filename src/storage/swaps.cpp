#include "storage/swaps.h"

#include <string>

#include "storage/sql.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

const std::string kSelect = sql::swap;

Swap read_swap(const Statement& row) {
    return {.id = row.id<SwapId>(0),
            .number = static_cast<int>(row.number(1)),
            .session = row.id<SessionId>(2),
            .giver = row.id<PersonId>(3),
            .taker = row.id<PersonId>(4),
            .in_return = row.optional_id<SessionId>(5),
            .debt = row.optional_id<SwapId>(11),
            .state = parse_swap_state(row.view(6)).value_or(SwapState::declined),
            .giver_agrees = row.number(7) != 0,
            .taker_agrees = row.number(8) != 0,
            .on_behalf = row.number(9) != 0,
            .asked = row.date(10)};
}

std::vector<Swap> read_all(Connection& connection, const std::string& sql) {
    Statement rows(connection, sql.c_str());
    std::vector<Swap> found;
    while (rows.step()) found.push_back(read_swap(rows));
    return found;
}

}  // namespace

std::vector<Swap> all_swaps(Connection& connection) {
    static const std::string kAll = kSelect + "ORDER BY number";
    return read_all(connection, kAll);
}

std::vector<Swap> swaps(Connection& connection) {
    static const std::string kLive = kSelect + "WHERE state IN ('asked', 'agreed') ORDER BY number";
    return read_all(connection, kLive);
}

void record(UnitOfWork& work, Swap& swap) {
    Statement last(work.connection(), "SELECT coalesce(max(number), 0) FROM swap");
    last.step();
    swap.number = static_cast<int>(last.number(0)) + 1;
    Statement(work.connection(), sql::swap_write)
        .set(":id", swap.id)
        .set(":number", swap.number)
        .set(":session", swap.session)
        .set(":giver", swap.giver)
        .set(":taker", swap.taker)
        .set(":in_return", swap.in_return)
        .set(":debt", swap.debt)
        .set(":state", to_string(swap.state))
        .set(":giver_agrees", swap.giver_agrees ? 1 : 0)
        .set(":taker_agrees", swap.taker_agrees ? 1 : 0)
        .set(":on_behalf", swap.on_behalf ? 1 : 0)
        .set(":asked", swap.asked)
        .run();
}

}  // namespace tiffin::storage
