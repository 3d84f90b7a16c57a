#pragma once

#include <optional>
#include <string>
#include <unordered_set>

#include "cli/job/imports/csv_import.h"
#include "domain/person.h"

namespace tiffin::cli {

/// Who else stands in a file of people: a row is about somebody else where another row names them. Reads the
/// file when it is first asked.
class RowsAhead {
  public:
    explicit RowsAhead(const ImportFile& file) : file_(file) {}

    /// By address or id.
    [[nodiscard]] bool names(const Person& person);
    /// By name and team alone.
    [[nodiscard]] bool names_in_team(const Person& person);

  private:
    void read();

    const ImportFile& file_;
    bool is_read_ = false;
    std::unordered_set<std::string> emails_;
    std::unordered_set<std::int64_t> ids_;
    std::unordered_set<std::string> teams_;  // of rows without either, each behind a name
};

}  // namespace tiffin::cli
