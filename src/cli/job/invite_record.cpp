#include "cli/job/invite_record.h"

#include <map>
#include <optional>

#include "domain/session_life.h"
#include "storage/invites.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

/// The session as it is by now. One that was removed while people were invited to it is back, called off, so
/// that the next run tells them.
Session session_now(storage::UnitOfWork& work, const Session& told) {
    if (auto known = storage::session(work.connection(), told.id)) return *known;
    Session session = told;
    announce(session);
    cancel(session, std::nullopt);
    storage::insert(work, session);
    return session;
}

/// With what another run told of it meanwhile.
Announcement merged(storage::Connection& connection, const Announcement& delivered) {
    const auto known = storage::announcement(connection, delivered.session);
    return known ? merge(*known, delivered) : delivered;
}

class Recorder {
  public:
    Recorder(storage::UnitOfWork& work, const DueSession& due)
        : work_(work), due_(due), session_(session_now(work, due.session)) {
        for (auto& known : storage::emitted_invites(work.connection(), session_.id)) {
            auto key = address_key(known.email);
            known_.emplace(std::move(key), std::move(known));
        }
    }

    void add(const DueInvite& invite) {
        EmittedInvite emitted{.session = session_.id,
                              .person = invite.person,
                              .email = invite.recipient.email,
                              .told = invite.object.told,
                              .sequence = invite.object.sequence,
                              .emitted = invite.object.stamp};
        const auto known = known_.find(address_key(emitted.email));
        if (known != known_.end()) {
            crossed_ = crossed_ || is_crossed(known->second, emitted);
            emitted = merge(known->second, emitted);
        }
        storage::record(work_, emitted);
        invited_ = invited_ || invite.object.told == Told::invited;
    }

    void finish() {
        auto announcement = merged(work_.connection(), due_.announcement);
        if (crossed_) announcement.shown.clear();
        storage::record(work_, announcement);
        if (!invited_ || session_.announced) return;
        announce(session_);
        storage::update(work_, session_);
    }

  private:
    storage::UnitOfWork& work_;
    const DueSession& due_;
    Session session_;
    std::map<std::string, EmittedInvite> known_;  // by address
    bool crossed_ = false, invited_ = false;
};

}  // namespace

void record_invites(storage::UnitOfWork& work, const DueInvites& due, std::size_t delivered) {
    std::optional<Recorder> recorder;
    std::size_t session = due.sessions.size();  // whose recorder it is
    for (std::size_t i = 0; i < delivered; ++i) {
        const auto& invite = due.invites[i];
        if (invite.object.again) continue;
        if (session != invite.session) {
            if (recorder) recorder->finish();
            session = invite.session;
            recorder.emplace(work, due.sessions[session]);
        }
        recorder->add(invite);
    }
    if (recorder) recorder->finish();
}

void record_published(storage::UnitOfWork& work, const Announcement& announcement) {
    if (storage::session(work.connection(), announcement.session))
        storage::record(work, merged(work.connection(), announcement));
}

}  // namespace tiffin::cli
