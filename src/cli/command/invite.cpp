#include "cli/command/invite.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "calendar/invite.h"
#include "cli/invocation.h"
#include "cli/job/due_invites.h"
#include "cli/job/lay_out.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/output.h"
#include "cli/session_table.h"
#include "domain/session_life.h"
#include "storage/invites.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// An invite as calendars see it.
class EventBuilder {
  public:
    EventBuilder(Invocation& invocation, Mailbox organizer)
        : names_(invocation.connection()), organizer_(std::move(organizer)) {}

    calendar::Invite invite(const Session& session, const DueInvite& due) {
        calendar::Invite invite;
        invite.method =
            due.method == InviteMethod::request ? calendar::Method::request : calendar::Method::cancel;
        invite.event = event(session);
        invite.event.sequence = due.sequence;
        invite.event.stamp = due.stamp;
        if (due.method == InviteMethod::cancel) {
            invite.event.status = due.cause == InviteCause::dropped ? calendar::EventStatus::none
                                                                    : calendar::EventStatus::cancelled;
        }
        invite.attendees = {{due.person.name, due.person.email}};
        return invite;
    }

    std::string name(const Session& session) { return names_.session(session); }

  private:
    calendar::Event event(const Session& session) {
        const auto& series = names_.series(session.series);
        const auto presenters = text::join(names_.presenters(session), ", ");
        const auto title = names_.topic_title(session);
        calendar::Event event;
        event.uid = render_id(session.id) + "@tiffin";
        event.changed = session.changed;
        event.date = session.date;
        event.start = *session.start;
        event.length = session.length;
        event.zone = session.zone;
        event.summary = series.name;
        if (!title.empty() || !presenters.empty())
            event.summary += ": " + (title.empty() ? presenters : title);
        event.description = description(session, series, presenters, title);
        event.place = session.place;
        event.link = session.link;
        event.categories = {series.name};
        if (session.topic) {
            for (const auto& tag : names_.topic(*session.topic).tags) event.categories.push_back(tag);
        }
        event.comment = session.note;
        event.organizer = organizer_;
        return event;
    }

    std::string description(const Session& session, const Series& series, const std::string& presenters,
                            const std::string& title) {
        std::vector<std::string> lines;
        if (!presenters.empty()) lines.push_back("Presented by " + presenters);
        if (!title.empty()) lines.push_back("Topic: " + title);
        if (session.topic && !names_.topic(*session.topic).abstract.empty())
            lines.push_back(names_.topic(*session.topic).abstract);
        if (!session.place.empty()) lines.push_back("Place: " + session.place);
        switch (series.lunch) {
            case Lunch::catered:
                lines.emplace_back("Lunch is served");
                break;
            case Lunch::bring_your_own:
                lines.emplace_back("Bring your own lunch");
                break;
            case Lunch::potluck:
                lines.emplace_back("Potluck: bring something to share");
                break;
            case Lunch::none:
                break;
        }
        return text::join(lines, "\n");
    }

    SessionNames names_;
    Mailbox organizer_;
};

/// A file name that every system takes: the session's and the recipient's.
std::string file_name(const std::string& session, const std::string& email) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string name;
    for (const char c : session) name += c == '/' ? '-' : c;  // a slug and a date
    name += '-';
    for (const char c : email + ".ics") {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '.' || c == '-' || c == '@' || c == '+' || c == '_';
        if (plain) {
            name += c;
            continue;
        }
        // Not one character for all of them: two addresses must not share a file.
        const auto byte = static_cast<unsigned char>(c);
        name += '%';
        name += kHex[byte >> 4U];
        name += kHex[byte & 15U];
    }
    return name;
}

