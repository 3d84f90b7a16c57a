#include "report/catering_report.h"

#include <algorithm>
#include <map>

namespace tiffin::report {

namespace {

class Rows {
  public:
    explicit Rows(Table& table) : table_(table) {}

    void add(const CateredSession& session) {
        const bool is_catered = session.lunch == Lunch::catered;
        const auto told = [&](const std::string& diet) {
            if (!session.frozen) return std::optional<int>();
            const auto found = session.frozen->portions.find(diet);
            return std::optional(found == session.frozen->portions.end() ? 0 : found->second);
        };
        std::map<std::string, Portions> diets;
        for (const auto& portions : session.order.diets) diets.emplace(portions.diet, portions);
        if (session.frozen) {  // a diet that nobody has any more is a change too
            for (const auto& [diet, portions] : session.frozen->portions)
                diets.try_emplace(diet, Portions{.diet = diet});
        }
        Portions all{.diet = "all",
                     .yes = session.order.yes,
                     .maybe = session.order.maybe,
                     .silent = session.order.silent,
                     .ordered = session.order.ordered};
        int told_of_all = 0;
        for (auto& [diet, portions] : diets) {
            const auto frozen = told(diet);
            told_of_all += frozen.value_or(0);
            if (diet.empty()) portions.diet = "any";
            add(session, portions, is_catered, frozen);
        }
        add(session, all, is_catered, session.frozen ? std::optional(told_of_all) : std::nullopt);
        if (is_catered) add_rates(session);
        auto dishes = session.dishes;
        std::sort(dishes.begin(), dishes.end());
        for (const auto& dish : dishes)
            table_.rows.push_back({session.name, std::string(to_string(session.lunch)), "brings " + dish});
    }

  private:
    void add(const CateredSession& session, const Portions& portions, bool is_catered,
             std::optional<int> frozen) {
        const auto number = [](std::optional<int> value) {
            return value ? Cell{std::int64_t{*value}} : Cell{};
        };
        table_.rows.push_back({session.name, std::string(to_string(session.lunch)), portions.diet,
                               number(is_catered ? std::optional(portions.ordered) : std::nullopt),
                               std::int64_t{portions.yes}, std::int64_t{portions.maybe},
                               std::int64_t{portions.silent}, number(frozen),
                               number(frozen ? std::optional(portions.ordered - *frozen) : std::nullopt),
                               session.frozen ? Cell{session.frozen_on} : Cell{}});
    }

    /// To the last row.
    void add_rates(const CateredSession& session) {
        auto& row = table_.rows.back();
        for (const auto& rate : session.rates) row.emplace_back(std::int64_t{rate.percent});
        for (const auto& rate : session.rates)
            row.push_back(rate.measured_of ? Cell{std::int64_t{*rate.measured_of}} : Cell{});
    }

    Table& table_;
};

}  // namespace

Table catering_table(const std::vector<CateredSession>& sessions) {
    const auto right = Column::Align::right;
    Table table{{{"session", {}},
                 {"lunch", {}},
                 {"diet", {}},
                 {"portions", right},
                 {"yes", right},
                 {"maybe", right},
                 {"silent", right},
                 {"frozen", right},
                 {"delta", right},
                 {"frozen_on", {}},
                 {"rate_yes", right},
                 {"rate_maybe", right},
                 {"rate_silent", right},
                 {"yes_of", right},
                 {"maybe_of", right},
                 {"silent_of", right}},
                {}};
    Rows rows(table);
    for (const auto& session : sessions) rows.add(session);
    return table;
}

}  // namespace tiffin::report
