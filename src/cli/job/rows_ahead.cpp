#include "cli/job/rows_ahead.h"

#include <utility>

#include "cli/values.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::string in_team(std::string_view name, std::string_view team) {
    return text::fold(name) + "\n" + text::fold(team);
}

}  // namespace

void RowsAhead::read() {
    if (std::exchange(is_read_, true)) return;
    file_.look_ahead([&](const ImportRow& row) {
        const auto id = row.id<PersonId>();
        if (id) ids_.insert(id->value);
        if (const auto email = address_in(row.text("email"))) {
            emails_.insert(text::lower_case(*email));
        } else if (!id) {
            teams_.insert(in_team(short_text(row.text("name")), short_text(row.text("team"))));
        }
    });
}

bool RowsAhead::names(const Person& person) {
    read();
    return emails_.contains(text::lower_case(person.email)) || ids_.contains(person.id.value);
}

bool RowsAhead::names_in_team(const Person& person) {
    read();
    return teams_.contains(in_team(person.name, person.team));
}

}  // namespace tiffin::cli
