#include "domain/uri.h"

#include <catch2/catch.hpp>

using tiffin::is_uri;

TEST_CASE("a link names how it is opened and what") {
    for (const char* link : {"https://meet.example/lunch", "HTTPS://MEET.EXAMPLE", "zoommtg://zoom.example/join?confno=1",
                             "tel:+49-30-1234", "sip:lunch@meet.example", "mailto:lunch@meet.example", "Tel:+49-30-1234"}) {
        INFO(link);
        CHECK(is_uri(link));
    }
    for (const char* text : {"", ":", "meet.example/lunch", "meet.example:8443", "Zoom ID: 1", "Room:4", "https://",
                             "://meet.example", "1s://meet.example", "see https://meet.example",
                             "https://meet.example/two words", "https://meet.example/\t", "tel:"}) {
        INFO(text);
        CHECK_FALSE(is_uri(text));
    }
}
