#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tiffin::cli {

// A transcript is what a terminal would show:
//
//     # Prose: what the commands below are to show.
//     $ cat > people.csv <<'END'
//     name,email
//     END
//     $ TIFFIN_NOW=2027-01-05 tiffin person import people.csv < FILE
//     ! tiffin: a line of standard error
//     a line of standard output
//     => 65
//
// A line that starts with "$ " is a command, "# " prose, "! " standard error, "=> " the exit status (not
// written for 0); all else is standard output. An output line that starts with one of these, or with a
// backslash, has a backslash before it; so has an empty line at the end of an output. Carriage returns are
// not shown, escape characters are shown as ␛, and "=> no newline" follows an output that does not end in
// one.
//
// Words are quoted as in a shell; a backslash at the end of a line continues it; NAME=value before the
// program holds for one command, `export NAME=value` from there on. Besides tiffin there are
//
//     cat > FILE <<'END'       the lines up to END
//     printf TEXT > FILE       with \n \r \t \\ and \xHH
//     cat FILE…, ls FOLDER, rm FILE…, mkdir FOLDER, cp FROM TO, chmod OCTAL FILE, sqlite3 FILE SQL
//
// Commands run in one empty folder beside copies of the repository's examples/ and of tests/cli/data/ (as
// data/), with an empty environment but TIFFIN_DATABASE=programme.db, TIFFIN_NOW=2027-01-04 and XDG folders
// below it, the same entropy each time, and no terminal.

struct Step {
    std::string shown;                  ///< the command as written, with its continuation and here-document
    std::string command;                ///< on one line
    std::string document;               ///< of <<'END'
    std::vector<std::string> expected;  ///< output and status lines
    std::vector<std::string> after;     ///< prose and empty lines up to the next command
    std::size_t line = 0;               ///< of the command in the file, from 1
};

struct Transcript {
    std::vector<std::string> before;  ///< what stands before the first command
    std::vector<Step> steps;
};

/// Throws std::runtime_error for a here-document without an end.
Transcript parse_transcript(std::string_view text);

/// A folder of its own with the world that the commands see; the process works in it until the end.
class Shell {
  public:
    /// Runs as nobody where it can, so that file permissions mean the same for root.
    explicit Shell(const std::string& repository);
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;
    ~Shell();

    /// The lines that stand below the command. Throws std::runtime_error for a command that it does not know.
    std::vector<std::string> run(const Step& step);

  private:
    std::string folder_;
    std::map<std::string, std::string> environment_;
};

/// The whole text again, with `outcomes` (one for each step) in place of what was expected.
std::string render_transcript(const Transcript& transcript,
                              const std::vector<std::vector<std::string>>& outcomes);

}  // namespace tiffin::cli
