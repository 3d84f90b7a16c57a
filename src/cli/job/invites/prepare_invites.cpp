#include "cli/job/invites/prepare_invites.h"

#include <algorithm>

#include "cli/job/invites/invite_event.h"
#include "cli/job/invites/invite_files.h"
#include "cli/job/invites/invite_record.h"
#include "cli/job/invites/invite_thread.h"
#include "cli/job/outbox/message_text.h"
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
        messages_.reserve(due_.size());
        for (const auto& invite : due_.invites) add(invite);
        for (const auto& invite : due_.of_series) add(invite);
        // Nothing can be gone meanwhile.
        static_cast<void>(record_invites(work_, due_, due_.size(), kTakenPlace));
        for (const auto& [message, is_needed] : messages_) {
            storage::insert(work_, message);
            if (!is_needed) storage::drop(work_, message.id, message.reason);
        }
    }

  private:
    struct Prepared {
        Message message;
        bool is_needed = true;
    };

    void add(const DueInvite& invite) {
        const auto& of = due_.sessions[invite.session];
        const auto* reached = invite.reached.get();
        const SeriesView view{{}, {{Date{}, invite.mode}}};
        const auto* told = shown_at(of.told, invite.seen());
        const bool has_news = reached == nullptr || told == nullptr ||
                              !still_holds(*told, render_shown(of.shown)) ||
                              (!of.shown.called_off && !reached->shows(view));
        const InvitePiece piece{thread_of(of.session.id, invite.recipient->email)};
        auto& message = add(invite, {piece, invite.object.sequence, has_news,
                                     reached == nullptr ? Heard::nothing : reached->heard});
        message.session = of.session.id;
        message.deadline = of.shown.begin + of.shown.length;
        message.view = render_view(view);
    }

    void add(const DueSeriesInvite& invite) {
        const auto& series = due_.series[invite.series];
        const auto date = invite.next.date;
        const auto* reached = invite.reached.get();
        Heard heard = reached == nullptr ? Heard::nothing : reached->heard;
        if (reached != nullptr && date && shows_called_off(series.told_on(*date, invite.seen_on(*date))))
            heard = Heard::cancelled;
        const bool has_news = reached == nullptr ||
                              (date ? !reached->shows(invite.view.modes) || has_news_on(*date, series, invite)
                                    : !reached->shows(invite.view) || has_news_in_all(series, invite));
        const InvitePiece piece{thread_of(series.invite.id, invite.recipient->email), date};
        auto& message = add(invite, {piece, invite.next.object.sequence, has_news, heard});
        message.view = render_view(invite.view);
        if (!date) return;
        const auto& on_date = series.dates.at(*date);
        message.session = on_date.session;
        message.deadline = on_date.shown.begin + on_date.shown.length;
    }

    static bool has_news_on(Date date, const DueSeries& series, const DueSeriesInvite& invite) {
        return !still_holds(series.told_on(date, invite.seen_on(date)), series.text_on(date));
    }

    static bool has_news_in_all(const DueSeries& series, const DueSeriesInvite& invite) {
        if (!still_holds(series.told_of_all(invite.seen()), series.invite.whole->shown)) return true;
        const auto& dates = series.invite.dates;
        return std::any_of(dates.begin(), dates.end(), [&](const auto& each) {
            return invite.view.days.contains(each.first) && has_news_on(each.first, series, invite);
        });
    }

    /// Why nobody needs to hear of it.
    static std::string_view reason(Heard heard) {
        switch (heard) {
            case Heard::nothing:
                return "they never heard of it";
            case Heard::invited:
                return "they know it as it is";
            case Heard::cancelled:
                return "they know it as cancelled";
        }
        return "";
    }

    struct Telling {
        InvitePiece piece;
        int sequence = 0;
        bool has_news = true;
        Heard heard{};
    };

    /// What is not needed is kept as well, so that the next one of its thread knows of it.
    template <class Invite>
    Message& add(const Invite& invite, const Telling& told) {
        auto kind = files_.kind(invite);
        const bool is_invited = kind != MessageKind::cancellation;
        const auto needed =
            invite.reached ? mail_after(told.heard, is_invited, told.has_news) : std::optional(kind);
        kind = needed.value_or(kind);
        const bool is_next = !messages_.empty() && messages_.back().message.thread == told.piece.thread;
        messages_.push_back({{.id = work_.new_id<MessageId>(),
                              .kind = kind,
                              .key = key_of(told.piece, told.sequence),
                              .thread = told.piece.thread,
                              .person = invite.person,
                              .due = invocation_.now(),
                              .reason = std::string(needed ? "" : reason(told.heard)),
                              .follows = is_next ? std::optional(sequence_) : invite.last,
                              .content = files_.compose(invite, kind)},
                             needed.has_value()});
        sequence_ = told.sequence;
        return messages_.back().message;
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    const DueInvites& due_;
    InviteFiles files_;
    std::vector<Prepared> messages_;
    int sequence_ = 0;  // of the last of them
};

}  // namespace

void prepare_invites(Invocation& invocation, storage::UnitOfWork& work, DueInvites due) {
    if (due.size() == 0) return;
    find_reached(work.connection(), due);
    Preparation(invocation, work, due).run();
}

}  // namespace tiffin::cli
