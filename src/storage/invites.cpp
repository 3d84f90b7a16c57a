#include "storage/invites.h"

#include <algorithm>
#include <span>

#include "storage/statement.h"

namespace tiffin::storage {

std::optional<Announcement> announcement(Connection& connection, SessionId session) {
    Statement row(connection, "SELECT sequence, shown, changed FROM announcement WHERE session = :session");
    row.set(":session", session);
    if (!row.step()) return std::nullopt;
    return Announcement{.session = session,
                        .sequence = static_cast<int>(row.number(0)),
                        .shown = row.text(1),
                        .changed = parse_instant(row.view(2)).value_or(Instant{})};
}

Revisions revisions(Connection& connection, SessionId session) {
    Statement rows(connection,
                   "SELECT sequence, shown FROM announcement WHERE session = :session UNION ALL "
                   "SELECT sequence, shown FROM announcement_before WHERE session = :session");
    rows.set(":session", session);
    Revisions found;
    while (rows.step()) found.emplace(static_cast<int>(rows.number(0)), rows.text(1));
    return found;
}

std::vector<EmittedInvite> emitted_invites(Connection& connection, SessionId session) {
    Statement rows(connection,
                   "SELECT email, person, told, sequence, emitted, mode FROM invite WHERE session = :session "
                   "ORDER BY email");
    rows.set(":session", session);
    std::vector<EmittedInvite> found;
    while (rows.step()) {
        found.push_back({.session = session,
                         .person = rows.id<PersonId>(1),
                         .email = rows.text(0),
                         .told = parse_told(rows.view(2)).value_or(Told::invited),
                         .sequence = static_cast<int>(rows.number(3)),
                         .emitted = parse_instant(rows.view(4)).value_or(Instant{}),
                         .mode = parse_mode(rows.view(5))});
    }
    return found;
}

void record(UnitOfWork& work, const Announcement& announcement) {
    Statement(work.connection(),
              "INSERT OR IGNORE INTO announcement_before SELECT session, sequence, shown FROM announcement "
              "WHERE session = :session AND sequence < :sequence")
        .set(":session", announcement.session)
        .set(":sequence", announcement.sequence)
        .run();
    Statement(work.connection(),
              "INSERT OR REPLACE INTO announcement (session, sequence, shown, changed) "
              "VALUES (:session, :sequence, :shown, :changed)")
        .set(":session", announcement.session)
        .set(":sequence", announcement.sequence)
        .set(":shown", announcement.shown)
        .set(":changed", render_instant(announcement.changed))
        .run();
}

bool was_invited(Connection& connection, PersonId person) {
    Statement row(connection,
                  "SELECT 1 FROM invite WHERE person = :person UNION ALL "
                  "SELECT 1 FROM series_invite_address WHERE person = :person LIMIT 1");
    row.set(":person", person);
    return row.step();
}

namespace {

/// So many rows in one statement cost little more than half of what they cost one by one.
constexpr std::size_t kBlock = 200;
/// Parameters: session, told, sequence, emitted, mode; then e-mail and person of each row.
constexpr int kShared = 5;

/// Most are new. DO UPDATE would make a table for the rows to change each time, which costs more than the
/// row.
std::string insertion(std::size_t rows) {
    std::string sql = "INSERT INTO invite (session, email, person, told, sequence, emitted, mode) VALUES ";
    for (std::size_t i = 0; i < rows; ++i) {
        const auto email = std::to_string(kShared + 1 + 2 * i);
        const auto person = std::to_string(kShared + 2 + 2 * i);
        sql += (i > 0 ? ", (?1, ?" : "(?1, ?") + email + ", ?" + person + ", ?2, ?3, ?4, ?5)";
    }
    return sql + " ON CONFLICT DO NOTHING";
}

/// They differ in who got it only.
bool share(const EmittedInvite& left, const EmittedInvite& right) {
    return left.session == right.session && left.told == right.told && left.sequence == right.sequence &&
           left.emitted == right.emitted && left.mode == right.mode;
}

/// Writes rows that share all but who got it, a fixed number at a time.
class InviteRows {
  public:
    InviteRows(Connection& connection, const std::string& sql) : statement_(connection, sql.c_str()) {}

    /// How many rows it changed. `invites` must outlive the next call.
    int write(std::span<const EmittedInvite> invites) {
        const auto& first = invites.front();
        if (last_ == nullptr || !share(*last_, first)) {
            statement_.set(Parameter::at(1), first.session);
            statement_.set(Parameter::at(2), to_string(first.told));
            statement_.set(Parameter::at(3), first.sequence);
            statement_.set(Parameter::at(4), render_instant(first.emitted));
            statement_.set(Parameter::at(5),
                           first.mode ? std::optional(to_string(*first.mode)) : std::nullopt);
        }
        int position = kShared;
        for (const auto& invite : invites) {
            statement_.lend(Parameter::at(++position), invite.email);
            statement_.set(Parameter::at(++position), invite.person);
        }
        last_ = &first;
        return statement_.run();
    }

  private:
    Statement statement_;
    const EmittedInvite* last_ = nullptr;
};

}  // namespace

void record(UnitOfWork& work, const std::vector<EmittedInvite>& invites) {
    // A statement is known by where its text is.
    static const std::string kMany = insertion(kBlock);
    static const std::string kOne = insertion(1);
    static const std::string kKnown =
        "UPDATE invite SET email = ?6, person = ?7, told = ?2, sequence = ?3, emitted = ?4, mode = ?5 "
        "WHERE session = ?1 AND email = ?6";
    std::optional<InviteRows> many;  // only where there is so much to write
    if (invites.size() >= kBlock) many.emplace(work.connection(), kMany);
    InviteRows one(work.connection(), kOne);
    InviteRows known(work.connection(), kKnown);
    std::span<const EmittedInvite> rest(invites);
    while (!rest.empty()) {
        const auto next = rest.first(std::min(rest.size(), kBlock));
        const bool fills_a_block =
            next.size() == kBlock && std::all_of(next.begin(), next.end(),
                                                 [&](const auto& each) { return share(next.front(), each); });
        const auto block = next.first(fills_a_block ? kBlock : 1);
        if ((fills_a_block ? *many : one).write(block) < static_cast<int>(block.size())) {
            for (std::size_t i = 0; i < block.size(); ++i) known.write(block.subspan(i, 1));
        }
        rest = rest.subspan(block.size());
    }
}

}  // namespace tiffin::storage
