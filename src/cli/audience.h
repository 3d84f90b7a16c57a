#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/invocation.h"
#include "domain/person.h"

namespace tiffin::cli {

/// What an audience looks at in a person, folded once for many audiences.
struct AudienceKeys {
    explicit AudienceKeys(const Person& person);

    std::string team, site, email;

    bool operator==(const AudienceKeys&) const = default;
};

/// "everyone", or a list such as "team:Design, site:Berlin, ana@x.example": who is invited to a series, or
/// takes turns in it.
class Audience {
  public:
    explicit Audience(std::string_view text);
    [[nodiscard]] bool contains(const AudienceKeys& person) const;

  private:
    bool everyone_ = false;
    std::vector<std::string> teams_, sites_, emails_;  // folded
};

/// A warning for each team, site and address of `audience` that nobody in the programme has.
void warn_of_nobody(Invocation& invocation, std::string_view audience, std::string_view option);

/// `typed` in the form that is stored; a Failure (usage) that begins with `option` for anything else.
std::string audience(std::string_view typed, std::string_view option);

}  // namespace tiffin::cli
