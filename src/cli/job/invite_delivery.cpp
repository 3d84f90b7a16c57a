#include "cli/job/invite_delivery.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/job/invite_event.h"
#include "cli/output.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

bool is_folder(const std::string& name) {
    if (name == "-") return false;
    std::error_code none;
    return std::filesystem::path(name).extension() != ".ics" || std::filesystem::is_directory(name, none);
}

/// A file name that every system takes: the session's and the recipient's. A name in another script gives way
/// to the session's id, since its bytes written out could be more than a file name may have; where two
/// sessions share a name, the id tells them apart.
std::string file_name(const DueSession& session, const std::string& email) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string name = session.name;
    if (!text::is_ascii(name))
        name = render_id(session.session.id) + "-" + render_date(session.session.date);
    else if (session.shares_name)
        name += "-" + render_id(session.session.id);
    std::replace(name.begin(), name.end(), '/', '-');
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

std::vector<calendar::Event> events_of(const DueInvites& due, const Mailbox& organizer) {
    std::vector<calendar::Event> events;
    events.reserve(due.sessions.size());
    for (const auto& session : due.sessions)
        events.push_back(event_of(session.shown, session.announcement, organizer));
    return events;
}

void write_calendars(text::Sink& sink, const DueInvites& due, const Mailbox& organizer) {
    const auto events = events_of(due, organizer);
    using Recipient = std::pair<std::string, calendar::Method>;
    std::map<Recipient, std::vector<const DueInvite*>> groups;
    for (const auto& invite : due.invites) {
        const auto method =
            invite.object.told == Told::invited ? calendar::Method::request : calendar::Method::cancel;
        groups[{invite.recipient.email, method}].push_back(&invite);
    }
    for (const auto& [recipient, invites] : groups) {
        std::map<std::string, DateRange> zones;
        for (const auto* invite : invites) {
            const auto& event = events[invite->session];
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
            const auto object = invite_of(events[invite->session], *invite);
            file.add(object.event, object.attendees);
        }
        file.finish();
    }
}

Failure interruption(std::size_t delivered, std::size_t due) {
    return {ExitStatus::unavailable,
            "interrupted after " + std::to_string(delivered) + " of " + std::to_string(due) + " invites",
            "run tiffin invite again for the rest"};
}

}  // namespace

InvitePlace::InvitePlace(std::string name) : name_(std::move(name)), is_folder_(is_folder(name_)) {}

std::string InvitePlace::path(const DueInvites& due, const DueInvite& invite) const {
    if (!is_folder_) return name_;
    return (std::filesystem::path(name_) / file_name(due.sessions[invite.session], invite.recipient.email))
        .string();
}

Delivery InvitePlace::deliver(const Surroundings& surroundings, const DueInvites& due,
                              const Mailbox& organizer) const {
    Delivery delivery;
    if (due.invites.empty()) return delivery;
    if (!is_folder_) {
        if (is_standard_output()) {
            write_calendars(*surroundings.out, due, organizer);
            surroundings.out->flush();
        } else {
            text::StringSink sink;
            write_calendars(sink, due, organizer);
            write_file(name_, sink.bytes());
        }
        delivery.delivered = due.invites.size();
        return delivery;
    }
    const auto events = events_of(due, organizer);
    calendar::InviteWriter writer;
    std::string bytes;
    try {
        for (const auto& invite : due.invites) {
            if (surroundings.interrupted()) throw interruption(delivery.delivered, due.invites.size());
            bytes.clear();
            writer.append(bytes, invite_of(events[invite.session], invite));
            write_file(path(due, invite), bytes, NameIsSafe::after_sync_folder);
            ++delivery.delivered;
        }
    } catch (...) {
        delivery.failure = std::current_exception();
    }
    if (delivery.delivered > 0) sync_folder(name_);
    return delivery;
}

}  // namespace tiffin::cli
