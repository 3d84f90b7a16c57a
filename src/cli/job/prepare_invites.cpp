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
        messages_.reserve(due_.size());
        for (auto invite : due_.invites) {
            const auto& of = due_.sessions[invite.session];
            const Telling told{
                {thread_of(of.session.id, invite.recipient->email)}, invite.object.sequence, invite.last};
            const auto reached = what_reached(told);
            if (reached) invite.last = reached->sequence;
            const bool has_news = !reached || !reached->shows(invite.mode) ||
                                  !holds(invite.last ? shown_at(of.told, *invite.last) : nullptr, of.shown);
            auto& message = add(invite, told, reached, has_news);
            message.session = of.session.id;
            message.deadline = of.shown.begin + of.shown.length;
            message.mode = invite.mode;
        }
        for (auto invite : due_.of_series) add(std::move(invite));
        static_cast<void>(record_invites(work_, due_, due_.size()));  // nothing can be gone meanwhile
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
    struct Telling {
        InvitePiece piece;
        int sequence = 0;
        std::optional<int> before{};  ///< what the address had been told before, as the ledger has it
    };

    void add(DueSeriesInvite invite) {
        const auto& series = due_.series[invite.series];
        const auto date = invite.next.date;
        const Telling told{{thread_of(series.invite.id, invite.recipient->email), date},
                           invite.next.object.sequence,
                           invite.last};
        const auto reached = what_reached(told);
        if (reached) {
            invite.last = reached->sequence;
            invite.later = reached->dates;
        }
        const auto mode = some_mode(invite);
        bool has_news = !reached || !invite.last || !reached->shows(mode);
        if (!has_news) has_news = date ? has_news_on(*date, series, invite) : has_news_in_all(series, invite);
        auto& message = add(invite, told, reached, has_news);
        message.mode = mode;
        if (!date) return;
        const auto& on_date = series.dates.at(*date);
        message.session = on_date.session;
        message.deadline = on_date.shown.begin + on_date.shown.length;
    }

    static bool holds(const std::string* told, const ShownSession& now) {
        return told != nullptr && still_holds(*told, render_shown(now));
    }

    static bool has_news_on(Date date, const DueSeries& series, const DueSeriesInvite& invite) {
        const auto told = series.told_on(date, invite.last_on(date));
        return !holds(&told, series.dates.at(date).shown);
    }

    static bool has_news_in_all(const DueSeries& series, const DueSeriesInvite& invite) {
        const auto* told = shown_at(series.told, *invite.last);
        if (told == nullptr || !still_holds(*told, series.invite.whole->shown)) return true;
        return invite.told_days ||
               std::any_of(series.dates.begin(), series.dates.end(), [&](const auto& each) {
                   return each.second.is_coming && invite.view.days.contains(each.first) &&
                          has_news_on(each.first, series, invite);
               });
    }

    /// As in Message.
    static std::optional<Mode> some_mode(const DueSeriesInvite& invite) {
        for (const auto& [date, mode] : invite.view.modes) {
            if (mode) return mode;
        }
        return std::nullopt;
    }

    /// Where their messages tell; else what the ledger knows of them is all.
    [[nodiscard]] std::optional<ReachedBy> what_reached(const Telling& told) const {
        return told.before ? reached_by(work_.connection(), told.piece, *told.before) : std::nullopt;
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

    /// What is not needed is kept as well, so that the next one of its thread knows of it.
    template <class Invite>
    Message& add(const Invite& invite, const Telling& told, const std::optional<ReachedBy>& reached,
                 bool has_news) {
        auto kind = files_.kind(invite);
        const bool is_invited = kind != MessageKind::cancellation;
        const auto needed = reached ? mail_after(reached->heard, is_invited, has_news) : std::optional(kind);
        kind = needed.value_or(kind);
        const bool is_next = !messages_.empty() && messages_.back().message.thread == told.piece.thread;
        messages_.push_back({{.id = work_.new_id<MessageId>(),
                              .kind = kind,
                              .key = key_of(told.piece, told.sequence),
                              .thread = told.piece.thread,
                              .person = invite.person,
                              .due = invocation_.now(),
                              .reason = std::string(needed ? "" : reason(reached->heard)),
                              .follows = is_next ? std::optional(sequence_) : told.before,
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

void prepare_invites(Invocation& invocation, storage::UnitOfWork& work, const DueInvites& due) {
    if (due.size() > 0) Preparation(invocation, work, due).run();
}

}  // namespace tiffin::cli
