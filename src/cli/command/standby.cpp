#include "cli/command/standby.h"

#include <algorithm>
#include <string>

#include "cli/invocation.h"
#include "cli/job/planning/reserve.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "storage/standbys.h"

namespace tiffin::cli {

namespace {

using report::Column;

class StandbyAdd final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PERSON", person_, "who is ready to present").completing(Completes::person);
        declaration.option("--topic", "TOPIC", topic_, "what they would present")
            .completing(Completes::topic);
        declaration.option("--video", "TITLE", video_, "in place of a person: a recorded talk");
        declaration.option("--link", "URL", link_, "where the video is");
        declaration.option("--series", "SERIES", series_, "for this series only")
            .completing(Completes::series);
        declaration.flag("--first", first_, "before all others");
        declaration.detail(
            "The reserve is asked in its order when a presenter drops out: tiffin session replace SESSION "
            "--standby. Videos are the last resort; nobody gives a turn for one.");
        declaration.example("tiffin standby add ben --topic support-stories");
        declaration.example("tiffin standby add --video \"Maps that lie\" --link https://video.example/7");
    }

    ExitStatus run(Invocation& invocation) override {
        if (person_.has_value() == video_.has_value())
            throw Failure(ExitStatus::usage, "a reserve is a person or a video",
                          "write tiffin standby add PERSON, or tiffin standby add --video TITLE");
        if (video_ && topic_)
            throw Failure(ExitStatus::usage, "a video brings its own topic", "leave --topic out");
        if (link_ && !video_)
            throw Failure(ExitStatus::usage, "--link says where a video is", "add --video TITLE");
        auto& work = invocation.begin();
        auto& connection = work.connection();
        Standby standby;
        if (series_) standby.series = find_series(connection, *series_).id;
        if (person_) standby.person = find_person(connection, *person_).id;
        if (topic_) standby.topic = find_topic(connection, *topic_).id;
        if (video_) standby.video = short_text(*video_);
        if (link_) standby.link = link(*link_, "--link");
        if (!standby.person && standby.video.empty())
            throw Failure(ExitStatus::usage, "a video needs a title", "write it in quotes");
        const auto all = storage::standbys(connection);
        const bool is_known = std::any_of(all.begin(), all.end(), [&](const Standby& one) {
            return one.series == standby.series && one.person == standby.person &&
                   one.topic == standby.topic && one.video == standby.video && one.link == standby.link;
        });
        if (!is_known) {
            standby.id = work.new_id<StandbyId>();
            storage::insert(work, standby, first_ ? storage::Place::first : storage::Place::last);
            invocation.changed(described(invocation, standby) + " is in reserve");
        }
        invocation.finish("", "tiffin standby list");
        return ExitStatus::done;
    }

  private:
    std::optional<std::string> person_, topic_, video_, link_, series_;
    bool first_ = false;
};

class StandbyList final : public Action {
  public:
    void declare(Declaration& declaration) override { listing_.declare(declaration); }

    ExitStatus run(Invocation& invocation) override {
        report::Table table{{{"place", Column::Align::right},
                             {"person", {}},
                             {"topic", {}},
                             {"video", {}},
                             {"link", {}},
                             {"series", {}}},
                            {}};
        SessionNames names(invocation.connection());
        std::int64_t place = 0;
        for (const auto& one : storage::standbys(invocation.connection())) {
            table.rows.push_back({++place, one.person ? cell(names.person(*one.person)) : report::Cell{},
                                  one.topic ? cell(names.topic(*one.topic).title) : report::Cell{},
                                  cell(one.video), cell(one.link),
                                  one.series ? cell(names.series(*one.series).name) : report::Cell{}});
        }
        return list(invocation, listing_, table, "nobody is in reserve; tiffin standby add PERSON");
    }

  private:
    ListOptions listing_;
};

class StandbyRemove final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PLACE", place_, "as tiffin standby list shows it");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto place = static_cast<std::size_t>(count(place_, ""));
        const auto all = storage::standbys(work.connection());
        if (place > all.size())
            throw Failure(ExitStatus::not_found, "there is no place " + place_ + " in the reserve",
                          "tiffin standby list shows them");
        const auto& standby = all[place - 1];
        storage::remove(work, standby.id);
        invocation.changed(described(invocation, standby) + " is no longer in reserve");
        invocation.finish("", "tiffin standby list");
        return ExitStatus::done;
    }

  private:
    std::string place_;
};

}  // namespace

std::unique_ptr<Action> make_standby_add() {
    return std::make_unique<StandbyAdd>();
}
std::unique_ptr<Action> make_standby_list() {
    return std::make_unique<StandbyList>();
}
std::unique_ptr<Action> make_standby_remove() {
    return std::make_unique<StandbyRemove>();
}

}  // namespace tiffin::cli
