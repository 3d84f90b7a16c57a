// Usage: read_with_libical FILE
// The peer of `tiffin holiday import FILE`, but it does no more than parse.

#include <fstream>
#include <iostream>
#include <sstream>

#include <libical/ical.h>

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    std::ostringstream bytes;
    bytes << std::ifstream(argv[1], std::ios::binary).rdbuf();
    icalcomponent* calendar = icalparser_parse_string(bytes.str().c_str());
    if (calendar == nullptr) return 1;
    std::cout << icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT) << '\n';
    return 0;
}
