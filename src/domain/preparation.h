#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"

namespace tiffin {

// What is to be prepared for a session: steps relative to its time, each with an owner. A series has a plan,
// one session may add to it, leave a step out, and notes what is done.

enum class StepOwner { presenter, host, organizer };
std::string_view to_string(StepOwner owner);
std::optional<StepOwner> parse_step_owner(std::string_view text);

/// One step of a plan: "slides -1d presenter (talk workshop)".
struct PreparationStep {
    std::string name{};             ///< of letters, digits, '-' and '_'
    std::chrono::minutes offset{};  ///< before the start (negative), or after the end
    StepOwner owner = StepOwner::presenter;
    std::vector<std::string> formats{};  ///< only for topics of these formats, and of none; empty: for all

    bool operator==(const PreparationStep&) const = default;
};

bool is_step_name(std::string_view text);

/// "title -21d presenter, link -1h organizer", in any order of the steps; "none" is an empty plan. Nothing
/// for anything else, or where a name stands twice.
std::optional<std::vector<PreparationStep>> parse_preparation(std::string_view text);

/// What became of a step of one session.
enum class StepState { open, done, left_out };
std::string_view to_string(StepState state);
std::optional<StepState> parse_step_state(std::string_view text);

/// What one session has of its own.
struct StepNote {
    std::string step{};
    StepState state = StepState::open;
    std::optional<std::chrono::minutes> offset{};  ///< nothing: as the plan has it
    std::optional<StepOwner> owner{};              ///< likewise

    bool operator==(const StepNote&) const = default;
};

/// What is known of a session and makes a step done by itself.
struct PreparedFacts {
    std::string format{};       ///< of its topic
    bool has_topic = false;     ///< "title"
    bool has_meeting = false;   ///< "link": a link, or a place where all meet
    bool has_material = false;  ///< "upload"
    Instant start{};
    Instant end{};
};

struct StepOfSession {
    std::string name{};
    StepOwner owner = StepOwner::presenter;
    std::chrono::minutes offset{};
    Instant due{};
    bool is_done = false;
    bool is_by_itself = false;  ///< done since the data is there
    /// Nobody needs to be reminded any more.
    Instant deadline{};
};

/// The steps of one session, by when they are due, then by name.
std::vector<StepOfSession> preparation(const std::vector<PreparationStep>& plan,
                                       const std::vector<StepNote>& notes, const PreparedFacts& facts);

}  // namespace tiffin
