#include "storage/messages.h"

#include <algorithm>

#include "storage/sql.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

const std::string kSelect = sql::message;

std::optional<Instant> optional_instant(const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : parse_instant(row.view(column));
}

std::optional<std::string> rendered(const std::optional<Instant>& instant) {
    return instant ? std::optional(render_instant(*instant)) : std::nullopt;
}

Message read_message(const Statement& row) {
    Message message;
    message.id = row.id<MessageId>(0);
    message.key = row.text(1);
    message.thread = row.text(2);
    message.kind = parse_message_kind(row.view(3)).value_or(MessageKind::announcement);
    message.state = parse_message_state(row.view(4)).value_or(MessageState::dropped);
    message.session = row.optional_id<SessionId>(5);
    message.person = row.optional_id<PersonId>(6);
    message.due = parse_instant(row.view(7)).value_or(Instant{});
    message.deadline = optional_instant(row, 8);
    message.sent = optional_instant(row, 9);
    message.attempts = static_cast<int>(row.number(10));
    message.retry = optional_instant(row, 11);
    message.reason = row.text(12);
    auto& content = message.content;
    content.mail_id = row.text(13);
    content.from = {row.text(14), row.text(15)};
    content.to = {row.text(16), row.text(17)};
    content.subject = row.text(18);
    content.date = parse_instant(row.view(19)).value_or(Instant{});
    if (!row.is_null(21)) message.follows = static_cast<int>(row.number(21));
    if (!row.is_null(22)) message.view = row.text(22);
    return message;
}

void read_body(Connection& connection, Message& message) {
    Statement row(connection, "SELECT text, method, calendar FROM message_body WHERE message = :message");
    row.set(":message", message.id);
    if (!row.step()) return;
    message.content.text = row.text(0);
    if (!row.is_null(1)) message.content.calendar = MessageCalendar{row.text(1), row.text(2)};
}

/// " invite update ", for instr(); a kind of every sort where none is named.
template <class Value, std::size_t N>
std::string words(const std::vector<Value>& wanted, const std::array<std::string_view, N>& all) {
    std::string text = " ";
    if (wanted.empty()) {
        for (const auto word : all) text.append(word).append(" ");
    }
    for (const auto value : wanted) text.append(to_string(value)).append(" ");
    return text;
}

void set_filter(Statement& statement, const MessageFilter& filter) {
    statement.set(":states", words(filter.states, message_state_names()))
        .set(":kinds", words(filter.kinds, message_kind_names()))
        .set(":session", filter.session)
        .set(":person", filter.person);
}

constexpr const char* kWhere =
    " WHERE instr(:states, ' ' || state || ' ') > 0 AND instr(:kinds, ' ' || kind || ' ') > 0 "
    "AND (:session IS NULL OR session = :session) AND (:person IS NULL OR person = :person)";

/// The first text that stands behind all that begin so.
std::string beyond(std::string_view beginning) {
    std::string text(beginning);
    ++text.back();
    return text;
}

/// What is not sent is few of many, and has an index of its own.
bool is_unsent(const MessageFilter& filter) {
    return !filter.states.empty() &&
           std::all_of(filter.states.begin(), filter.states.end(), [](MessageState state) {
               return state == MessageState::prepared || state == MessageState::claimed;
           });
}

}  // namespace

void for_each_message(Connection& connection, const MessageFilter& filter,
                      const std::function<void(Message&)>& visit) {
    static const std::string kAll = kSelect + kWhere + " ORDER BY position";
    static const std::string kUnsent =
        kSelect + kWhere + " AND state IN ('prepared', 'claimed') ORDER BY position";
    Statement rows(connection, is_unsent(filter) ? kUnsent.c_str() : kAll.c_str());
    set_filter(rows, filter);
    while (rows.step()) {
        auto message = read_message(rows);
        visit(message);
    }
}

std::size_t count_messages(Connection& connection, const MessageFilter& filter) {
    static const std::string kAll = std::string("SELECT count(*) FROM message") + kWhere;
    static const std::string kUnsent = kAll + " AND state IN ('prepared', 'claimed')";
    Statement row(connection, is_unsent(filter) ? kUnsent.c_str() : kAll.c_str());
    set_filter(row, filter);
    row.step();
    return static_cast<std::size_t>(row.number(0));
}

std::optional<Message> message(Connection& connection, MessageId id) {
    static const std::string kById = kSelect + " WHERE id = :id";
    Statement row(connection, kById.c_str());
    row.set(":id", id);
    if (!row.step()) return std::nullopt;
    auto found = read_message(row);
    read_body(connection, found);
    return found;
}

std::vector<Message> messages_like(Connection& connection, std::string_view typed, int most) {
    std::vector<Message> found;
    for_each_message(connection, {}, [&](Message& message) {
        if (found.size() >= static_cast<std::size_t>(most)) return;
        if (render_id(message.id).rfind(typed, 0) == 0 || message.content.mail_id.rfind(typed, 0) == 0)
            found.push_back(std::move(message));
    });
    return found;
}

std::vector<Message> messages_in_thread(Connection& connection, std::string_view thread) {
    static const std::string kInThread = kSelect + " WHERE thread = :thread ORDER BY position DESC";
    Statement rows(connection, kInThread.c_str());
    rows.set(":thread", thread);
    std::vector<Message> found;
    while (rows.step()) found.push_back(read_message(rows));
    return found;
}

