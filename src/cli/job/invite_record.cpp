#include "cli/job/invite_record.h"

#include <algorithm>
#include <map>
#include <optional>

#include "domain/session_life.h"
#include "storage/invites.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// The session as it is by now. One that was removed while people were invited to it is back, called off, so
/// that the next run tells them; nothing where its series is gone or has another in its place.
std::optional<Session> session_now(storage::UnitOfWork& work, const Session& told) {
    auto& connection = work.connection();
    if (auto known = storage::session(connection, told.id)) return known;
    if (!storage::series(connection, told.series) ||
        storage::session_of(connection, told.series, told.occurrence))
        return std::nullopt;
    Session session = told;
    auto& duties = session.assignments;
    duties.erase(std::remove_if(duties.begin(), duties.end(),
                                [&](const auto& duty) { return !storage::person(connection, duty.person); }),
                 duties.end());
    if (session.topic && !storage::topic(connection, *session.topic)) session.topic.reset();
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
    Recorder(storage::UnitOfWork& work, const DueSession& due, Session session)
        : work_(work), due_(due), session_(std::move(session)) {
        for (auto& known : storage::emitted_invites(work.connection(), session_.id)) {
            auto key = text::lower_case(known.email);
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
        const auto known = known_.find(text::lower_case(emitted.email));
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

std::vector<std::string> record_invites(storage::UnitOfWork& work, const DueInvites& due,
                                        std::size_t delivered) {
    std::vector<std::string> gone;
    std::map<PersonId, bool> is_known;
    const auto note_gone = [&](const DueInvite& invite, const std::string& name) {
        if (invite.object.told != Told::invited) return;  // no calendar has it
        if (std::find(gone.begin(), gone.end(), name) == gone.end()) gone.push_back(name);
    };
    std::optional<Recorder> recorder;
    std::size_t session = due.sessions.size();  // whose recorder it is
    for (std::size_t i = 0; i < delivered; ++i) {
        const auto& invite = due.invites[i];
        if (invite.object.again) continue;
        if (session != invite.session) {
            if (recorder) recorder->finish();
            recorder.reset();
            session = invite.session;
            if (auto now = session_now(work, due.sessions[session].session))
                recorder.emplace(work, due.sessions[session], std::move(*now));
        }
        const auto [known, first] = is_known.try_emplace(invite.person);
        if (first) known->second = storage::person(work.connection(), invite.person).has_value();
        if (!recorder) {
            note_gone(invite, due.sessions[session].name);
        } else if (!known->second) {
            note_gone(invite, invite.recipient.name);
        } else {
            recorder->add(invite);
        }
    }
    if (recorder) recorder->finish();
    return gone;
}

void record_published(storage::UnitOfWork& work, const Announcement& announcement) {
    if (storage::session(work.connection(), announcement.session))
        storage::record(work, merged(work.connection(), announcement));
}

}  // namespace tiffin::cli
