#include "cli/command/programme.h"

#include "cli/invocation.h"
#include "cli/job/example.h"
#include "cli/job/planning/held_terms.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "domain/mailbox.h"
#include "storage/sessions.h"
#include "storage/settings.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// A value that the setting takes, or a Failure (usage).
std::string setting_value(const config::Definition& definition, std::string_view typed) {
    std::string value(text::trim(typed));
    if (value.empty()) return value;
    if (definition.kind == config::Kind::zone) return zone_name(value, definition.key);
    if (const auto refused = config::objection(definition, value)) {
        throw Failure(ExitStatus::usage, std::string(definition.key) + ": \"" + value + "\" " + refused->why,
                      refused->remedy);
    }
    return value;
}

class Init final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--zone", "ZONE", zone_, "time zone of the programme, such as Europe/Berlin")
            .completing(Completes::zone);
        declaration.option("--organizer", "MAILBOX", organizer_,
                           "who invites and gets the answers: \"Ana <ana@example.org>\"");
        declaration.flag("--example", example_, "with an invented company in it, to play with");
        declaration.detail(
            "Creates the programme's file at the place that --database, TIFFIN_DATABASE or the config file "
            "names, or else in the "
            "folder for data of this user. A place that holds anything is left alone.");
        declaration.example(
            "tiffin init --zone Europe/Berlin --organizer \"Ana Ferreira <ana@bramble.example>\"");
        declaration.example("tiffin init --example --database play.db");
    }

    ExitStatus run(Invocation& invocation) override {
        std::map<std::string, std::string> values;
        if (zone_) values.emplace("zone", setting_value(*config::find_definition("zone"), *zone_));
        if (organizer_)
            values.emplace("organizer", setting_value(*config::find_definition("organizer"), *organizer_));
        if (example_) {
            values.emplace("zone", "Europe/Berlin");
            values.emplace("organizer", "Ana Ferreira <ana@bramble.example>");
        }
        invocation.create_database();
        auto& work = invocation.begin();
        for (const auto& [key, value] : values) storage::set_setting(work, std::nullopt, key, value);
        if (example_) add_example(invocation);
        invocation.changed("created the programme " + invocation.database_name() +
                           (example_ ? " of the invented company Bramble Works" : ""));
        invocation.finish("", example_              ? "tiffin status, or tiffin agenda"
                              : zone_ && organizer_ ? "tiffin person import FILE, or tiffin person add NAME"
                              : zone_               ? "tiffin config set organizer \"NAME <ADDRESS>\""
                                                    : "tiffin config set zone ZONE");
        return ExitStatus::done;
    }

  private:
    std::optional<std::string> zone_, organizer_;
    bool example_ = false;
};

class ConfigShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--series", "SERIES", series_, "as this series has them")
            .completing(Completes::series);
        declaration.detail(
            "Every setting with its value and where it comes from. A later origin wins: default, config "
            "file, programme, series, "
            "environment (TIFFIN_ and the name in capitals).");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto settings = series_
                                  ? invocation.settings_of(find_series(invocation.connection(), *series_).id)
                                  : invocation.settings();
        report::Table table{{{"setting", {}}, {"value", {}}, {"origin", {}}, {"meaning", {}}}, {}};
        for (const auto& definition : config::definitions()) {
            const auto& value = settings.value(definition.key);
            table.rows.push_back({std::string(definition.key), cell(value.text),
                                  std::string(config::to_string(value.origin)),
                                  std::string(definition.help)});
        }
        table.rows.push_back({std::string("database"), invocation.database_name(), std::string("place"),
                              std::string("the programme's file")});
        table.rows.push_back({std::string("config"), user_file_name(invocation.surroundings()),
                              std::string("place"), std::string("the config file")});
        const auto& user = invocation.user_file();
        const auto program = user.mail_program.value_or(std::vector<std::string>{});
        table.rows.push_back({std::string("mail_program"), cell(text::join(program, " ")),
                              std::string(program.empty() ? "default" : "config file"),
                              std::string("what sends mails, each on its standard input")});
        table.rows.push_back({std::string("mail_patience"),
                              std::to_string(user.mail_patience.value_or(config::kMailPatience)),
                              std::string(user.mail_patience ? "config file" : "default"),
                              std::string("seconds until it is given up")});
        return list(invocation, {}, table, "no settings");
    }

  private:
    std::optional<std::string> series_;
};

