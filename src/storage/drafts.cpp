#include "storage/drafts.h"

#include <algorithm>
#include <map>

#include "storage/sql.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

void write_choice(UnitOfWork& work, PlanDraftId draft, const DraftChoice& choice) {
    Statement(work.connection(),
              "INSERT INTO draft_choice (draft, session, topic, reason, seen) "
              "VALUES (:draft, :session, :topic, :reason, :seen)")
        .set(":draft", draft)
        .set(":session", choice.session)
        .set(":topic", choice.topic)
        .set(":reason", choice.reason)
        .set(":seen", choice.seen)
        .run();
    int position = 0;
    for (const auto person : choice.presenters) {
        Statement(work.connection(),
                  "INSERT INTO draft_presenter (draft, session, person, position) "
                  "VALUES (:draft, :session, :person, :position)")
            .set(":draft", draft)
            .set(":session", choice.session)
            .set(":person", person)
            .set(":position", position++)
            .run();
    }
}

}  // namespace

std::vector<PlanDraft> drafts(Connection& connection) {
    std::vector<PlanDraft> found;
    std::map<PlanDraftId, std::size_t> places;
    {
        Statement rows(connection, "SELECT id, name, made FROM draft ORDER BY name");
        while (rows.step()) {
            places.emplace(rows.id<PlanDraftId>(0), found.size());
            found.push_back(
                {.id = rows.id<PlanDraftId>(0), .name = rows.text(1), .made = rows.date(2), .choices = {}});
        }
    }
    Statement rows(connection, sql::draft_choices);
    while (rows.step()) {
        auto& choices = found[places.at(rows.id<PlanDraftId>(0))].choices;
        const auto session = rows.id<SessionId>(1);
        if (choices.empty() || choices.back().session != session) {
            choices.push_back({.session = session,
                               .presenters = {},
                               .topic = rows.optional_id<TopicId>(2),
                               .reason = rows.text(3),
                               .seen = rows.text(4)});
        }
        if (const auto person = rows.optional_id<PersonId>(5)) choices.back().presenters.push_back(*person);
    }
    return found;
}

void keep(UnitOfWork& work, const PlanDraft& draft) {
    Statement(work.connection(), "DELETE FROM draft WHERE name = :name").set(":name", draft.name).run();
    Statement(work.connection(), "INSERT INTO draft (id, name, made) VALUES (:id, :name, :made)")
        .set(":id", draft.id)
        .set(":name", draft.name)
        .set(":made", draft.made)
        .run();
    for (const auto& choice : draft.choices) write_choice(work, draft.id, choice);
}

void remove(UnitOfWork& work, PlanDraftId draft) {
    Statement(work.connection(), "DELETE FROM draft WHERE id = :id").set(":id", draft).run();
}

}  // namespace tiffin::storage
