/// Runs one transcript and compares what happens with what stands there: `transcripts REPOSITORY FILE`. With
/// TIFFIN_REWRITE_TRANSCRIPTS=1 what happens is written there instead.

#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "cli/transcript.h"

namespace {

using tiffin::cli::Step;

std::string line_or_end(const std::vector<std::string>& lines, std::size_t i) {
    return i < lines.size() ? lines[i] : "(nothing more)";
}

/// False, and told, when they differ.
bool compare(const std::string& file, const Step& step, const std::vector<std::string>& actual) {
    if (actual == step.expected) return true;
    std::size_t first = 0;
    while (first < actual.size() && first < step.expected.size() && actual[first] == step.expected[first])
        ++first;
    std::cerr << file << ":" << step.line << ": " << step.shown << "\n"
              << "  line " << first + 1 << " of its output differs\n"
              << "  expected: " << line_or_end(step.expected, first) << "\n"
              << "  actual:   " << line_or_end(actual, first) << "\n"
              << "  all of it:\n";
    for (const auto& line : actual) std::cerr << "    " << line << "\n";
    return false;
}

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

int run(const std::string& repository, const std::string& path) {
    const std::string before = read(path);
    const auto transcript = tiffin::cli::parse_transcript(before);
    if (transcript.steps.empty()) throw std::runtime_error(path + " has no command");
    std::vector<std::vector<std::string>> outcomes;
    int differences = 0;
    const char* rewrite = std::getenv("TIFFIN_REWRITE_TRANSCRIPTS");
    const bool rewriting = rewrite != nullptr && std::string_view(rewrite) == "1";
    {
        tiffin::cli::Shell shell(repository);
        for (const auto& step : transcript.steps) {
            try {
                outcomes.push_back(shell.run(step));
            } catch (const std::exception& error) {
                throw std::runtime_error(path + ":" + std::to_string(step.line) + ": " + error.what());
            }
            if (!rewriting && !compare(path, step, outcomes.back())) ++differences;
        }
    }
    const auto after = tiffin::cli::render_transcript(transcript, outcomes);
    if (rewriting && after != before) {
        std::ofstream file(path, std::ios::binary);
        file << after;
        if (!file.flush()) throw std::runtime_error("cannot write " + path);
        std::cerr << "rewrote " << path << "\n";
    }
    return differences == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: transcripts REPOSITORY FILE\n";
        return EXIT_FAILURE;
    }
    try {
        return run(arguments[1], arguments[2]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return EXIT_FAILURE;
    }
}
