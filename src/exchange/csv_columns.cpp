#include "exchange/csv_columns.h"

#include <algorithm>
#include <optional>
#include <string>

#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::exchange {

namespace {

/// "E-Mail", "e_mail" and " EMAIL " are one name.
std::string key_of(std::string_view name) {
    std::string key;
    for (const char c : text::fold(name)) {
        if (c != ' ' && c != '-' && c != '_') key += c;
    }
    return key;
}

/// As a shell takes it for one word.
std::string shell_word(const std::string& text) {
    const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_./@+").find(c) != std::string_view::npos;
    });
    if (is_plain) return text;
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

class Matcher {
  public:
    Matcher(std::string_view file, const CsvRecord& line, const CsvHeader& header)
        : file_(file), line_(line), header_(header), wanted_(header.required) {
        wanted_.insert(wanted_.end(), header.optional.begin(), header.optional.end());
        for (const auto& cell : line.cells) {
            keys_.push_back(key_of(cell.text));
            // A header of nothing but hyphens is a name too, if only its own.
            if (keys_.back().empty()) keys_.back() = text::trim(cell.text);
            columns_.targets.push_back(keys_.back().empty() ? CsvColumns::kUnnamed : CsvColumns::kIgnored);
        }
    }

    CsvColumns match() {
        for (std::size_t target = 0; target < wanted_.size(); ++target) {
            if (!find(target)) absent_.push_back(wanted_[target]);
        }
        refuse_missing();
        columns_.summary.absent = absent_;
        columns_.summary.ignored = unused();
        return columns_;
    }

  private:
    /// False where the file has no such column.
    bool find(std::size_t target) {
        const auto renamed = header_.renamed.find(wanted_[target]);
        const bool is_renamed = renamed != header_.renamed.end();
        const std::string& name = is_renamed ? renamed->second : wanted_[target];
        const std::string key = key_of(name);
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            if (keys_[i] != key || key.empty() || (!is_renamed && is_renamed_away(key))) continue;
            if (found) refuse_repeated(wanted_[target], *found, i);
            found = i;
        }
        if (!found && is_renamed) {
            refuse({}, "there is no header \"" + name + "\" for the column " + wanted_[target],
                   "the file has " + headers());
        }
        if (!found) return false;
        if (columns_.targets[*found] < wanted_.size()) {
            throw Failure(ExitStatus::usage,
                          "--map gives the header \"" + name + "\" to both " +
                              wanted_[columns_.targets[*found]] + " and " + wanted_[target],
                          "give each header to one column");
        }
        columns_.targets[*found] = target;
        return true;
    }

    /// A header that --map gave to another column is no longer what its name says.
    [[nodiscard]] bool is_renamed_away(const std::string& key) const {
        return std::any_of(header_.renamed.begin(), header_.renamed.end(),
                           [&](const auto& renamed) { return key_of(renamed.second) == key; });
    }

    [[noreturn]] void refuse_repeated(const std::string& name, std::size_t first, std::size_t second) const {
        refuse(line_.cells[second].place,
               "the headers \"" + line_.cells[first].text + "\" and \"" + line_.cells[second].text +
                   "\" are both the column " + name,
               "remove or rename one of the two");
    }

    void refuse_missing() const {
        std::vector<std::string> missing;
        for (const auto& name : absent_) {
            const auto& required = header_.required;
            if (std::find(required.begin(), required.end(), name) != required.end()) missing.push_back(name);
        }
        if (missing.empty()) return;
        auto candidates = unused();
        std::string remedy = "say which header it is:";
        for (const auto& name : missing) {
            const auto near = text::nearest(name, candidates, 1);
            remedy += " --map " + name + "=" + (near.empty() ? "HEADER" : shell_word(near.front()));
            if (!near.empty())
                candidates.erase(std::find(candidates.begin(), candidates.end(), near.front()));
        }
        refuse(line_.place,
               "there is no column " + text::join(missing, " and no column ") + "; the file has " + headers(),
               remedy);
    }

    [[nodiscard]] std::vector<std::string> unused() const {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < columns_.targets.size(); ++i) {
            if (columns_.targets[i] == CsvColumns::kIgnored) names.push_back(line_.cells[i].text);
        }
        return names;
    }

    [[nodiscard]] std::string headers() const {
        constexpr std::size_t kMost = 30;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < keys_.size() && names.size() < kMost; ++i) {
            if (!keys_[i].empty()) names.push_back(line_.cells[i].text);
        }
        return text::join(names, ", ") + (names.size() == kMost ? ", …" : "");
    }

    [[noreturn]] void refuse(Place place, const std::string& what, const std::string& remedy) const {
        throw Failure(ExitStatus::bad_input, render_place(file_, place) + ": " + what, remedy);
    }

    std::string_view file_;
    const CsvRecord& line_;
    const CsvHeader& header_;
    std::vector<std::string> wanted_;
    std::vector<std::string> keys_;
    std::vector<std::string> absent_;
    CsvColumns columns_;
};

}  // namespace

CsvColumns match_columns(std::string_view file, const CsvRecord& header_line, const CsvHeader& header) {
    return Matcher(file, header_line, header).match();
}

}  // namespace tiffin::exchange
