#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/session_table.h"
#include "domain/catering.h"
#include "domain/message.h"
#include "domain/session.h"
#include "domain/told_order.h"
#include "mail/template.h"

namespace tiffin::cli {

/// Letters to caterers and presenters go out in the morning, by the clock of the session.
constexpr TimeOfDay kMorning{8 * 60};

/// What a caterer lacks of one session.
struct DueOrder {
    Message message;   ///< without an id and its content
    std::string text;  ///< the template: an order, or its end
    Mailbox caterer;
    ToldOrder told;       ///< by this message
    mail::Values values;  ///< all that the template names, but for the organizer
};

/// Of all that the caterer is told of a session.
std::string order_thread(SessionId session);

/// The setting caterer of the series, whose settings these are.
std::optional<Mailbox> caterer_of(const config::Settings& settings);

/// Of one session; neither: nothing is new for the caterer.
struct OrderNews {
    std::optional<std::string> waiting{};  ///< the key of the message that says so, which is not sent yet
    std::optional<DueOrder> due{};
    bool is_missed = false;  ///< it is too late for what is due, and nothing was said in time
};
/// Freezes the order when it is time to tell the caterer, and again where the numbers have changed since, but
/// no more than once a day. Where they know of an order, a change of day, time or place is news at once, and
/// so is its end. What should have been ordered in the last days, while nothing ran, is missed.
OrderNews order_news(Invocation& invocation, storage::UnitOfWork& work, SessionNames& names,
                     const config::Settings& settings, const Session& session, const SessionTimes& when);

/// Records what is ordered now. False where it is frozen so already.
bool freeze_order(Invocation& invocation, storage::UnitOfWork& work, const Session& session,
                  const CateringOrder& order);

}  // namespace tiffin::cli
