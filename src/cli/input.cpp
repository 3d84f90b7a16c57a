#include "cli/input.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/failure.h"

namespace tiffin::cli {

std::string read_descriptor(int descriptor, const std::string& name,
                            const std::function<bool()>& interrupted) {
    std::string bytes;
    struct stat status {};
    if (::fstat(descriptor, &status) == 0) bytes.reserve(static_cast<std::size_t>(status.st_size));
    std::string block(std::size_t{256} * 1024, '\0');
    for (;;) {
        if (interrupted && interrupted()) {
            throw Failure(ExitStatus::unavailable, "interrupted, so nothing was changed");
        }
        const auto count = ::read(descriptor, block.data(), block.size());
        if (count < 0 && errno == EAGAIN) {  // another program made the pipe we share non-blocking
            pollfd pipe{descriptor, POLLIN, 0};
            ::poll(&pipe, 1, -1);
            continue;
        }
        if (count < 0 && errno == EINTR) continue;
        if (count < 0)
            throw Failure(ExitStatus::io, "cannot read " + name + ": " + std::strerror(errno),
                          "name another file");
        if (count == 0) return bytes;
        bytes.append(block, 0, static_cast<std::size_t>(count));
    }
}

std::string input_name(const std::string& path) {
    return path == "-" ? "standard input" : path;
}

std::string read_input(const Surroundings& surroundings, const std::string& path) {
    if (path == "-") {
        if (surroundings.in_is_terminal) {
            throw Failure(ExitStatus::usage, "standard input is a terminal, so there is nothing to read",
                          "name a file, or pipe one in");
        }
        return surroundings.standard_input();
    }
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const auto status = errno == ENOENT ? ExitStatus::not_found : ExitStatus::not_permitted;
        throw Failure(status, "cannot read " + path + ": " + std::strerror(errno), "name another file");
    }
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        ::close(descriptor);
        throw Failure(ExitStatus::bad_input, path + " is a folder", "name a file in it");
    }
    try {
        std::string bytes = read_descriptor(descriptor, path);
        ::close(descriptor);
        return bytes;
    } catch (const Failure&) {
        ::close(descriptor);
        throw;
    }
}

}  // namespace tiffin::cli
