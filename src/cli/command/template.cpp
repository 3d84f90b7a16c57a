#include "cli/command/template.h"

#include <algorithm>
#include <filesystem>

#include "cli/invocation.h"
#include "cli/job/invites/session_news.h"
#include "cli/job/outbox/message_text.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::vector<std::string> kind_names() {
    std::vector<std::string> names;
    for (const auto& kind : mail::template_kinds()) names.emplace_back(kind.name);
    return names;
}

const mail::TemplateKind& kind_named(std::string_view name) {
    const auto& kinds = mail::template_kinds();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.name == name; });
    if (found == kinds.end()) throw Failure(ExitStatus::bug, "there is no template " + std::string(name));
    return *found;
}

/// The user's own text, or the built-in one. Fails where it is broken.
mail::Template load(const mail::TemplateKind& kind, const Surroundings& surroundings) {
    if (const auto own = user_templates(surroundings)(kind.name)) return {kind, own->where, own->text};
    return {kind, std::string(kind.name) + ".mustache", kind.built_in};
}

class Announce final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, "series/date, or the date alone")
            .completing(Completes::session);
        declaration.option("--as", "FORM", as_, "text, or the marks of slack, teams or markdown (text)")
            .one_of({"text", "slack", "teams", "markdown"});
        declaration.detail(
            "Prints the announcement of a session to paste into a chat or to pipe to a bot. The words are "
            "a template: tiffin template show announcement_slack.");
        declaration.example("tiffin announce thu --as slack");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto session = find_session(invocation, session_);
        SessionNames names(invocation.connection());
        const auto name = names.session(session);
        if (is_called_off(session)) {
            throw Failure(ExitStatus::usage, name + " is " + std::string(to_string(session.state)),
                          "tiffin session restore " + name + " brings it back");
        }
        const auto when = times(session);
        if (!when)
            throw Failure(ExitStatus::usage, name + " has no time", "only what has a time can be announced");
        const auto shown = shown_session(names, session, *when);
        const auto& kind = kind_named("announcement_" + as_.value_or("text"));
        auto values = session_values(shown, long_date(shown.date));
        invocation.out().write(load(kind, invocation.surroundings()).render(values).body);
        return ExitStatus::done;
    }

  private:
    std::string session_;
    std::optional<std::string> as_;
};

class TemplateList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        listing_.declare(declaration);
        declaration.detail(
            "The texts of messages, where each comes from, and what it may name in {{...}}. A file of that "
            "name in the folder templates beside the config file takes the place of a built-in text.");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto own = user_templates(invocation.surroundings());
        report::Table table{{{"template", {}}, {"origin", {}}, {"names", {}}}, {}};
        for (const auto& kind : mail::template_kinds()) {
            const auto found = own(kind.name);
            table.rows.push_back({std::string(kind.name), found ? found->where : std::string("built-in"),
                                  std::vector<std::string>(kind.values.begin(), kind.values.end())});
        }
        return list(invocation, listing_, table, "no templates", {"template", "origin"});
    }

  private:
    ListOptions listing_;
};

class TemplateShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("TEMPLATE", template_, "its name, as tiffin template list has it")
            .one_of(kind_names());
        declaration.flag("--built-in", built_in_, "the built-in text, whatever the user's own is");
        declaration.detail(
            "Prints the text, to begin one of your own with. The first line of a mail is its subject, the "
            "second is empty. {{name}} is what is known, {{#name}} ... {{/name}} stands only where it is, "
            "and for each item of a list; {{^name}} ... {{/name}} where it is not.");
        declaration.example("tiffin template show reminder > ~/.config/tiffin/templates/reminder.mustache");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto& kind = kind_named(template_);
        const auto own = built_in_ ? std::nullopt : user_templates(invocation.surroundings())(kind.name);
        invocation.out().write(own ? own->text : std::string(kind.built_in));
        return ExitStatus::done;
    }

  private:
    std::string template_;
    bool built_in_ = false;
};

class TemplateCheck final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.detail(
            "Looks at the user's own texts: tags without an end, names that their kind does not have, files "
            "that are no template. The exit status is 1 when anything was found. Nothing is sent while one "
            "of them is broken.");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto folder = template_folder(invocation.surroundings());
        report::Table table{{{"finding", {}}, {"command", {}}}, {}};
        const auto own = user_templates(invocation.surroundings());
        for (const auto& kind : mail::template_kinds()) {
            try {
                if (const auto found = own(kind.name)) mail::Template(kind, found->where, found->text);
            } catch (const Failure& failure) {
                table.rows.push_back({std::string(failure.what()), failure.remedy()});
            }
        }
        for (const auto& file : strangers(folder)) {
            const auto name = std::filesystem::path(file).stem().string();
            const auto near = text::nearest(name, kind_names(), 1);
            const bool lacks_ending = !near.empty() && near.front() == name;
            table.rows.push_back(
                {folder + "/" + file + (lacks_ending ? " is not read" : ": there is no template " + name),
                 near.empty() ? std::string("tiffin template list")
                              : "call it " + near.front() + ".mustache"});
        }
        list(invocation, {}, table, "nothing to mend");
        return table.rows.empty() ? ExitStatus::done : ExitStatus::no;
    }

  private:
    /// Files that are used for nothing, but for what editors leave.
    static std::vector<std::string> strangers(const std::string& folder) {
        const auto known = kind_names();
        std::vector<std::string> found;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
            const auto name = entry.path().filename().string();
            const bool is_known =
                entry.path().extension() == ".mustache" &&
                std::find(known.begin(), known.end(), entry.path().stem().string()) != known.end();
            const bool is_hidden = name.starts_with(".") || name.ends_with("~");
            if (!is_known && !is_hidden && !entry.is_directory(none)) found.push_back(name);
        }
        std::sort(found.begin(), found.end());
        return found;
    }
};

}  // namespace

std::unique_ptr<Action> make_announce() {
    return std::make_unique<Announce>();
}
std::unique_ptr<Action> make_template_list() {
    return std::make_unique<TemplateList>();
}
std::unique_ptr<Action> make_template_show() {
    return std::make_unique<TemplateShow>();
}
std::unique_ptr<Action> make_template_check() {
    return std::make_unique<TemplateCheck>();
}

}  // namespace tiffin::cli
