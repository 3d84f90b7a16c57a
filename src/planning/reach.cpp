#include "planning/reach.h"

#include <algorithm>
#include <numeric>

namespace tiffin::planning {

namespace {

std::int8_t price_of(const Draft::Near& near) {
    return near.broken > 0 ? Reach::kNever : static_cast<std::int8_t>(near.close);
}

}  // namespace

Reach::Reach(const Problem& problem, const Draft& draft)
    : problem_(problem),
      draft_(draft),
      sessions_(problem.sessions.size()),
      near_(sessions_ * sessions_),
      row_of_(problem.people.size(), kNone),
      none_(sessions_, 0),
      cost_(sessions_ * sessions_, kNever),
      year_begin_(problem.years + 1, static_cast<Index>(sessions_)) {
    for (auto session = static_cast<Index>(sessions_); session-- > 0;)
        year_begin_[problem.sessions[session].year] = session;
    const auto count = static_cast<Index>(sessions_);
    for (Index one = 0; one < count; ++one) {
        for (Index other = 0; other < one; ++other)
            near_[one * sessions_ + other] = near_[other * sessions_ + one] =
                price_of(draft.between(other, one));
    }
    for (Index stride = 1; stride < count; ++stride) {
        if (std::gcd(stride, count) == 1) strides_.push_back(stride);
    }
    if (strides_.empty()) strides_.push_back(1);
    renew();
}

void Reach::renew() {
    for (Index person = 0; person < problem_.people.size(); ++person) renew(person);
}

void Reach::learn(Index person) {
    row_of_[person] = static_cast<Index>(first_.size());
    for (Index session = 0; session < static_cast<Index>(sessions_); ++session) {
        const bool may = problem_.may_take(person, session) && !problem_.sessions[session].is_fixed;
        first_.push_back(price_of(draft_.since_last(person, session)));
        blocked_.push_back(may ? 0 : kNever);
    }
}

void Reach::renew(Index person) {
    if (row_of_[person] == kNone && !draft_.turns(person).empty()) learn(person);
    for (const Index session : draft_.turns(person)) {
        if (!problem_.sessions[session].is_fixed) renew_row(session, person);
    }
}

/// The person's other turns part the sessions: between two of them a session costs what it is near to.
void Reach::renew_row(Index session, Index person) {
    const std::int8_t* const first = &first_[row_of_[person]];
    others_.clear();
    int now = 0;
    int without = 0;
    const auto gap = [&](Index earlier, Index later) {
        return earlier == kNone ? first[later] : near_[earlier * sessions_ + later];
    };
    Index last = kNone;
    for (const Index turn : draft_.turns(person)) {
        now += gap(last, turn);
        last = turn;
        if (turn == session) continue;
        without += gap(others_.empty() ? kNone : others_.back(), turn);
        others_.push_back(turn);
    }
    std::int8_t* const row = &cost_[session * sessions_];
    const std::int8_t* const blocked = &blocked_[row_of_[person]];
    Index begin = 0;
    for (std::size_t i = 0; i <= others_.size(); ++i) {
        const Index earlier = i == 0 ? kNone : others_[i - 1];
        const Index later = i == others_.size() ? kNone : others_[i];
        const Index end = later == kNone ? static_cast<Index>(sessions_) : later;
        const std::int8_t* const before = earlier == kNone ? first : &near_[earlier * sessions_];
        const std::int8_t* const after = later == kNone ? none_.data() : &near_[later * sessions_];
        const auto base =
            static_cast<std::int8_t>(without - (later == kNone ? 0 : gap(earlier, later)) - now);
        for (Index to = begin; to < end; ++to) {
            const auto cost = static_cast<std::int8_t>(before[to] + after[to] + blocked[to]);
            row[to] = cost >= kNever ? kNever : static_cast<std::int8_t>(cost + base);
        }
        if (later != kNone) row[later] = kNever;
        begin = end + 1;
    }
    row[session] = kNever;
    for (Index year = 0; year < problem_.years && problem_.years > 1; ++year) {
        if (!draft_.has_room(person, session, year_begin_[year]))
            std::fill(row + year_begin_[year], row + year_begin_[year + 1], kNever);
    }
}

template <class IsGood>
Index Reach::find(Random& random, const IsGood& is_good) const {
    const auto count = static_cast<Index>(sessions_);
    const Index stride = strides_[random.below(static_cast<Index>(strides_.size()))];
    Index at = random.below(count);
    for (Index tries = 0; tries < count; ++tries) {
        if (is_good(at)) return at;
        at += stride;
        if (at >= count) at -= count;
    }
    return kNone;
}

Index Reach::step(Index from, Index to, std::int64_t most, Random& random) const {
    const std::int8_t* const leaves = &cost_[from * sessions_];
    const std::int8_t* const comes = &cost_[to];
    return find(random, [&](Index session) { return leaves[session] + comes[session * sessions_] <= most; });
}

Index Reach::anywhere(Index from, std::int64_t most, Random& random) const {
    const std::int8_t* const leaves = &cost_[from * sessions_];
    return find(random, [&](Index session) { return leaves[session] <= most; });
}

}  // namespace tiffin::planning
