// Usage: read_with_libical FOLDER
// Reads each calendar of FOLDER with libical and prints what it sees as JSON: an array of
// {"file", "problems": [texts], "events": [{"uid", "summary", "place", "comment", "sequence", "organizer"}]}.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <libical/ical.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace {

using Json = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

std::string text_of(const char* text) {
    return text == nullptr ? "" : text;
}

void put(Json& json, const char* key, const std::string& text) {
    json.Key(key);
    json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

std::vector<std::string> problems_of(icalcomponent* calendar) {
    std::vector<std::string> problems;
    if (icalcomponent_count_errors(calendar) != 0) problems.emplace_back("it has errors");
    // It adds what it finds as properties of the components.
    if (icalrestriction_check(calendar) == 0) {
        const std::string text = text_of(icalcomponent_as_ical_string(calendar));
        const auto at = text.find("X-LIC-ERROR");
        problems.push_back("it breaks a restriction: " + text.substr(std::min(at, text.size()), 200));
    }
    return problems;
}

void put_event(Json& json, icalcomponent* event) {
    json.StartObject();
    put(json, "uid", text_of(icalcomponent_get_uid(event)));
    put(json, "summary", text_of(icalcomponent_get_summary(event)));
    put(json, "place", text_of(icalcomponent_get_location(event)));
    put(json, "comment", text_of(icalcomponent_get_comment(event)));
    json.Key("sequence");
    json.Int(icalcomponent_get_sequence(event));
    auto* organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
    put(json, "organizer", organizer == nullptr ? "" : text_of(icalproperty_get_organizer(organizer)));
    json.EndObject();
}

void put_file(Json& json, const std::filesystem::path& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    icalcomponent* calendar = icalparser_parse_string(bytes.str().c_str());
    json.StartObject();
    put(json, "file", path.filename().string());
    json.Key("problems");
    json.StartArray();
    if (calendar == nullptr) json.String("it is no calendar");
    if (calendar != nullptr) {
        for (const auto& problem : problems_of(calendar)) json.String(problem.c_str());
    }
    json.EndArray();
    json.Key("events");
    json.StartArray();
    if (calendar != nullptr) {
        for (auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
             event != nullptr; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            put_event(json, event);
        }
        icalcomponent_free(calendar);
    }
    json.EndArray();
    json.EndObject();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: read_with_libical FOLDER\n";
        return 64;
    }
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartArray();
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
        if (entry.path().extension() == ".ics") put_file(json, entry.path());
    }
    json.EndArray();
    std::cout << buffer.GetString();
    return 0;
}
