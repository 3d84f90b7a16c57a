// Usage: write_calendars FOLDER
// Writes calendars as tiffin sends them, and expected.json, which says what each of them was made from.

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "calendar/hostile.h"
#include "calendar/invite.h"
#include "calendar/rrule.h"
#include "text/fold.h"

namespace {

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono_literals;
using std::chrono::days;
using Json = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

Date day(const std::string& text) {
    return parse_iso_date(text).value();
}

/// Broken UTF-8 has no place in JSON: null says that the text is not to be compared.
void put(Json& json, const char* key, const std::string& text) {
    json.Key(key);
    if (text::is_utf8(text)) {
        json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    } else {
        json.Null();
    }
}

void put(Json& json, const char* key, const Mailbox& mailbox) {
    json.Key(key);
    json.StartObject();
    put(json, "name", mailbox.name);
    put(json, "email", mailbox.email);
    json.EndObject();
}

void put(Json& json, const Event& event, const std::vector<Mailbox>& attendees) {
    json.StartObject();
    put(json, "uid", event.uid);
    json.Key("sequence");
    json.Int(event.sequence);
    put(json, "stamp", render_instant(event.stamp));
    put(json, "date", render_date(event.date));
    put(json, "time", render_time_of_day(event.start));
    put(json, "zone", event.zone);
    put(json, "start", render_instant(Zone::load(event.zone).to_instant(event.date, event.start)));
    json.Key("minutes");
    json.Int64(event.length.count());
    put(json, "status",
        event.status == EventStatus::confirmed   ? "CONFIRMED"
        : event.status == EventStatus::cancelled ? "CANCELLED"
                                                 : "");
    put(json, "summary", event.summary);
    put(json, "description", event.description);
    put(json, "place", event.place);
    put(json, "link", event.link);
    put(json, "comment", event.comment);
    put(json, "organizer", event.organizer);
    json.Key("attendees");
    json.StartArray();
    for (const auto& attendee : attendees) {
        json.StartObject();
        put(json, "name", attendee.name);
        put(json, "email", attendee.email);
        json.EndObject();
    }
    json.EndArray();
    json.EndObject();
}

class Folder {
  public:
    explicit Folder(std::filesystem::path path) : path_(std::move(path)) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
        json_.StartArray();
    }

    void add(const std::string& name, const Invite& invite) {
        write(name, render_invite(invite));
        begin(name, invite.method);
        put(json_, invite.event,
            invite.method == Method::publish ? std::vector<Mailbox>() : invite.attendees);
        end();
    }

    void add(const std::string& name, const CalendarHeader& header, const std::vector<Invite>& invites) {
        text::StringSink sink;
        CalendarFile file(sink, header);
        for (const auto& invite : invites) file.add(invite.event, invite.attendees);
        file.finish();
        write(name, sink.bytes());
        begin(name, header.method);
        const bool publish = header.method == Method::publish;
        for (const auto& invite : invites) {
            put(json_, invite.event, publish ? std::vector<Mailbox>() : invite.attendees);
        }
        end();
    }

    /// With what people then see. `resource`: the same one at a calendar server, or nothing.
    void add(const std::string& name, Method method, const SeriesEvent& series,
             const std::string& resource = "") {
        write(name, render_series(method, series, kPeople));
        begin(name, method);
        const auto people = method == Method::publish ? std::vector<Mailbox>() : kPeople;
        put(json_, series.event, people);
        for (const auto& exception : series.exceptions) {
            if (exception.event.status == EventStatus::confirmed || method == Method::publish)
                put_exception(series, exception, people);
        }
        json_.EndArray();
        put_sessions(method, series);
        put(json_, "resource", resource);
        json_.EndObject();
    }

    void add(const std::string& name, Method method, const SeriesEvent& series,
             const SeriesException& exception) {
        write(name, render_series_exception(method, series, exception, kPeople));
        begin(name, method);
        put_exception(series, exception, kPeople);
        end();
    }

    void finish() {
        json_.EndArray();
        write("expected.json", buffer_.GetString());
    }

  private:
    inline static const std::vector<Mailbox> kPeople{{"Ferreira, Ana", "ana@bramble.example"}};

    void put_exception(const SeriesEvent& series, const SeriesException& exception,
                       const std::vector<Mailbox>& people) {
        Event event = exception.event;
        event.uid = series.event.uid;
        put(json_, event, people);
    }

