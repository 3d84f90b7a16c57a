#include "cli/job/planning/plan_levels.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "cli/listing.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using planning::Level;
using planning::Measure;

planning::LevelOrder parse_order(const std::string& setting) {
    planning::LevelOrder order;
    for (const auto& word : text::split(setting, ",")) {
        for (const Level level : planning::usual_order()) {
            if (planning::to_string(level) == word) order.push_back(level);
        }
    }
    return order;
}

std::string render_count(std::int64_t count, const std::string& one, const std::string& more) {
    return std::to_string(count) + (count == 1 ? one : more);
}

std::string render_value(const Measure& measure) {
    switch (measure.level) {
        case Level::changes:
            return std::to_string(measure.value) + " of what was planned";
        case Level::fairness:
            return planning::render_turns(measure.value);
        case Level::steadiness:
            return "somebody a full turn off " + render_count(measure.value, " time", " times");
        case Level::spread:
            return render_count(measure.value, " turn", " turns") + " closer than wanted";
        case Level::variety:
            return render_count(measure.value, " repeat", " repeats");
        case Level::demand:
            break;
    }
    return {};
}

/// A bound of nought says nothing.
bool says_nothing(const Measure& measure) {
    return measure.bound <= 0 || measure.bound >= measure.value;
}

std::string render_bound(const Measure& measure) {
    if (measure.is_proven) return ", proven";
    return says_nothing(measure) ? "" : ", at least " + std::to_string(measure.bound);
}

std::string render_fairness(const Measure& measure, bool are_all_before_proven) {
    if (measure.is_proven) return "optimal, proven";
    const std::string value = render_value(measure);
    if (says_nothing(measure)) return value;
    const std::string bound = planning::render_turns(measure.bound);
    if (value != bound) return value + ", at least " + bound;
    return value + (are_all_before_proven ? ", proven to the hundredth" : "");
}

/// "within 1.3 %": tenths of a percent, rounded up.
std::string render_demand(const Measure& measure) {
    if (measure.is_proven) return "optimal, proven";
    if (measure.bound <= 0) return render_count(measure.value, " vote-day", " vote-days");
    const std::int64_t tenths = ((measure.value - measure.bound) * 1000 + measure.bound - 1) / measure.bound;
    return "within " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string render_measure(const Measure& measure, bool are_all_before_proven) {
    const std::string name = std::string(planning::to_string(measure.level)) + ": ";
    if (measure.level == Level::demand) return name + render_demand(measure);
    if (measure.level == Level::fairness) return name + render_fairness(measure, are_all_before_proven);
    return name + render_value(measure) + render_bound(measure);
}

}  // namespace

planning::PlanEffort plan_effort(const std::optional<std::string>& text) {
    if (!text || *text == "normal") return planning::kNormal;
    if (*text == "quick") return planning::kQuick;
    if (*text == "thorough") return planning::kThorough;
    std::uint64_t moves = 0;
    const auto* const end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, moves);
    if (error != std::errc{} || rest != end)
        throw Failure(ExitStatus::usage, "--effort: \"" + *text + "\" is no effort",
                      "write quick, normal, thorough or a number of moves, as in --effort 1000000");
    return {moves, moves, 10 * moves};
}

planning::LevelOrder level_order(Invocation& invocation, const PlanScope& scope) {
    std::set<std::string> settings;
    for (const auto& series : storage::all_series(invocation.connection())) {
        const bool is_planned = scope.session || scope.until.contains(series.id);
        if (!is_planned) continue;
        if (scope.session && storage::session(invocation.connection(), *scope.session)->series != series.id)
            continue;
        settings.insert(invocation.settings_of(series.id).text("objective"));
    }
    if (settings.size() == 1) return parse_order(*settings.begin());
    const auto& common = invocation.settings().text("objective");
    if (settings.size() > 1)
        invocation.say("series differ in objective; planned together they follow the programme's, " + common);
    return parse_order(common);
}

std::string render_measures(const std::vector<Measure>& measures) {
    std::vector<std::string> clauses;
    std::vector<std::string> nought;
    bool is_proven = true;
    for (const auto& measure : measures) {
        if (measure.value == 0 && measure.level != Level::fairness) {
            if (measure.level != Level::demand) nought.emplace_back(planning::to_string(measure.level));
        } else {
            clauses.push_back(render_measure(measure, is_proven));
        }
        is_proven = is_proven && measure.is_proven;
    }
    if (!nought.empty()) clauses.push_back(text::join(nought, ", ") + ": 0");
    return text::join(clauses, "; ");
}

report::Cell level_cell(Level level, std::int64_t value) {
    return level == Level::fairness ? report::Cell{report::Decimal{value, 6, false}} : report::Cell{value};
}

std::string render_quality(const planning::Plan& plan) {
    std::string open;
    if (plan.open > 0) {
        open = "open: " + render_count(plan.open, " seat", " seats");
        if (plan.open == plan.least_open) {
            open += ", proven";
        } else if (plan.least_open > 0) {
            open += ", at least " + std::to_string(plan.least_open) + " in any plan";
        }
    }
    const auto levels = render_measures(plan.measures);
    return open + (open.empty() || levels.empty() ? "" : "; ") + levels;
}

report::Table quality_table(const planning::Plan& plan) {
    using report::Column;
    report::Table table{
        {{"level", {}}, {"value", Column::Align::right}, {"bound", Column::Align::right}, {"proven", {}}},
        {}};
    if (plan.measures.empty()) return table;
    table.rows.push_back({std::string("open"), plan.open, plan.least_open, plan.open == plan.least_open});
    for (const auto& measure : plan.measures) {
        table.rows.push_back({std::string(planning::to_string(measure.level)),
                              level_cell(measure.level, measure.value),
                              level_cell(measure.level, measure.bound), measure.is_proven});
    }
    return table;
}

}  // namespace tiffin::cli
