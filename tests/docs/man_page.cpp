#include "docs/man_page.h"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

std::string read_repository_file(const std::string& path) {
    std::ifstream stream(TESTS_FOLDER "/../" + path, std::ios::binary);
    INFO(path);
    REQUIRE(stream);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::vector<std::string> words_of(std::string_view line, std::string_view separators) {
    std::vector<std::string> words;
    for (std::size_t end = 0; end < line.size();) {
        const auto begin = line.find_first_not_of(separators, end);
        if (begin == std::string_view::npos) break;
        end = std::min(line.find_first_of(separators, begin), line.size());
        words.emplace_back(line.substr(begin, end - begin));
    }
    return words;
}

namespace {

/// "holiday add Ar NAME Fl -on Ar DATE" as a usage line has it.
std::string usage_of(const std::string& heading) {
    std::string usage;
    std::string before;
    std::string after;
    for (const auto& word : words_of(heading)) {
        if (word == "Ar") continue;
        if (word == "Fl" || word == "Op") {
            before = word == "Fl" ? "-" : "[";
            after = word == "Fl" ? "" : "]";
            continue;
        }
        usage += (usage.empty() ? "" : " ") + before + word + after;
        before = after = "";
    }
    return usage;
}

}  // namespace

ManPage::ManPage() {
    std::string heading;
    std::string section;
    for (const auto& line : lines_of(read_repository_file("man/tiffin.1"))) {
        const bool is_section = line.rfind(".Sh ", 0) == 0;
        if (is_section || line.rfind(".Ss ", 0) == 0) {
            heading = line.substr(4);
            if (is_section) section = heading;
            if (!is_section && section == "COMMANDS") {
                heading = usage_of(heading);
                usages_.push_back(heading);
            }
            REQUIRE(!sections_.contains(heading));
            sections_[heading] = {};
        } else if (line.rfind(".\\\"", 0) != 0) {
            sections_[heading].push_back(line);
        }
    }
}

std::vector<std::string> ManPage::section(const std::string& heading) const {
    INFO(heading);
    REQUIRE(sections_.count(heading) == 1);
    return sections_.at(heading);
}

std::map<std::string, DescribedOption> described_options(const std::vector<std::string>& section) {
    std::map<std::string, DescribedOption> options;
    std::vector<std::string> entry;  // the options that the entry at hand describes
    for (const auto& line : section) {
        if (line.rfind(".It Fl ", 0) != 0) {
            for (const auto& name : entry) options[name].text += line + "\n";
            continue;
        }
        entry.clear();
        DescribedOption described;
        const auto words = words_of(line.substr(4));
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            if (words[i] == "Ar") described.value = words[i + 1];
            if (words[i] != "Fl") continue;
            if (words[i + 1].size() == 1) {
                described.letter = words[i + 1][0];
            } else {
                entry.push_back("-" + words[i + 1]);
            }
        }
        described.on_its_own = entry.size() == 1;
        for (const auto& name : entry) {
            INFO(name << " is described twice");
            REQUIRE(options.emplace(name, described).second);
        }
    }
    return options;
}

std::set<std::string> entries_of(const std::vector<std::string>& section, const std::string& macro) {
    const std::string start = ".It " + macro + " ";
    std::set<std::string> found;
    for (const auto& line : section) {
        if (line.rfind(start, 0) != 0) continue;
        for (const auto& word : words_of(line.substr(start.size()), " ,")) found.insert(word);
    }
    return found;
}
