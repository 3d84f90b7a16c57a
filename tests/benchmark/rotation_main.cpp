#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>

#include "planning/bound/price_bound.h"
#include "planning/instance.h"
#include "planning/solve.h"

/// tiffin-bench-rotation DIR [--seconds S | --moves N] [--seed N] [--proof N] > plan.csv

using namespace tiffin;
using namespace tiffin::planning;

namespace {

/// Of the processor, as other programs on the machine shall not make plans worse.
double seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Options {
    std::string folder;
    double seconds = 0;  ///< 0: as many moves as `moves` says
    std::uint64_t moves = 10'000'000;
    std::uint64_t seed = 1;
    std::uint64_t proof = 20'000'000;  ///< work to prove how good the plan is, once it is printed
};

bool parse(int count, char** arguments, Options& options) {
    for (int i = 1; i < count; ++i) {
        const std::string name = arguments[i];
        if (name.rfind("--", 0) != 0) {
            options.folder = name;
            continue;
        }
        if (++i == count) return false;
        if (name == "--seconds") {
            options.seconds = std::strtod(arguments[i], nullptr);
        } else if (name == "--moves") {
            options.moves = std::strtoull(arguments[i], nullptr, 10);
        } else if (name == "--seed") {
            options.seed = std::strtoull(arguments[i], nullptr, 10);
        } else if (name == "--proof") {
            options.proof = std::strtoull(arguments[i], nullptr, 10);
        } else {
            return false;
        }
    }
    return !options.folder.empty();
}

void print_plan(const Programme& programme, const Problem& problem, const Solution& solution) {
    std::cout << "session,person,topic\n";
    for (std::size_t i = 0; i < problem.sessions.size(); ++i) {
        const Duty duty = solution.duties[i];
        std::cout << programme.slots[problem.sessions[i].slot].name << ','
                  << (duty.presenter == kNone ? "" : programme.members[duty.presenter].name) << ','
                  << (duty.topic == kNone ? "" : programme.topics[duty.topic].title) << '\n';
    }
}

/// "fairness: 20.948333, optimal, proven" or "…, at least 19.5, within 7.4 %".
void print_levels(const Problem& problem, const Solution& solution) {
    const auto render = [&](Level level, const Score& score) {
        return level == Level::fairness ? static_cast<double>(sum_of_squares(problem, score[level])) / kTurn
                                        : static_cast<double>(score[level]);
    };
    const std::array<const char*, kLevels> names = {"changes", "fairness", "steadiness",
                                                    "spread",  "variety",  "demand"};
    std::cerr << "open: " << solution.score.open << '\n' << std::fixed;
    for (const Level level : office::reference_order()) {
        std::cerr << names[index_of(level)] << ": " << std::setprecision(level == Level::fairness ? 6 : 0)
                  << render(level, solution.score);
        if (solution.is_proven(level, office::reference_order())) {
            std::cerr << ", optimal, proven\n";
        } else {
            const double value = render(level, solution.score);
            const double bound = render(level, solution.bound);
            std::cerr << ", at least " << bound;
            if (bound > 0)
                std::cerr << std::setprecision(1) << ", within " << (value / bound - 1) * 100 << " %";
            std::cerr << '\n';
        }
    }
}

void run(const Options& options) {
    const auto [programme, horizon] = office::read_instance(options.folder);
    const double read = seconds();
    const Problem problem = pose(programme, horizon, office::reference_order());
    Effort effort{options.moves, options.seed, [] { return false; }};
    if (options.seconds > 0) {
        effort.moves = UINT64_MAX;
        effort.stop = [&] { return seconds() >= options.seconds; };
    }
    Solution solution = solve(problem, office::reference_order(), effort);
    print_plan(programme, problem, solution);
    std::cout.flush();
    const double planned = seconds();
    solution.bound =
        bound_by_prices(problem, office::reference_order(), solution.score, solution.bound, options.proof)
            .score;
    print_levels(problem, solution);
    std::cerr << std::setprecision(2) << "seconds: " << planned << ", " << read
              << " of them to read the folder; " << seconds() - planned << " more to prove how good it is\n";
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    if (!parse(count, arguments, options)) {
        std::cerr << "usage: tiffin-bench-rotation DIR [--seconds S | --moves N] [--seed N] [--proof N] > "
                     "plan.csv\n";
        return 64;
    }
    try {
        run(options);
    } catch (const std::exception& failure) {
        std::cerr << "tiffin-bench-rotation: " << failure.what() << '\n';
        return 65;
    }
    return 0;
}
