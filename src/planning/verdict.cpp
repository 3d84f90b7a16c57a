#include "domain/names.h"
#include "planning/rotation.h"

namespace tiffin::planning {

namespace {
constexpr Names<Verdict, 13> kVerdicts{{{Verdict::chosen, "chosen"},
                                        {Verdict::ranked, "could"},
                                        {Verdict::not_in_pool, "not-in-pool"},
                                        {Verdict::not_here_yet, "not-here-yet"},
                                        {Verdict::left, "left"},
                                        {Verdict::away, "away"},
                                        {Verdict::declined, "declined"},
                                        {Verdict::newcomer, "newcomer"},
                                        {Verdict::busy_that_day, "busy-that-day"},
                                        {Verdict::gap, "gap"},
                                        {Verdict::max_per_year, "max-per-year"},
                                        {Verdict::team_run, "team-run"},
                                        {Verdict::no_topic, "no-topic"}}};
}

std::string_view to_string(Verdict verdict) {
    return name_of(kVerdicts, verdict);
}

}  // namespace tiffin::planning
