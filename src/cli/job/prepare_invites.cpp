#include "cli/job/prepare_invites.h"

#include <algorithm>

#include "cli/job/invite_event.h"
#include "cli/job/invite_files.h"
#include "cli/job/invite_record.h"
#include "cli/job/invite_thread.h"
#include "cli/job/message_text.h"
#include "storage/messages.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

class Preparation {
  public:
    Preparation(Invocation& invocation, storage::UnitOfWork& work, const DueInvites& due)
        : invocation_(invocation),
          work_(work),
          due_(due),
          files_(due, organizer_of(invocation), InviteForm::eml, user_templates(invocation.surroundings())) {}

    void run() {
        std::vector<Message> messages;
        messages.reserve(due_.size());
        for (auto invite : due_.invites) {
            const auto& of = due_.sessions[invite.session];
            const InvitePiece piece{thread_of(of.session.id, invite.recipient.email)};
            const auto unsent = unsent_kind(piece, invite.last);
            if (unsent) invite.last.reset();  // what they were told is not what they have seen
            if (auto message = message_of(invite, piece, invite.object, unsent)) {
                message->session = of.session.id;
                message->deadline = of.shown.begin + of.shown.length;
                messages.push_back(*std::move(message));
            }
        }
        for (auto invite : due_.of_series) {
            const auto& series = due_.series[invite.series];
            const auto& next = invite.next;
            const InvitePiece piece{thread_of(series.invite.id, invite.recipient.email), next.date};
            const auto unsent = unsent_kind(piece, invite.last);
            if (unsent) invite.last.reset();
            auto message = message_of(invite, piece, next.object, next.date ? std::nullopt : unsent);
            if (!message) continue;
            if (next.date) {
                const auto& on_date = series.dates.at(*next.date);
                message->session = on_date.session;
                message->deadline = on_date.shown.begin + on_date.shown.length;
            }
            messages.push_back(*std::move(message));
        }
        static_cast<void>(record_invites(work_, due_, due_.size()));  // nothing can be gone meanwhile
        for (const auto& message : messages) {
            storage::insert(work_, message);
        }
    }

  private:
    [[nodiscard]] std::optional<MessageKind> unsent_kind(const InvitePiece& piece,
                                                         std::optional<int> last) const {
        return last ? cli::unsent_kind(work_.connection(), piece.thread, *last) : std::nullopt;
    }

    /// Nothing where nobody needs to hear of it.
    template <class Invite>
    std::optional<Message> message_of(const Invite& invite, const InvitePiece& piece,
                                      const NextInvite& object, std::optional<MessageKind> unsent) {
        Replacement replacement{true, files_.kind(invite)};
        if (unsent) replacement = replace_unsent(*unsent, replacement.kind);
        if (!replacement.is_needed) return std::nullopt;
        return Message{.id = work_.new_id<MessageId>(),
                       .kind = replacement.kind,
                       .key = key_of(piece, object.sequence),
                       .thread = piece.thread,
                       .person = invite.person,
                       .due = invocation_.now(),
                       .content = files_.compose(invite, replacement.kind)};
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    const DueInvites& due_;
    InviteFiles files_;
};

}  // namespace

void prepare_invites(Invocation& invocation, storage::UnitOfWork& work, const DueInvites& due) {
    if (due.size() > 0) Preparation(invocation, work, due).run();
}

}  // namespace tiffin::cli
