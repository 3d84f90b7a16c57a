#include "mail/hand_over.h"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mail/mail_data.h"

using namespace tiffin::mail;
using namespace tiffin::mail::tests;

namespace fs = std::filesystem;

namespace {

/// A folder with a mail program in it.
struct Program {
    explicit Program(const std::string& script)
        : folder(fs::temp_directory_path() / ("tiffin_hand_over_" + std::to_string(::getpid()))) {
        fs::remove_all(folder);
        fs::create_directory(folder);
        std::ofstream(folder / "send") << "#!/bin/sh\n" << script;
        fs::permissions(folder / "send", fs::perms::owner_all);
        program.arguments = {(folder / "send").string()};
        program.environment = {"PATH=/usr/bin:/bin", "OUT=" + folder.string()};
        program.patience = std::chrono::seconds{100};
    }
    ~Program() { fs::remove_all(folder); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] HandOver run(const std::string& mail = "Subject: x\n\nbody\n") const {
        return hand_over(program, mail);
    }
    [[nodiscard]] std::string written(const std::string& name) const {
        return bytes_of_file((folder / name).string());
    }

    fs::path folder;
    MailProgram program;
};

bool has_children() {
    return ::waitpid(-1, nullptr, WNOHANG) >= 0;
}

}  // namespace

TEST_CASE("the program gets the mail, its arguments and its environment as they are") {
    Program program(
        "cat >\"$OUT/mail\"; printf '%s|' \"$0\" \"$@\" >\"$OUT/arguments\"; env >\"$OUT/env\"\n");
    program.program.arguments.insert(program.program.arguments.end(),
                                     {"-i", "two words", "$HOME; rm -rf x", "", "ana@x.example"});
    program.program.environment.emplace_back("MAILRC=a b");
    ::setenv("TIFFIN_SECRET", "x", 1);
    const std::string mail = "Subject: x\n\n" + std::string(1'000'000, 'b') + "\n.\n" + std::string(1, '\0');
    const auto result = program.run(mail);
    ::unsetenv("TIFFIN_SECRET");
    CHECK(result.outcome == Outcome::sent);
    CHECK(result.reason.empty());
    CHECK(program.written("mail") == mail);
    CHECK(program.written("arguments") ==
          program.program.arguments.front() + "|-i|two words|$HOME; rm -rf x||ana@x.example|");
    CHECK(program.written("env").find("MAILRC=a b\n") != std::string::npos);
    CHECK(program.written("env").find("TIFFIN_SECRET") == std::string::npos);
    CHECK_FALSE(has_children());
}

TEST_CASE("its exit status says what became of the mail") {
    const auto result = [](const std::string& script) { return Program(script).run(); };
    CHECK(result("exit 0").outcome == Outcome::sent);
    CHECK(result("echo warning >&2; exit 0").reason.empty());
    CHECK(result("exit 75").outcome == Outcome::try_again);
    CHECK(result("exit 75").reason == "it ended with status 75");
    const auto refused = result("echo connecting >&2; printf 'no such user\\033[2J\\n\\n' >&2; exit 67");
    CHECK(refused.outcome == Outcome::failed);
    CHECK(refused.reason == "it ended with status 67: connecting; no such user [2J");
    const auto killed = result("kill -TERM $$");
    CHECK(killed.outcome == Outcome::failed);
    CHECK(killed.reason == "it was ended by a signal: Terminated");
    CHECK_FALSE(has_children());
}

TEST_CASE("a program that reads nothing of a large mail is no broken pipe") {
    CHECK(Program("exit 0").run(repeated("x", 10'000'000)).outcome == Outcome::sent);
    CHECK(Program("exec <&-; exit 75").run(repeated("x", 10'000'000)).outcome == Outcome::try_again);
}