    void put_session(const Event& event) {
        json_.StartObject();
        put(json_, "start", render_instant(Zone::load(event.zone).to_instant(event.date, event.start)));
        put(json_, "summary", event.summary);
        put(json_, "status", event.status == EventStatus::cancelled ? "CANCELLED" : "CONFIRMED");
        json_.EndObject();
    }

    /// Those of the series' first two years, and some after them, which may have been moved.
    void put_sessions(Method method, const SeriesEvent& series) {
        json_.Key("sessions");
        json_.StartArray();
        const Date last = series.event.date + days{2 * 365};
        Occurrences dates(series.rule, series.event.date);
        for (auto date = dates.next(); date && *date <= last + days{7}; date = dates.next()) {
            const auto& out = series.left_out;
            if (std::find(out.begin(), out.end(), *date) != out.end()) continue;
            const auto other =
                std::find_if(series.exceptions.begin(), series.exceptions.end(),
                             [&](const SeriesException& exception) { return exception.original == *date; });
            Event event = series.event;
            event.date = *date;
            if (other != series.exceptions.end()) event = other->event;
            if (event.status == EventStatus::confirmed || method == Method::publish) put_session(event);
        }
        json_.EndArray();
        put(json_, "until", render_instant(Instant{last}));
    }

    void begin(const std::string& name, Method method) {
        json_.StartObject();
        put(json_, "file", name);
        put(json_, "method", std::string(to_string(method)));
        json_.Key("events");
        json_.StartArray();
    }

    void end() {
        json_.EndArray();
        json_.EndObject();
    }

    void write(const std::string& name, const std::string& bytes) {
        std::ofstream file(path_ / name, std::ios::binary);
        file << bytes;
        if (!file.flush()) throw std::runtime_error("cannot write " + name);
    }

    std::filesystem::path path_;
    rapidjson::StringBuffer buffer_;
    Json json_{buffer_};
};

Invite lunch(const std::string& zone, const std::string& date, TimeOfDay start) {
    Invite invite;
    Event& event = invite.event;
    event.uid = "4n0wqzr5k2m8@bramble.example";
    event.sequence = 1;
    event.stamp = parse_instant("2027-02-01T08:00:05Z").value();
    event.changed = event.stamp;
    event.date = day(date);
    event.start = start;
    event.length = 45min;
    event.zone = zone;
    event.summary = "Rust for C++ people; by Ana, with \"cake\"";
    event.description = "Bring a laptop.\n\nGrüße 🍱, and C:\\new\\folder";
    event.place = "Kitchen, 3rd floor";
    event.link = "https://meet.example/lunch?room=3,4;x";
    event.url = "https://lunch.example/2027-02-18";
    event.categories = {"Rust", "talk, short"};
    event.organizer = {"Learning lunches", "lunch@bramble.example"};
    invite.attendees = {{"Ferreira, Ana \"Nita\"", "ana@bramble.example"}};
    return invite;
}

void add_zones(Folder& folder) {
    const std::vector<std::string> zones{
        "Europe/Lisbon",       "Europe/Dublin",     "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
        "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo",     "Pacific/Auckland",  "UTC"};
    for (const auto& zone : zones) {
        for (const std::string date :
             {"2027-01-14", "2027-03-28", "2027-07-15", "2027-10-31", "2040-07-12"}) {
            std::string name = "zone-" + text::slug(zone) + "-";
            name += date;
            folder.add(name + ".ics", lunch(zone, date, 12h + 30min));
        }
    }
}

void add_course_of_a_session(Folder& folder) {
    Invite invite = lunch("Europe/Lisbon", "2027-02-18", 12h + 30min);
    folder.add("1-request.ics", invite);
    invite.event.sequence = 2;
    invite.event.stamp += 1h;
    invite.event.date = day("2027-02-25");
    invite.event.comment = "Moved because of the holiday";
    folder.add("2-update.ics", invite);
    Invite dropped = invite;
    dropped.method = Method::cancel;
    dropped.event.status = EventStatus::none;
    folder.add("3-dropped.ics", dropped);
    invite.method = Method::cancel;
    invite.event.sequence = 3;
    invite.event.stamp += 1h;
    invite.event.status = EventStatus::cancelled;
    invite.event.comment = "Ana is ill; next week, then";
    folder.add("4-cancel.ics", invite);
}

