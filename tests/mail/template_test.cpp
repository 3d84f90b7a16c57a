#include "mail/template.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

#include "domain/failure.h"
#include "mail/mail_data.h"

using namespace tiffin;
using namespace tiffin::mail;

namespace {

const TemplateKind& kind_of(std::string_view name) {
    const auto& kinds = template_kinds();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.name == name; });
    REQUIRE(found != kinds.end());
    return *found;
}

std::string refusal_of(std::string_view name, const std::string& text) {
    try {
        const Template read(kind_of(name), "my/" + std::string(name) + ".mustache", text);
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::configuration);
        CHECK_FALSE(failure.remedy().empty());
        return failure.what();
    }
    return "none";
}

/// All that any template can say, or nothing but what a session always has.
enum class Given { everything, the_least };

Values values_for(const TemplateKind& kind, Given given) {
    const bool all = given == Given::everything;
    const std::map<std::string_view, std::string> texts{
        {"series", "Rust & friends"},
        {"title", all ? "Rust for C++ people" : ""},
        {"presenters", all ? "Ana Ferreira and Ben Okafor" : ""},
        {"hosts", all ? "Chloé Martin" : ""},
        {"moderators", all ? "Finn Larsen" : ""},
        {"duty", all ? "You host." : ""},
        {"date", "Thursday 18 February 2027"},
        {"time", "12:30–13:30 (Europe/Berlin)"},
        {"place", all ? "Kitchen, 2nd floor" : ""},
        {"link", all ? "https://meet.example/a_b*c*" : ""},
        {"name", "Chloé Martin"},
        {"organizer", "Farah Haddad"},
        {"abstract", all ? "What carries over,\nand what <does> *not*." : ""},
        {"lunch", all ? "we order it" : ""},
        {"note", all ? "The kitchen is being painted." : ""},
        {"reply_by", all ? "Tuesday" : ""},
        {"position", "2"},
        {"way", all ? "in person" : ""},
        {"audience", all ? "14 people" : ""},
        {"form", all ? "https://forms.example/1" : ""},
        {"caterer", all ? "Green Spoon" : ""},
        {"people", all ? "14 people" : "1 person"},
        {"ready_by", all ? "12:15" : ""},
        {"replaces", all || kind.name == "catering_cancellation" ? "12 people" : ""},
    };
    Values values;
    for (const auto name : kind.values) {
        const auto text = texts.find(name);
        if (text != texts.end()) values.named[std::string(name)] = text->second;
    }
    const auto item = [](std::map<std::string, Values::Value, std::less<>> named) {
        return Values{std::move(named)};
    };
    const auto list = [&](const std::string& name, std::vector<Values> items) {
        if (std::find(kind.values.begin(), kind.values.end(), name) == kind.values.end()) return;
        values.named[name] = all ? std::move(items) : std::vector<Values>{};
        values.named["has_" + name] = all;
    };
    list("changes", {item({{"change", "It begins at 13:00."}}), item({{"change", "It is in the kitchen."}})});
    if (kind.name == "reminder") {
        values.named["is_over"] = !all;
        values.named["tasks"] =
            std::vector<Values>{item({{"task", "send the title"}, {"due", all ? "28 January" : ""}}),
                                item({{"task", "slides"}, {"due", ""}})};
    }
    list("diets", {item({{"diet", "vegan"}, {"count", "3"}}),
                   item({{"diet", "gluten-free and halal"}, {"count", "1"}})});
    if (kind.name == "waiting_list") values.named["is_waiting"] = values.named["had_place"] = all;
    if (kind.name == "invite") values.named["replaces"] = all;
    if (kind.name == "update") values.named["is_moved"] = all;
    if (kind.name == "update") values.named["is_back"] = !all;
    if (kind.name == "chaser") values.named["is_full"] = all;
    if (kind.name == "dropped") values.named["is_replaced"] = !all;
    if (kind.name == "thank_you") values.named["material_missing"] = all;
    return values;
}

const Overrides kNone = [](std::string_view) { return std::nullopt; };

}  // namespace

