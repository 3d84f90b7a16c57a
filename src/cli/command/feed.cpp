#include "cli/command/feed.h"

#include "calendar/invite.h"
#include "cli/invocation.h"
#include "cli/job/invites/invite_event.h"
#include "cli/job/invites/invite_record.h"
#include "cli/job/invites/session_news.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/output.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

constexpr days kPast{28};
constexpr std::chrono::hours kRefresh{6};

class Feed final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--person", "PERSON", person_, "only with a duty of this person")
            .completing(Completes::person);
        declaration.option("--output", "FILE", output_, "a file, or - for standard output")
            .short_name('o')
            .completing(Completes::file);
        declaration.detail(
            "Sessions of the last four weeks and all that are laid out ahead, those without a presenter too; "
            "what is called off stays in sight as cancelled. Nobody's address is in it but the organizer's.");
        declaration.detail(
            "Put the file where a web server finds it, and write it anew after each change: people who "
            "subscribed get the change. A file whose content is the same stays untouched.");
        declaration.example("tiffin feed --series lunch -o lunch.ics");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto organizer = organizer_of(invocation);
        invocation.begin_reading();
        const auto bytes = write(invocation, organizer);
        invocation.end_reading();
        const auto written = invocation.dry_run() ? Written::unchanged : deliver(invocation, bytes);
        if (!news_.empty()) {
            record(invocation);
        } else if (invocation.dry_run()) {
            invocation.say("dry run: no session is new or changed");
        } else if (output_ && *output_ != "-") {
            invocation.say(written == Written::unchanged ? *output_ + " is up to date" : "wrote " + *output_);
        }
        return ExitStatus::done;
    }

  private:
    std::string write(Invocation& invocation, const Mailbox& organizer) {
        auto& connection = invocation.connection();
        calendar::CalendarHeader header{.name = "Learning lunches", .refresh = kRefresh};
        storage::SessionFilter filter{.dates = {invocation.today() - kPast, kLatestDate}};
        if (series_) {
            const auto series = find_series(connection, *series_);
            filter.series = series.id;
            header.name = series.name;
        }
        if (person_) {
            const auto person = find_person(connection, *person_);
            filter.person = person.id;
            header.name = (series_ ? header.name + ": " : "") + person.name;
        }
        SessionNames names(connection);
        std::vector<calendar::Event> events;
        for (const auto& session : sessions_in_order(connection, names, filter)) {
            const auto when = times(session);
            if (!when) continue;
            auto news = session_news(connection, names, session, *when, invocation.now());
            events.push_back(event_of(news.shown, news.announcement, organizer));
            header.zones.push_back({session.zone, {session.date, session.date}});
            if (!news.is_news) continue;
            invocation.changed("published " + names.session(session));
            news_.push_back(std::move(news.announcement));
        }
        if (events.empty()) invocation.say("the feed has no session");
        text::StringSink sink;
        calendar::CalendarFile file(sink, header);
        for (const auto& event : events) file.add(event);
        file.finish();
        return sink.take();
    }

    /// Holds no lock, since whoever reads it may take long.
    Written deliver(Invocation& invocation, const std::string& bytes) const {
        if (output_ && *output_ != "-") return write_file(*output_, bytes);
        auto& out = *invocation.surroundings().out;
        out.write(bytes);
        out.flush();
        return Written::replaced;
    }

    void record(Invocation& invocation) const {
        if (!invocation.dry_run()) {
            auto& work = invocation.begin();
            for (const auto& announcement : news_) record_published(work, announcement);
        }
        invocation.finish(
            "published " + counted(news_.size(), "new or changed session", "new or changed sessions"), "",
            Changes::shown);
    }

    std::optional<std::string> series_, person_, output_;
    std::vector<Announcement> news_;  ///< what was not told before
};

}  // namespace

std::unique_ptr<Action> make_feed() {
    return std::make_unique<Feed>();
}

}  // namespace tiffin::cli
