#include "cli/job/invites/invite_record.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "cli/job/invites/invite_thread.h"
#include "domain/session_life.h"
#include "storage/invites.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/series_invites.h"
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

/// The last that each address was told by now, which another run may have told meanwhile. A run tells an
/// address that is not known here once.
class Addresses {
  public:
    explicit Addresses(std::vector<EmittedInvite> known) {
        for (auto& each : known) {
            auto key = text::lower_case(each.email);
            known_.emplace(std::move(key), std::move(each));
        }
    }

    /// What is known of the address from now on.
    EmittedInvite note(EmittedInvite emitted) {
        if (known_.empty()) return emitted;
        const auto known = known_.find(text::lower_case(emitted.email));
        if (known == known_.end()) return emitted;
        crossed_ = crossed_ || is_crossed(known->second, emitted);
        return known->second = merge(known->second, emitted);
    }

    [[nodiscard]] bool has(const std::string& email) const {
        return known_.contains(text::lower_case(email));
    }

    /// Somebody was told by two runs at once.
    [[nodiscard]] bool crossed() const { return crossed_; }

  private:
    std::map<std::string, EmittedInvite> known_;
    bool crossed_ = false;
};

class Recorder {
  public:
    Recorder(storage::UnitOfWork& work, const DueSession& due, Session session, std::string_view reason)
        : work_(work),
          due_(due),
          reason_(reason),
          session_(std::move(session)),
          waiting_(work, session_.id),
          addresses_(storage::emitted_invites(work.connection(), session_.id)) {}

    void add(const DueInvite& invite) {
        waiting_.drop_outdated(invite.recipient->email, std::nullopt, reason_);
        if (invite.object.again) return;
        EmittedInvite emitted{.session = session_.id,
                              .person = invite.person,
                              .email = invite.recipient->email,
                              .told = invite.object.told,
                              .sequence = invite.object.sequence,
                              .emitted = invite.object.stamp,
                              .mode = invite.mode};
        emitted = addresses_.note(std::move(emitted));
        emitted_.push_back(std::move(emitted));
        invited_ = invited_ || invite.object.told == Told::invited;
    }

    void finish() {
        if (emitted_.empty()) return;
        std::sort(emitted_.begin(), emitted_.end(),  // rows that lie side by side cost half
                  [](const auto& a, const auto& b) { return a.email < b.email; });
        storage::record(work_, emitted_);
        auto announcement = merged(work_.connection(), due_.announcement);
        if (addresses_.crossed()) announcement.shown.clear();
        storage::record(work_, announcement);
        if (!invited_ || session_.announced) return;
        announce(session_);
        storage::update(work_, session_);
    }

  private:
    storage::UnitOfWork& work_;
    const DueSession& due_;
    std::string_view reason_;
    Session session_;
    WaitingMessages waiting_;
    Addresses addresses_;
    std::vector<EmittedInvite> emitted_;
    bool invited_ = false;
};

/// Notes what was delivered of one recurring invite.
class SeriesRecorder {
  public:
    SeriesRecorder(storage::UnitOfWork& work, const DueSeries& due, std::string_view reason)
        : work_(work), due_(due), reason_(reason), waiting_(work, due.invite.id) {
        for (auto& each : storage::series_invites(work.connection(), due.invite.series)) {
            if (each.id == due.invite.id) known_ = std::move(each);
        }
        if (!known_) return;
        addresses_ = Addresses(known_->emitted);
        // Another run told somebody meanwhile, perhaps something else by the same number.
        crossed_ = highest_sequence(*known_) != due.highest;
    }

    /// False when its series is gone.
    [[nodiscard]] bool is_known() const { return known_.has_value(); }

    void add(const DueSeriesInvite& invite) {
        const auto& object = invite.next.object;
        waiting_.drop_outdated(invite.recipient->email, invite.next.date, reason_);
        if (object.again) return;
        told_ = true;
        EmittedInvite emitted{.session = {},
                              .person = invite.person,
                              .email = invite.recipient->email,
                              .told = object.told,
                              .sequence = object.sequence,
                              .emitted = object.stamp};
        emitted = addresses_.note(std::move(emitted));
        const bool is_last = emitted.sequence == object.sequence;
        storage::record(work_, known_->id, emitted,
                        is_last ? invite.view.days : known_->view_of(emitted.email).days);
        auto modes = invite.view.modes;
        if (!addresses_.has(emitted.email))
            std::erase_if(modes, [](const auto& each) { return !each.second; });
        if (is_last) storage::record(work_, known_->id, emitted.email, modes);
        if (object.told != Told::invited) return;
        for (const auto& [date, each] : due_.dates) {
            const bool is_shown =
                invite.next.date ? *invite.next.date == date : invite.view.days.contains(date);
            if (each.is_told && each.session && is_shown) announced_.insert(*each.session);
        }
    }

