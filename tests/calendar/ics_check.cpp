#include "ics_check.h"

#include <algorithm>
#include <map>
#include <set>

#include "calendar/recurrence.h"
#include "calendar/rrule.h"
#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

using Names = std::set<std::string>;

const std::map<std::string, Names>& known_names() {
    static const Names zone_block{"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE"};
    static const std::map<std::string, Names> names{
        {"VCALENDAR",
         {"VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "DESCRIPTION",
          "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}},
        {"VTIMEZONE", {"TZID"}},
        {"STANDARD", zone_block},
        {"DAYLIGHT", zone_block},
        {"VEVENT",
         {"UID",        "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "RECURRENCE-ID", "DTSTART",    "DTEND",
          "RRULE",      "EXDATE",   "SUMMARY", "DESCRIPTION",   "LOCATION",      "CONFERENCE", "URL",
          "CATEGORIES", "STATUS",   "TRANSP",  "COMMENT",       "ORGANIZER",     "ATTENDEE"}},
    };
    return names;
}

bool is_text(const IcsLine& line) {
    static const Names names{"NAME",       "DESCRIPTION", "SUMMARY", "LOCATION",
                             "CATEGORIES", "COMMENT",     "UID",     "TZNAME"};
    return names.contains(line.name);
}

bool is_date_time(std::string_view value) {
    static constexpr std::string_view shape = "00000000T000000";
    if (value.size() != shape.size()) return false;
    for (std::size_t at = 0; at < shape.size(); ++at) {
        const bool digit = value[at] >= '0' && value[at] <= '9';
        if (shape[at] == '0' ? !digit : value[at] != shape[at]) return false;
    }
    return true;
}

bool is_utc(std::string_view value) {
    return !value.empty() && value.back() == 'Z' && is_date_time(value.substr(0, value.size() - 1));
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

class Check {
  public:
    explicit Check(std::string_view bytes) : bytes_(bytes) {}

    std::vector<std::string> run() {
        check_physical_lines();
        for (const auto& line : read_ics(bytes_)) {
            line_ = line.line;
            check_structure(line);
            check_names(line);
            check_parameters(line);
            check_text(line);
            check_value(line);
        }
        line_ = 0;
        if (!open_.empty()) found("END:" + open_.back() + " is missing");
        if (calendars_ != 1) found("there is not exactly one VCALENDAR");
        for (const auto& id : used_zones_) {
            if (!zones_.contains(id)) found("TZID " + id + " has no VTIMEZONE");
        }
        return std::move(findings_);
    }

  private:
    void found(const std::string& what) {
        findings_.push_back("line " + std::to_string(line_) + ": " + what);
    }

    void check_physical_lines() {
        for (std::string_view rest = bytes_; !rest.empty();) {
            ++line_;
            const auto end = rest.find('\n');
            if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r')
                found("it does not end in CRLF");
            auto line = rest.substr(0, end);
            if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
            check_physical_line(line);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
    }

    void check_physical_line(std::string_view line) {
        if (line.empty()) found("it is empty");
        if (line.size() > 75) found("it is " + std::to_string(line.size()) + " octets long");
        if (!text::is_utf8(line)) found("it is not UTF-8 on its own");
        for (std::size_t at = 0; at < line.size(); ++at) {
            const auto byte = static_cast<unsigned char>(line[at]);
            const auto two = line.substr(at, 2);
            const auto three = line.substr(at, 3);
            const bool control =
                byte < 0x20 || byte == 0x7f || (two.size() == 2 && two >= "\xc2\x80" && two < "\xc2\xa0");
            if (control || three == "\xe2\x80\xa8" || three == "\xe2\x80\xa9")
                found("it holds a control character");
        }
        const auto last = line.find_last_not_of('\\');
        const auto backslashes = last == std::string_view::npos ? line.size() : line.size() - last - 1;
        if (backslashes % 2 == 1) found("it ends inside an escape");
    }

    void check_structure(const IcsLine& line) {
        if (line.name == "BEGIN") {
            open_.push_back(line.value);
            seen_.clear();
            if (line.value == "VCALENDAR") ++calendars_;
            if (open_.size() == 1 && line.value != "VCALENDAR") found("it stands outside a VCALENDAR");
        } else if (line.name == "END") {
            if (open_.empty() || open_.back() != line.value) return found("it ends what is not open");
            if (line.value == "VEVENT") check_event();
            if (line.value == "VCALENDAR") check_calendar();
            if (line.value == "STANDARD" || line.value == "DAYLIGHT")
                require({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"});
            open_.pop_back();
            seen_.clear();
        }
    }

    void check_names(const IcsLine& line) {
        if (line.name == "BEGIN" || line.name == "END") {
            if (!known_names().contains(line.value))
                found("component " + line.value + " does not belong here");
            return;
        }
        const auto known = known_names().find(line.component);
        if (known == known_names().end() || !known->second.contains(line.name)) {
            found("property " + line.name + " does not belong into " + line.component);
        }
        if (line.component == "VCALENDAR") {
            if (!calendar_.emplace(line.name, line.value).second) found(line.name + " stands twice");
            return;
        }
        if (line.name == "EXDATE") left_out_.push_back(line);
        if (!seen_.emplace(line.name, line).second && line.name != "ATTENDEE" && line.name != "EXDATE")
            found(line.name + " stands twice");
    }

    void check_parameters(const IcsLine& line) {
        for (const auto& [name, written] : line.parameters) {
            const bool quoted = written.size() >= 2 && written.front() == '"' && written.back() == '"';
            const std::string value = quoted ? written.substr(1, written.size() - 2) : written;
            if (value.find('"') != std::string::npos) found(name + " holds a quote");
            if (!quoted && value.find_first_of(",;:") != std::string::npos) found(name + " should be quoted");
            for (std::size_t at = value.find('^'); at != std::string::npos; at = value.find('^', at + 2)) {
                if (std::string("n^'").find(value.substr(at + 1, 1)) == std::string::npos ||
                    at + 1 == value.size()) {
                    found(name + " has a ^ that RFC 6868 does not know");
                }
            }
            if (name == "TZID") used_zones_.insert(value);
        }
    }

    void check_text(const IcsLine& line) {
        if (!is_text(line)) return;
        if (line.value.find_first_not_of(' ') == std::string::npos) found(line.name + " is empty");
        for (std::size_t at = 0; at < line.value.size(); ++at) {
            const char c = line.value[at];
            if (c == ';' || (c == ',' && line.name != "CATEGORIES")) found(std::string("unescaped ") + c);
            if (c != '\\') continue;
            ++at;
            if (at == line.value.size() || std::string("\\;,n").find(line.value[at]) == std::string::npos) {
                found("a backslash that escapes nothing");
            }
        }
    }

    void check_value(const IcsLine& line) {
        if (line.name == "TZID" && !zones_.insert(line.value).second)
            found("VTIMEZONE " + line.value + " stands twice");
        if (line.name == "ATTENDEE" || line.name == "ORGANIZER") {
            const auto at = line.value.find('@');
            if (line.value.rfind("mailto:", 0) != 0) found(line.name + " does not begin with mailto:");
            if (at == std::string::npos || line.value.find('@', at + 1) != std::string::npos ||
                line.value.find_first_of(" <>\",;") != std::string::npos) {
                found(line.name + " is no mail address");
            }
            if (!is_ascii(line.value)) found(line.name + " is not percent-encoded");
        }
        if (line.component != "VEVENT") return;
        if ((line.name == "DTSTAMP" || line.name == "LAST-MODIFIED") && !is_utc(line.value))
            found(line.name + " is not in UTC");
        if (line.name == "DTSTART" || line.name == "DTEND" || line.name == "RECURRENCE-ID" ||
            line.name == "EXDATE") {
            const bool zoned =
                line.parameters.size() == 1 && line.parameters[0].first == "TZID" && is_date_time(line.value);
            const bool utc = line.parameters.empty() && is_utc(line.value);
            if (!zoned && !utc) found(line.name + " is neither in a zone nor in UTC");
        }
        if (line.name == "SEQUENCE" &&
            (line.value.empty() || line.value.find_first_not_of("0123456789") != std::string::npos)) {
            found("SEQUENCE is no number");
        }
        if ((line.name == "URL" || line.name == "CONFERENCE") && line.value.find(':') == std::string::npos) {
            found(line.name + " is no URI");
        }
    }

    void require(const std::vector<std::string>& names) {
        for (const auto& name : names) {
            if (!seen_.contains(name)) found(name + " is missing");
        }
    }

    void check_event() {
        require({"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"});
        const std::string method = calendar_["METHOD"];
        if (method == "PUBLISH") {
            if (seen_.contains("ATTENDEE")) found("PUBLISH must not have ATTENDEE");
        } else {
            require({"ORGANIZER", "ATTENDEE"});
        }
        const std::string status = seen_.contains("STATUS") ? seen_["STATUS"].value : "";
        const bool cancelled = status == "CANCELLED" || status.empty();
        if (method == "REQUEST" && status != "CONFIRMED") found("REQUEST with STATUS:" + status);
        if (method == "CANCEL" && !cancelled) found("CANCEL with STATUS:" + status);
        if (method == "PUBLISH" && status != "CONFIRMED" && status != "CANCELLED")
            found("PUBLISH with STATUS:" + status);
        const auto& start = seen_["DTSTART"];
        const auto& end = seen_["DTEND"];
        if (start.parameters != end.parameters) found("DTSTART and DTEND have two forms");
        if (end.value <= start.value) found("it ends before it starts");
        check_recurrence(start);
        left_out_.clear();
    }

    void check_recurrence(const IcsLine& start) {
        const std::string uid = seen_["UID"].value;
        if (seen_.contains("RECURRENCE-ID")) {
            const auto& id = seen_["RECURRENCE-ID"];
            if (!events_.emplace(uid, id.value).second) found("two exceptions for " + id.value);
            if (seen_.contains("RRULE")) found("an exception with a rule");
            if (masters_.contains(uid)) check_occurrence(masters_.at(uid), id);
            return;
        }
        if (!events_.emplace(uid, "").second) found("two events of UID " + uid);
        if (!seen_.contains("RRULE")) {
            if (!left_out_.empty()) found("EXDATE without RRULE");
            return;
        }
        const auto& master = masters_.emplace(uid, Master{start, seen_["RRULE"].value}).first->second;
        check_occurrence(master, start);
        for (const auto& date : left_out_) check_occurrence(master, date);
        if (master.rule.find("COUNT=") != std::string::npos &&
            master.rule.find("UNTIL=") != std::string::npos)
            found("COUNT and UNTIL");
        const auto until = master.rule.find("UNTIL=");
        const auto until_end = std::min(master.rule.find(';', until), master.rule.size());
        if (until != std::string::npos && !is_utc(master.rule.substr(until + 6, until_end - until - 6)))
            found("UNTIL is not in UTC");
    }

    struct Master {
        IcsLine start;
        std::string rule;
    };

    /// Whether the rule gives the date, in the form of DTSTART.
    void check_occurrence(const Master& master, const IcsLine& line) {
        if (line.parameters != master.start.parameters ||
            line.value.substr(8) != master.start.value.substr(8)) {
            return found(line.name + " is not in the form of DTSTART");
        }
        const auto date_of = [](const std::string& text) {
            return parse_iso_date(text.substr(0, 8).insert(6, "-").insert(4, "-")).value();
        };
        try {
            // Which start UNTIL lets through as the last is for the readers to say.
            auto rule = master.rule;
            if (const auto until = rule.find(";UNTIL="); until != std::string::npos)
                rule.erase(until, rule.find(';', until + 1) - until);
            Occurrences dates(parse_rrule(rule), date_of(master.start.value));
            const Date wanted = date_of(line.value);
            dates.skip_to(wanted);
            if (dates.next() != wanted) found(line.name + " is no date of the rule");
        } catch (const Failure& failure) {
            found(failure.what());
        }
    }

    void check_calendar() {
        for (const std::string name : {"VERSION", "PRODID", "METHOD"}) {
            if (!calendar_.contains(name)) found(name + " is missing");
        }
        if (calendar_["VERSION"] != "2.0") found("VERSION is not 2.0");
        const std::string method = calendar_["METHOD"];
        if (method != "REQUEST" && method != "CANCEL" && method != "PUBLISH")
            found("METHOD " + method + " is unknown");
    }

    std::string_view bytes_;
    std::size_t line_ = 0;
    std::size_t calendars_ = 0;
    std::vector<std::string> open_;
    std::map<std::string, std::string> calendar_;
    std::map<std::string, IcsLine> seen_;  ///< in the innermost component
    std::vector<IcsLine> left_out_;        ///< EXDATEs of the present event
    std::map<std::string, Master> masters_;
    std::set<std::pair<std::string, std::string>> events_;  ///< UID and RECURRENCE-ID
    Names zones_;
    Names used_zones_;
    std::vector<std::string> findings_;
};

IcsLine split_line(const std::string& text) {
    IcsLine line;
    std::string field;
    bool quoted = false;
    bool named = false;
    std::size_t at = 0;
    const auto end_field = [&] {
        if (!named) {
            line.name = field;
        } else {
            const auto equals = field.find('=');
            const auto value = equals == std::string::npos ? "" : field.substr(equals + 1);
            line.parameters.emplace_back(field.substr(0, equals), value);
        }
        named = true;
        field.clear();
    };
    for (; at < text.size() && (quoted || text[at] != ':'); ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (text[at] == ';' && !quoted) {
            end_field();
        } else {
            field += text[at];
        }
    }
    end_field();
    line.value = at < text.size() ? text.substr(at + 1) : "";
    return line;
}

}  // namespace

std::vector<IcsLine> read_ics(std::string_view bytes) {
    std::vector<std::pair<std::size_t, std::string>> unfolded;
    std::size_t number = 0;
    while (!bytes.empty()) {
        ++number;
        const auto end = bytes.find('\n');
        std::string line(bytes.substr(0, end));
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (!line.empty() && line.front() == ' ' && !unfolded.empty()) {
            unfolded.back().second += line.substr(1);
        } else {
            unfolded.emplace_back(number, line);
        }
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    std::vector<IcsLine> lines;
    std::vector<std::string> open{""};
    for (const auto& [at, text] : unfolded) {
        IcsLine line = split_line(text);
        line.line = at;
        if (line.name == "BEGIN") open.push_back(line.value);
        line.component = open.back();
        if (line.name == "END" && open.size() > 1) open.pop_back();
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<std::string> check_ics(std::string_view bytes) {
    return Check(bytes).run();
}

std::vector<std::string> check_order(const std::vector<std::string>& sent) {
    struct Last {
        int sequence = -1;
        std::string stamp;
    };
    std::map<std::string, Last> last;
    std::vector<std::string> findings;
    for (const auto& bytes : sent) {
        std::string uid;
        Last now;
        for (const auto& line : read_ics(bytes)) {
            if (line.name == "BEGIN" && line.value == "VEVENT") uid.clear();
            if (line.name == "UID") uid += line.value;
            if (line.name == "RECURRENCE-ID") uid += " " + line.value;
            if (line.name == "SEQUENCE") now.sequence = std::stoi(line.value);
            if (line.name == "DTSTAMP") now.stamp = line.value;
            if (line.name != "END" || line.value != "VEVENT") continue;
            if (now.sequence < last[uid].sequence) findings.push_back(uid + ": SEQUENCE falls");
            if (now.stamp < last[uid].stamp) findings.push_back(uid + ": DTSTAMP falls");
            last[uid] = now;
        }
    }
    return findings;
}

}  // namespace tiffin::calendar
