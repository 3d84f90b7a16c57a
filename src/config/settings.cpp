#include "config/settings.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "domain/failure.h"
#include "domain/mailbox.h"
#include "domain/preparation.h"
#include "text/fold.h"

namespace tiffin::config {

std::string_view to_string(Origin origin) {
    switch (origin) {
        case Origin::built_in:
            return "default";
        case Origin::file:
            return "config file";
        case Origin::programme:
            return "programme";
        case Origin::series:
            return "series";
        case Origin::environment:
            return "environment";
    }
    return {};
}

// One table.
// NOLINTNEXTLINE(readability-function-size)
const std::vector<Definition>& definitions() {
    static const std::vector<Definition> kDefinitions{
        {"organizer", Kind::mailbox, "",
         "who invites: a mailbox that is read, \"Ana Ferreira <ana@example.org>\""},
        {"zone", Kind::zone, "", "time zone of new series, and of the word today"},
        {.key = "horizon_weeks",
         .kind = Kind::whole_number,
         .built_in = "12",
         .help = "how far ahead sessions are laid out",
         .most = 522},  // ten years
        {"newcomer_weeks", Kind::whole_number, "4", "nobody is asked in their first weeks", {}, true},
        {"min_gap", Kind::days, "0", "at least so long between two turns of a person", {}, true},
        {"soft_gap", Kind::days, "0", "wanted between two turns of a person", {}, true},
        {"max_per_year", Kind::whole_number, "", "most turns of a person in a calendar year", {}, true},
        {"team_run", Kind::whole_number, "", "at most so many sessions in a row by one team", {}, true},
        {"presenters", Kind::whole_number, "1", "presenters wanted in a session", {}, true, 1},
        {"co_presenter_turn",
         Kind::choice,
         "split",
         "co-presenters share one turn, or get a full one each",
         {"split", "full"},
         true},
        {"topic_required",
         Kind::choice,
         "no",
         "only people with a topic left are planned",
         {"yes", "no"},
         true},
        {"objective",
         Kind::choice,
         "changes,fairness,steadiness,spread,variety,demand",
         "what a plan is to be good at, the most important first",
         {"changes", "fairness", "steadiness", "spread", "variety", "demand"},
         true},
        {"invite_weeks", Kind::whole_number, "",
         "invite only to sessions so near; not set: to all that are planned"},
        {"attendees",
         Kind::choice,
         "recipient",
         "an invite names its recipient alone, or all who are invited",
         {"recipient", "all"},
         true},
        {"show_rate_yes",
         Kind::whole_number,
         "90",
         "of a hundred who say yes, so many come to eat",
         {},
         true,
         0,
         100},
        {"show_rate_maybe",
         Kind::whole_number,
         "50",
         "of a hundred who say maybe, so many come to eat",
         {},
         true,
         0,
         100},
        {"show_rate_silent",
         Kind::whole_number,
         "10",
         "of a hundred who do not answer, so many come to eat",
         {},
         true,
         0,
         100},
        {"caterer",
         Kind::mailbox,
         "",
         "who gets the order of a catered session: a mailbox; not set: nobody",
         {},
         true},
        {"freeze_days", Kind::whole_number, "3", "the caterer is told so many days before", {}, true},
        {"prep",
         Kind::preparation,
         "standard",
         "what is to be prepared for a session: standard, none, or STEP OFFSET OWNER (FORMATS), …",
         {},
         true},
        {"prep_notice",
         Kind::days,
         "2d",
         "so long before a step is due its owner is reminded first",
         {},
         true},
        {"thank_after",
         Kind::days_or_never,
         "1d",
         "so many days after a session its presenters are thanked",
         {},
         true},
        {"chase_before",
         Kind::days_or_never,
         "4d",
         "so many days before a session who did not answer is asked; by itself only where heads are counted",
         {},
         true},
        {"feedback_after",
         Kind::days_or_never,
         "never",
         "so many days after a session those who came are asked for feedback",
         {},
         true},
        {"feedback_form", Kind::text, "", "where they answer: a link; not set: by mail", {}, true},
    };
    return kDefinitions;
}

const Definition* find_definition(std::string_view key) {
    const auto& all = definitions();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.key == key; });
    return found == all.end() ? nullptr : &*found;
}

