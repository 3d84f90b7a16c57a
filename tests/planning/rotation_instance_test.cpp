#include <catch2/catch.hpp>

#include "instance.h"
#include "office.h"
#include "planning/rotation.h"

using namespace tiffin;
using namespace tiffin::planning;

namespace {

double sum_of_squares(const std::vector<Account>& accounts) {
    double sum = 0;
    for (const auto& account : accounts) {
        const double balance = static_cast<double>(account.balance()) / static_cast<double>(kTurn);
        sum += balance * balance;
    }
    return sum;
}

void check_instance(const std::string& name, double optimum) {
    const auto [programme, horizon] = office::read_instance(TESTS_FOLDER "/planning/instances/" + name);
    const Date from = horizon.first;
    const auto plan = make_plan(programme, from);
    const auto after = office::with(programme, plan);
    CHECK(office::breaches(after, from) == std::vector<std::string>{});
    for (const auto& choice : plan.choices) {
        CHECK_FALSE(choice.presenters.empty());
        CHECK(choice.topic);
    }
    CHECK(sum_of_squares(office::plain_accounts(after, after.slots.size())) <= optimum * 1.0001);
}

}  // namespace

TEST_CASE("reference instances are planned without a breach, as fairly as is proven possible") {
    check_instance("r01", 20.948333);
    check_instance("r03", 26.288890);
}
