#include "mail/template_check.h"

#include <algorithm>

#include "text/fold.h"

namespace tiffin::mail {

namespace {

struct Section {
    std::string name;
    std::size_t line = 0;
    bool shown_when_empty = false;  ///< {{^name}}: has no item
};

std::string tag(std::string_view mark, std::string_view name) {
    return "{{" + std::string(mark) + std::string(name) + "}}";
}

class Check {
  public:
    Check(const TemplateKind& kind, std::string_view where, std::string_view text)
        : kind_(kind), where_(where), text_(text) {}

    void run() {
        if (!text::is_utf8(text_)) throw template_failure(where_, 1, "it is not UTF-8 text");
        while (next_tag()) look_at_tag();
        if (!open_.empty()) {
            throw template_failure(
                where_, open_.back().line,
                "the section " + tag("#", open_.back().name) + " has no end " + tag("/", open_.back().name));
        }
    }

  private:
    /// Goes to the next tag and cuts out what is between its braces.
    bool next_tag() {
        const auto begin = text_.find("{{", at_);
        if (begin == std::string_view::npos) return false;
        line_ +=
            static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                text_.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
        const bool triple = text_.substr(begin, 3) == "{{{";
        const std::string_view closing = triple ? "}}}" : "}}";
        const auto from = begin + closing.size();
        const auto end = text_.find(closing, from);
        if (end == std::string_view::npos)
            refuse("a tag begins with {{ and has no end " + std::string(closing));
        content_ = text::trim(text_.substr(from, end - from));
        at_ = begin;  // the tag's own lines count for the next one
        next_ = end + closing.size();
        return true;
    }

    void look_at_tag() {
        const char mark = content_.empty() ? '\0' : content_.front();
        const auto name = std::string(text::trim(content_.substr(std::min<std::size_t>(1, content_.size()))));
        switch (mark) {
            case '!':
                break;
            case '=':
                refuse("the braces of tags cannot be changed");
            case '>':
                refuse("a template cannot include another one: " + tag(">", name));
            case '#':
            case '^':
                check_name(name);
                open_.push_back({name, line_, mark == '^'});
                break;
            case '/':
                close(name);
                break;
            case '&':
                check_name(name);
                break;
            default:
                check_name(std::string(content_));
                break;
        }
        line_ +=
            static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                text_.begin() + static_cast<std::ptrdiff_t>(next_), '\n'));
        at_ = next_;
    }

    void close(const std::string& name) {
        if (open_.empty()) refuse(tag("/", name) + " ends no section");
        if (open_.back().name != name) {
            refuse(tag("/", name) + " stands where " + tag("/", open_.back().name) + " must come first");
        }
        open_.pop_back();
    }

    [[nodiscard]] bool has(std::string_view name) const {
        return std::find(kind_.values.begin(), kind_.values.end(), name) != kind_.values.end();
    }

    [[nodiscard]] bool is_known(const std::string& name) const {
        if (name.find('.') == std::string::npos && has(name)) return true;
        return std::any_of(open_.begin(), open_.end(), [&](const Section& section) {
            return !section.shown_when_empty && has(section.name + "." + name);
        });
    }

    void check_name(const std::string& name) const {
        if (is_known(name)) return;
        for (const auto value : kind_.values) {
            const auto dot = value.find('.');
            if (dot != std::string_view::npos && value.substr(dot + 1) == name) {
                const auto list = value.substr(0, dot);
                refuse(tag("", name) + " stands only within " + tag("#", list) + " … " + tag("/", list));
            }
        }
        std::vector<std::string> names;
        for (const auto value : kind_.values) {
            if (value.find('.') == std::string_view::npos) names.emplace_back(value);
        }
        const auto near = text::nearest(name, names, 1);
        const std::string known = near.empty() ? "; it has " + text::join(names, ", ")
                                               : "; did you mean " + tag("", near.front()) + "?";
        refuse("the template " + std::string(kind_.name) + " has no " + tag("", name) + known);
    }

    [[noreturn]] void refuse(const std::string& sentence) const {
        throw template_failure(where_, line_, sentence);
    }

    const TemplateKind& kind_;
    std::string_view where_;
    std::string_view text_;
    std::string_view content_;  ///< of the current tag
    std::size_t at_ = 0;
    std::size_t next_ = 0;
    std::size_t line_ = 1;
    std::vector<Section> open_;
};

}  // namespace

Failure template_failure(std::string_view where, std::size_t line, const std::string& sentence) {
    return {ExitStatus::configuration, std::string(where) + ":" + std::to_string(line) + ": " + sentence,
            "correct the file, or remove it to use the built-in text"};
}

void check_template(const TemplateKind& kind, std::string_view where, std::string_view text) {
    Check(kind, where, text).run();
}

}  // namespace tiffin::mail