class ConfigSet final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SETTING", key_, "its name, as tiffin config show lists it")
            .completing(Completes::setting);
        declaration.positional("VALUE", value_, "the value; \"\" goes back to the default");
        declaration.option("--series", "SERIES", series_, "for this series only")
            .completing(Completes::series);
        declaration.flag("--past", past_,
                         "co_presenter_turn: sessions that were held are owed like this, too");
        declaration.detail(
            "Settings are kept in the programme's file, so they hold for everybody who uses it.");
        declaration.example("tiffin config set min_gap 3w");
        declaration.example("tiffin config set presenters 2 --series \"Thursday lunch\"");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto* definition = config::find_definition(key_);
        if (definition == nullptr) {
            std::vector<std::string> names;
            for (const auto& each : config::definitions()) names.emplace_back(each.key);
            const auto near = text::nearest(key_, names, 1);
            throw Failure(ExitStatus::not_found, "there is no setting \"" + key_ + "\"",
                          near.empty() ? "see tiffin config show" : "did you mean " + near.front() + "?");
        }
        if (past_ && key_ != "co_presenter_turn")
            throw Failure(ExitStatus::usage, key_ + " decides nothing about the past", "leave --past out");
        const auto value = setting_value(*definition, value_);
        auto& work = invocation.begin();
        std::optional<SeriesId> series;
        std::string scope;
        if (series_) {
            if (!definition->per_series) {
                throw Failure(ExitStatus::usage, key_ + " is a setting of the whole programme",
                              "leave --series out");
            }
            const auto found = find_series(work.connection(), *series_);
            series = found.id;
            scope = " for " + found.name;
        }
        const auto stored = storage::settings(work.connection(), series);
        const auto before = stored.find(key_);
        if (value.empty() ? before != stored.end() : before == stored.end() || before->second != value) {
            if (past_) {
                forget_held_terms(work, series);
            } else {
                keep_held_terms(invocation, work);
            }
            storage::set_setting(work, series, key_,
                                 value.empty() ? std::nullopt : std::optional<std::string_view>(value));
            if (key_ == "organizer" && before != stored.end())
                warn_of_invites(invocation, before->second, value);
            invocation.changed(value.empty() ? key_ + scope + " has its default again"
                                             : "set " + key_ + scope + " to " + value);
        }
        invocation.finish("", "");
        return ExitStatus::done;
    }

  private:
    /// A calendar lets only whoever invited change or cancel what it has, or anybody could.
    static void warn_of_invites(Invocation& invocation, std::string_view before, std::string_view now) {
        const auto old = parse_mailbox(before);
        const auto next = parse_mailbox(now);
        if (!old || (next && text::lower_case(old->email) == text::lower_case(next->email))) return;
        for (const auto& session :
             storage::sessions(invocation.connection(), {.dates = {invocation.today(), kLatestDate}})) {
            if (!is_announced(session)) continue;
            invocation.warn("warning: people were invited to sessions ahead by " + old->email +
                            ", and many calendars take changes only from whoever invited");
            return;
        }
    }

    std::string key_, value_;
    std::optional<std::string> series_;
    bool past_ = false;
};

}  // namespace

std::unique_ptr<Action> make_init() {
    return std::make_unique<Init>();
}
std::unique_ptr<Action> make_config_show() {
    return std::make_unique<ConfigShow>();
}
std::unique_ptr<Action> make_config_set() {
    return std::make_unique<ConfigSet>();
}

}  // namespace tiffin::cli
