#pragma once

#include <concepts>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/zone.h"
#include "cli/command.h"
#include "cli/global_options.h"
#include "cli/surroundings.h"
#include "config/settings.h"
#include "report/records.h"
#include "storage/unit_of_work.h"

namespace tiffin::cli {

/// Whether a command's output shows its changes, so that the list of them would say everything twice.
enum class Changes { listed, shown };

/// The user's config file, whether or not it exists.
std::string user_file_name(const Surroundings& surroundings);

/// What a running command sees of the world: its database, its clock, its streams, and the list of what it
/// changes. Output is collected and leaves when the command is done, so that no lock is held while a pipe is
/// waited for.
class Invocation {
  public:
    Invocation(const Surroundings& surroundings, GlobalOptions options, const Command& command);

    [[nodiscard]] const Surroundings& surroundings() const { return *surroundings_; }
    [[nodiscard]] const GlobalOptions& options() const { return options_; }

    // ---- the programme

    /// Opened at the first call. A command that only reads sees the programme as it was then, whatever others
    /// write meanwhile.
    storage::Connection& connection();
    /// The same for a part of a command that also writes; within a unit of work it is so already.
    void begin_reading();
    /// Lets others write again, before a reading command waits for a file or a pipe. flush() does so too.
    void end_reading() { snapshot_.reset(); }
    /// Only for `init`: the programme is made by the unit of work that begins next, in memory for a dry run.
    storage::Connection& create_database();
    /// What --database, TIFFIN_DATABASE, the config file or the default place says.
    [[nodiscard]] std::string database_name() const;
    [[nodiscard]] const config::UserFile& user_file() const { return user_; }
    /// The command by which people hear of what has changed: mails go out where there is a program for them.
    [[nodiscard]] std::string telling() const {
        return user_.mail_program ? "tiffin tick" : "tiffin invite -o DIR";
    }
    [[nodiscard]] const config::Settings& settings();
    /// With the series' own values on top.
    config::Settings settings_of(SeriesId series);
    // ---- the clock

    /// A clock frozen at a date stands at its midnight in the programme's zone.
    Instant now();
    /// By now, where a command runs for long; a frozen clock still stands.
    Instant moment();
    /// The setting zone; empty when nobody set it. Fails (configuration) when there is no such zone.
    std::string zone();
    /// In the programme's zone.
    Date today();
    /// A date as people write it; `option` names it in refusals: "--from".
    Date date(std::string_view typed, std::string_view option);
    /// What `first_option` and --until say, with the ends of `otherwise` for what is not given. Fails when
    /// the last day is before the first.
    DateRange period(const std::optional<std::string>& from, const std::optional<std::string>& until,
                     DateRange otherwise, std::string_view first_option = "--from");

    // ---- changes

    /// Takes the write lock; a dry run works on a copy of its own.
    storage::UnitOfWork& begin();
    /// Keeps what was changed so far, if anything, and gives the lock back. The command can begin() again.
    void commit();
    /// Notes one change for the list: "added person Ana Ferreira <ana@bramble.example>".
    void changed(std::string change);
    /// The same of very many, whose words most runs do not show.
    template <std::invocable Words>
    void changed(const Words& words) {
        if (within_) return;
        ++change_count_;
        if (lists_another_change()) changes_.push_back(words());
    }
    [[nodiscard]] bool changed_anything() const { return change_count_ > 0; }
    [[nodiscard]] bool dry_run() const { return options_.dry_run; }
    /// Commits (unless nothing changed or --dry-run) and says what changed. `summary` stands for a list of
    /// several; `next` is the next sensible command, or empty.
    void finish(std::string_view summary, std::string_view next, Changes changes = Changes::listed);

    /// Runs another command as a part of this one: its changes belong to this unit of work, and what it says
    /// and prints is left out. `input` is its standard input.
    void run_within(const std::vector<std::string>& words, std::string input = {});

    // ---- output

    [[nodiscard]] text::Sink& out() { return out_; }
    /// One line on standard error: "tiffin: …"; not with --quiet.
    void say(std::string_view message);
    /// Like say(), also with --quiet, and once only: something needs the user's eye.
    void warn(std::string_view message);
    [[nodiscard]] report::Style style() const;
    /// `--format` as it was asked for, else table.
    [[nodiscard]] report::Format format() const;
    /// Sends what was collected. Fails when the place is full or closed, and says so when changes are stored
    /// nevertheless; a reader who goes is no failure then.
    void flush();
    /// Sends what was said so far; what a command warned of matters all the more when it then fails. Messages
    /// that nobody takes are no failure.
    void flush_messages();

  private:
    [[nodiscard]] bool lists_another_change() const;
    void read_clock();
    void store();
    [[nodiscard]] std::uint64_t seed() const;
    [[nodiscard]] storage::Location location() const;
    config::Settings load_settings(const std::map<std::string, std::string>& of_series);

    const Surroundings* surroundings_;
    GlobalOptions options_;
    const Command& command_;
    config::UserFile user_;
    std::optional<storage::Connection> connection_;
    std::optional<storage::ReadTransaction> snapshot_;
    std::unique_ptr<storage::UnitOfWork> work_;
    std::optional<config::Settings> settings_;
    std::optional<Instant> now_;  // one of the two is known from the start
    std::optional<Date> today_;
    bool is_frozen_ = false;
    std::vector<std::string> changes_;  // those that will be listed
    std::size_t change_count_ = 0;
    text::BlockSink out_;
    std::string messages_;
    bool stored_ = false;  // this run has committed something
    bool within_ = false;  // another command runs as a part of this one
};

}  // namespace tiffin::cli