    void finish() {
        if (!told_) return;
        auto& whole = known_->whole;
        whole = whole ? merge(*whole, *due_.invite.whole) : *due_.invite.whole;
        if (crossed_ || addresses_.crossed()) whole->shown.clear();
        storage::record(work_, *known_);
        for (const auto& [date, announcement] : due_.invite.dates) {
            const auto known = known_->dates.find(date);
            if (known != known_->dates.end() && known->second.sequence == announcement.sequence &&
                known->second.shown == announcement.shown)
                continue;
            storage::record(work_, known_->id, date,
                            known == known_->dates.end() ? announcement : merge(known->second, announcement));
        }
        for (const auto id : announced_) {
            auto session = storage::session(work_.connection(), id);
            if (!session || session->announced) continue;
            announce(*session);
            storage::update(work_, *session);
        }
    }

  private:
    storage::UnitOfWork& work_;
    const DueSeries& due_;
    std::string_view reason_;
    std::optional<SeriesInvite> known_;
    Addresses addresses_{{}};
    WaitingMessages waiting_;
    std::set<SessionId> announced_;
    bool crossed_ = false;
    bool told_ = false;  // somebody something that they did not have
};

/// What was removed meanwhile, so that nobody will call its invites off.
class Gone {
  public:
    explicit Gone(storage::Connection& connection) : connection_(connection) {}

    bool has(PersonId person) {
        const auto [known, first] = is_known_.try_emplace(person);
        if (first) known->second = storage::person(connection_, person).has_value();
        return !known->second;
    }

    void note(Told told, const std::string& name) {
        if (told != Told::invited) return;  // no calendar has it
        if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
    }

    /// By name.
    std::vector<std::string> take() {
        std::sort(names_.begin(), names_.end());
        return std::move(names_);
    }

  private:
    storage::Connection& connection_;
    std::map<PersonId, bool> is_known_;
    std::vector<std::string> names_;
};

/// The invites of one session, which lie side by side.
using OfSession = std::span<const DueInvite>;

/// The first `delivered` of them, in the order in which the file keeps what was told: rows that follow one
/// another cost less than rows all over it.
std::vector<OfSession> by_id(const DueInvites& due, std::size_t delivered) {
    std::vector<OfSession> found;
    for (OfSession rest(due.invites.data(), delivered); !rest.empty();) {
        const auto end = std::find_if(rest.begin(), rest.end(),
                                      [&](const auto& each) { return each.session != rest.front().session; });
        const auto size = static_cast<std::size_t>(end - rest.begin());
        found.push_back(rest.first(size));
        rest = rest.subspan(size);
    }
    std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
        return due.sessions[a.front().session].session.id < due.sessions[b.front().session].session.id;
    });
    return found;
}

void record_session(storage::UnitOfWork& work, const DueInvites& due, OfSession invites,
                    std::string_view reason, Gone& gone) {
    const auto& told = due.sessions[invites.front().session];
    auto now = session_now(work, told.session);
    if (!now) {
        for (const auto& invite : invites) gone.note(invite.object.told, told.name);
        return;
    }
    Recorder recorder(work, told, std::move(*now), reason);
    for (const auto& invite : invites) {
        if (gone.has(invite.person)) {
            gone.note(invite.object.told, invite.recipient->name);
        } else {
            recorder.add(invite);
        }
    }
    recorder.finish();
}

void record_series_invites(storage::UnitOfWork& work, const DueInvites& due, std::size_t delivered,
                           std::string_view reason, Gone& gone) {
    std::optional<SeriesRecorder> recorder;
    std::size_t series = due.series.size();  // whose recorder it is
    for (std::size_t i = 0; i < delivered; ++i) {
        const auto& invite = due.of_series[i];
        const auto& object = invite.next.object;
        if (series != invite.series) {
            if (recorder && recorder->is_known()) recorder->finish();
            series = invite.series;
            recorder.emplace(work, due.series[series], reason);
        }
        if (!recorder->is_known()) {
            gone.note(object.told, due.series[series].name);
        } else if (gone.has(invite.person)) {
            gone.note(object.told, invite.recipient->name);
        } else {
            recorder->add(invite);
        }
    }
    if (recorder && recorder->is_known()) recorder->finish();
}

}  // namespace

std::vector<std::string> record_invites(storage::UnitOfWork& work, const DueInvites& due,
                                        std::size_t delivered, std::string_view reason) {
    Gone gone(work.connection());
    const auto single = std::min(delivered, due.invites.size());
    for (const auto invites : by_id(due, single)) record_session(work, due, invites, reason, gone);
    record_series_invites(work, due, delivered - single, reason, gone);
    return gone.take();
}

void record_published(storage::UnitOfWork& work, const Announcement& announcement) {
    if (storage::session(work.connection(), announcement.session))
        storage::record(work, merged(work.connection(), announcement));
}

}  // namespace tiffin::cli