/// Every built-in text, with everything and with the least. TIFFIN_REWRITE_TRANSCRIPTS=1 writes the file
/// anew.
TEST_CASE("the built-in texts are those of the file, to be read aloud") {
    const std::string path = TESTS_FOLDER "/mail/data/built_in_texts.txt";
    std::string all;
    const Templates templates(kNone);
    for (const auto& kind : template_kinds()) {
        for (const auto given : {Given::everything, Given::the_least}) {
            const auto text = templates.at(kind.name).render(values_for(kind, given));
            all += "==== " + std::string(kind.name);
            all += given == Given::everything ? ", everything\n" : ", the least\n";
            if (kind.is_mail) all += "Subject: " + text.subject + "\n\n";
            all += text.body + "\n";
        }
    }
    if (std::getenv("TIFFIN_REWRITE_TRANSCRIPTS") != nullptr) std::ofstream(path) << all;
    CHECK(tests::bytes_of_file(path) == all);
}

TEST_CASE("every built-in text is clean, with everything and with the least") {
    const Templates templates(kNone);
    for (const auto& kind : template_kinds()) {
        for (const auto given : {Given::everything, Given::the_least}) {
            const auto text = templates.at(kind.name).render(values_for(kind, given));
            INFO(kind.name);
            INFO(text.body);
            CHECK(text.subject.empty() != kind.is_mail);
            CHECK(text.body.back() == '\n');
            CHECK(text.body.front() != '\n');
            for (const std::string odd :
                 {"\n\n\n", "{{", "}}", " \n", "  on", " ,", " .", "\"\"", "&amp;&", "&#"}) {
                CHECK((text.subject + "\n" + text.body).find(odd) == std::string::npos);
            }
            CHECK(text.body.substr(text.body.size() - 2) != "\n\n");
        }
    }
}

TEST_CASE("a mistake in a user's template is named with its line") {
    const std::string mail = "Subject: x\n\n";
    CHECK(refusal_of("invite", mail + "Hello {{name}},\n{{tilte}}\n") ==
          "my/invite.mustache:4: the template invite has no {{tilte}}; did you mean {{title}}?");
    CHECK(refusal_of("announcement_text", "{{zzzzzz}}") ==
          "my/announcement_text.mustache:1: the template announcement_text has no {{zzzzzz}}; it has series, "
          "title, "
          "presenters, hosts, moderators, date, time, place, link, abstract, lunch");
    CHECK(refusal_of("reminder", mail + "{{task}}") ==
          "my/reminder.mustache:3: {{task}} stands only within {{#tasks}} … {{/tasks}}");
    CHECK(refusal_of("reminder", mail + "{{^tasks}}{{task}}{{/tasks}}") ==
          "my/reminder.mustache:3: {{task}} stands only within {{#tasks}} … {{/tasks}}");
    CHECK(refusal_of("reminder", mail + "{{#tasks}}{{task}} {{name}}{{/tasks}}") == "none");
    CHECK(refusal_of("invite", mail + "\n{{#title}}\n") ==
          "my/invite.mustache:4: the section {{#title}} has no end {{/title}}");
    CHECK(refusal_of("invite", mail + "{{#title}}\n{{#link}}\n{{/title}}{{/link}}") ==
          "my/invite.mustache:5: {{/title}} stands where {{/link}} must come first");
    CHECK(refusal_of("invite", mail + "{{/title}}") == "my/invite.mustache:3: {{/title}} ends no section");
    CHECK(refusal_of("invite", mail + "{{title") ==
          "my/invite.mustache:3: a tag begins with {{ and has no end }}");
    CHECK(refusal_of("invite", mail + "{{{title}}") ==
          "my/invite.mustache:3: a tag begins with {{ and has no end }}}");
    CHECK(refusal_of("invite", mail + "{{") ==
          "my/invite.mustache:3: a tag begins with {{ and has no end }}");
    CHECK(refusal_of("invite", mail + "{{=<% %>=}}") ==
          "my/invite.mustache:3: the braces of tags cannot be changed");
    CHECK(refusal_of("invite", mail + "{{> footer }}") ==
          "my/invite.mustache:3: a template cannot include another one: {{>footer}}");
    CHECK(refusal_of("invite", mail + "{{}}")
              .rfind("my/invite.mustache:3: the template invite has no {{}}", 0) == 0);
    CHECK(refusal_of("invite", mail + "{{! a\ncomment }}\n{{.}}").rfind("my/invite.mustache:5: ", 0) == 0);
    CHECK(refusal_of("invite", mail + "\xff") == "my/invite.mustache:1: it is not UTF-8 text");
    CHECK(refusal_of("invite", "Hello\n") == "my/invite.mustache:1: the first line must be \"Subject: …\"");
    CHECK(refusal_of("invite", "Subject: \n\nx") ==
          "my/invite.mustache:1: the first line must be \"Subject: …\"");
    CHECK(refusal_of("invite", "Subject: x\nHello") ==
          "my/invite.mustache:2: the line after the subject must be empty");
    CHECK(refusal_of("invite", "") == "my/invite.mustache:1: the first line must be \"Subject: …\"");
    CHECK(refusal_of("invite", "Subject: {{#title}}x\n\n{{/title}}").rfind("my/invite.mustache:1: ", 0) == 0);
    CHECK(refusal_of("invite", mail) == "none");
    CHECK(refusal_of("invite", "Subject: x\r\n\r\n{{ title }} {{& name}} {{{link}}}\r\n") == "none");
}

