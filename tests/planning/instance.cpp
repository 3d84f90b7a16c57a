#include "instance.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <vector>

#include <rapidjson/document.h>

#include "exchange/csv.h"

namespace tiffin::planning::office {

namespace {

using Names = std::map<std::string, std::size_t>;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

Date day(const std::string& text) {
    const auto date = parse_iso_date(text);
    if (!date) throw std::runtime_error("no date: " + text);
    return *date;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('|', begin), text.size());
        if (begin < end) parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

class Reader {
  public:
    explicit Reader(std::string folder) : folder_(std::move(folder)) {}

    Instance read() {
        read_rules();
        read_people();
        read_topics();
        read_history();
        read_sessions();
        std::stable_sort(programme().slots.begin(), programme().slots.end(),
                         [](const Slot& a, const Slot& b) {
                             return a.date != b.date ? a.date < b.date : a.series < b.series;
                         });
        return std::move(instance_);
    }

  private:
    using Row = std::vector<std::string>;

    Programme& programme() { return instance_.programme; }

    template <class Visit>
    void each_row(const std::string& name, const std::vector<std::string>& columns, const Visit& visit) {
        const std::string path = folder_ + "/" + name;
        Row row;
        exchange::read_csv(path, read_file(path), {columns, {}, {}}, [&](exchange::CsvRecord& record) {
            row.clear();
            for (auto& cell : record.cells) row.push_back(std::move(cell.text));
            visit(row);
        });
    }

    void read_rules() {
        rapidjson::Document rules;
        rules.Parse(read_file(folder_ + "/instance.json").c_str());
        if (rules.HasParseError()) throw std::runtime_error(folder_ + "/instance.json is no JSON");
        instance_.horizon = {day(rules["horizon_start"].GetString()), day(rules["horizon_end"].GetString())};
        rules_.min_gap_days = rules["min_gap_days"].GetInt();
        rules_.soft_gap_days = rules["soft_gap_days"].GetInt();
        rules_.team_run = rules["team_run_max"].GetInt();
        rules_.topic_required = true;
    }

    void read_people() {
        each_row("people.csv", {"person", "team", "joined", "left", "max_per_year", "skills"},
                 [&](const Row& row) {
                     Member member;
                     member.name = row[0];
                     member.team = row[1];
                     member.here = {day(row[2]), row[3].empty() ? kLatestDate : day(row[3])};
                     member.max_per_year = std::stoi(row[4]);
                     for (const auto& skill : split(row[5])) by_skill_[skill].push_back(people_.size());
                     people_.emplace(row[0], people_.size());
                     programme().members.push_back(member);
                 });
        each_row("away.csv", {"person", "from", "to"}, [&](const Row& row) {
            programme().members[people_.at(row[0])].away.push_back({day(row[1]), day(row[2])});
        });
    }

    void read_topics() {
        each_row("topics.csv", {"topic", "owners", "skill", "votes", "tag", "format"}, [&](const Row& row) {
            TopicInPlan topic;
            topic.title = row[0];
            for (const auto& owner : split(row[1])) topic.presenters.push_back(people_.at(owner));
            std::sort(topic.presenters.begin(), topic.presenters.end());
            if (row[1].empty()) topic.presenters = by_skill_[row[2]];  // these are in order
            topic.votes = std::stoi(row[3]);
            topic.tag = row[4];
            topic.format = row[5];
            topics_.emplace(row[0], topics_.size());
            programme().topics.push_back(topic);
        });
    }

    std::size_t series(const std::string& name) {
        const auto [known, is_new] = series_.emplace(name, series_.size());
        if (!is_new) return known->second;
        SeriesInPlan made;
        made.name = name;
        for (std::size_t i = 0; i < programme().members.size(); ++i) made.pool.push_back(i);
        made.rules = rules_;
        programme().series.push_back(made);
        return known->second;
    }

    /// What was given becomes a topic of its own.
    void read_history() {
        each_row("history.csv", {"date", "series", "person", "tag", "format"}, [&](const Row& row) {
            Slot slot;
            slot.series = series(row[1]);
            slot.date = day(row[0]);
            slot.state = SlotState::given;
            slot.presenters = {people_.at(row[2])};
            slot.topic = programme().topics.size();
            TopicInPlan topic;
            topic.given = true;
            topic.tag = row[3];
            topic.format = row[4];
            programme().topics.push_back(topic);
            programme().slots.push_back(slot);
        });
    }

    static std::optional<std::size_t> find(const Names& names, const std::string& name) {
        if (name.empty()) return std::nullopt;
        return names.at(name);
    }

    void read_sessions() {
        each_row("sessions.csv",
                 {"session", "series", "date", "pinned_person", "pinned_topic", "announced_person",
                  "announced_topic"},
                 [&](const Row& row) {
                     Slot slot;
                     slot.name = row[0];
                     slot.series = series(row[1]);
                     slot.date = day(row[2]);
                     slot.pinned = {find(people_, row[3]), find(topics_, row[4])};
                     slot.announced = {find(people_, row[5]), find(topics_, row[6])};
                     if (slot.pinned.presenter) slot.state = SlotState::fixed;
                     if (slot.announced.presenter) slot.state = SlotState::kept;
                     const auto& settled = slot.pinned.presenter ? slot.pinned : slot.announced;
                     if (settled.presenter) slot.presenters = {*settled.presenter};
                     slot.topic = settled.topic;
                     programme().slots.push_back(slot);
                 });
    }

    std::string folder_;
    Instance instance_;
    Rules rules_;
    Names people_;
    Names topics_;
    Names series_;
    std::map<std::string, std::vector<std::size_t>> by_skill_;
};

}  // namespace

const LevelOrder& reference_order() {
    static const LevelOrder order{Level::changes, Level::fairness, Level::spread, Level::variety,
                                  Level::demand};
    return order;
}

Instance read_instance(const std::string& folder) {
    return Reader(folder).read();
}

}  // namespace tiffin::planning::office
