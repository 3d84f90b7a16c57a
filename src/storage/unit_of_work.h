#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "domain/id.h"
#include "storage/connection.h"

namespace tiffin::storage {

/// One command's changes: all or nothing. Takes the write lock at once, so what it reads stays true until it
/// commits. Leaving its scope without commit() rolls back.
class UnitOfWork {
  public:
    /// `seed` chooses the ids; it is mixed with the number of units committed before.
    UnitOfWork(Connection& connection, std::uint64_t seed);
    UnitOfWork(const UnitOfWork&) = delete;
    UnitOfWork& operator=(const UnitOfWork&) = delete;
    ~UnitOfWork();

    [[nodiscard]] Connection& connection() const { return connection_; }

    template <class Identity>
    Identity new_id() {
        return Identity{next_random()};
    }

    /// Ascending.
    template <class Identity>
    std::vector<Identity> new_ids(std::size_t count) {
        std::vector<Identity> ids;
        ids.reserve(count);
        while (ids.size() < count) ids.push_back(new_id<Identity>());
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    /// Since it began.
    [[nodiscard]] bool changed_anything() const;
    void commit();

  private:
    std::int64_t next_random();

    Connection& connection_;
    std::uint64_t random_state_ = 0;
    std::int64_t rows_changed_before_ = 0;
    bool open_ = true;
};

}  // namespace tiffin::storage
