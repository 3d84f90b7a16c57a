#include "cli/invocation.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "calendar/date_words.h"
#include "cli/output.h"
#include "cli/parser.h"
#include "report/cell.h"
#include "storage/settings.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr std::size_t kChangesShown = 20;

/// `example` is how to write it.
std::uint64_t number_option(const std::string& text, std::string_view option, const std::string& example) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw Failure(ExitStatus::usage, std::string(option) + " takes a whole number, not \"" + text + "\"",
                      "write " + example);
    }
    return number;
}

/// An empty variable counts as not set.
std::optional<std::string> environment(const Surroundings& surroundings, std::string_view name) {
    auto value = surroundings.environment(name);
    if (value && value->empty()) return std::nullopt;
    return value;
}

/// Names and titles in it come from anywhere.
std::string message_line(std::string_view message) {
    std::string line = "tiffin: ";
    report::append_harmless(line, message);
    return line + "\n";
}

/// What names no file would be lost with this run, or surprise in the folder. `source`: where it was named.
std::string file_named(const std::string& database, const std::string& source) {
    if (!database.empty() && database != "-" && database != ":memory:") return database;
    throw Failure(ExitStatus::usage, source + ": \"" + database + "\" names no file",
                  "name one, such as lunch.db");
}

}  // namespace

std::string user_file_name(const Surroundings& surroundings) {
    if (const auto home = environment(surroundings, "XDG_CONFIG_HOME")) return *home + "/tiffin/config.toml";
    return environment(surroundings, "HOME").value_or("") + "/.config/tiffin/config.toml";
}

Invocation::Invocation(const Surroundings& surroundings, GlobalOptions options, const Command& command)
    : surroundings_(&surroundings), options_(std::move(options)), command_(command) {
    user_ = config::read_user_file(user_file_name(*surroundings_));
    read_clock();
    static_cast<void>(format());
}

std::string Invocation::database_name() const {
    if (options_.database) return file_named(*options_.database, "--database");
    if (const auto named = environment(*surroundings_, "TIFFIN_DATABASE"))
        return file_named(*named, "TIFFIN_DATABASE");
    const auto home = environment(*surroundings_, "HOME");
    if (user_.database) {
        const bool in_home = user_.database->rfind("~/", 0) == 0;  // no shell has read it
        return in_home && home ? *home + user_.database->substr(1)
                               : file_named(*user_.database, "database in " + user_file_name(*surroundings_));
    }
    if (const auto data = environment(*surroundings_, "XDG_DATA_HOME")) return *data + "/tiffin/tiffin.db";
    if (home) return *home + "/.local/share/tiffin/tiffin.db";
    throw Failure(ExitStatus::configuration, "HOME is not set, so there is no place for the programme",
                  "name it with --database FILE, or set TIFFIN_DATABASE");
}

