#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/output.h"
#include "cli/program.h"

namespace {

volatile std::sig_atomic_t interrupting_signal = 0;

/// The first signal asks the command to roll back and end; the second ends it at once.
void note_signal(int signal) {
    interrupting_signal = signal;
    (void)::signal(signal, SIG_DFL);
}

bool is_interrupted() {
    return interrupting_signal != 0;
}

void listen_to_signals() {
    struct sigaction action {};
    action.sa_handler = note_signal;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction inherited {};
        ::sigaction(signal, nullptr, &inherited);
        // nohup and a shell's background jobs have it ignored, and so it stays.
        if (inherited.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
    }
    // A closed pipe and a file grown too large are told by write(2), so that the command can end in order.
    (void)::signal(SIGPIPE, SIG_IGN);
    (void)::signal(SIGXFSZ, SIG_IGN);
}

/// A standard stream that is closed gets a descriptor that refuses its use; otherwise the next file that is
/// opened, the database even, would take its number and what is printed.
void occupy_closed_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) == -1) ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

std::size_t terminal_width() {
    winsize size{};
    return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::uint64_t entropy() {
    std::random_device device;
    return (std::uint64_t{device()} << 32) | device();
}

std::optional<std::string> environment(std::string_view name) {
    const char* value = std::getenv(std::string(name).c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::vector<std::string> whole_environment() {
    std::vector<std::string> all;
    for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
        all.emplace_back(*variable);
    return all;
}

/// The first touch of a page costs more than most of what is then done with it, in virtual machines above
/// all: so memory once taken is kept, and beyond the first megabytes, which is all that small commands need,
/// it comes in pages of 2 MiB.
void take_memory_in_large_pages() {
#ifdef __GLIBC__
    constexpr std::size_t kPage = std::size_t{2} << 20;
    constexpr std::size_t kReserved = std::size_t{64} << 20;  // of addresses only
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
    ::mallopt(M_TOP_PAD, kReserved);
    auto* const end = static_cast<char*>(::sbrk(0));
    const std::size_t to_next_page = kPage - reinterpret_cast<std::uintptr_t>(end) % kPage;
    void* volatile more = std::malloc(kPage / 4);  // than there is, so that the heap grows now
    std::free(more);
    ::madvise(end + to_next_page, kReserved - kPage, MADV_HUGEPAGE);
#endif
}

}  // namespace

int main(int count, char** arguments) {
    take_memory_in_large_pages();
    occupy_closed_streams();
    listen_to_signals();
    tiffin::cli::DescriptorSink out(STDOUT_FILENO, "standard output", is_interrupted);
    tiffin::cli::DescriptorSink err(STDERR_FILENO, "standard error");  // also tells of interruptions
    const tiffin::cli::Surroundings surroundings{
        .arguments = {arguments + (count > 0 ? 1 : 0), arguments + count},
        .environment = environment,
        .environment_of_programs = whole_environment(),
        .clock = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
        .entropy = entropy,
        .interrupted = is_interrupted,
        .standard_input =
            [] { return tiffin::cli::read_descriptor(STDIN_FILENO, "standard input", is_interrupted); },
        .out = &out,
        .err = &err,
        .in_is_terminal = ::isatty(STDIN_FILENO) != 0,
        .out_is_terminal = ::isatty(STDOUT_FILENO) != 0,
        .err_is_terminal = ::isatty(STDERR_FILENO) != 0,
        .width = terminal_width(),
    };
    const int status = tiffin::cli::run(surroundings);
    if (is_interrupted()) {
        (void)::signal(interrupting_signal, SIG_DFL);
        (void)::raise(interrupting_signal);  // so that a shell sees what ended it
    }
    return status;
}