class Invite final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--session", "SESSION", session_, "only this session")
            .completing(Completes::session);
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--to", "PERSON", to_, "only to this person").completing(Completes::person);
        declaration
            .option("--output", "PLACE", output_,
                    "a folder (a file for each invite), a file that ends in .ics, or -")
            .short_name('o')
            .completing(Completes::folder);
        declaration.flag("--again", again_, "also what people have already, unchanged");
        declaration.detail(
            "Emits what calendars lack: a REQUEST to whom a session is new or changed, a CANCEL to whom it "
            "is called off for. "
            "In a folder each file has one session and one recipient; in a single file each recipient has "
            "one calendar. What was emitted is remembered, so a second run "
            "emits nothing; "
            "from then on the plan leaves these sessions.");
        declaration.detail("Sessions nobody is planned for are left out, unless --session names them.");
        declaration.example("tiffin invite -o invites");
        declaration.example("tiffin invite --session lunch/2027-02-18 --to ana -o -");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto organizer = parse_mailbox(invocation.settings().text("organizer"));
        if (!organizer) {
            throw Failure(ExitStatus::configuration, "nobody is set as the organizer, to whom answers go",
                          "tiffin config set organizer \"Ana Ferreira <ana@example.org>\"");
        }
        check_output(invocation);
        auto due = due_invites(invocation, filter(invocation, work));
        EventBuilder events(invocation, *organizer);
        render(invocation, due, events);
        for (const auto& invite : due.invites) {
            if (invite.cause != InviteCause::again) record(invocation, work, due, invite, events);
        }
        announce_sessions(work, due);
        if (!to_) say_who_lacks_an_address(invocation, due);
        if (due.invites.empty()) invocation.say("no invite is due");
        if (!invocation.dry_run()) deliver();
        if (invocation.changed_anything()) {
            invocation.finish(summary(due), "", Changes::shown);
        }
        return ExitStatus::done;
    }

  private:
    struct File {
        std::string path;
        std::string bytes;
    };

    [[nodiscard]] InviteFilter filter(Invocation& invocation, storage::UnitOfWork& work) const {
        InviteFilter filter{.again = again_};
        if (session_) filter.session = find_or_lay_out_session(invocation, work, *session_).id;
        if (series_) filter.series = find_series(work.connection(), *series_).id;
        if (!to_) return filter;
        const auto person = find_person(work.connection(), *to_);
        if (person.email.empty()) {
            throw Failure(ExitStatus::usage, person.name + " has no e-mail address to invite",
                          "tiffin person edit \"" + person.name + "\" --email ADDRESS");
        }
        filter.person = person.id;
        return filter;
    }

    static std::string summary(const DueInvites& due) {
        const auto cancels =
            std::count_if(due.invites.begin(), due.invites.end(),
                          [](const DueInvite& invite) { return invite.method == InviteMethod::cancel; });
        const auto requests = static_cast<std::ptrdiff_t>(due.invites.size()) - cancels;
        std::string text = "emitted ";
        if (requests > 0) text += counted(static_cast<std::size_t>(requests), "request", "requests");
        if (requests > 0 && cancels > 0) text += " and ";
        if (cancels > 0) text += counted(static_cast<std::size_t>(cancels), "cancellation", "cancellations");
        return text;
    }

    void check_output(const Invocation& invocation) {
        if (output_ || invocation.dry_run()) return;
        if (invocation.surroundings().out_is_terminal) {
            throw Failure(ExitStatus::usage, "say where the invites go",
                          "-o DIR, -o FILE.ics, or -o - for this terminal; -n lists what is due");
        }
        output_ = "-";
    }

    [[nodiscard]] bool to_folder() const {
        if (!output_ || *output_ == "-") return false;
        return std::filesystem::path(*output_).extension() != ".ics" ||
               std::filesystem::is_directory(*output_);
    }

    void render(Invocation& invocation, const DueInvites& due, EventBuilder& events) {
        std::vector<calendar::Invite> objects;
        for (const auto& invite : due.invites)
            objects.push_back(events.invite(due.sessions[invite.session], invite));
        report::Table table{{{"session", {}},
                             {"person", {}},
                             {"email", {}},
                             {"method", {}},
                             {"sequence", report::Column::Align::right},
                             {"file", {}}},
                            {}};
        for (std::size_t i = 0; i < objects.size(); ++i) {
            const auto& invite = due.invites[i];
            const auto name = events.name(due.sessions[invite.session]);
            std::string path = output_.value_or("");
            if (to_folder())
                path = (std::filesystem::path(path) / file_name(name, invite.person.email)).string();
            table.rows.push_back({name, invite.person.name, invite.person.email,
                                  std::string(calendar::to_string(objects[i].method)),
                                  std::int64_t{invite.sequence}, cell(path)});
            if (to_folder()) files_.push_back({path, calendar::render_invite(objects[i])});
        }
        if (!to_folder() && output_ && !objects.empty())
            files_.push_back({*output_, one_calendar_each(objects)});
        if (output_ == "-" && !invocation.dry_run()) {
            if (!files_.empty()) invocation.out().write(files_.back().bytes);
            files_.clear();
        } else if (!table.rows.empty()) {
            report::render(table, invocation.style(), invocation.out());
        }
    }

    /// In one file or stream each recipient has one calendar for each method, so that theirs can be taken in
    /// at once.
    static std::string one_calendar_each(const std::vector<calendar::Invite>& objects) {
        std::map<std::pair<std::string, calendar::Method>, std::vector<const calendar::Invite*>> groups;
        for (const auto& object : objects)
            groups[{object.attendees.front().email, object.method}].push_back(&object);
        text::StringSink sink;
        for (const auto& [key, invites] : groups) {
            std::map<std::string, DateRange> zones;
            for (const auto* invite : invites) {
                const Date date = invite->event.date;
                const auto [zone, first] = zones.try_emplace(invite->event.zone, DateRange{date, date});
                if (first) continue;
                zone->second = {std::min(zone->second.first, date), std::max(zone->second.last, date)};
            }
            calendar::CalendarHeader header;
            header.method = key.second;
            for (const auto& [zone, days] : zones) header.zones.push_back({zone, days});
            calendar::CalendarFile file(sink, header);
            for (const auto* invite : invites) file.add(invite->event, invite->attendees);
            file.finish();
        }
        return sink.take();
    }

    static void record(Invocation& invocation, storage::UnitOfWork& work, const DueInvites& due,
                       const DueInvite& invite, EventBuilder& events) {
        const auto& session = due.sessions[invite.session];
        storage::record(work, {.session = session.id,
                               .person = invite.person.id,
                               .method = invite.method,
                               .sequence = invite.sequence,
                               .revision = session.revision,
                               .emitted = invite.stamp});
        invocation.changed(
            (invite.method == InviteMethod::request ? "invited " : "cancelled the invite of ") +
            invite.person.name + " to " + events.name(session));
    }

    static void announce_sessions(storage::UnitOfWork& work, DueInvites& due) {
        std::set<std::size_t> announced;
        for (const auto& invite : due.invites) {
            if (invite.method == InviteMethod::request) announced.insert(invite.session);
        }
        for (const auto index : announced) {
            auto& session = due.sessions[index];
            const auto before = session.state;
            announce(session);
            if (session.state != before) storage::update(work, session);
        }
    }

    static void say_who_lacks_an_address(Invocation& invocation, const DueInvites& due) {
        if (due.without_address.empty()) return;
        std::vector<std::string> names;
        for (const auto& person : due.without_address) {
            if (names.size() < 5) names.push_back(person.name);
        }
        if (names.size() < due.without_address.size())
            names.push_back(std::to_string(due.without_address.size() - names.size()) + " more");
        invocation.warn("not invited, having no e-mail address: " + text::join(names, ", ") +
                        "; tiffin person edit NAME --email ADDRESS");
    }

    /// Before the commit: should a disk be full, the ledger says nothing was emitted, and the next run emits
    /// it all.
    void deliver() const {
        for (const auto& file : files_) write_file(file.path, file.bytes);
    }

    std::optional<std::string> session_, series_, to_, output_;
    bool again_ = false;
    std::vector<File> files_;
};

}  // namespace

std::unique_ptr<Action> make_invite() {
    return std::make_unique<Invite>();
}

}  // namespace tiffin::cli