std::vector<Message> prepared_in_threads(Connection& connection, std::string_view beginning) {
    static const std::string kPrepared =
        kSelect + " WHERE thread >= :first AND thread < :beyond AND state = 'prepared'";
    Statement rows(connection, kPrepared.c_str());
    rows.set(":first", beginning).set(":beyond", beyond(beginning));
    std::vector<Message> found;
    while (rows.step()) found.push_back(read_message(rows));
    return found;
}

bool has_thread(Connection& connection, std::string_view beginning) {
    Statement row(connection, "SELECT 1 FROM message WHERE thread >= :first AND thread < :beyond LIMIT 1");
    row.set(":first", beginning).set(":beyond", beyond(beginning));
    return row.step();
}

bool has_message(Connection& connection, std::string_view key) {
    Statement row(connection, "SELECT 1 FROM message WHERE key = :key");
    row.set(":key", key);
    return row.step();
}

bool insert(UnitOfWork& work, const Message& message) {
    const auto& content = message.content;
    Statement row(work.connection(), sql::message_insert);
    row.set(":id", message.id)
        .lend(":key", message.key)
        .lend(":thread", message.thread)
        .set(":kind", to_string(message.kind))
        .set(":session", message.session)
        .set(":person", message.person)
        .set(":due", render_instant(message.due))
        .set(":deadline", rendered(message.deadline))
        .lend(":mail_id", content.mail_id)
        .lend(":from_name", content.from.name)
        .lend(":from_email", content.from.email)
        .lend(":name", content.to.name)
        .lend(":email", content.to.email)
        .lend(":subject", content.subject)
        .set(":date", render_instant(content.date))
        .set(":follows", message.follows)
        .set(":view", message.view);
    if (row.run() == 0) return false;
    Statement body(work.connection(),
                   "INSERT INTO message_body (message, text, method, calendar) "
                   "VALUES (:message, :text, :method, :calendar)");
    body.set(":message", message.id).lend(":text", content.text);
    if (content.calendar)
        body.lend(":method", content.calendar->method).lend(":calendar", content.calendar->bytes);
    body.run();
    return true;
}

void drop(UnitOfWork& work, MessageId message, std::string_view reason) {
    Statement(work.connection(),
              "UPDATE message SET state = 'dropped', reason = :reason WHERE id = :id AND state = 'prepared'")
        .set(":id", message)
        .set(":reason", reason)
        .run();
}

void restore(UnitOfWork& work, MessageId message) {
    Statement(work.connection(),
              "UPDATE message SET state = 'prepared', reason = '', retry = NULL, attempts = 0 "
              "WHERE id = :id AND state IN ('dropped', 'expired')")
        .set(":id", message)
        .run();
}

std::size_t expire(UnitOfWork& work, const Ready& ready, std::optional<Instant> earliest) {
    return static_cast<std::size_t>(Statement(work.connection(), sql::message_expire)
                                        .set(":now", render_instant(ready.now))
                                        .set(":earliest", rendered(earliest))
                                        .set(":kinds", words(ready.kinds, message_kind_names()))
                                        .run());
}

std::vector<ClaimedMessage> claim(UnitOfWork& work, const Ready& ready, const Claim& claim,
                                  std::int64_t after, int most) {
    auto& connection = work.connection();
    std::vector<std::pair<MessageId, std::int64_t>> found;
    {
        Statement rows(connection, sql::message_next);
        rows.set(":now", render_instant(ready.now))
            .set(":after", after)
            .set(":id", ready.only)
            .set(":ready", ready.at_once ? std::nullopt : std::optional(render_instant(ready.now)))
            .set(":kinds", words(ready.kinds, message_kind_names()))
            .set(":most", most);
        while (rows.step()) found.emplace_back(rows.id<MessageId>(0), rows.number(1));
    }
    std::vector<ClaimedMessage> claimed;
    for (const auto& [id, position] : found) {
        Statement(connection,
                  "UPDATE message SET state = 'claimed', claimant = :claimant, claimed_until = :until "
                  "WHERE id = :id")
            .set(":id", id)
            .set(":claimant", claim.claimant)
            .set(":until", render_instant(claim.until))
            .run();
        claimed.push_back({*message(connection, id), position});
    }
    return claimed;
}

void record_sent(UnitOfWork& work, MessageId message, Instant sent) {
    Statement(work.connection(),
              "UPDATE message SET state = 'sent', sent = :sent, claimant = NULL, claimed_until = NULL, "
              "retry = NULL, reason = '' WHERE id = :id AND state <> 'sent'")
        .set(":id", message)
        .set(":sent", render_instant(sent))
        .run();
}

void record_failure(UnitOfWork& work, const Message& message, std::int64_t claimant, Instant now) {
    Statement(work.connection(),
              "UPDATE message SET state = 'prepared', claimant = NULL, claimed_until = NULL, "
              "attempts = :attempts, retry = :retry, reason = :reason "
              "WHERE id = :id AND state = 'claimed' AND claimant = :claimant")
        .set(":id", message.id)
        .set(":claimant", claimant)
        .set(":attempts", message.attempts + 1)
        .set(":retry", render_instant(now + delay_after(message.attempts + 1)))
        .set(":reason", message.reason)
        .run();
}

void release(UnitOfWork& work, MessageId message, std::int64_t claimant) {
    Statement(work.connection(),
              "UPDATE message SET state = 'prepared', claimant = NULL, claimed_until = NULL "
              "WHERE id = :id AND state = 'claimed' AND claimant = :claimant")
        .set(":id", message)
        .set(":claimant", claimant)
        .run();
}

}  // namespace tiffin::storage
