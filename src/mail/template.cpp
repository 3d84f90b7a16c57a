#include "mail/template.h"

#include <algorithm>

#include <kainjow/mustache.hpp>

#include "domain/failure.h"
#include "mail/template_check.h"
#include "text/fold.h"

namespace tiffin::mail {

namespace {

namespace mustache = kainjow::mustache;

constexpr std::string_view kSubject = "Subject: ";

struct Source {
    std::string_view subject;
    std::string_view body;
};

Source split_mail(std::string_view where, std::string_view text) {
    const auto first = text.substr(0, text.find('\n'));
    if (first.substr(0, kSubject.size()) != kSubject || text::trim(first.substr(kSubject.size())).empty()) {
        throw template_failure(where, 1, "the first line must be \"Subject: …\"");
    }
    auto rest = text.substr(std::min(first.size() + 1, text.size()));
    const auto second = rest.substr(0, rest.find('\n'));
    if (!text::trim(second).empty())
        throw template_failure(where, 2, "the line after the subject must be empty");
    rest.remove_prefix(std::min(second.size() + 1, rest.size()));
    return {text::trim(first.substr(kSubject.size())), rest};
}

/// Stands for the ends of the template's own lines while the library works: it has a mind of its own on lines
/// that hold but a section's tag, and leaves an empty one where the section is left out.
constexpr char kLineEnd = '\x1e';

/// "{{#title}}" alone: such a line is no line of the text, as the specification of Mustache has it.
bool is_tag_alone(std::string_view line) {
    return line.size() > 4 && line.substr(0, 2) == "{{" && line.find("}}") == line.size() - 2 &&
           std::string_view("#^/!").find(line[2]) != std::string_view::npos;
}

std::string with_own_line_ends(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const auto size = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, size);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        const auto trimmed = text::trim(line);
        made += is_tag_alone(trimmed) ? trimmed : line;
        if (size < text.size() && !is_tag_alone(trimmed)) made += kLineEnd;
        text.remove_prefix(std::min(size + 1, text.size()));
    }
    return made;
}

std::string escaped(const std::string& value, Marks marks) {
    std::string made;
    for (const char c : value) {
        if (marks == Marks::slack && c == '&') {
            made += "&amp;";
        } else if (marks == Marks::slack && c == '<') {
            made += "&lt;";
        } else if (marks == Marks::slack && c == '>') {
            made += "&gt;";
        } else {
            if (marks == Marks::markdown &&
                std::string_view("\\`*_[]<>|~#").find(c) != std::string_view::npos) {
                made += '\\';
            }
            made += c;
        }
    }
    return made;
}

mustache::data data_of(const Values& values);

/// Empty text leaves its section out; the library would show the section.
mustache::data data_of(const Values::Value& value) {
    if (const auto* const text = std::get_if<std::string>(&value)) {
        return text->empty() ? mustache::data(false) : mustache::data(*text);
    }
    if (const auto* const flag = std::get_if<bool>(&value)) return {*flag};
    mustache::data list(mustache::data::type::list);
    for (const auto& item : std::get<std::vector<Values>>(value)) list.push_back(data_of(item));
    return list;
}

mustache::data data_of(const Values& values) {
    mustache::data object(mustache::data::type::object);
    for (const auto& [name, value] : values.named) object.set(name, data_of(value));
    return object;
}

/// Remembers what was asked for and is not there; the library would write nothing.
class Context final : public mustache::context<std::string> {
  public:
    using mustache::context<std::string>::context;

    const mustache::data* get(const std::string& name) const override {
        const auto* const found = mustache::context<std::string>::get(name);
        if (found == nullptr) missing_ = name;
        return found;
    }
    [[nodiscard]] const std::string& missing() const { return missing_; }

  private:
    mutable std::string missing_;
};

std::string render_with(mustache::mustache& parsed, const mustache::data& data) {
    Context context(&data);
    std::string made = parsed.render(context);
    std::replace(made.begin(), made.end(), kLineEnd, '\n');
    if (!context.missing().empty()) {
        throw Failure(ExitStatus::bug, "no value was given for {{" + context.missing() + "}}");
    }
    return made;
}

}  // namespace

struct Template::Parsed {
    Parsed(const Source& source, Marks marks)
        : subject(std::string(source.subject)), body(with_own_line_ends(source.body)) {
        subject.set_custom_escape([](const std::string& value) { return value; });
        body.set_custom_escape([marks](const std::string& value) { return escaped(value, marks); });
    }

    mustache::mustache subject;
    mustache::mustache body;
};

Template::Template(const TemplateKind& kind, std::string_view where, std::string_view text) {
    check_template(kind, where, text);
    const Source source = kind.is_mail ? split_mail(where, text) : Source{{}, text};
    parsed_ = std::make_unique<Parsed>(source, kind.marks);
    for (const auto* const part : {&parsed_->subject, &parsed_->body}) {
        if (!part->is_valid()) throw template_failure(where, 1, part->error_message());
    }
}

Template::~Template() = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;

RenderedText Template::render(const Values& values) const {
    const auto data = data_of(values);
    return {text::one_line(render_with(parsed_->subject, data)), render_with(parsed_->body, data)};
}

Templates::Templates(const Overrides& overrides) {
    for (const auto& kind : template_kinds()) {
        const auto own = overrides(kind.name);
        named_.emplace(kind.name, own ? Template(kind, own->where, own->text)
                                      : Template(kind, std::string(kind.name) + ".mustache", kind.built_in));
    }
}

const Template& Templates::at(std::string_view name) const {
    const auto found = named_.find(name);
    if (found == named_.end()) throw Failure(ExitStatus::bug, "there is no template " + std::string(name));
    return found->second;
}

}  // namespace tiffin::mail
