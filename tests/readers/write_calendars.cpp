// Usage: write_calendars FOLDER
// Writes calendars as tiffin sends them, and expected.json, which says what each of them was made from.

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
#include "text/fold.h"

namespace {

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono_literals;
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

    void finish() {
        json_.EndArray();
        write("expected.json", buffer_.GetString());
    }

  private:
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

void add_hostile(Folder& folder) {
    std::mt19937 random(20270218);
    for (int i = 0; i < 300; ++i) folder.add("hostile-" + std::to_string(i) + ".ics", hostile_invite(random));
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
    add_hostile(folder);
    folder.finish();
    return 0;
}
