#include "cli/command/topic.h"

#include <algorithm>

#include "cli/invocation.h"
#include "cli/job/imports/topics_import.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "domain/session_layout.h"
#include "domain/session_life.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using report::Column;

struct TopicFields {
    std::optional<std::string> format, level, length, abstract;
    std::vector<std::string> tags, presenters;

    void declare(Declaration& declaration) {
        declaration.option("--presenter", "PERSON", presenters, "who can give it; none makes it a request")
            .completing(Completes::person);
        declaration.option(
            "--kind", "FORMAT", format,
            "talk, demo, workshop, discussion, brainstorm, panel, lightning, video, ride-along or your own");
        declaration.option("--tag", "TAG", tags, "what it is about");
        declaration.option("--level", "LEVEL", level, "beginner, intermediate, advanced or your own");
        declaration.option("--length", "TIME", length, "how long it takes, 30m");
        declaration.option("--abstract", "TEXT", abstract, "what to expect");
    }

    void apply(Invocation& invocation, Topic& topic) const {
        if (format) topic.format = text::fold(*format);
        if (level) topic.level = short_text(*level);
        if (length)
            topic.length = length->empty() ? std::nullopt : std::optional(cli::length(*length, "--length"));
        if (abstract) topic.abstract = long_text(*abstract);
        if (!tags.empty()) {
            topic.tags.clear();
            for (const auto& tag : tags) {
                for (auto& each : cli::tags(tag)) topic.tags.push_back(std::move(each));
            }
            std::sort(topic.tags.begin(), topic.tags.end());
        }
        if (presenters.empty()) return;
        topic.presenters.clear();
        for (const auto& typed : presenters) {
            if (!typed.empty()) topic.presenters.push_back(find_person(invocation.connection(), typed).id);
        }
        std::sort(topic.presenters.begin(), topic.presenters.end());
    }
};

/// Two topics may share a title, but seldom should.
void warn_of_same_title(Invocation& invocation, const Topic& topic) {
    for (const auto& other : storage::topics_titled(invocation.connection(), topic.title)) {
        if (other.id == topic.id) continue;
        invocation.warn("warning: " + other.slug + " has this title already; tiffin topic edit " +
                        other.slug + " changes that one");
        return;
    }
}

std::vector<std::string> names_of(storage::Connection& connection, const std::vector<PersonId>& people) {
    std::vector<std::string> names;
    for (const auto id : people) {
        if (const auto person = storage::person(connection, id))
            names.push_back(shown_name(connection, *person));
    }
    return names;
}

class TopicAdd final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("TITLE", title_, "the title, in quotes");
        fields_.declare(declaration);
        declaration.example(
            "tiffin topic add \"SQLite in production\" --presenter ana --kind talk --tag databases");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        Topic topic{.id = work.new_id<TopicId>(), .title = short_text(title_)};
        if (topic.title.empty())
            throw Failure(ExitStatus::usage, "a topic needs a title",
                          "tiffin topic add \"SQLite in production\"");
        fields_.apply(invocation, topic);
        warn_of_same_title(invocation, topic);
        topic = storage::insert(work, topic);
        invocation.changed(std::string("added ") + (topic.presenters.empty() ? "request " : "topic ") +
                           topic.slug);
        invocation.finish("", topic.presenters.empty()
                                  ? "tiffin topic edit " + topic.slug + " --presenter PERSON"
                                  : "tiffin plan");
        return ExitStatus::done;
    }

  private:
    std::string title_;
    TopicFields fields_;
};

std::vector<Column> topic_columns() {
    return {{"topic", {}},
            {"title", {}},
            {"presenters", {}},
            {"format", {}},
            {"tags", {}},
            {"level", {}},
            {"minutes", Column::Align::right},
            {"number", Column::Align::right}};
}

report::Row topic_row(storage::Connection& connection, const Topic& topic) {
    return {topic.slug,
            topic.title,
            names_of(connection, topic.presenters),
            cell(topic.format),
            topic.tags,
            cell(topic.level),
            topic.length ? report::Cell{std::int64_t{topic.length->count()}} : report::Cell{},
            topic.number};
}

class TopicList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--presenter", "PERSON", presenter_, "only what this person can give")
            .completing(Completes::person);
        declaration.option("--tag", "TAG", tag_, "only with this tag");
        declaration.flag("--requests", requests_, "only topics that nobody gives yet");
        declaration.flag("--left", left_, "only topics that no session has");
        listing_.declare(declaration);
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        std::optional<PersonId> presenter;
        if (presenter_) presenter = find_person(connection, *presenter_).id;
        report::Table table{topic_columns(), {}};
        for (const auto& topic : storage::all_topics(connection)) {
            const auto has = [](const auto& all, const auto& one) {
                return std::find(all.begin(), all.end(), one) != all.end();
            };
            if (presenter && !has(topic.presenters, *presenter)) continue;
            if (tag_ && !has(topic.tags, text::fold(*tag_))) continue;
            if (requests_ && !topic.presenters.empty()) continue;
            if (left_ && !storage::sessions_with_topic(connection, topic.id).empty()) continue;
            table.rows.push_back(topic_row(connection, topic));
        }
        const bool chosen = presenter_ || tag_ || requests_ || left_;
        return list(invocation, listing_, table,
                    chosen ? "no such topics" : "no topics; add one with tiffin topic add");
    }

  private:
    std::optional<std::string> presenter_, tag_;
    bool requests_ = false, left_ = false;
    ListOptions listing_;
};

class TopicShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("TOPIC", topic_, "slug, number, title or a unique part")
            .completing(Completes::topic);
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        const auto topic = find_topic(connection, topic_);
        auto columns = topic_columns();
        auto row = topic_row(connection, topic);
        std::vector<std::string> sessions;
        for (const auto& session : storage::sessions_with_topic(connection, topic.id)) {
            sessions.push_back(session_name(series_of(connection, session), session.date));
        }
        for (const char* name : {"abstract", "sessions", "id"}) columns.push_back({name, {}});
        row.push_back(cell(topic.abstract));
        row.emplace_back(sessions);
        row.emplace_back(render_id(topic.id));
        report::render_record(columns, row, invocation.style(), invocation.out());
        return ExitStatus::done;
    }

  private:
    std::string topic_;
};

class TopicEdit final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("TOPIC", topic_, "slug, number, title or a unique part")
            .completing(Completes::topic);
        declaration.option("--title", "TITLE", title_, "a new title; the slug stays");
        fields_.declare(declaration);
        declaration.detail(
            "Presenters and tags given here replace those before; an empty value clears them. What invites "
            "show of it becomes an update for everybody invited.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto before = find_topic(work.connection(), topic_);
        Topic topic = before;
        if (title_) topic.title = short_text(*title_);
        if (topic.title.empty())
            throw Failure(ExitStatus::usage, "a topic needs a title",
                          "tiffin topic edit " + topic.slug + " --title TITLE");
        fields_.apply(invocation, topic);
        if (topic.title != before.title) warn_of_same_title(invocation, topic);
        if (!(topic == before)) {
            storage::update(work, topic);
            invocation.changed("changed topic " + topic.slug);
        }
        invocation.finish("", is_told(invocation, topic) ? invocation.telling() + " sends the update" : "");
        return ExitStatus::done;
    }

  private:
    /// Invites show the topic.
    [[nodiscard]] static bool is_told(Invocation& invocation, const Topic& topic) {
        const auto sessions = storage::sessions_with_topic(invocation.connection(), topic.id);
        return std::any_of(sessions.begin(), sessions.end(), [&](const Session& session) {
            return is_announced(session) && session.date >= invocation.today();
        });
    }

    std::string topic_;
    std::optional<std::string> title_;
    TopicFields fields_;
};

class TopicRemove final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("TOPIC", topic_, "slug, number, title or a unique part")
            .completing(Completes::topic);
        declaration.detail(
            "One that nobody has given yet. A session for which it is only planned goes on without a topic. "
            "Its number is not given again.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto topic = find_topic(work.connection(), topic_);
        for (auto& session : storage::sessions_with_topic(work.connection(), topic.id)) {
            const auto name = session_name(series_of(work.connection(), session), session.date);
            if (is_over(session, invocation)) {
                throw Failure(ExitStatus::usage,
                              topic.slug + " was the topic of " + name + ", and the past is not rewritten",
                              "tiffin topic edit " + topic.slug + " --title TITLE mends its title");
            }
            if (!is_left_to_the_plan(session)) {
                throw Failure(ExitStatus::usage, topic.slug + " is the topic of " + name,
                              "tiffin session assign " + name + " --topic \"\"");
            }
            plan(session, presenters(session), std::nullopt);
            storage::update(work, session);
            invocation.changed(name + " has no topic any more");
        }
        storage::remove(work, topic.id);
        invocation.changed("removed topic " + topic.slug);
        invocation.finish("removed " + topic.title, "tiffin topic list");
        return ExitStatus::done;
    }

  private:
    std::string topic_;
};

class TopicImport final : public Action {
  public:
    void declare(Declaration& declaration) override {
        file_.declare(declaration);
        declaration.detail(
            "Columns: title (required), presenter (several separated by semicolons), format, tags, level, "
            "minutes, "
            "abstract, topic (the name in an export), number. Topics are recognized by that name, else by "
            "title; an empty cell leaves what is known. All rows "
            "are taken or "
            "none, and a second run changes nothing.");
    }

    ExitStatus run(Invocation& invocation) override {
        import_topics(invocation, file_);
        return ExitStatus::done;
    }

  private:
    ImportFile file_;
};

}  // namespace

std::unique_ptr<Action> make_topic_add() {
    return std::make_unique<TopicAdd>();
}
std::unique_ptr<Action> make_topic_list() {
    return std::make_unique<TopicList>();
}
std::unique_ptr<Action> make_topic_show() {
    return std::make_unique<TopicShow>();
}
std::unique_ptr<Action> make_topic_edit() {
    return std::make_unique<TopicEdit>();
}
std::unique_ptr<Action> make_topic_remove() {
    return std::make_unique<TopicRemove>();
}
std::unique_ptr<Action> make_topic_import() {
    return std::make_unique<TopicImport>();
}

}  // namespace tiffin::cli
