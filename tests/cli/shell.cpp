#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/program.h"
#include "cli/transcript.h"

namespace tiffin::cli {

namespace {

namespace fs = std::filesystem;

/// What both streams of one command said, in the order in which it was said.
class Screen {
  public:
    void write(std::string_view bytes, std::string_view mark) {
        for (const char byte : bytes) {
            if (byte == '\n') {
                end_line(mark);
            } else if (byte == '\x1b') {
                line_ += "␛";
            } else if (byte != '\r') {
                line_ += byte;
            }
        }
    }

    std::vector<std::string> take(int status) {
        if (!line_.empty()) {
            end_line("");
            lines_.emplace_back("=> no newline");
        } else if (!lines_.empty() && lines_.back().empty()) {
            lines_.back() = "\\";
        }
        if (status != 0) lines_.push_back("=> " + std::to_string(status));
        return std::move(lines_);
    }

  private:
    void end_line(std::string_view mark) {
        const auto begins = [&](std::string_view with) { return line_.compare(0, with.size(), with) == 0; };
        const bool escaped =
            mark.empty() && (begins("$ ") || begins("# ") || begins("! ") || begins("=> ") || begins("\\"));
        if (line_.empty()) mark = mark.substr(0, 1);  // no blank at the end of a line
        lines_.push_back(std::string(mark) + (escaped ? "\\" : "") + line_);
        line_.clear();
    }

    std::vector<std::string> lines_;
    std::string line_;
};

class StreamSink final : public text::Sink {
  public:
    StreamSink(Screen& screen, std::string_view mark) : screen_(screen), mark_(mark) {}
    void write(std::string_view bytes) override { screen_.write(bytes, mark_); }

