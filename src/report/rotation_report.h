#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/date.h"
#include "report/table.h"

namespace tiffin::report {

/// One person's account in the rotation; turns in millionths.
struct RotationRow {
    std::string person;
    std::string email;
    std::string team;
    std::int64_t turns = 0;
    std::int64_t share = 0;  ///< parts owed
    std::int64_t balance = 0;
    std::optional<Date> last;
    std::optional<Date> next;
    std::int64_t ended = 0;  ///< the balance that ended when they left, before they rejoined
};

/// Columns person, email, team, turns, share, balance, last, next, ended; who owes most stands first, equals
/// by name.
Table rotation_table(std::vector<RotationRow> rows);

/// "The worst balance is -1.25 turns (Ana Ferreira); 4 equal people need at most 0.75." The balance farthest
/// from zero beside the bound 1 - 1/n of the chairman assignment problem (Tijdeman 1980); "" for nobody.
std::string rotation_headline(const std::vector<RotationRow>& rows);

}  // namespace tiffin::report
