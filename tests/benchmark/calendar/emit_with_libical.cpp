// Usage: emit_with_libical SESSIONS PEOPLE FILE
// The peer of `tiffin invite -o FILE`: libical writes one calendar for each session and person, in UTC.

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include <libical/ical.h>

namespace {

icalcomponent* session_of(int session, int person) {
    auto time = icaltime_from_timet_with_zone(1'799'321'400 + session * 7 * 86'400, 0,
                                              icaltimezone_get_utc_timezone());
    auto end = time;
    icaltime_adjust(&end, 0, 1, 0, 0);
    auto* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    const auto add = [&](icalproperty* property) { icalcomponent_add_property(event, property); };
    add(icalproperty_new_uid((std::to_string(session) + "@benchmark").c_str()));
    add(icalproperty_new_dtstamp(time));
    add(icalproperty_new_sequence(0));
    add(icalproperty_new_dtstart(time));
    add(icalproperty_new_dtend(end));
    add(icalproperty_new_summary(("Lunch: Ana Ferreira " + std::to_string(session)).c_str()));
    add(icalproperty_new_description("Presented by Ana Ferreira\nPlace: Canteen\nBring your own lunch"));
    add(icalproperty_new_location("Canteen"));
    add(icalproperty_new_status(ICAL_STATUS_CONFIRMED));
    auto* organizer = icalproperty_new_organizer("mailto:organizer@example.org");
    icalproperty_add_parameter(organizer, icalparameter_new_cn("Olga Organizer"));
    add(organizer);
    const std::string number = std::to_string(person);
    auto* attendee = icalproperty_new_attendee(("mailto:person." + number + "@example.org").c_str());
    icalproperty_add_parameter(attendee, icalparameter_new_cn(("Person " + number).c_str()));
    icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
    add(attendee);
    return event;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 64;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(argv[3], "wb"), std::fclose);
    const int sessions = std::stoi(argv[1]);
    const int people = std::stoi(argv[2]);
    if (file == nullptr) return 1;
    for (int session = 0; session < sessions; ++session) {
        for (int person = 0; person < people; ++person) {
            auto* calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
            icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
            icalcomponent_add_property(calendar, icalproperty_new_prodid("-//benchmark//EN"));
            icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_REQUEST));
            icalcomponent_add_component(calendar, session_of(session, person));
            char* text = icalcomponent_as_ical_string_r(calendar);
            if (std::fputs(text, file.get()) < 0) return 1;
            icalmemory_free_buffer(text);
            icalcomponent_free(calendar);
        }
    }
    return 0;
}
