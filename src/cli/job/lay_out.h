#pragma once

#include <vector>

#include "cli/invocation.h"
#include "domain/series.h"

namespace tiffin::cli {

/// What becomes of a coming session that its series no longer has and that people were told of, or that
/// somebody confirmed, pinned or moved.
enum class Unwanted { keep, cancel };

/// Makes the stored sessions of a series those that its rule, pauses and the holidays give, from today to
/// `until`: missing ones are added, free ones (open or planned, touched by nobody) removed or shifted.
void lay_out(Invocation& invocation, storage::UnitOfWork& work, const Series& series, Date until,
             Unwanted unwanted = Unwanted::keep);

/// All series, as far as each is laid out already; after holidays have changed.
void lay_out_again(Invocation& invocation, storage::UnitOfWork& work);

/// The next dates of a series, at most `most`, looking ten years ahead.
std::vector<Date> coming_dates(Invocation& invocation, storage::UnitOfWork& work, const Series& series,
                               std::size_t most);

/// The setting horizon_weeks from today.
Date horizon(Invocation& invocation);

/// Like find_session(); a date that the series has further ahead is laid out first.
Session find_or_lay_out_session(Invocation& invocation, storage::UnitOfWork& work, std::string_view typed);

}  // namespace tiffin::cli
