#include "cli/command/agenda.h"

#include "calendar/date_words.h"
#include "calendar/zone.h"
#include "cli/invocation.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

class Agenda final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--from", "DATE", from_, "from this day on (what is still to come)");
        declaration.option("--until", "DATE", until_, "up to this day (all that is laid out)");
        declaration.option("--count", "N", count_, "at most so many sessions");
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--person", "PERSON", person_, "only with a duty of this person")
            .completing(Completes::person);
        declaration.option("--tz", "ZONE", zone_, "show times in this zone").completing(Completes::zone);
        listing_.declare(declaration);
        declaration.example("tiffin agenda --until +2w --tz Asia/Kolkata");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        storage::SessionFilter filter{.dates = {invocation.today(), kLatestDate}};
        if (from_) filter.dates.first = invocation.date(*from_, "--from");
        if (until_) filter.dates.last = invocation.date(*until_, "--until");
        check_period(filter.dates);
        if (series_) filter.series = find_series(connection, *series_).id;
        if (person_) filter.person = find_person(connection, *person_).id;
        if (zone_) zone_ = zone_name(*zone_, "--tz");
        const std::size_t most = count_ ? static_cast<std::size_t>(count(*count_, "--count")) : SIZE_MAX;
        SessionNames names(connection);
        report::Table table{{{"date", {}},
                             {"day", {}},
                             {"time", {}},
                             {"session", {}},
                             {"series", {}},
                             {"state", {}},
                             {"presenters", {}},
                             {"topic", {}},
                             {"place", {}},
                             {"link", {}},
                             {"start", {}},
                             {"end", {}},
                             {"zone", {}}},
                            {}};
        for (const auto& session : storage::sessions(connection, filter)) {
            if (!from_ && is_over(session, invocation)) continue;  // today's, after its end
            if (table.rows.size() == most) break;
            table.rows.push_back(row(names, session, invocation.today()));
        }
        return list(invocation, listing_, table, "nothing is coming up; tiffin series add, then tiffin plan",
                    {"date", "day", "time", "series", "state", "presenters", "topic", "place"});
    }

  private:
    [[nodiscard]] report::Row row(SessionNames& names, const Session& session, Date today) const {
        Date date = session.date;
        report::Cell time = cell(session.start);
        if (const auto when = times(session)) {
            const auto zone = calendar::Zone::load(zone_.value_or(session.zone));
            const auto local = zone.to_local(when->start);
            date = local.date;
            time = render_time_of_day(local.time) + "-" + render_time_of_day(zone.to_local(when->end).time);
        }
        return {cell(date),
                std::string(calendar::weekday_name(std::chrono::weekday{date}).substr(0, 3)),
                time,
                names.session(session),
                names.series(session.series).name,
                std::string(state_now(session, today)),
                names.presenters(session),
                cell(names.topic_title(session)),
                cell(session.place),
                cell(session.link),
                start_cell(session, zone_),
                end_cell(session, zone_),
                cell(zone_.value_or(session.zone))};
    }

    std::optional<std::string> from_, until_, count_, series_, person_, zone_;
    ListOptions listing_;
};

}  // namespace

std::unique_ptr<Action> make_agenda() {
    return std::make_unique<Agenda>();
}

}  // namespace tiffin::cli
