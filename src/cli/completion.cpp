#include "cli/completion.h"

#include <algorithm>

#include "calendar/zone.h"
#include "cli/command.h"
#include "cli/global_options.h"
#include "cli/invocation.h"
#include "cli/lookup.h"
#include "storage/drafts.h"
#include "storage/messages.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr std::size_t kMost = 200;

struct Candidate {
    std::string word;
    std::string description;
};

/// What has been typed: the words before the last one, and that one.
struct Typed {
    std::string noun, verb, previous, last;
    std::size_t things = 0;  ///< positionals before the last word
};

const std::vector<Option>& global_options() {
    static const auto kOptions = [] {
        GlobalOptions globals;
        Declaration declaration;
        globals.declare(declaration, Effect::writes);
        return declaration.options();
    }();
    return kOptions;
}

const Option* find(const std::vector<Option>& options, std::string_view typed) {
    for (const auto& option : options) {
        if (option.name == typed || (option.letter != 0 && typed == std::string("-") + option.letter))
            return &option;
    }
    return nullptr;
}

class Completer {
  public:
    explicit Completer(const Surroundings& surroundings) : surroundings_(surroundings) {}

    std::string answer() {
        const auto typed = read();
        if (typed.noun.empty()) {
            for (const auto& group : groups()) add(std::string(group.name), std::string(group.summary));
            add("help", "help for a command");
        } else if (typed.noun == "help") {
            complete_help(typed);
        } else if (find_command(typed.noun, typed.verb) == nullptr) {
            for (const auto* command : commands_of(typed.noun))
                add(std::string(command->verb), std::string(command->summary));
        } else {
            complete_command(typed);
        }
        if (typed.noun.empty() && typed.last.rfind('-', 0) == 0) add_options(global_options());
        return render();
    }

  private:
    Typed read() {
        Typed typed;
        const auto& words = surroundings_.arguments;
        for (std::size_t i = 1; i + 1 < words.size(); ++i) {
            const auto& word = words[i];
            const auto* option = find(global_options(), word);
            if (option == nullptr) option = find(declaration_.options(), word);
            if (word == "--database" && i + 2 < words.size()) database_ = words[i + 1];
            if (word.rfind("--database=", 0) == 0) database_ = word.substr(word.find('=') + 1);
            if (option != nullptr) {
                if (!option->value.empty()) {
                    typed.previous = word;
                    ++i;
                    if (i + 1 < words.size()) typed.previous.clear();
                }
                continue;
            }
            typed.previous.clear();
            if (word.rfind('-', 0) == 0) continue;
            if (typed.noun.empty()) {
                typed.noun = word;
            } else if (typed.verb.empty() && find_command(typed.noun, "") == nullptr) {
                typed.verb = word;
            } else {
                ++typed.things;
            }
            if (const auto* command = find_command(typed.noun, typed.verb);
                command != nullptr && action_ == nullptr) {
                action_ = command->make();
                action_->declare(declaration_);
            }
        }
        if (words.size() > 1) typed.last = words.back();
        split_value(typed);
        last_ = typed.last;
        return typed;
    }

    /// "--series=thu" is completed as "thu" is after "--series".
    void split_value(Typed& typed) {
        const auto equals = typed.last.find('=');
        if (typed.last.rfind("--", 0) != 0 || equals == std::string::npos) return;
        const auto name = typed.last.substr(0, equals);
        const auto* option = find(global_options(), name);
        if (option == nullptr) option = find(declaration_.options(), name);
        if (option == nullptr || option->value.empty()) return;
        typed.previous = name;
        before_ = typed.last.substr(0, equals + 1);
        typed.last.erase(0, equals + 1);
    }

    void complete_help(const Typed& typed) {
        if (typed.verb.empty() && typed.things == 0) {
            for (const auto& group : groups()) add(std::string(group.name), std::string(group.summary));
        }
        for (const auto* command : commands_of(typed.verb)) {
            if (!command->verb.empty()) add(std::string(command->verb), std::string(command->summary));
        }
    }