TEST_CASE("values are written as they are, and Slack's and Markdown's marks as letters") {
    const auto body = [](std::string_view name, const std::string& text, const std::string& title) {
        const Template read(kind_of(name), "x", text);
        Values values;
        values.named["title"] = title;
        return read.render(values).body;
    };
    const std::string evil = "<!channel> & \"{{name}}\" *b* _c_ [x](y) `d` #e";
    CHECK(body("invite", "Subject: x\n\n{{title}}|{{{title}}}|{{&title}}", evil) ==
          evil + "|" + evil + "|" + evil);
    CHECK(body("announcement_slack", "{{title}}", evil) ==
          "&lt;!channel&gt; &amp; \"{{name}}\" *b* _c_ [x](y) `d` #e");
    CHECK(body("announcement_markdown", "{{title}}", evil) ==
          "\\<!channel\\> & \"{{name}}\" \\*b\\* \\_c\\_ \\[x\\](y) \\`d\\` \\#e");
    CHECK(body("announcement_slack", "{{{title}}}", evil) == evil);
}

TEST_CASE("a subject is one line whatever its values hold") {
    Values values;
    values.named["title"] = std::string("a\r\nBcc: evil@x.example");
    CHECK(Template(kind_of("invite"), "x", "Subject: New: {{title}}\n\nbody\n").render(values) ==
          RenderedText{"New: a Bcc: evil@x.example", "body\n"});
}

TEST_CASE("a value that the program forgot is a bug, not an empty text") {
    const Template read(kind_of("invite"), "x", "Subject: x\n\n{{title}} {{place}}");
    Values values;
    values.named["title"] = std::string("x");
    CHECK_THROWS_WITH(read.render(values), "no value was given for {{place}}");
    values.named["place"] = std::string();
    CHECK(read.render(values).body == "x ");
}

TEST_CASE("the user's texts replace the built-in ones, and all are read before one is used") {
    const Overrides own = [](std::string_view name) -> std::optional<UserTemplate> {
        if (name == "announcement_text")
            return UserTemplate{"/home/a/announcement_text.mustache", "{{title}}!"};
        return std::nullopt;
    };
    Values values;
    values.named["title"] = std::string("Rust");
    CHECK(Templates(own).at("announcement_text").render(values).body == "Rust!");
    const Overrides broken = [](std::string_view name) -> std::optional<UserTemplate> {
        if (name == "chaser") return UserTemplate{"/home/a/chaser.mustache", "Subject: x\n\n{{nmae}}"};
        return std::nullopt;
    };
    CHECK_THROWS_WITH(Templates(broken),
                      "/home/a/chaser.mustache:3: the template chaser has no {{nmae}}; did you "
                      "mean {{name}}?");
}