  private:
    Screen& screen_;
    std::string_view mark_;
};

std::vector<std::string> split_words(const std::string& command) {
    std::vector<std::string> words;
    std::string word;
    bool inside = false;
    char quote = 0;
    for (std::size_t i = 0; i < command.size(); ++i) {
        const char c = command[i];
        if (quote != 0 && c == quote) {
            quote = 0;
        } else if (c == '\\' && quote != '\'' && i + 1 < command.size() &&
                   (quote == 0 || command[i + 1] == '"' || command[i + 1] == '\\')) {
            word += command[++i];
            inside = true;
        } else if (quote == 0 && (c == '\'' || c == '"')) {
            quote = c;
            inside = true;
        } else if (quote == 0 && c == ' ') {
            if (inside) words.push_back(std::move(word));
            word.clear();
            inside = false;
        } else {
            word += c;
            inside = true;
        }
    }
    if (quote != 0) throw std::runtime_error("a quote is not closed");
    if (inside) words.push_back(std::move(word));
    return words;
}

bool is_setting(const std::string& word) {
    const auto equals = word.find('=');
    return equals != std::string::npos && equals > 0 &&
           std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                       [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("no file " + path);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

void write_text(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

std::string unescaped(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            bytes += text[i];
            continue;
        }
        const char code = text[++i];
        if (code == 'x') {
            bytes += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            bytes += code == 'n' ? '\n' : code == 'r' ? '\r' : code == 't' ? '\t' : code;
        }
    }
    return bytes;
}

std::string listed(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    std::string lines;
    for (const auto& name : names) lines += name + "\n";
    return lines;
}

/// Prints rows as the sqlite3 program does.
std::string ask(const std::string& path, const std::string& sql) {
    sqlite3* database = nullptr;
    std::string rows;
    const auto add = [](void* context, int count, char** values, char**) {
        auto& text = *static_cast<std::string*>(context);
        for (int i = 0; i < count; ++i) {
            text.append(i > 0 ? "|" : "").append(values[i] == nullptr ? "" : values[i]);
        }
        text += '\n';
        return 0;
    };
    const bool done = sqlite3_open(path.c_str(), &database) == SQLITE_OK &&
                      sqlite3_exec(database, sql.c_str(), add, &rows, nullptr) == SQLITE_OK;
    const std::string trouble = done ? "" : sqlite3_errmsg(database);
    sqlite3_close(database);
    if (!done) throw std::runtime_error("sqlite3: " + trouble);
    return rows;
}

/// What the shell itself does; the output, or a std::runtime_error.
std::string run_builtin(const Step& step, const std::vector<std::string>& words) {
    const auto& name = words.front();
    const auto redirection = std::find(words.begin(), words.end(), ">");
    const std::vector<std::string> given(words.begin() + 1, redirection);
    const std::string target = redirection == words.end() ? "" : *(redirection + 1);
    if (name == "cat" && given.empty()) {
        write_text(target, step.document);
    } else if (name == "cat") {
        std::string bytes;
        for (const auto& path : given) bytes += read_file(path);
        return bytes;
    } else if (name == "printf" && given.size() == 1) {
        write_text(target, unescaped(given[0]));
    } else if (name == "ls" && given.size() == 1) {
        return listed(given[0]);
    } else if (name == "rm") {
        for (const auto& path : given) fs::remove_all(path);
    } else if (name == "mkdir" && given.size() == 1) {
        fs::create_directories(given[0]);
    } else if (name == "cp" && given.size() == 2) {
        fs::copy(given[0], given[1], fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    } else if (name == "chmod" && given.size() == 2) {
        fs::permissions(given[1], static_cast<fs::perms>(std::stoi(given[0], nullptr, 8)));
    } else if (name == "sqlite3" && given.size() == 2) {
        return ask(given[0], given[1]);
    } else {
        throw std::runtime_error("the transcript's shell has no command " + step.command);
    }
    return {};
}

int run_tiffin(std::vector<std::string> arguments, const std::map<std::string, std::string>& environment,
               Screen& screen) {
    std::string input;
    if (const auto mark = std::find(arguments.begin(), arguments.end(), "<"); mark != arguments.end()) {
        input = read_file(*(mark + 1));
        arguments.erase(mark, mark + 2);
    }
    StreamSink out(screen, "");
    StreamSink err(screen, "! ");
    return run({.arguments = std::move(arguments),
                .environment = [&](std::string_view name) -> std::optional<std::string> {
                    const auto found = environment.find(std::string(name));
                    if (found == environment.end()) return std::nullopt;
                    return found->second;
                },
                .environment_of_programs = {},
                .clock = [] { return Instant{} + std::chrono::hours{24 * 365 * 50}; },
                .entropy = [] { return std::uint64_t{20'270'104}; },
                .interrupted = [] { return false; },
                .standard_input = [&] { return input; },
                .zone_folder = "data/zoneinfo",  // the system's is of another release everywhere
                .out = &out,
                .err = &err});
}

constexpr uid_t kNobody = 65534;

void give_away(const fs::path& path) {
    if (::lchown(path.c_str(), kNobody, kNobody) != 0)
        throw std::runtime_error("cannot give " + path.string() + " to nobody");
}

}  // namespace

Shell::Shell(const std::string& repository)
    : environment_{{"TIFFIN_DATABASE", "programme.db"},
                   {"TIFFIN_NOW", "2027-01-04"},
                   {"XDG_CONFIG_HOME", "config"},
                   {"XDG_DATA_HOME", "data-home"}} {
    folder_ = (fs::temp_directory_path() / "tiffin-transcript-XXXXXX").string();
    if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("cannot create " + folder_);
    const auto copied = [&](const fs::path& from, const std::string& to) {
        if (fs::exists(from)) fs::copy(from, fs::path(folder_) / to, fs::copy_options::recursive);
    };
    copied(fs::path(repository) / "examples", "examples");
    copied(fs::path(repository) / "tests/cli/data", "data");
    fs::current_path(folder_);
    ::umask(022);
    if (::geteuid() != 0) return;
    give_away(folder_);
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) give_away(entry.path());
    if (::setresuid(kNobody, kNobody, 0) != 0) throw std::runtime_error("cannot become nobody");
}

Shell::~Shell() {
    static_cast<void>(::setresuid(0, 0, 0));  // refused, and needless, where it never was root
    std::error_code ignored;
    fs::current_path("/", ignored);
    fs::remove_all(folder_, ignored);
}

std::vector<std::string> Shell::run(const Step& step) {
    auto words = split_words(step.command);
    auto environment = environment_;
    while (!words.empty() && is_setting(words.front())) {
        const auto equals = words.front().find('=');
        environment[words.front().substr(0, equals)] = words.front().substr(equals + 1);
        words.erase(words.begin());
    }
    if (words.empty()) throw std::runtime_error("a command is missing");
    Screen screen;
    int status = 0;
    if (words.front() == "tiffin") {
        status = run_tiffin({words.begin() + 1, words.end()}, environment, screen);
    } else if (words.front() == "export") {
        for (std::size_t i = 1; i < words.size(); ++i) {
            const auto equals = words[i].find('=');
            environment_[words[i].substr(0, equals)] = words[i].substr(equals + 1);
        }
    } else {
        screen.write(run_builtin(step, words), "");
    }
    return screen.take(status);
}

}  // namespace tiffin::cli
