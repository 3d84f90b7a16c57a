#include "cli/job/due_places.h"

#include <algorithm>

#include "cli/job/answers.h"
#include "cli/job/seating.h"
#include "storage/messages.h"

namespace tiffin::cli {

namespace {

constexpr std::string_view kWaiting = "waiting", kPlace = "place";

/// The last word of its key.
std::string_view told_by(const Message& message) {
    return std::string_view(message.key).substr(message.key.rfind('/') + 1);
}

}  // namespace

std::vector<PlaceNews> place_news(storage::Connection& connection, const Series& series,
                                  const Session& session) {
    std::vector<PlaceNews> news;
    if (!series.capacity && !series.remote_capacity) return news;
    for (const auto& seat : seating(series, session, answers(connection, session))) {
        // An answer is for a day; so is what was said of a place.
        const auto thread = "waiting-list/" + render_id(session.id) + "/" + render_date(session.date) + "/" +
                            render_id(seat.person);
        const auto history = storage::messages_in_thread(connection, thread);
        const auto heard = std::find_if(history.begin(), history.end(), was_heard);
        const auto now = seat.waiting ? kWaiting : kPlace;
        if (now == (heard == history.end() ? kPlace : told_by(*heard))) continue;
        const bool waits = !history.empty() && history.front().state == MessageState::prepared &&
                           told_by(history.front()) == now;
        news.push_back({seat.person, seat, waits,
                        waits ? history.front().key
                              : thread + "/" + std::to_string(history.size() + 1) + "/" + std::string(now),
                        thread});
    }
    return news;
}

}  // namespace tiffin::cli
