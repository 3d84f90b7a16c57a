#include "cli/command/invite.h"

#include <algorithm>
#include <filesystem>

#include "cli/invocation.h"
#include "cli/job/invites/due_invites.h"
#include "cli/job/invites/due_series.h"
#include "cli/job/invites/invite_delivery.h"
#include "cli/job/invites/invite_event.h"
#include "cli/job/invites/invite_record.h"
#include "cli/job/invites/invite_thread.h"
#include "cli/job/planning/lay_out.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "storage/messages.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::string first_few(std::vector<std::string> names) {
    constexpr std::size_t kShown = 5;
    if (names.size() > kShown) {
        const auto more = std::to_string(names.size() - kShown) + " more";
        names.resize(kShown);
        names.push_back(more);
    }
    return text::join(names, ", ");
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
                    "a folder (a file for each invite), a file that ends in .ics or .eml, or -")
            .short_name('o')
            .completing(Completes::folder);
        declaration
            .option("--as", "FORM", as_,
                    "calendars, or mails that carry them (mails for FILE.eml, else calendars)")
            .one_of({"ics", "eml"});
        declaration.flag("--again", again_, "also what people have already, unchanged");
        declaration.detail(
            "Emits what calendars lack: a REQUEST to whom a session is new or shows something else than "
            "before, a CANCEL to whom it is called off for. "
            "In a folder each file has one session and one recipient; in a single file each recipient has "
            "one calendar. What was emitted is remembered, so a second run "
            "emits nothing; "
            "from then on the plan leaves these sessions.");
        declaration.detail(
            "Invited are the members of the audience, those who are away that day too, and everybody with a "
            "duty; after somebody's last day only to what they were assigned to by hand. A new address gets "
            "an invite, the old one a cancellation.");
        declaration.detail(
            "With --as eml each file is a mail for your mail program to send: words, the calendar beside "
            "them so that mail programs show their buttons, and once more as a file. It takes the package "
            "libgmime-3.0-0.");
        declaration.detail("Sessions nobody is planned for are left out, unless --session names them.");
        declaration.detail(
            "Each invite names its recipient alone; tiffin config set attendees all, for one series with "
            "--series, names all who are invited.");
        declaration.example("tiffin invite -o invites");
        declaration.example("tiffin invite --session lunch/2027-02-18 --to ana -o -");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto organizer = organizer_of(invocation);
        const auto place = place_of(invocation);
        auto due = collect(invocation);
        if (place && place->form() == InviteForm::eml) find_reached(invocation.connection(), due);
        Delivery delivery{.delivered = due.size()};
        if (place && !invocation.dry_run())
            delivery = place->deliver(invocation.surroundings(), due, organizer);
        finish(invocation, due, place, delivery);
        if (delivery.failure) {
            // What was delivered and is remembered; after a signal no pipe is waited for.
            if (!invocation.surroundings().interrupted()) invocation.flush();
            std::rethrow_exception(delivery.failure);
        }
        return ExitStatus::done;
    }

  private:
    /// Nothing only in a dry run.
    [[nodiscard]] std::optional<InvitePlace> place_of(const Invocation& invocation) const {
        const bool is_mail = output_ && std::filesystem::path(*output_).extension() == ".eml";
        const auto form = as_.value_or(is_mail ? "eml" : "ics") == "eml" ? InviteForm::eml : InviteForm::ics;
        if (output_) return InvitePlace(*output_, form);
        if (invocation.dry_run()) return std::nullopt;
        if (invocation.surroundings().out_is_terminal) {
            throw Failure(ExitStatus::usage, "say where the invites go",
                          "-o DIR, -o FILE.ics, or -o - for this terminal; -n lists what is due");
        }
        return InvitePlace("-", form);
    }

    /// Leaves no lock behind.
    [[nodiscard]] DueInvites collect(Invocation& invocation) const {
        InviteFilter filter{.repeat = again_ ? Repeat::yes : Repeat::no, .overtakes = true};
        if (session_) {
            filter.session = find_or_lay_out_session(invocation, invocation.begin(), *session_).id;
            invocation.commit();
        }
        fit_series_invites(invocation);
        invocation.begin_reading();
        if (series_) filter.series = find_series(invocation.connection(), *series_).id;
        std::optional<Person> person;
        if (to_) {
            person = find_person(invocation.connection(), *to_);
            filter.person = person->id;
        }
        auto due = due_invites(invocation, filter);
        if (person && person->email.empty() && due.size() == 0) {
            throw Failure(
                ExitStatus::usage,
                shown_name(invocation.connection(), *person) + " has no e-mail address to invite",
                "tiffin person edit " + typed_name(invocation.connection(), *person) + " --email ADDRESS");
        }
        invocation.end_reading();
        return due;
    }

    void finish(Invocation& invocation, const DueInvites& due, const std::optional<InvitePlace>& place,
                const Delivery& delivery) const {
        const auto delivered = delivery.delivered;
        if (!place || !place->is_standard_output() || invocation.dry_run())
            show(invocation, due, place, delivered);
        if (!to_ && due.size() > 0) say_who_lacks_an_address(invocation, due);
        if (due.size() == 0)
            invocation.say(
                has_waiting(invocation)
                    ? "no invite is due; what tick prepared waits in the outbox: tiffin message list"
                    : "no invite is due");
        const auto new_ones = note_changes(invocation, due, delivered);
        const bool tells_again_only = new_ones.requests + new_ones.cancellations == 0;
        // What waits of it in the outbox is not to go out as well.
        const bool is_noted = !tells_again_only || (delivered > 0 && has_waiting(invocation));
        if (is_noted && !invocation.dry_run()) record(invocation, due, delivered);
        if (!tells_again_only && invocation.user_file().mail_program)
            invocation.say("these are for you to send: tiffin tick mails only what is due after them");
        if (tells_again_only) return;
        // Whoever has not sent those on yet has to know that they are gone.
        invocation.finish(
            new_ones.summary() + (delivery.replaced ? "; " + *output_ + " held others before" : ""), "",
            Changes::shown);
    }

    static bool has_waiting(Invocation& invocation) {
        return storage::count_messages(invocation.connection(), {.states = {MessageState::prepared}}) > 0;
    }

    static void record(Invocation& invocation, const DueInvites& due, std::size_t delivered) {
        std::vector<std::string> gone;
        try {
            invocation.connection().insist();
            gone = record_invites(invocation.begin(), due, delivered, kToldElsewhere);
            invocation.commit();
        } catch (const Failure& failure) {
            throw Failure(
                failure.status(),
                counted(delivered, "invite was", "invites were") +
                    " delivered but not noted: " + failure.what(),
                (failure.status() == ExitStatus::io ? "make room, then " : "") +
                    std::string(
                        "run tiffin invite again: the same invites go out once more, calendars take them "
                        "as one"));
        }
        if (gone.empty()) return;
        invocation.warn("removed while the invites went out, so nobody will call these off: " +
                        first_few(gone) + "; ask people to delete them");
    }

    /// What was told now, and not only again.
    struct New {
        std::size_t requests = 0, cancellations = 0;

        [[nodiscard]] std::string summary() const {
            std::string text = "emitted ";
            if (requests > 0) text += counted(requests, "request", "requests");
            if (requests > 0 && cancellations > 0) text += " and ";
            if (cancellations > 0) text += counted(cancellations, "cancellation", "cancellations");
            return text;
        }
    };

    static New note_changes(Invocation& invocation, const DueInvites& due, std::size_t delivered) {
        New found;
        const auto note = [&](bool request, const Mailbox& recipient, const std::string& name) {
            ++(request ? found.requests : found.cancellations);
            invocation.changed([&] {
                return (request ? "invited " : "cancelled the invite of ") + recipient.name + " to " + name;
            });
        };
        const auto single = std::min(delivered, due.invites.size());
        for (std::size_t i = 0; i < single; ++i) {
            const auto& invite = due.invites[i];
            if (!invite.object.again)
                note(method_of(invite) == calendar::Method::request, *invite.recipient,
                     due.sessions[invite.session].name);
        }
        for (std::size_t i = 0; i < delivered - single; ++i) {
            const auto& invite = due.of_series[i];
            const auto& series = due.series[invite.series];
            if (!invite.next.object.again)
                note(method_of(series, invite) == calendar::Method::request, *invite.recipient,
                     name_of(series, invite));
        }
        return found;
    }

    /// "lunch from 2027-01-07", or of one date "lunch/2027-01-14", as the session is named.
    static std::string name_of(const DueSeries& series, const DueSeriesInvite& invite) {
        if (!invite.next.date) return series.name;
        return session_name(series.series, series.dates.at(*invite.next.date).shown.date);
    }

    static void show(Invocation& invocation, const DueInvites& due, const std::optional<InvitePlace>& place,
                     std::size_t delivered) {
        const bool is_for_people = invocation.style().format == report::Format::table;
        if (delivered == 0 && is_for_people) return;
        const auto table = report::make_record_writer(invocation.style(),
                                                      {{"session", {}},
                                                       {"person", {}},
                                                       {"email", {}},
                                                       {"method", {}},
                                                       {"sequence", report::Column::Align::right},
                                                       {"file", {}}},
                                                      invocation.out());
        report::Row row(6);
        const auto add = [&](const std::string& name, const Mailbox& recipient, calendar::Method method,
                             const NextInvite& object, const auto& invite) {
            row[0] = name;
            row[1] = recipient.name;
            row[2] = recipient.email;
            row[3] = std::string(to_string(method));
            row[4] = std::int64_t{object.sequence};
            row[5] = cell(place ? place->path(due, invite) : "");
            table->write(row);
        };
        const auto single = std::min(delivered, due.invites.size());
        for (std::size_t i = 0; i < single; ++i) {
            const auto& invite = due.invites[i];
            add(due.sessions[invite.session].name, *invite.recipient, method_of(invite), invite.object,
                invite);
        }
        for (std::size_t i = 0; i < delivered - single; ++i) {
            const auto& invite = due.of_series[i];
            const auto& series = due.series[invite.series];
            add(name_of(series, invite), *invite.recipient, method_of(series, invite), invite.next.object,
                invite);
        }
        table->finish();
    }

    static void say_who_lacks_an_address(Invocation& invocation, const DueInvites& due) {
        if (due.without_address.empty()) return;
        std::vector<std::string> names;
        for (const auto& person : due.without_address)
            names.push_back(shown_name(invocation.connection(), person));
        invocation.warn("not invited, having no e-mail address: " + first_few(std::move(names)) +
                        "; tiffin person edit NAME --email ADDRESS");
    }

    std::optional<std::string> session_, series_, to_, output_, as_;
    bool again_ = false;
};

}  // namespace

std::unique_ptr<Action> make_invite() {
    return std::make_unique<Invite>();
}

}  // namespace tiffin::cli