TEST_CASE("a program that hangs is ended, with what it started") {
    Program program("echo $$ >\"$OUT/pid\"; echo waiting >&2; sleep 1000 & echo $! >\"$OUT/child\"; wait\n");
    program.program.patience = std::chrono::milliseconds{300};
    const auto result = program.run();
    CHECK(result.outcome == Outcome::timed_out);
    CHECK(result.reason == "it did not end within 1 second: waiting");
    CHECK_FALSE(has_children());
    CHECK(::kill(std::stoi(program.written("pid")), 0) != 0);
    const pid_t child = std::stoi(program.written("child"));  // the system's to reap, perhaps not yet
    bool gone = false;
    for (int times = 0; times < 1000 && !gone; ++times) {
        const std::string status = bytes_of_file("/proc/" + std::to_string(child) + "/stat");
        gone = status.empty() || status.find(") Z ") != std::string::npos;
        if (!gone) ::usleep(10'000);
    }
    CHECK(gone);
}

TEST_CASE("a program that closes its output, or leaves it to others, is waited for and no longer") {
    CHECK(Program("exec 2>&- >&-; sleep 0.2; exit 75").run().outcome == Outcome::try_again);
    Program program("sleep 1000 & echo $! >\"$OUT/child\"; echo queued >&2; exit 75");
    const auto result = program.run();
    CHECK(result.reason == "it ended with status 75: queued");
    ::kill(std::stoi(program.written("child")), SIGKILL);
}

TEST_CASE("a program that writes without end says its last lines, and out is discarded") {
    const auto flood =
        Program("yes noise | head -c 5000000 >&2; echo >&2; echo out; echo 'the reason' >&2; exit 1").run();
    CHECK(flood.reason.find("noise; ") != std::string::npos);
    CHECK(flood.reason.substr(flood.reason.size() - 12) == "; the reason");
    CHECK(flood.reason.size() < 100);
    const auto line = Program("head -c 3000000 /dev/zero | tr '\\0' x >&2; exit 1").run();
    CHECK(line.reason == "it ended with status 1: " + std::string(300, 'x'));
    Program endless("yes >&2\n");
    endless.program.patience = std::chrono::milliseconds{200};
    CHECK(endless.run().outcome == Outcome::timed_out);
}

TEST_CASE("a program that cannot be started is told from one that fails") {
    Program program("exit 0");
    program.program.arguments = {"/nowhere/sendmail"};
    CHECK(program.run().outcome == Outcome::not_started);
    CHECK(program.run().reason == "cannot start /nowhere/sendmail: No such file or directory");
    program.program.arguments = {"send"};
    CHECK(program.run().reason == "cannot start send: No such file or directory");
    program.program.environment = {"PATH=/nowhere::" + program.folder.string()};
    CHECK(program.run().outcome == Outcome::sent);
    program.program.arguments = {program.folder.string()};
    CHECK(program.run().reason == "cannot start " + program.folder.string() + ": Permission denied");
    program.program.arguments = {};
    CHECK(program.run().reason == "no mail program is named");
    CHECK_FALSE(has_children());
}

TEST_CASE("the program inherits no open file and no blocked or ignored signal") {
    const int open = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC
    sigset_t blocked;
    sigset_t before;
    ::sigfillset(&blocked);
    ::sigprocmask(SIG_BLOCK, &blocked, &before);
    auto* const old = ::signal(SIGPIPE, SIG_IGN);
    Program program("ls -l /proc/$$/fd >\"$OUT/fds\"; exec cat /proc/self/status >\"$OUT/signals\"");
    const auto result = program.run();
    static_cast<void>(::signal(SIGPIPE, old));
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    ::close(open);
    CHECK(result.outcome == Outcome::sent);
    CHECK(program.written("fds").find(" " + std::to_string(open) + " -> /dev/null") == std::string::npos);
    const auto signals = [status = program.written("signals")](const std::string& which) {
        return std::stoull(status.substr(status.find(which) + which.size()), nullptr, 16);
    };
    CHECK(signals("SigBlk:") == 0);
    CHECK((signals("SigIgn:") & 1ULL << (SIGPIPE - 1U)) == 0);
}
