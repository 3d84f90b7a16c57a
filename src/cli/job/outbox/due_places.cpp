#include "cli/job/outbox/due_places.h"

#include <algorithm>

#include "cli/job/answers/answers.h"
#include "cli/job/answers/seating.h"
#include "storage/messages.h"

namespace tiffin::cli {

namespace {

constexpr std::string_view kPlace = "place";

/// "waiting-7", by the answer with which they asked for a place: the last word of the key.
std::string told_of(const Seat& seat, const Rsvp& answer) {
    return seat.waiting ? "waiting-" + std::to_string(answer.order) : std::string(kPlace);
}

std::string_view told_by(const Message& message) {
    return std::string_view(message.key).substr(message.key.rfind('/') + 1);
}

}  // namespace

std::vector<PlaceNews> place_news(storage::Connection& connection, const Series& series,
                                  const Session& session) {
    std::vector<PlaceNews> news;
    const auto threads = "waiting-list/" + render_id(session.id) + "/";
    const bool has_limit = series.capacity || series.remote_capacity;
    if (!has_limit && !storage::has_thread(connection, threads)) return news;
    const auto answered = answers(connection, session);
    for (const auto& seat : seating(series, session, answered)) {
        const auto thread = threads + render_id(seat.person);
        const auto history = storage::messages_in_thread(connection, thread);
        const auto heard = std::find_if(history.begin(), history.end(), was_heard);
        const auto now = told_of(seat, answered.at(seat.person));
        if (now == (heard == history.end() ? kPlace : told_by(*heard))) continue;
        const bool is_prepared = !history.empty() && history.front().state == MessageState::prepared &&
                                 told_by(history.front()) == now;
        const bool had_place = heard != history.end() && told_by(*heard) == kPlace;
        news.push_back({seat, had_place, is_prepared,
                        is_prepared ? history.front().key
                                    : thread + "/" + std::to_string(history.size() + 1) + "/" + now,
                        thread});
    }
    return news;
}

}  // namespace tiffin::cli
