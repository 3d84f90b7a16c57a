#include "mail/hand_over.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "domain/failure.h"
#include "mail/charset.h"
#include "text/fold.h"

namespace tiffin::mail {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kTail = 4096;  // of what the program says
// Of that in a reason: msmtp, say, tells what the server said and only then that it failed.
constexpr std::ptrdiff_t kLines = 3;
constexpr std::size_t kLongestReason = 300;
constexpr int kTryAgain = 75;

class File {
  public:
    explicit File(int number) : number_(number) {}
    ~File() { close(); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    void close() {
        if (is_open()) ::close(number_);
        number_ = -1;
    }

  private:
    int number_;
};

Failure system_failure(const char* what) {
    return {ExitStatus::io, std::string("cannot ") + what + ": " + std::strerror(errno), "try again"};
}

/// A file without a name: the program may read it or not, so no pipe can break or fill up.
int file_of(std::string_view mail) {
    const int file = ::memfd_create("mail", MFD_CLOEXEC);
    if (file < 0) throw system_failure("keep the mail for the mail program");
    while (!mail.empty()) {
        const auto written = ::write(file, mail.data(), mail.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            ::close(file);
            throw system_failure("keep the mail for the mail program");
        }
        mail.remove_prefix(static_cast<std::size_t>(written));
    }
    ::lseek(file, 0, SEEK_SET);
    return file;
}

/// As a shell would find it, but in the PATH of the program's own environment; the name itself where nothing
/// is found.
std::string path_of(const MailProgram& program) {
    const std::string& name = program.arguments.front();
    if (name.find('/') != std::string::npos) return name;
    for (const auto& variable : program.environment) {
        if (variable.rfind("PATH=", 0) != 0) continue;
        for (const auto& folder : text::split(std::string_view(variable).substr(5), ":")) {
            std::string path = folder + "/" + name;
            if (::access(path.c_str(), X_OK) == 0) return path;
        }
    }
    return name;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> made;
    made.reserve(texts.size() + 1);
    for (auto& text : texts) made.push_back(text.data());
    made.push_back(nullptr);
    return made;
}

/// What posix_spawn does between fork and exec.
class Spawning {
  public:
    Spawning(int input, int error) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, error, STDERR_FILENO);
        ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        // A group of its own, so that all it starts can be ended with it; signals as a fresh process has
        // them.
        sigset_t signals;
        ::sigfillset(&signals);
        ::posix_spawnattr_setsigdefault(&attributes_, &signals);
        ::sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&attributes_, &signals);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    ~Spawning() {
        ::posix_spawnattr_destroy(&attributes_);
        ::posix_spawn_file_actions_destroy(&actions_);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;

    /// 0, or why not.
    int start(const MailProgram& program, pid_t& process) const {
        auto arguments = program.arguments;
        auto environment = program.environment;
        return ::posix_spawn(&process, path_of(program).c_str(), &actions_, &attributes_,
                             pointers(arguments).data(), pointers(environment).data());
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

/// What the program writes to standard error, of which the last lines are kept.
class Complaint {
  public:
    explicit Complaint(int pipe) : pipe_(pipe) { ::fcntl(pipe, F_SETFL, O_NONBLOCK); }

    /// Waits no longer than told, also where nothing can come any more.
    void wait(std::chrono::milliseconds longest) const {
        pollfd wanted{pipe_.number(), POLLIN, 0};  // a negative number is passed over
        ::poll(&wanted, 1, static_cast<int>(longest.count()));
    }

    /// Takes what is there, but not without end.
    void take() {
        std::array<char, 16'384> buffer{};
        for (int times = 0; pipe_.is_open() && times < 16; ++times) {
            const auto size = ::read(pipe_.number(), buffer.data(), buffer.size());
            if (size == 0) pipe_.close();
            if (size <= 0) return;
            tail_.append(buffer.data(), static_cast<std::size_t>(size));
            if (tail_.size() > kTail) tail_.erase(0, tail_.size() - kTail);
        }
    }

    /// ": no such user", or nothing.
    [[nodiscard]] std::string said() const {
        std::string text = to_utf8(tail_, {});
        std::replace_if(
            text.begin(), text.end(),
            [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }, ' ');
        auto lines = text::split(text, "\n");
        lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
        if (lines.size() > static_cast<std::size_t>(kLines)) lines.erase(lines.begin(), lines.end() - kLines);
        if (lines.empty()) return {};
        const auto reason = text::join(lines, "; ");
        return ": " + std::string(text::truncate(reason, kLongestReason));
    }

  private:
    File pipe_;
    std::string tail_;
};

/// The status that waitpid gives once the process has ended; nothing while it runs.
std::optional<int> ended(pid_t process, int options) {
    int status = 0;
    pid_t found = 0;
    do found = ::waitpid(process, &status, options);
    while (found < 0 && errno == EINTR);
    if (found == 0) return std::nullopt;
    return found < 0 ? -1 : status;
}

/// The process's status, or nothing when its time ran out and it was ended.
std::optional<int> wait_for(pid_t process, std::chrono::milliseconds patience, Complaint& complaint) {
    constexpr std::chrono::milliseconds kStep{10};
    const auto deadline = Clock::now() + patience;
    // Its end closes the pipe, which ends the wait at once; only a program that closed it before, or left it
    // to others, is looked at from time to time.
    for (std::chrono::milliseconds step{1};; step = std::min(2 * step, kStep)) {
        complaint.take();
        if (const auto status = ended(process, WNOHANG)) return status;
        if (Clock::now() >= deadline) break;
        complaint.wait(step);
    }
    ::kill(-process, SIGKILL);
    ended(process, 0);
    return std::nullopt;
}

HandOver outcome_of(int status) {
    if (WIFEXITED(status)) {
        const int code = WEXITSTATUS(status);
        if (code == 0) return {};
        return {code == kTryAgain ? Outcome::try_again : Outcome::failed,
                "it ended with status " + std::to_string(code)};
    }
    if (WIFSIGNALED(status)) {
        return {Outcome::failed, std::string("it was ended by a signal: ") + ::strsignal(WTERMSIG(status))};
    }
    return {Outcome::failed, "how it ended is not known"};
}

std::string seconds(std::chrono::milliseconds time) {
    const auto count = (time.count() + 999) / 1000;
    return std::to_string(count) + (count == 1 ? " second" : " seconds");
}

}  // namespace

HandOver hand_over(const MailProgram& program, std::string_view mail) {
    if (program.arguments.empty()) return {Outcome::not_started, "no mail program is named"};
    const File input(file_of(mail));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_failure("make a pipe for the mail program");
    Complaint complaint(ends[0]);
    File error(ends[1]);
    pid_t process = 0;
    if (const int reason = Spawning(input.number(), error.number()).start(program, process); reason != 0) {
        return {Outcome::not_started,
                "cannot start " + program.arguments.front() + ": " + std::strerror(reason)};
    }
    error.close();
    const auto status = wait_for(process, program.patience, complaint);
    complaint.take();
    HandOver result =
        status ? outcome_of(*status)
               : HandOver{Outcome::timed_out, "it did not end within " + seconds(program.patience)};
    if (result.outcome != Outcome::sent) result.reason += complaint.said();
    return result;
}

}  // namespace tiffin::mail
