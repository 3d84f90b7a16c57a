#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tiffin::mail {

/// What a template is filled with, by name. A section of a template is left out where its value is empty
/// text, false or an empty list, and repeated for each item of a list.
struct Values {
    using Value = std::variant<std::string, bool, std::vector<Values>>;
    std::map<std::string, Value, std::less<>> named;
};

/// How values are written so that they stay what they are: in plain text as they are, in Slack's and in
/// Markdown's marks so that no title makes a link, a mention or bold letters. {{{name}}} and {{&name}} are
/// always as they are.
enum class Marks { none, slack, markdown };

/// One text that tiffin writes to people.
struct TemplateKind {
    std::string_view name;      ///< of its file too: "reminder" is reminder.mustache
    std::string_view built_in;  ///< the text that is used where the user has none
    bool is_mail = true;        ///< its first line is "Subject: …", the second is empty
    Marks marks = Marks::none;
    /// What it may name, all of which a caller must give: "title", and "tasks.task" for items of the list
    /// "tasks".
    std::vector<std::string_view> values;
};

const std::vector<TemplateKind>& template_kinds();

struct RenderedText {
    std::string subject;  ///< one line; empty in what is no mail
    std::string body;

    bool operator==(const RenderedText&) const = default;
};

/// A Mustache template: {{name}}, {{#section}} … {{/section}}, {{^section}} … {{/section}} and {{!
/// comments}}.
class Template {
  public:
    /// Fails with ExitStatus::configuration, naming `where` and the line, for what is no such template and
    /// for names that its kind does not have.
    Template(const TemplateKind& kind, std::string_view where, std::string_view text);
    ~Template();
    Template(const Template&) = delete;
    Template& operator=(const Template&) = delete;
    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;

    /// Fails with ExitStatus::bug where a value that the text names is not given.
    [[nodiscard]] RenderedText render(const Values& values) const;

  private:
    struct Parsed;
    std::unique_ptr<Parsed> parsed_;
};

struct UserTemplate {
    std::string where;  ///< for messages: its path
    std::string text;
};

/// The user's own text for a kind's name, where there is one.
using Overrides = std::function<std::optional<UserTemplate>(std::string_view name)>;

/// All templates, read at once, so that a broken one is known before anything is sent.
class Templates {
  public:
    explicit Templates(const Overrides& overrides);

    /// `name` is one of template_kinds().
    [[nodiscard]] const Template& at(std::string_view name) const;

  private:
    std::map<std::string, Template, std::less<>> named_;
};

}  // namespace tiffin::mail
