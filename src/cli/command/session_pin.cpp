#include "cli/command/session.h"
#include "cli/invocation.h"
#include "cli/lookup.h"
#include "domain/session_life.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

/// `pin` and `unpin`.
class SessionPin final : public Action {
  public:
    enum class Way { pin, unpin };
    explicit SessionPin(Way way) : way_(way) {}

    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, "\"series/date\", or a date where it is the only one")
            .completing(Completes::session);
        declaration.detail(
            way_ == Way::pin ? "Who is planned stays, as if assigned by hand: the plan no longer changes it."
                             : "What was pinned or assigned by hand is the plan's again, unless it was "
                               "confirmed or announced. A video that is shown makes way for a talk.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto session = find_session(invocation, session_);
        const Moment moment{session_name(series_of(work.connection(), session), session.date),
                            invocation.today()};
        if (way_ == Way::pin ? pin(session, moment) : unpin(session, moment)) {
            storage::update(work, session);
            invocation.changed((way_ == Way::pin ? "pinned " : "unpinned ") + moment.name);
        }
        invocation.finish("", "tiffin plan");
        return ExitStatus::done;
    }

  private:
    Way way_;
    std::string session_;
};

}  // namespace

std::unique_ptr<Action> make_session_pin() {
    return std::make_unique<SessionPin>(SessionPin::Way::pin);
}
std::unique_ptr<Action> make_session_unpin() {
    return std::make_unique<SessionPin>(SessionPin::Way::unpin);
}

}  // namespace tiffin::cli