namespace {

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

/// "10d", "3w" or plain days.
std::optional<int> days(std::string_view text) {
    int factor = 1;
    if (!text.empty() && (text.back() == 'd' || text.back() == 'w')) {
        factor = text.back() == 'w' ? 7 : 1;
        text.remove_suffix(1);
    }
    const auto number = whole_number(text);
    if (!number || *number > std::numeric_limits<int>::max() / factor) return std::nullopt;
    return *number * factor;
}

std::optional<Objection> check_range(const Definition& definition, int number) {
    const bool is_days = definition.kind == Kind::days || definition.kind == Kind::days_or_never;
    const std::string unit = is_days ? "d" : "";
    if (number < definition.least)
        return Objection{"is too few", "write " + std::to_string(definition.least) + unit + " or more"};
    if (number > definition.most)
        return Objection{"is too many", "write " + std::to_string(definition.most) + unit + " or less"};
    return std::nullopt;
}

std::optional<Objection> check_choices(const Definition& definition, std::string_view value) {
    const std::string remedy = "write the most important first, as in " + std::string(definition.built_in);
    std::vector<std::string> seen;
    for (const auto& word : text::split(value, ",")) {
        if (std::find(definition.choices.begin(), definition.choices.end(), word) == definition.choices.end())
            return Objection{"has the word " + word + ", which is none of its own", remedy};
        if (std::find(seen.begin(), seen.end(), word) != seen.end())
            return Objection{"has " + word + " twice", remedy};
        seen.push_back(word);
    }
    if (seen.empty()) return Objection{"names nothing", remedy};
    return std::nullopt;
}

}  // namespace

std::optional<Objection> objection(const Definition& definition, std::string_view value) {
    switch (definition.kind) {
        case Kind::zone:
        case Kind::text:
            return std::nullopt;
        case Kind::mailbox:
            if (parse_mailbox(value)) return std::nullopt;
            return Objection{"is no mailbox", "write \"Name <name@example.org>\""};
        case Kind::whole_number:
            if (const auto number = whole_number(value)) return check_range(definition, *number);
            return Objection{"is no whole number",
                             "write one from " + std::to_string(definition.least) + " to " +
                                 std::to_string(definition.most)};
        case Kind::days:
            if (const auto number = days(value)) return check_range(definition, *number);
            return Objection{"is no number of days", "write 10d or 3w"};
        case Kind::days_or_never:
            if (value == "never") return std::nullopt;
            if (const auto number = days(value)) return check_range(definition, *number);
            return Objection{"is neither a number of days nor never", "write 1d or never"};
        case Kind::preparation:
            if (parse_preparation(value)) return std::nullopt;
            return Objection{"is no plan of preparation",
                             "write \"title -21d presenter, slides -1d presenter (talk workshop), photo +1d "
                             "host\", or standard, or none"};
        case Kind::choice:
            // One whose default is a list takes a list.
            if (definition.built_in.find(',') != std::string_view::npos)
                return check_choices(definition, value);
            if (std::find(definition.choices.begin(), definition.choices.end(), value) !=
                definition.choices.end()) {
                return std::nullopt;
            }
            return Objection{"is none of its values", "write " + text::join(definition.choices, " or ")};
    }
    return std::nullopt;
}

Settings::Settings() {
    for (const auto& definition : definitions()) {
        values_.emplace(definition.key, Value{std::string(definition.built_in), Origin::built_in});
    }
}

void Settings::apply(Origin origin, const std::map<std::string, std::string>& values,
                     std::string_view where) {
    for (const auto& [key, text] : values) {
        const auto* definition = find_definition(key);
        if (definition == nullptr) continue;  // written by a later version
        if (const auto refused = objection(*definition, text)) {
            const bool variable = origin == Origin::environment;
            throw Failure(ExitStatus::configuration,
                          (variable ? environment_name(key) : std::string(where) + ": " + key) + ": \"" +
                              text + "\" " + refused->why,
                          variable ? refused->remedy + ", or unset it"
                                   : refused->remedy + ": tiffin config set " + key + " VALUE");
        }
        values_[key] = {text, origin};
    }
}

const Value& Settings::value(std::string_view key) const {
    return values_.find(key)->second;
}

std::optional<int> Settings::number(std::string_view key) const {
    return days(text(key));
}

std::string environment_name(std::string_view key) {
    std::string name = "TIFFIN_";
    for (const char c : key) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

}  // namespace tiffin::config