void add_files(Folder& folder) {
    std::vector<Invite> invites;
    for (int week = 0; week < 60; ++week) {
        for (const std::string zone : {"Europe/Lisbon", "America/New_York"}) {
            Invite invite = lunch(zone, "2027-01-14", 12h);
            invite.event.uid = "w" + std::to_string(invites.size()) + "@bramble.example";
            invite.event.date += std::chrono::weeks{week};
            invite.attendees.push_back({"", "zoë@bramble.example"});
            invites.push_back(invite);
        }
    }
    const DateRange span{invites.front().event.date, invites.back().event.date};
    CalendarHeader header;
    header.method = Method::request;
    header.zones = {{"Europe/Lisbon", span}, {"America/New_York", span}};
    folder.add("file.ics", header, invites);
    for (std::size_t i = 0; i < invites.size(); i += 7) invites[i].event.status = EventStatus::cancelled;
    header.method = Method::publish;
    header.name = "Learning lunches, Lisbon";
    header.refresh = 12h;
    folder.add("feed.ics", header, invites);
}

/// A session and an occurrence of a series: put, moved, called off, restored.
void add_steps(Folder& folder) {
    const std::array<const char*, 2> resources{"session", "series"};
    for (const std::string resource : resources) {
        SeriesEvent series;
        series.event = lunch("Europe/Berlin", "2027-03-11", 12h + 30min).event;
        series.event.uid = resource + "@bramble.example";
        series.rule =
            parse_rrule(resource == "series" ? "FREQ=WEEKLY;BYDAY=TH;UNTIL=20271118" : "FREQ=WEEKLY;COUNT=1");
        if (resource == "series") series.left_out = {day("2027-05-06")};
        const Date original = resource == "series" ? day("2027-03-25") : series.event.date;
        folder.add(resource + "-1-put.ics", Method::publish, series, resource);
        Event event = series.event;
        event.date = original + days{1};
        event.start = 13h;
        event.sequence = 2;
        event.stamp += 1h;
        event.summary = "Moved; see you on Friday";
        series.exceptions = {{original, event}};
        folder.add(resource + "-2-move.ics", Method::publish, series, resource);
        folder.add(resource + "-2-alone.ics", Method::request, series, series.exceptions[0]);
        series.exceptions[0].event.status = EventStatus::cancelled;
        series.exceptions[0].event.sequence = 3;
        folder.add(resource + "-3-cancel.ics", Method::publish, series, resource);
        folder.add(resource + "-3-alone.ics", Method::cancel, series, series.exceptions[0]);
        folder.add(resource + "-3-newcomer.ics", Method::request, series);
        series.exceptions[0].event.status = EventStatus::confirmed;
        series.exceptions[0].event.sequence = 4;
        folder.add(resource + "-4-restore.ics", Method::publish, series, resource);
    }
}

/// Titles that every reader must give back as they are.
void add_titles(Folder& folder) {
    std::string devanagari;
    for (int i = 0; i < 100; ++i) devanagari += "भोज🍱";  // 300 characters
    const std::array<std::string, 2> titles{"Ada, Bob; \"C\" \\ D", devanagari};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        Invite invite = lunch("Europe/Berlin", "2027-03-11", 12h + 30min);
        invite.event.uid = "title-" + std::to_string(i) + "@bramble.example";
        invite.event.summary = titles[i];
        folder.add("title-" + std::to_string(i) + ".ics", invite);
    }
}

void add_hostile(Folder& folder) {
    std::mt19937 random(20270218);
    for (int i = 0; i < 300; ++i) folder.add("hostile-" + std::to_string(i) + ".ics", hostile_invite(random));
    for (int i = 0; i < 60; ++i) {
        const auto method = i % 2 == 0 ? Method::publish : Method::request;
        folder.add("hostile-series-" + std::to_string(i) + ".ics", method, hostile_series(random));
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: write_calendars FOLDER\n";
        return 64;
    }
    Folder folder(argv[1]);
    add_course_of_a_session(folder);
    add_zones(folder);
    add_files(folder);
    add_steps(folder);
    add_titles(folder);
    add_hostile(folder);
    folder.finish();
    return 0;
}
