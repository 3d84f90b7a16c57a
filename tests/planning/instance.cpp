#include "instance.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>
#include <vector>

#include "office.h"

namespace tiffin::planning::office {

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator) {
            parts.emplace_back();
        } else if (c != '\r') {
            parts.back() += c;
        }
    }
    return parts;
}

/// The rows below the header; no cell of an instance is quoted.
std::vector<std::vector<std::string>> read_rows(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) rows.push_back(split(line, ','));
    return rows;
}

std::size_t place_of(const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

struct Reader {
    Programme programme;
    std::vector<std::string> people;
    std::vector<std::string> topics;
    std::map<std::string, std::vector<std::size_t>> by_skill;
    InstanceRules rules;

    void read_people(const std::string& folder) {
        for (const auto& row : read_rows(folder + "/people.csv")) {
            Member member;
            member.name = row[0];
            member.team = row[1];
            member.here = {day(row[2]), row[3].empty() ? kLatestDate : day(row[3])};
            member.max_per_year = std::stoi(row[4]);
            for (const auto& skill : split(row[5], '|')) by_skill[skill].push_back(people.size());
            people.push_back(row[0]);
            programme.members.push_back(member);
        }
        for (const auto& row : read_rows(folder + "/away.csv")) {
            programme.members[place_of(people, row[0])].away.push_back({day(row[1]), day(row[2])});
        }
    }

    void read_topics(const std::string& folder) {
        for (const auto& row : read_rows(folder + "/topics.csv")) {
            TopicInPlan topic;
            topic.title = row[0];
            if (row[1].empty()) {
                topic.presenters = by_skill[row[2]];
            } else {
                for (const auto& owner : split(row[1], '|'))
                    topic.presenters.push_back(place_of(people, owner));
            }
            std::sort(topic.presenters.begin(), topic.presenters.end());
            topics.push_back(row[0]);
            programme.topics.push_back(topic);
        }
    }

    std::size_t series(const std::string& name) {
        const auto known = std::find_if(programme.series.begin(), programme.series.end(),
                                        [&](const SeriesInPlan& one) { return one.name == name; });
        if (known != programme.series.end())
            return static_cast<std::size_t>(known - programme.series.begin());
        SeriesInPlan made;
        made.name = name;
        for (std::size_t i = 0; i < people.size(); ++i) made.pool.push_back(i);
        made.rules.min_gap_days = rules.min_gap_days;
        made.rules.soft_gap_days = 2 * rules.min_gap_days;
        made.rules.team_run = rules.team_run;
        made.rules.topic_required = true;
        programme.series.push_back(made);
        return programme.series.size() - 1;
    }

    void add_slot(SlotState state, const std::string& series_name, const std::string& date,
                  const std::string& person, const std::string& topic) {
        Slot slot;
        slot.series = series(series_name);
        slot.name = series_name + "/" + date;
        slot.date = day(date);
        slot.state = state;
        if (!person.empty()) slot.presenters = {place_of(people, person)};
        if (!topic.empty()) slot.topic = place_of(topics, topic);
        programme.slots.push_back(slot);
    }

    void read_slots(const std::string& folder) {
        for (const auto& row : read_rows(folder + "/history.csv")) {
            add_slot(SlotState::given, row[1], row[0], row[2], "");
        }
        for (const auto& row : read_rows(folder + "/sessions.csv")) {
            if (!row[3].empty()) {
                add_slot(SlotState::fixed, row[1], row[2], row[3], row[4]);
            } else if (!row[5].empty()) {
                add_slot(SlotState::kept, row[1], row[2], row[5], row[6]);
            } else {
                add_slot(SlotState::open, row[1], row[2], "", "");
            }
        }
        std::stable_sort(programme.slots.begin(), programme.slots.end(), [](const Slot& a, const Slot& b) {
            return a.date != b.date ? a.date < b.date : a.series < b.series;
        });
    }
};

}  // namespace

Programme read_instance(const std::string& folder, const InstanceRules& rules) {
    Reader reader;
    reader.rules = rules;
    reader.read_people(folder);
    reader.read_topics(folder);
    reader.read_slots(folder);
    return reader.programme;
}

}  // namespace tiffin::planning::office
