#include "cli/job/invites/invite_delivery.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "cli/job/invites/invite_event.h"
#include "cli/job/invites/invite_files.h"
#include "cli/job/outbox/message_text.h"
#include "cli/output.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

bool is_folder(const std::string& name) {
    if (name == "-") return false;
    std::error_code none;
    const auto ending = std::filesystem::path(name).extension();
    return (ending != ".ics" && ending != ".eml") || std::filesystem::is_directory(name, none);
}

/// A folder that is yet to be made: "invites.txt" is most likely meant as a file.
void refuse_other_file(const std::string& name) {
    const auto ending = std::filesystem::path(name).extension().string();
    const bool is_files =
        ending.size() > 2 && ending.size() < 6 && std::all_of(ending.begin() + 1, ending.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
    std::error_code none;
    if (!is_files || std::filesystem::exists(name, none)) return;
    throw Failure(ExitStatus::usage, name + " ends as a file does, but neither in .ics nor in .eml",
                  "end it so, or make the folder first");
}

/// A file name that every system takes: that of what it is about, and the recipient's. A name in another
/// script gives way to `id`, since its bytes written out could be more than a file name may have.
std::string file_name(std::string name, const std::string& id, const std::string& email, const char* ending) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    if (!text::is_ascii(name)) name = id;
    std::replace(name.begin(), name.end(), '/', '-');
    name += '-';
    for (const char c : email + ending) {
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

/// The events as they are told: a session in few ways, whoever gets it.
class ToldEvents {
  public:
    ToldEvents(const DueInvites& due, const Mailbox& organizer)
        : due_(due), events_(events_of(due, organizer)), told_(events_.size()) {}

    [[nodiscard]] const calendar::Event& event(const DueInvite& invite) const {
        return events_[invite.session];
    }
    calendar::EventText& text(const DueInvite& invite) {
        auto& ways = told_[invite.session];
        for (auto& way : ways) {
            if (way.object.told == invite.object.told && way.object.sequence == invite.object.sequence &&
                way.object.stamp == invite.object.stamp && way.mode == invite.mode)
                return way.text;
        }
        const auto shown = event_for(event(invite), due_.sessions[invite.session], invite);
        ways.push_back({invite.object, invite.mode, calendar::EventText(told_event(shown, invite))});
        return ways.back().text;
    }

  private:
    struct Way {
        NextInvite object;
        std::optional<Mode> mode;
        calendar::EventText text;
    };

    const DueInvites& due_;
    std::vector<calendar::Event> events_;
    std::vector<std::vector<Way>> told_;
};

void write_calendars(text::Sink& sink, const DueInvites& due, const Mailbox& organizer) {
    ToldEvents events(due, organizer);
    // By address, whatever name came with it.
    std::map<std::pair<std::string_view, calendar::Method>, std::vector<const DueInvite*>> groups;
    for (const auto& invite : due.invites)
        groups[{invite.recipient->email, method_of(invite)}].push_back(&invite);
    std::vector<Mailbox> list;
    for (const auto& [recipient, invites] : groups) {
        std::map<std::string, DateRange> zones;
        for (const auto* invite : invites) {
            const auto& event = events.event(*invite);
            const auto [zone, first] = zones.try_emplace(event.zone, DateRange{event.date, event.date});
            if (first) continue;
            zone->second = {std::min(zone->second.first, event.date),
                            std::max(zone->second.last, event.date)};
        }
        calendar::CalendarHeader header;
        header.method = recipient.second;
        for (const auto& [zone, days] : zones) header.zones.push_back({zone, days});
        calendar::CalendarFile file(sink, header);
        for (const auto* invite : invites) {
            file.add(events.text(*invite), attendees_of(due.sessions[invite->session], *invite, list),
                     invite->answer);
        }
        file.finish();
    }
}

/// Each in a calendar of its own: clients take several objects of one UID for one another's exceptions.
void write_series_calendars(text::Sink& sink, const DueInvites& due, const Mailbox& organizer) {
    const auto events = series_events_of(due, organizer);
    for (const auto& invite : due.of_series)
        sink.write(render_series_invite(due.series[invite.series], events[invite.series], invite));
}

Failure interruption(std::size_t delivered, std::size_t due) {
    return {ExitStatus::unavailable,
            "interrupted after " + std::to_string(delivered) + " of " + std::to_string(due) + " invites",
            "run tiffin invite again for the rest"};
}

}  // namespace

InvitePlace::InvitePlace(std::string name, InviteForm form)
    : name_(std::move(name)), form_(form), is_folder_(is_folder(name_)) {
    if (is_folder_) refuse_other_file(name_);
}

std::string InvitePlace::path(const std::string& name, const std::string& id,
                              const std::string& email) const {
    if (!is_folder_) return name_;
    const char* const ending = form_ == InviteForm::eml ? ".eml" : ".ics";
    return (std::filesystem::path(name_) / file_name(name, id, email, ending)).string();
}

std::string InvitePlace::path(const DueInvites& due, const DueInvite& invite) const {
    if (!is_folder_) return name_;
    const auto& due_session = due.sessions[invite.session];
    const auto& session = due_session.session;
    const auto id = render_id(session.id);
    // Where two sessions share a name, the id tells them apart.
    return path(due_session.shares_name ? due_session.name + "-" + id : due_session.name,
                id + "-" + render_date(session.date), invite.recipient->email);
}

std::string InvitePlace::path(const DueInvites& due, const DueSeriesInvite& invite) const {
    const auto& series = due.series[invite.series];
    // By its id, since two invites of one series can begin on the same day, and a session of it can have an
    // invite of its own on the day of one of its dates.
    auto id = render_id(series.invite.id);
    if (invite.next.date) id += "-" + render_date(*invite.next.date);
    return path(series.series.slug + "-" + id, id, invite.recipient->email);
}

Delivery InvitePlace::deliver(const Surroundings& surroundings, const DueInvites& due,
                              const Mailbox& organizer) const {
    Delivery delivery;
    if (due.size() == 0) return delivery;
    if (!is_folder_) {
        if (is_standard_output()) {
            try {
                write(*surroundings.out, surroundings, due, organizer);
                surroundings.out->flush();
            } catch (const ClosedPipe&) {
                throw Failure(
                    ExitStatus::io,
                    "whoever read the invites went away before the end, so none is noted as emitted",
                    "run tiffin invite again: calendars take an invite that they have already as one");
            }
        } else {
            const auto written =
                write_file(name_, [&](text::Sink& sink) { write(sink, surroundings, due, organizer); });
            delivery.replaced = written == Written::replaced;
        }
        delivery.delivered = due.size();
        return delivery;
    }
    try {
        InviteFiles files(due, organizer, form_, user_templates(surroundings));
        const auto deliver_each = [&](const auto& invites) {
            for (const auto& invite : invites) {
                if (surroundings.interrupted()) throw interruption(delivery.delivered, due.size());
                write_file(path(due, invite), files.render(invite), NameIsSafe::after_sync_folder);
                ++delivery.delivered;
            }
        };
        deliver_each(due.invites);
        deliver_each(due.of_series);
    } catch (...) {
        delivery.failure = std::current_exception();
    }
    if (delivery.delivered > 0) sync_folder(name_);
    return delivery;
}

void InvitePlace::write(text::Sink& sink, const Surroundings& surroundings, const DueInvites& due,
                        const Mailbox& organizer) const {
    if (form_ == InviteForm::ics) {
        write_calendars(sink, due, organizer);
        write_series_calendars(sink, due, organizer);
        return;
    }
    if (due.size() > 1) {
        throw Failure(ExitStatus::usage,
                      std::to_string(due.size()) + " invites are due, and a mail is a file of its own",
                      "-o DIR, or choose one with --session and --to");
    }
    InviteFiles files(due, organizer, form_, user_templates(surroundings));
    sink.write(due.invites.empty() ? files.render(due.of_series.front()) : files.render(due.invites.front()));
}

}  // namespace tiffin::cli
