#include "domain/preparation.h"

#include <algorithm>
#include <tuple>

#include "domain/names.h"
#include "domain/span.h"

namespace tiffin {

namespace {

constexpr Names<StepOwner, 3> kOwners{{
    {StepOwner::presenter, "presenter"},
    {StepOwner::host, "host"},
    {StepOwner::organizer, "organizer"},
}};

constexpr Names<StepState, 3> kStates{{
    {StepState::open, "open"},
    {StepState::done, "done"},
    {StepState::left_out, "left-out"},
}};

constexpr std::string_view kStandard =
    "title -21d presenter, slides -1d presenter (talk demo workshop lightning), link -1h organizer, "
    "upload +2d presenter (talk demo workshop lightning)";

/// How long after its due day a step behind the session is asked for.
constexpr std::chrono::hours kAskedFor{24 * 14};

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto size = std::min(text.find_first_of(separators), text.size());
        if (size > 0) parts.push_back(text.substr(0, size));
        text.remove_prefix(std::min(size + 1, text.size()));
    }
    return parts;
}

/// "slides -1d presenter (talk workshop)"
std::optional<PreparationStep> parse_step(std::string_view text) {
    PreparationStep step;
    if (const auto open = text.find('('); open != std::string_view::npos) {
        const auto close = text.find(')', open);
        if (close == std::string_view::npos ||
            text.find_first_not_of(" \t", close + 1) != std::string_view::npos)
            return std::nullopt;
        for (const auto format : split(text.substr(open + 1, close - open - 1), " \t"))
            step.formats.emplace_back(format);
        if (step.formats.empty()) return std::nullopt;
        text = text.substr(0, open);
    }
    const auto words = split(text, " \t");
    if (words.size() < 2 || words.size() > 3) return std::nullopt;
    const auto offset = parse_offset(words[1]);
    const auto owner = words.size() == 3 ? parse_step_owner(words[2]) : StepOwner::presenter;
    if (!is_step_name(words[0]) || !offset || !owner) return std::nullopt;
    step.name = words[0];
    step.offset = *offset;
    step.owner = *owner;
    return step;
}

bool is_of(const PreparationStep& step, const std::string& format) {
    return step.formats.empty() || format.empty() ||
           std::find(step.formats.begin(), step.formats.end(), format) != step.formats.end();
}

bool is_there(std::string_view step, const PreparedFacts& facts) {
    return (step == "title" && facts.has_topic) || (step == "link" && facts.has_meeting) ||
           (step == "upload" && facts.has_material);
}

StepOfSession placed(std::string name, StepOwner owner, std::chrono::minutes offset,
                     const PreparedFacts& facts) {
    StepOfSession step{.name = std::move(name), .owner = owner, .offset = offset};
    const bool is_before = offset <= std::chrono::minutes{0};
    step.due = (is_before ? facts.start : facts.end) + offset;
    step.deadline = is_before ? facts.start : step.due + kAskedFor;
    step.is_by_itself = is_there(step.name, facts);
    step.is_done = step.is_by_itself;
    return step;
}

}  // namespace

std::string_view to_string(StepOwner owner) {
    return name_of(kOwners, owner);
}
std::optional<StepOwner> parse_step_owner(std::string_view text) {
    return value_of(kOwners, text);
}
std::string_view to_string(StepState state) {
    return name_of(kStates, state);
}
std::optional<StepState> parse_step_state(std::string_view text) {
    return value_of(kStates, text);
}

bool is_step_name(std::string_view text) {
    constexpr std::size_t kLongest = 40;
    return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
}

std::optional<std::vector<PreparationStep>> parse_preparation(std::string_view text) {
    std::vector<PreparationStep> plan;
    if (text == "none") return plan;
    if (text == "standard") text = kStandard;
    for (const auto part : split(text, ",")) {
        const auto step = parse_step(part);
        if (!step) return std::nullopt;
        for (const auto& known : plan) {
            if (known.name == step->name) return std::nullopt;
        }
        plan.push_back(*step);
    }
    if (plan.empty()) return std::nullopt;
    return plan;
}

std::vector<StepOfSession> preparation(const std::vector<PreparationStep>& plan,
                                       const std::vector<StepNote>& notes, const PreparedFacts& facts) {
    std::vector<StepOfSession> steps;
    for (const auto& step : plan) {
        if (is_of(step, facts.format)) steps.push_back(placed(step.name, step.owner, step.offset, facts));
    }
    for (const auto& note : notes) {
        auto found = std::find_if(steps.begin(), steps.end(),
                                  [&](const auto& step) { return step.name == note.step; });
        if (note.state == StepState::left_out) {
            if (found != steps.end()) steps.erase(found);
            continue;
        }
        if (found == steps.end()) {
            // Of a plan that has it no more.
            if (!note.offset) continue;
            found = steps.insert(steps.end(), placed(note.step, StepOwner::presenter, *note.offset, facts));
        }
        if (note.offset || note.owner)
            *found = placed(note.step, note.owner.value_or(found->owner), note.offset.value_or(found->offset),
                            facts);
        if (note.state == StepState::done) {
            found->is_done = true;
            found->is_by_itself = false;
        }
    }
    std::sort(steps.begin(), steps.end(),
              [](const auto& a, const auto& b) { return std::tie(a.due, a.name) < std::tie(b.due, b.name); });
    return steps;
}

}  // namespace tiffin
