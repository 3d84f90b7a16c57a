#pragma once

#include <exception>
#include <functional>
#include <string>
#include <string_view>

#include "text/sink.h"

namespace tiffin::cli {

/// The reader of a pipe has gone, as `head` does: no failure to tell anybody.
class ClosedPipe : public std::exception {
  public:
    [[nodiscard]] const char* what() const noexcept override { return "the reader of the pipe has gone"; }
};

/// Writes to an open file descriptor through one buffer; every error is a Failure (disk full: io) or
/// ClosedPipe.
class DescriptorSink final : public text::Sink {
  public:
    /// `name` is for messages: "standard output". A reader that does not read is waited for until
    /// `interrupted` (may be empty) says that a signal has come.
    DescriptorSink(int descriptor, std::string name, std::function<bool()> interrupted = {});
    void write(std::string_view bytes) override;
    void flush() override;

  private:
    void send(std::string_view bytes);

    int descriptor_;
    std::string name_;
    std::function<bool()> interrupted_;
    std::string buffer_;
};

enum class Written { created, replaced, unchanged };

/// When the name of a new file must be on the disk.
enum class NameIsSafe { at_once, after_sync_folder };

/// Writes beside and renames, so that nobody ever sees half a file; unchanged content leaves the file and its
/// time untouched. Creates missing folders. What a killed run left beside is cleared away. A named pipe or a
/// device is written into, for as long as its reader takes. Fails with cannot_create or io.
Written write_file(const std::string& path, std::string_view bytes, NameIsSafe when = NameIsSafe::at_once);
/// The same of what `write` gives, however much that is.
Written write_file(const std::string& path, const std::function<void(text::Sink&)>& write,
                   NameIsSafe when = NameIsSafe::at_once);

/// Waits until the names in a folder are on the disk.
void sync_folder(const std::string& path);

}  // namespace tiffin::cli
