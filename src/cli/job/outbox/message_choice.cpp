#include "cli/job/outbox/message_choice.h"

#include "cli/listing.h"
#include "cli/lookup.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

report::Cell cell(const std::optional<Instant>& instant) {
    return instant ? report::Cell{render_instant(*instant)} : report::Cell{};
}

report::Cell session_cell(storage::Connection& connection, SessionNames& names, const Message& message) {
    if (!message.session) return {};
    const auto session = storage::session(connection, *message.session);
    return session ? report::Cell{names.session(*session)} : report::Cell{};
}

}  // namespace

void MessageChoice::declare(Declaration& declaration) {
    const auto all = message_kind_names();
    declaration.option("--kind", "KIND", kinds_, "only of this kind")
        .one_of(std::vector<std::string>(all.begin(), all.end()));
    declaration.option("--session", "SESSION", session_, "only about this session")
        .completing(Completes::session);
    declaration.option("--to", "PERSON", to_, "only to this person").completing(Completes::person);
}

storage::MessageFilter MessageChoice::filter(Invocation& invocation, std::vector<MessageState> states) const {
    storage::MessageFilter filter{.states = std::move(states)};
    for (const auto& kind : kinds_) filter.kinds.push_back(*parse_message_kind(kind));
    if (session_) filter.session = find_session(invocation, *session_).id;
    if (to_) filter.person = find_person(invocation.connection(), *to_).id;
    return filter;
}

std::vector<report::Column> message_columns() {
    return {{"message", {}}, {"kind", {}},     {"session", {}},   {"person", {}},
            {"email", {}},   {"subject", {}},  {"state", {}},     {"prepared", {}},
            {"due", {}},     {"deadline", {}}, {"sent", {}},      {"attempts", report::Column::Align::right},
            {"retry", {}},   {"reason", {}},   {"message_id", {}}};
}

report::Row message_row(storage::Connection& connection, SessionNames& names, const Message& message) {
    const auto& content = message.content;
    return {render_id(message.id),
            std::string(to_string(message.kind)),
            session_cell(connection, names, message),
            cell(std::string_view(content.to.name)),
            content.to.email,
            content.subject,
            std::string(to_string(message.state)),
            render_instant(content.date),
            render_instant(message.due),
            cell(message.deadline),
            cell(message.sent),
            std::int64_t{message.attempts},
            cell(message.retry),
            cell(std::string_view(message.reason)),
            content.mail_id};
}

const std::vector<std::string>& brief_message_columns() {
    static const std::vector<std::string> kBrief{"message", "kind", "session", "person", "state", "reason"};
    return kBrief;
}

std::string described(const Message& message) {
    const auto& to = message.content.to;
    return std::string(to_string(message.kind)) + " to " +
           (to.name.empty() ? to.email : to.name + " <" + to.email + ">") + ": " + message.content.subject;
}

}  // namespace tiffin::cli
