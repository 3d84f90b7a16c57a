#include "cli/output.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/input.h"
#include "domain/failure.h"

namespace tiffin::cli {

namespace {

constexpr std::size_t kBufferSize = std::size_t{256} * 1024;

Failure write_failure(int error, const std::string& name) {
    if (error == ENOSPC || error == EDQUOT) {
        return {ExitStatus::io, "the disk of " + name + " is full", "make room and run the command again"};
    }
    return {ExitStatus::io, "cannot write " + name + ": " + std::strerror(error), "write to another place"};
}

/// Closes what was opened.
class Descriptor {
  public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    [[nodiscard]] int get() const { return descriptor_; }

  private:
    int descriptor_;
};

bool is_same_file(int descriptor, const std::string& path) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(descriptor, &opened) == 0 && ::lstat(path.c_str(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/// Removes the file of a run that was killed; waits for one that is still at work.
void clear_away(const std::string& path) {
    const Descriptor left(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (left.get() < 0) return;
    if (::flock(left.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::flock(left.get(), LOCK_EX);
    } else if (is_same_file(left.get(), path)) {
        ::unlink(path.c_str());
    }
}

/// Locked while it is written. Closes and, unless it was renamed, deletes.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& beside) : path_(beside + ".tiffin-new") {
        constexpr int kTries = 100;  // each is lost to another run that writes the same file
        for (int i = 0; i < kTries && !create(); ++i) clear_away(path_);
        if (descriptor_ < 0) {
            throw Failure(ExitStatus::cannot_create,
                          "cannot write beside " + beside + ": " + std::strerror(errno),
                          "write to another place with -o");
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (descriptor_ < 0) return;
        if (!renamed_) ::unlink(path_.c_str());  // while it is locked
        ::close(descriptor_);
    }

    [[nodiscard]] int descriptor() const { return descriptor_; }

    void rename_to(const std::string& path, mode_t mode) {
        if (::fchmod(descriptor_, mode) != 0 || ::fsync(descriptor_) != 0 ||
            ::rename(path_.c_str(), path.c_str()) != 0) {
            throw write_failure(errno, path);
        }
        renamed_ = true;
    }

  private:
    /// False when there is one of that name.
    bool create() {
        descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor_ < 0) return errno != EEXIST;
        ::flock(descriptor_, LOCK_EX);
        if (is_same_file(descriptor_, path_)) return true;
        ::close(descriptor_);  // another run took it for one that was left
        descriptor_ = -1;
        errno = EEXIST;
        return false;
    }

    std::string path_;
    int descriptor_ = -1;
    bool renamed_ = false;
};

}  // namespace

DescriptorSink::DescriptorSink(int descriptor, std::string name, std::function<bool()> interrupted)
    : descriptor_(descriptor), name_(std::move(name)), interrupted_(std::move(interrupted)) {}

void DescriptorSink::write(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > kBufferSize) flush();
    if (bytes.size() > kBufferSize) {
        send(bytes);
    } else {
        buffer_.append(bytes);
    }
}

void DescriptorSink::flush() {
    std::string bytes;
    bytes.swap(buffer_);  // what cannot be sent is not sent later either
    send(bytes);
    bytes.clear();
    buffer_.swap(bytes);  // with its memory
}

void DescriptorSink::send(std::string_view bytes) {
    while (!bytes.empty()) {
        if (interrupted_ && interrupted_()) {
            throw Failure(ExitStatus::unavailable, "interrupted while writing " + name_);
        }
        const auto count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EPIPE) throw ClosedPipe();
        if (count < 0 && errno == EAGAIN) {  // another program made the pipe we share non-blocking
            pollfd pipe{descriptor_, POLLOUT, 0};
            ::poll(&pipe, 1, -1);
            continue;
        }
        if (count < 0) throw write_failure(errno, name_);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

namespace {

void create_folder_of(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) {
        throw Failure(ExitStatus::cannot_create,
                      "cannot create the folder " + folder.string() + ": " + error.message(),
                      "write to another place with -o");
    }
}

/// `status` is the file's.
bool holds(const std::string& path, const struct stat& status, std::string_view bytes) {
    if (!S_ISREG(status.st_mode) || static_cast<std::size_t>(status.st_size) != bytes.size()) return false;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return file.get() >= 0 && read_descriptor(file.get(), path) == bytes;
}

/// `status` is the file's; `written` has one of its own.
bool holds(const std::string& path, const struct stat& status, int written) {
    struct stat size {};
    if (::fstat(written, &size) != 0 || size.st_size != status.st_size) return false;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::string old(kBufferSize, '\0');
    std::string now(kBufferSize, '\0');
    for (off_t at = 0; at < status.st_size;) {
        const auto count = ::pread(file.get(), old.data(), old.size(), at);
        if (count <= 0 || ::pread(written, now.data(), static_cast<std::size_t>(count), at) != count ||
            old.compare(0, static_cast<std::size_t>(count), now, 0, static_cast<std::size_t>(count)) != 0)
            return false;
        at += count;
    }
    return true;
}

/// A device or a named pipe can't be renamed onto.
void write_into(const std::string& path, std::string_view bytes) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.get() < 0) throw write_failure(errno, path);
    DescriptorSink sink(file.get(), path);
    sink.write(bytes);
    sink.flush();
}

/// Where symbolic links lead: they stay, and what they name is replaced. It matters most for /dev/stdout.
std::string target_of(const std::string& path) {
    std::error_code error;
    const auto target = std::filesystem::canonical(path, error);
    return error ? path : target.string();
}

}  // namespace

Written write_file(const std::string& path, std::string_view bytes, NameIsSafe when) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && holds(path, status, bytes)) return Written::unchanged;
    return write_file(
        path, [bytes](text::Sink& sink) { sink.write(bytes); }, when);
}

Written write_file(const std::string& path, const std::function<void(text::Sink&)>& write, NameIsSafe when) {
    create_folder_of(path);
    struct stat status {};
    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) {
        throw Failure(ExitStatus::cannot_create, path + " is a folder", "name a file with -o");
    }
    if (exists && !S_ISREG(status.st_mode)) {
        text::StringSink sink;  // whoever reads it gets all or, where `write` fails, nothing
        write(sink);
        write_into(path, sink.bytes());
        return Written::replaced;
    }
    const std::string target = target_of(path);
    TemporaryFile file(target);
    DescriptorSink sink(file.descriptor(), path);
    write(sink);
    sink.flush();
    if (exists && holds(target, status, file.descriptor())) return Written::unchanged;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    file.rename_to(target, exists ? status.st_mode & 0777U : 0666U & ~mask);
    if (when == NameIsSafe::at_once) sync_folder(std::filesystem::path(target).parent_path().string());
    return exists ? Written::replaced : Written::created;
}

void sync_folder(const std::string& path) {
    const std::string folder = path.empty() ? "." : path;
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // A folder that may be written but not read cannot be opened; some file systems cannot sync one.
    if (descriptor.get() >= 0 && ::fsync(descriptor.get()) != 0 && errno != EINVAL)
        throw write_failure(errno, folder);
}

}  // namespace tiffin::cli
