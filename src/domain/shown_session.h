#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/rsvp.h"
#include "domain/series.h"
#include "domain/session.h"

namespace tiffin {

/// All that an invite shows of a session: invites are made of this and of nothing else, so that no change of
/// what people see can pass unnoticed.
struct ShownSession {
    bool called_off = false;
    std::string note{};
    Date date{};
    TimeOfDay start{};
    std::chrono::minutes length{60};
    std::string zone{};
    Instant begin{};  ///< the same start in UTC, which moves when the rules of the zone change
    std::string series{};
    std::vector<std::string> presenters{};
    bool has_video = false;  ///< that is shown in place of a talk
    std::vector<std::string> hosts{};
    std::vector<std::string> moderators{};
    std::vector<Assignment> duties{};  ///< whose names these are
    std::string topic{};
    std::string abstract{};
    std::vector<std::string> tags{};
    std::string place{};
    std::string link{};
    Lunch lunch = Lunch::none;
};

/// In person and remote at once.
bool is_hybrid(const ShownSession& session);

/// As it is shown to somebody who takes part so: with its place or its link alone, where it has both.
ShownSession shown_to(ShownSession session, std::optional<Mode> mode);

/// One line for each fact, "place Room 4"; of a session that is called off only that, and its note. In our
/// words and not in those of the invite, so that a better wording is no news.
std::string render_shown(const ShownSession& session);

/// The facts, "place" and the like, that both texts have and that differ between them.
std::set<std::string, std::less<>> changed_facts(std::string_view told, std::string_view now);

/// Whether what people were told still holds. Facts that only one of the two texts has do not count: a later
/// version that shows one more sends no update for it alone. An empty text is known to hold nothing.
bool still_holds(std::string_view told, std::string_view now);

/// Who presents first, and who presents with them, is no difference to those who see their names.
Role shown_role(Role role);
/// The roles that such a text gave to somebody, as shown_role(); none where it does not say.
std::set<Role> shown_roles(std::string_view shown, PersonId person);

/// Such a text says that it is called off.
bool shows_called_off(std::string_view shown);

/// What stands for a text of which it is only known that its day or time was another.
constexpr std::string_view kAtAnotherTime = "state at another time\n";

/// What a text that many dates share says of one of them.
std::string shown_on(std::string_view shown, Date date);

/// The day and time that such a text shows; nothing where it is called off, or nobody knows.
struct ShownTime {
    Date date{};
    TimeOfDay start{};

    bool operator==(const ShownTime&) const = default;
};
std::optional<ShownTime> shown_time(std::string_view shown);
/// The end of a recurring invite that its text shows; nothing: it goes on, or nobody knows.
std::optional<Date> shown_until(std::string_view shown);

}  // namespace tiffin