storage::Location Invocation::location() const {
    storage::Location location{.database = database_name(), .interrupted = surroundings_->interrupted};
    if (options_.wait)
        location.wait_seconds = static_cast<int>(
            std::min<std::uint64_t>(number_option(*options_.wait, "--wait", "--wait 10"), 86'400));
    return location;
}

storage::Connection& Invocation::connection() {
    if (!connection_) {
        const bool writes = command_.effect == Effect::writes && !options_.dry_run;
        connection_ =
            storage::Connection::open(location(), writes ? storage::Access::write : storage::Access::read);
        if (command_.effect == Effect::reads) snapshot_.emplace(*connection_);
    }
    return *connection_;
}

void Invocation::begin_reading() {
    if (!work_ && !snapshot_) snapshot_.emplace(connection());
}

storage::Connection& Invocation::create_database() {
    static_cast<void>(seed());  // a wrong one is refused before any folder is made
    connection_ = storage::Connection::open(location(),
                                            dry_run() ? storage::Access::rehearse : storage::Access::create);
    return *connection_;
}

config::Settings Invocation::load_settings(const std::map<std::string, std::string>& of_series) {
    config::Settings settings;
    settings.apply(config::Origin::file, user_.settings, user_file_name(*surroundings_));
    settings.apply(config::Origin::programme, storage::settings(connection(), std::nullopt), database_name());
    settings.apply(config::Origin::series, of_series, database_name());
    std::map<std::string, std::string> given;
    for (const auto& definition : config::definitions()) {
        const auto name = config::environment_name(definition.key);
        if (const auto value = environment(*surroundings_, name)) given.emplace(definition.key, *value);
    }
    settings.apply(config::Origin::environment, given, "the environment");
    return settings;
}

const config::Settings& Invocation::settings() {
    if (!settings_) settings_ = load_settings({});
    return *settings_;
}

config::Settings Invocation::settings_of(SeriesId series) {
    const auto own = storage::settings(connection(), series);
    return own.empty() ? settings() : load_settings(own);
}

void Invocation::read_clock() {
    const auto frozen = options_.now ? options_.now : environment(*surroundings_, "TIFFIN_NOW");
    if (!frozen) {
        now_ = surroundings_->clock();
        return;
    }
    is_frozen_ = true;
    today_ = parse_iso_date(*frozen);
    if (today_) return;
    const auto instant = parse_instant_leniently(*frozen);
    if (!instant) {
        throw Failure(ExitStatus::usage, "\"" + *frozen + "\" is no date or UTC time for the clock",
                      "write 2027-01-04 or 2027-01-04T09:00:00Z (--now, TIFFIN_NOW)");
    }
    now_ = *instant;
}

Instant Invocation::now() {
    if (!now_) {
        const auto zone = this->zone();
        now_ = zone.empty() ? Instant{*today_} : calendar::Zone::load(zone).to_instant(*today_, TimeOfDay{});
    }
    return *now_;
}

Instant Invocation::moment() {
    return is_frozen_ ? now() : surroundings_->clock();
}

std::string Invocation::zone() {
    const auto& value = settings().value("zone");
    if (value.text.empty()) return {};
    try {
        return calendar::Zone::load(value.text).name();
    } catch (const Failure& failure) {
        throw Failure(
            ExitStatus::configuration,
            "zone, set by the " + std::string(config::to_string(value.origin)) + ": " + failure.what(),
            failure.remedy());
    }
}

Date Invocation::today() {
    if (!today_) {
        const auto zone = this->zone();
        today_ = zone.empty() ? std::chrono::floor<std::chrono::days>(*now_)
                              : calendar::Zone::load(zone).to_local(*now_).date;
    }
    return *today_;
}

Date Invocation::date(std::string_view typed, std::string_view option) {
    try {
        return calendar::parse_date_words(typed, today());
    } catch (const Failure& failure) {
        throw Failure(ExitStatus::usage, (option.empty() ? "" : std::string(option) + ": ") + failure.what(),
                      failure.remedy());
    }
}

DateRange Invocation::period(const std::optional<std::string>& from, const std::optional<std::string>& until,
                             DateRange otherwise, std::string_view first_option) {
    const std::string option(first_option);
    const DateRange dates{from ? date(*from, option) : otherwise.first,
                          until ? date(*until, "--until") : otherwise.last};
    if (dates.first <= dates.last) return dates;
    const auto first = render_date(dates.first);
    const auto last = render_date(dates.last);
    if (!from)
        throw Failure(ExitStatus::usage, "--until " + last + " is before " + first,
                      "name the first day with " + option);
    if (!until)
        throw Failure(ExitStatus::usage, option + " " + first + " is after " + last,
                      "name the last day with --until");
    throw Failure(ExitStatus::usage, "--until " + last + " is before " + option + " " + first,
                  "swap the two dates");
}

std::uint64_t Invocation::seed() const {
    if (options_.seed) return number_option(*options_.seed, "--seed", "--seed 1");
    if (const auto given = environment(*surroundings_, "TIFFIN_SEED"))
        return number_option(*given, "TIFFIN_SEED", "TIFFIN_SEED=1");
    return surroundings_->entropy();
}

storage::UnitOfWork& Invocation::begin() {
    if (within_) return *work_;
    work_.reset();
    if (dry_run()) {
        end_reading();
        connection().rehearse();
    }
    work_ = std::make_unique<storage::UnitOfWork>(connection(), seed());
    return *work_;
}

void Invocation::commit() {
    if (work_->changed_anything()) store();
    work_.reset();
}

void Invocation::store() {
    work_->commit();
    stored_ = !dry_run();
}

void Invocation::changed(std::string change) {
    changed([&] { return std::move(change); });
}

bool Invocation::lists_another_change() const {
    return options_.verbose || changes_.size() < kChangesShown;
}

void Invocation::finish(std::string_view summary, std::string_view next, Changes changes) {
    if (within_) return;
    if (changes_.empty()) {
        work_.reset();
        say("nothing to change");
        return;
    }
    if (dry_run()) {
        work_.reset();
    } else if (work_) {
        store();
        work_.reset();
    }
    const std::string prefix = dry_run() ? "dry run: " : "";
    const std::string then = next.empty() || dry_run() ? "" : "; next: " + std::string(next);
    if (changes == Changes::shown && !options_.verbose) {
        say(prefix + std::string(summary) + then);
        return;
    }
    if (changes_.size() == 1) {
        say(prefix + changes_.front() + then);
        return;
    }
    for (const auto& change : changes_) say(prefix + change);
    if (changes_.size() < change_count_) {
        say(prefix + "… and " + std::to_string(change_count_ - changes_.size()) +
            " more (--verbose lists them)");
    }
    say(prefix + std::string(summary) + then);
}

void Invocation::say(std::string_view message) {
    if (!within_ && !options_.quiet) messages_ += message_line(message);
}

void Invocation::warn(std::string_view message) {
    const auto line = message_line(message);
    if (!within_ && messages_.find(line) == std::string::npos) messages_ += line;
}

void Invocation::run_within(const std::vector<std::string>& words, std::string input) {
    const auto* command = find_command(words.at(0), words.at(1));
    const auto action = command->make();
    Declaration declaration;
    action->declare(declaration);
    parse(command->name(), {words.begin() + 2, words.end()}, declaration);

    auto inner = *surroundings_;
    inner.standard_input = [&input] { return input; };
    inner.in_is_terminal = false;
    const auto* outer = std::exchange(surroundings_, &inner);
    within_ = true;
    const auto come_back = [&] {
        surroundings_ = outer;
        within_ = false;
        out_.clear();
    };
    try {
        action->run(*this);
    } catch (...) {
        come_back();
        throw;
    }
    come_back();
}

report::Format Invocation::format() const {
    const auto& asked = options_.format ? options_.format : user_.format;
    if (!asked) return report::Format::table;
    if (const auto format = report::parse_format(*asked)) return *format;
    throw Failure(ExitStatus::configuration,
                  user_file_name(*surroundings_) + ": there is no format \"" + *asked + "\"",
                  "write one of " + text::join(report::format_names(), ", "));
}

report::Style Invocation::style() const {
    const auto when = options_.color ? *options_.color : user_.color.value_or("auto");
    const bool plain_terminal = environment(*surroundings_, "NO_COLOR").has_value() ||
                                environment(*surroundings_, "TERM").value_or("") == "dumb";
    report::Style style{
        .format = format(),
        .header = !options_.no_header,
        .fields = text::split(options_.fields.value_or(""), ","),
        .colour = when == "always" || (when == "auto" && surroundings_->out_is_terminal && !plain_terminal),
        .width = surroundings_->out_is_terminal ? surroundings_->width : 0};
    return style;
}

void Invocation::flush() {
    end_reading();
    work_.reset();  // one that found nothing to change must not hold its lock while a pipe is waited for
    flush_messages();
    try {
        for (const auto& block : out_.blocks()) surroundings_->out->write(block);
        surroundings_->out->flush();
    } catch (const ClosedPipe&) {
        if (!stored_) throw;  // else what was asked for is done, whether or not anybody reads on
    } catch (const Failure& failure) {
        if (!stored_) throw;
        throw Failure(failure.status(),
                      "the changes are stored, only the output is incomplete: " + std::string(failure.what()),
                      "do not run it again; tiffin agenda and the list commands show what changed");
    }
}

void Invocation::flush_messages() {
    const std::string messages = std::exchange(messages_, {});
    try {
        surroundings_->err->write(messages);
        surroundings_->err->flush();
    } catch (const ClosedPipe&) {
    } catch (const Failure&) {  // nobody is left to tell, and the work is what the status speaks of
    }
}

}  // namespace tiffin::cli
