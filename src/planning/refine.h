#pragma once

#include "planning/draft.h"
#include "planning/objective.h"

namespace tiffin::planning {

/// Puts one other person into a session, exchanges two, or gives a planned topic back, wherever that makes
/// the draft better, until it does nowhere: so nobody is told of a plan that somebody else in one session
/// would be better. Takes time that grows with sessions × people.
void take_better(const Problem& problem, const LevelOrder& order, Draft& draft);

/// Whoever presents without a topic and has one left gives it, the one with which the plan is best: a talk
/// that is known is worth more than a repeat.
void give_topics(const Problem& problem, const LevelOrder& order, Draft& draft);

/// Where as good a draft leaves a later session open in place of an earlier one, it becomes that: the next
/// session matters first, and for the later one somebody may still come.
void fill_early(const Problem& problem, const LevelOrder& order, Draft& draft);

}  // namespace tiffin::planning
