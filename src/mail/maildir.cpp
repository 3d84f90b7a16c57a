#include "mail/maildir.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/failure.h"

namespace tiffin::mail {

namespace {

namespace fs = std::filesystem;

void make_folders(const fs::path& folder) {
    for (const char* const part : {"tmp", "new", "cur"}) {
        std::error_code error;
        fs::create_directories(folder / part, error);
        if (error) {
            throw Failure(ExitStatus::cannot_create,
                          "cannot make the maildir " + folder.string() + ": " + error.message(),
                          "name another folder");
        }
    }
}

Failure not_written(const fs::path& path, int reason) {
    return {ExitStatus::io, "cannot write " + path.string() + ": " + std::strerror(reason),
            "name another folder"};
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void write_flushed(const fs::path& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) throw not_written(path, errno);
    const bool done = write_all(file, bytes) && ::fsync(file) == 0;
    const int reason = errno;
    ::close(file);
    if (!done) {
        ::unlink(path.c_str());
        throw not_written(path, reason);
    }
}

}  // namespace

std::string file_name(Instant date, std::string_view id) {
    std::string name = std::to_string(date.time_since_epoch().count()) + ".";
    name += id;
    std::replace_if(
        name.begin(), name.end(),
        [](char c) {
            const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            return !kept && std::string_view("@.-_+=").find(c) == std::string_view::npos;
        },
        '_');
    return name;
}

std::string write_to_maildir(const std::string& folder, const Message& message, std::string_view mail) {
    const fs::path maildir(folder);
    make_folders(maildir);
    const std::string name = file_name(message.date, message.id);
    const fs::path wanted = maildir / "new" / name;
    const fs::path written = maildir / "tmp" / name;
    write_flushed(written, mail);
    if (::rename(written.c_str(), wanted.c_str()) != 0) throw not_written(wanted, errno);
    return wanted.string();
}

}  // namespace tiffin::mail
