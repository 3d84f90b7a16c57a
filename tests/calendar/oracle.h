#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

/// The output of tests/calendar/oracles/NAME, line by line and split at tabs; fails the test when the script
/// does.
inline std::vector<std::vector<std::string>> ask_oracle(const std::string& name,
                                                        const std::string& options = {}) {
    const std::string command =
        "/usr/bin/python3 '" TESTS_FOLDER "/calendar/oracles/" + name + "' " + options;
    std::FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::vector<std::vector<std::string>> lines{{""}};
    std::array<char, 1 << 16> block{};
    for (std::size_t size = 0; (size = std::fread(block.data(), 1, block.size(), pipe)) > 0;) {
        for (std::size_t i = 0; i < size; ++i) {
            if (block[i] == '\n') {
                lines.push_back({""});
            } else if (block[i] == '\t') {
                lines.back().emplace_back();
            } else {
                lines.back().back() += block[i];
            }
        }
    }
    INFO(command << " (needs the packages python3-dateutil and tzdata)");
    REQUIRE(pclose(pipe) == 0);
    lines.pop_back();
    return lines;
}
