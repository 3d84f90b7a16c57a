#pragma once

#include <stdexcept>
#include <string>

namespace tiffin {

/// Why a command ends without its result. The numbers are those of sysexits.h, which mail systems and cron
/// wrappers understand; they are the program's exit status and never change.
enum class ExitStatus {
    done = 0,
    no = 1,
    usage = 64,
    bad_input = 65,
    not_found = 66,
    unavailable = 69,
    bug = 70,
    cannot_create = 73,
    io = 74,
    busy = 75,
    not_permitted = 77,
    configuration = 78,
};

/// What a caller cannot mend: a sentence that names the thing and the place, and a remedy (what to type or
/// do). The remedy may be empty only where the sentence is one already.
class Failure : public std::runtime_error {
  public:
    Failure(ExitStatus status, const std::string& sentence, std::string remedy = {})
        : std::runtime_error(sentence), status_(status), remedy_(std::move(remedy)) {}

    [[nodiscard]] ExitStatus status() const noexcept { return status_; }
    [[nodiscard]] const std::string& remedy() const noexcept { return remedy_; }

  private:
    ExitStatus status_;
    std::string remedy_;
};

}  // namespace tiffin
