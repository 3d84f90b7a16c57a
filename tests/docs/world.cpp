#include "docs/world.h"

#include <cstdlib>

#include <catch2/catch.hpp>

#include "cli/program.h"

World::World() {
    std::string name = (std::filesystem::temp_directory_path() / "tiffin-docs-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    environment = {{"HOME", name}, {"TIFFIN_NOW", "2027-01-04T08:00:00Z"}};
}

World::~World() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

World::Answer World::run(const std::vector<std::string>& arguments, const std::string& input) const {
    tiffin::text::StringSink out;
    tiffin::text::StringSink err;
    tiffin::cli::Surroundings surroundings{
        .arguments = arguments,
        .environment = [this](std::string_view name) -> std::optional<std::string> {
            const auto found = environment.find(std::string(name));
            return found == environment.end() ? std::nullopt : std::optional(found->second);
        },
        .environment_of_programs = {},
        .clock = [] { return tiffin::Instant{}; },
        .entropy = [] { return std::uint64_t{1}; },
        .interrupted = [] { return false; },
        .standard_input = [&input] { return input; },
        .out = &out,
        .err = &err,
    };
    const int status = tiffin::cli::run(surroundings);
    return {status, out.take(), err.take()};
}

std::string World::done(const std::vector<std::string>& arguments, const std::string& input) const {
    const auto answer = run(arguments, input);
    INFO(answer.err);
    REQUIRE(answer.status == 0);
    return answer.out;
}
