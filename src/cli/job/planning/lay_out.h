#pragma once

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/session_layout.h"

namespace tiffin::cli {

/// Why a series is laid out anew.
struct LayOutCause {
    std::optional<DateRange> closed{};  ///< LayoutQuestion::closed
    Carry carry = Carry::nothing;       ///< LayoutQuestion::carry
};

struct LaidOut {
    std::vector<Stray> strays;
    bool told = false;  ///< a session that people were told of was moved or cancelled
};

/// Makes the stored sessions of a series those that its rule, pauses and the holidays give, from now on to
/// `until`, and at least as far as it is laid out already. Stores the series, too. A second call changes
/// nothing.
LaidOut lay_out(Invocation& invocation, storage::UnitOfWork& work, Series series, Date until,
                const LayOutCause& cause = {});

/// All series, as far as each is laid out already, with warnings of strays; after holidays have
/// changed.
/// Returns the next command.
std::string lay_out_again(Invocation& invocation, storage::UnitOfWork& work);

/// What lay_out() would find.
std::vector<Stray> strays(Invocation& invocation, const Series& series);

/// A stray in words, and what to type.
struct StrayWords {
    std::string what;
    std::string command;
};
std::vector<StrayWords> describe(const Series& series, const std::vector<Stray>& strays);

/// One line for each, or one for all when there are more than `most`.
void warn_of(Invocation& invocation, const std::vector<StrayWords>& strays, std::size_t most = 5);

/// Nobody plans farther ahead: ten years. Dates up to here cost no patience.
constexpr std::chrono::days kFarthestAhead{3660};

/// The next dates of a series, at most `most` and none beyond kFarthestAhead.
std::vector<Date> coming_dates(Invocation& invocation, storage::UnitOfWork& work, const Series& series,
                               std::size_t most);

/// The setting horizon_weeks from today.
Date horizon(Invocation& invocation);
/// The same of a series; one that begins far ahead shows its first sessions too.
Date horizon(Invocation& invocation, const Series& series);

/// Stored sessions that take place and are not over, of one series or of all.
std::vector<Session> coming_sessions(Invocation& invocation, const std::optional<SeriesId>& series = {});
/// "the next sessions of lunch: 2027-01-07, 2027-01-14, 2027-01-21 …"
std::string next_sessions(Invocation& invocation, const Series& series);

/// Like find_session(); a date that the series has further ahead is laid out first.
Session find_or_lay_out_session(Invocation& invocation, storage::UnitOfWork& work, std::string_view typed);

}  // namespace tiffin::cli
