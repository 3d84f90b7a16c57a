#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/audience.h"
#include "domain/person.h"
#include "domain/session.h"
#include "storage/connection.h"

namespace tiffin::cli {

/// Everybody of the programme, by position, and who is invited to what.
class Guests {
  public:
    explicit Guests(storage::Connection& connection);

    [[nodiscard]] const Person& operator[](std::size_t position) const { return people_[position]; }
    [[nodiscard]] std::size_t size() const { return people_.size(); }
    [[nodiscard]] std::size_t position(PersonId person) const { return by_id_.at(person.value); }
    /// Whose it is now; nothing for an address that nobody has any more.
    [[nodiscard]] std::optional<std::size_t> owner(std::string_view email) const;

    /// The members of the audience of a series on a day; ascending positions.
    std::vector<std::size_t> members(SeriesId series, Date day);
    [[nodiscard]] bool is_member(std::size_t position, Date day) const;
    /// The days around one on which somebody is a member; they are one on that day.
    [[nodiscard]] DateRange stay(std::size_t position, Date day) const;
    /// They and everybody with a duty; ascending positions.
    std::vector<std::size_t> invited(const Session& session);

  private:
    const std::vector<std::size_t>& audience(SeriesId id);

    storage::Connection& connection_;
    std::vector<Person> people_;
    std::vector<AudienceKeys> keys_;  // in the same order
    std::unordered_map<std::int64_t, std::size_t> by_id_;
    std::unordered_map<std::string, std::size_t> by_address_;
    std::unordered_map<std::size_t, std::vector<DateRange>> times_out_;
    std::map<SeriesId, std::vector<std::size_t>> audiences_;
};

}  // namespace tiffin::cli
