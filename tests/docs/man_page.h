#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The bytes of a file of the repository; fails the test where it is missing.
std::string read_repository_file(const std::string& path);

std::vector<std::string> lines_of(std::string_view text);
/// "a, b,c" as a, b and c.
std::vector<std::string> words_of(std::string_view line, std::string_view separators = " ");

/// An option as the page describes it.
struct DescribedOption {
    std::string value;       ///< "ADDRESS"; empty for a flag, and where several options share one entry
    char letter = 0;         ///< 'o' for "-o"
    bool on_its_own = true;  ///< false where several options share one entry
    std::string text;        ///< mdoc, of the entry
};

/// What man/tiffin.1 says, as far as the tests hold it against the code.
class ManPage {
  public:
    ManPage();

    /// The lines of a section or a subsection, without its heading. Fails the test where there is none.
    [[nodiscard]] std::vector<std::string> section(const std::string& heading) const;
    /// The headings below ".Sh COMMANDS", as usage lines: "holiday add NAME --on DATE", "plan [SESSION]".
    [[nodiscard]] const std::vector<std::string>& usages() const { return usages_; }

  private:
    std::map<std::string, std::vector<std::string>> sections_;
    std::vector<std::string> usages_;
};

/// The entries (".It") of a section by long option: "--email".
std::map<std::string, DescribedOption> described_options(const std::vector<std::string>& section);

/// The words after `macro` in the entries of a section: of ".It Ev HOME , TERM" HOME and TERM.
std::set<std::string> entries_of(const std::vector<std::string>& section, const std::string& macro);