    void complete_command(const Typed& typed) {
        const auto* option = find(declaration_.options(), typed.previous);
        if (option == nullptr) option = find(global_options(), typed.previous);
        if (option != nullptr && !option->value.empty()) {
            for (const auto& choice : option->choices) add(choice, "");
            add_things(option->completes);
            return;
        }
        if (typed.last.rfind('-', 0) == 0) {
            add_options(declaration_.options());
            const bool writes = find_command(typed.noun, typed.verb)->effect == Effect::writes;
            for (const auto& shared : global_options()) {
                if (writes || shared.name != "--dry-run") add(shared.name, shared.help);
            }
            return;
        }
        if (typed.things < declaration_.things().size()) {
            const auto& thing = declaration_.things()[typed.things];
            for (const auto& choice : thing.choices) add(choice, "");
            add_things(thing.completes);
        }
    }

    void add_options(const std::vector<Option>& options) {
        for (const auto& option : options) add(option.name, option.help);
    }

    /// From the database, when there is one. A completion never fails, so failures end it with what is there.
    void add_things(Completes what) {
        try {
            switch (what) {
                case Completes::setting:
                    for (const auto& definition : config::definitions())
                        add(std::string(definition.key), std::string(definition.help));
                    return;
                case Completes::file:
                case Completes::folder:
                    add(what == Completes::file ? ":file" : ":folder", "");
                    return;
                case Completes::zone:
                    add_zones();
                    return;
                case Completes::nothing:
                    return;
                case Completes::person:
                case Completes::topic:
                case Completes::series:
                case Completes::session:
                case Completes::message:
                case Completes::draft:
                    add_stored(what);
                    return;
            }
        } catch (const Failure&) {
        }
    }

    void add_zones() {
        auto zones = calendar::zone_names();
        std::sort(zones.begin(), zones.end());
        for (auto& zone : zones) add(std::move(zone), "");
    }

    void add_stored(Completes what) {
        GlobalOptions options;
        if (!database_.empty()) options.database = database_;
        options.wait = "0";
        Invocation invocation(surroundings_, std::move(options), *find_command("agenda", ""));
        auto& connection = invocation.connection();
        if (what == Completes::person) {
            for (const auto& person : storage::people_like(connection, last_, static_cast<int>(kMost))) {
                add_person(person);
            }
        } else if (what == Completes::topic) {
            for (const auto& topic : storage::topics_like(connection, last_, static_cast<int>(kMost)))
                add(topic.slug, topic.title);
        } else if (what == Completes::series) {
            for (const auto& series : storage::all_series(connection)) add(series.slug, series.name);
        } else if (what == Completes::draft) {
            for (const auto& draft : storage::drafts(connection)) add(draft.name, render_date(draft.made));
        } else if (what == Completes::message) {
            storage::for_each_message(
                connection, {.states = {MessageState::prepared, MessageState::claimed}},
                [this](const Message& message) { add(render_id(message.id), message.content.subject); });
        } else {
            const Date today = invocation.today();
            for (const auto& session :
                 storage::sessions(connection, {.dates = {today, today + std::chrono::days{120}}})) {
                add(session_name(series_of(connection, session), session.date),
                    std::string(to_string(session.state)));
            }
        }
    }

    /// The e-mail, which names one person only, unless it is the name that is being typed.
    void add_person(const Person& person) {
        if (!person.email.empty() && begins(person.email, last_)) {
            add(person.email, person.name);
        } else {
            add(person.name, person.email.empty() ? person.team : person.email);
        }
    }

    static bool begins(const std::string& word, const std::string& with) {
        return text::fold(word).rfind(text::fold(with), 0) == 0;
    }

    void add(std::string word, std::string description) {
        candidates_.push_back({std::move(word), std::move(description)});
    }

    [[nodiscard]] std::string render() const {
        std::string lines;
        std::size_t shown = 0;
        for (const auto& [word, description] : candidates_) {
            if (shown == kMost) break;
            if (word.front() != ':' && !begins(word, last_)) continue;
            lines += (word.front() == ':' ? "" : before_) + word +
                     (description.empty() ? "" : "\t" + description) + "\n";
            ++shown;
        }
        return lines;
    }

    const Surroundings& surroundings_;
    std::unique_ptr<Action> action_;
    Declaration declaration_;
    std::string database_;
    std::string before_;  ///< "--series=", where the value is completed
    std::string last_;    ///< what is completed, without `before_`
    std::vector<Candidate> candidates_;
};

}  // namespace

std::string complete(const Surroundings& surroundings) {
    try {
        return Completer(surroundings).answer();
    } catch (const std::exception&) {
        return {};  // whatever is wrong must not write into the line that is being typed
    }
}

}  // namespace tiffin::cli
