#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/content_reader.h"
#include "domain/date.h"

namespace tiffin::calendar {

/// The time zones that a text names, and what is meant by them. TZIDs carry IANA names, the same behind
/// prefixes such as "/freeassociation.sourceforge.net/", names of Windows, and names that mean nothing but to
/// the program that wrote them, such as "Customized Time Zone" or "(UTC+01:00) Amsterdam, Berlin …".
class FileZones {
  public:
    /// Takes in the lines of VTIMEZONEs, of which `line` may be one.
    void take(const ContentReader& reader, const ContentLine& line);

    /// The IANA name of the zone that is meant; by its VTIMEZONE where the name does not say it, as its
    /// clocks go in the year of `day`. The id itself where none is found.
    [[nodiscard]] std::string iana_name(const std::string& id, Date day);

  private:
    struct Onset {
        Date date;
        std::chrono::seconds time{0};
    };
    /// A STANDARD or DAYLIGHT part.
    struct Part {
        std::optional<Onset> start;  ///< DTSTART
        std::vector<Onset> also;     ///< RDATE
        std::optional<std::chrono::seconds> from, to;
        std::string rule;
    };
    struct Definition {
        std::string id;
        std::string location;  ///< X-LIC-LOCATION
        std::vector<Part> parts;
    };
    struct Change {
        Instant at;
        std::chrono::seconds from, to;
    };

    static void take_part(Part& part, const ContentLine& line);
    static std::optional<Onset> parse_onset(std::string_view text);
    [[nodiscard]] const Definition* definition_of(const std::string& id) const;
    /// Nothing for a part that cannot be followed.
    static std::optional<std::vector<Change>> changes_until(const Part& part, std::chrono::year last);
    /// A zone of the database whose clocks show the same all through that year.
    static std::optional<std::string> zone_like(const Definition& definition, std::chrono::year year);

    std::vector<Definition> definitions_;
    struct Answer {
        std::string id;
        std::chrono::year year{};
        std::string name;
    };
    Answer last_;                                               ///< most times of a text are of one zone
    std::map<std::pair<std::string, int>, std::string> alike_;  ///< by id and year
};

}  // namespace tiffin::calendar
