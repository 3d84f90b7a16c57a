#include "cli/job/invites/invite_thread.h"

#include <algorithm>
#include <charconv>

#include "storage/messages.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

template <class Id>
std::string threads_of(Id id) {
    return render_id(id) + "/";
}

/// "2027-03-04#2", behind the name of its thread.
InvitePiece piece_of(const Message& message) {
    const auto rest = std::string_view(message.key).substr(message.thread.size() + 1);
    return {message.thread, parse_iso_date(rest.substr(0, rest.find('#')))};
}

int sequence_of(const Message& message) {
    const auto digits = std::string_view(message.key).substr(message.key.rfind('#') + 1);
    int sequence = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
    return sequence;
}

/// Of the whole all of it is replaced, of a date what waits for the same date.
bool replaces(const InvitePiece& piece, const Message& message) {
    return !piece.date || piece_of(message).date == piece.date;
}

/// Reads a thread from its first message to its last.
class Reading {
  public:
    explicit Reading(const InvitePiece& piece) : piece_(piece) {}

    void take(const Message& message) {
        const bool is_first = message.kind == MessageKind::invite;
        if (message.follows ? message.follows != before_ : !before_ && !is_first) {
            // tiffin invite told the address something in between, or messages of an older tiffin do not say.
            const auto heard = is_first ? Heard::cancelled : Heard::invited;
            found_ = {heard, message.follows, message.follows, {}, std::nullopt};
        }
        before_ = sequence_of(message);
        if (reaches(message)) note(message);
    }

    [[nodiscard]] const Reached& found() const { return found_; }

  private:
    [[nodiscard]] bool reaches(const Message& message) const {
        switch (message.state) {
            case MessageState::prepared:
                return !replaces(piece_, message);
            case MessageState::claimed:
            case MessageState::sent:
                return true;
            case MessageState::dropped:
                return message.reason == kToldElsewhere;
            case MessageState::expired:
                break;
        }
        return false;
    }

    void note(const Message& message) {
        const auto view = message.view ? std::optional(parse_view(*message.view)) : std::nullopt;
        if (const auto date = piece_of(message).date) {
            found_.dates[*date] = *before_;
            if (found_.heard == Heard::nothing) found_.heard = Heard::invited;
            if (!view) found_.view.reset();
            if (found_.view) found_.view->modes[*date] = view->mode_on(*date);
            return;
        }
        found_.heard = message.kind == MessageKind::cancellation ? Heard::cancelled : Heard::invited;
        found_.sequence = before_;
        if (found_.heard == Heard::invited) found_.invited = before_;
        found_.dates.clear();
        found_.view = view;
    }

    InvitePiece piece_;
    std::optional<int> before_;
    Reached found_;
};

/// Null where `tiffin invite` told the address more than its messages did: `last` is the last that the ledger
/// knows.
std::shared_ptr<const Reached> reached_by(storage::Connection& connection, const InvitePiece& piece,
                                          std::optional<int> last) {
    if (!last) return nullptr;
    const auto messages = storage::messages_in_thread(connection, piece.thread);
    if (messages.empty() || sequence_of(messages.front()) != *last) return nullptr;
    Reading reading(piece);
    std::for_each(messages.rbegin(), messages.rend(), [&](const Message& each) { reading.take(each); });
    return std::make_shared<const Reached>(reading.found());
}

}  // namespace

std::string thread_of(SessionId session, std::string_view email) {
    return threads_of(session) + text::lower_case(email);
}

std::string thread_of(SeriesInviteId invite, std::string_view email) {
    return threads_of(invite) + text::lower_case(email);
}

std::string key_of(const InvitePiece& piece, int sequence) {
    return piece.thread + "/" + (piece.date ? render_date(*piece.date) : "") + "#" + std::to_string(sequence);
}

void find_reached(storage::Connection& connection, DueInvites& due) {
    for (auto& invite : due.invites) {
        const auto session = due.sessions[invite.session].session.id;
        invite.reached = reached_by(connection, {thread_of(session, invite.recipient->email)}, invite.last);
    }
    for (auto& invite : due.of_series) {
        const auto series = due.series[invite.series].invite.id;
        invite.reached = reached_by(
            connection, {thread_of(series, invite.recipient->email), invite.next.date}, invite.last);
        if (!invite.reached || !invite.reached->view) continue;
        invite.told_days.reset();
        if (invite.reached->view->days != invite.view.days) invite.told_days = invite.reached->view->days;
    }
}

std::optional<int> sequence_at(storage::Connection& connection, const std::string& thread,
                               const std::optional<Date>& date, int last) {
    const auto reached = reached_by(connection, {thread}, last);
    if (!reached) return last;
    return date ? reached->sequence_on(*date) : reached->sequence;
}

std::vector<Message> waiting_messages(storage::Connection& connection, SeriesInviteId invite) {
    return storage::prepared_in_threads(connection, threads_of(invite));
}

WaitingMessages::WaitingMessages(storage::UnitOfWork& work, SessionId session)
    : WaitingMessages(work, threads_of(session)) {}

WaitingMessages::WaitingMessages(storage::UnitOfWork& work, SeriesInviteId invite)
    : WaitingMessages(work, threads_of(invite)) {}

WaitingMessages::WaitingMessages(storage::UnitOfWork& work, std::string threads)
    : work_(work), threads_(std::move(threads)) {
    for (auto& message : storage::prepared_in_threads(work.connection(), threads_)) {
        auto thread = message.thread;
        by_thread_.emplace(std::move(thread), std::move(message));
    }
}

void WaitingMessages::drop_outdated(std::string_view email, const std::optional<Date>& date,
                                    std::string_view reason) {
    if (by_thread_.empty()) return;
    const InvitePiece piece{threads_ + text::lower_case(email), date};
    auto [next, last] = by_thread_.equal_range(piece.thread);
    while (next != last) {
        const bool is_outdated = replaces(piece, next->second);
        if (is_outdated) storage::drop(work_, next->second.id, reason);
        next = is_outdated ? by_thread_.erase(next) : std::next(next);
    }
}

}  // namespace tiffin::cli
