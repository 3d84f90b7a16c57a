#include "cli/audience.h"

#include <algorithm>

#include "domain/failure.h"
#include "domain/mailbox.h"
#include "storage/people.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

bool has(const std::vector<std::string>& all, const std::string& one) {
    return !all.empty() && !one.empty() && std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

AudienceKeys::AudienceKeys(const Person& person)
    : team(text::fold(person.team)), site(text::fold(person.site)), email(text::lower_case(person.email)) {}

Audience::Audience(std::string_view text) {
    for (const auto& part : text::split(text, ",")) {
        const auto colon = part.find(':');
        const auto kind = text::fold(part.substr(0, colon));
        const auto name = colon == std::string::npos ? std::string{} : text::fold(part.substr(colon + 1));
        if (colon == std::string::npos && kind == "everyone") everyone_ = true;
        if (colon == std::string::npos) emails_.push_back(text::lower_case(part));
        if (kind == "team") teams_.push_back(name);
        if (kind == "site") sites_.push_back(name);
    }
}

bool Audience::contains(const AudienceKeys& person) const {
    return everyone_ || has(teams_, person.team) || has(sites_, person.site) || has(emails_, person.email);
}

void warn_of_nobody(Invocation& invocation, std::string_view audience, std::string_view option) {
    const auto parts = text::split(audience, ",");
    std::vector<Audience> audiences(parts.begin(), parts.end());
    std::vector<bool> found(parts.size());
    storage::for_each_person_by_id(invocation.connection(), [&](const Person& person) {
        if (membership(person).last < invocation.today()) return;
        const AudienceKeys keys(person);
        for (std::size_t i = 0; i < parts.size(); ++i) found[i] = found[i] || audiences[i].contains(keys);
    });
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (found[i] || text::fold(parts[i]) == "everyone") continue;
        invocation.warn("warning: " + std::string(option) + ": " + parts[i] +
                        " is nobody so far; see tiffin person list");
    }
}

std::string audience(std::string_view typed, std::string_view option) {
    std::vector<std::string> parts;
    for (const auto& part : text::split(typed, ",")) {
        const auto colon = part.find(':');
        const auto kind = text::fold(part.substr(0, colon));
        const auto name = colon == std::string::npos ? std::string_view()
                                                     : text::trim(std::string_view(part).substr(colon + 1));
        const bool named = !name.empty();
        if (colon == std::string::npos ? kind != "everyone" && !is_mail_address(part)
                                       : !named || (kind != "team" && kind != "site")) {
            throw Failure(ExitStatus::usage, std::string(option) + ": \"" + part + "\" names nobody",
                          "write everyone, or team:NAME, site:NAME and e-mail addresses separated by commas");
        }
        parts.push_back(named ? kind + ":" + std::string(name) : part);
    }
    return parts.empty() ? "everyone" : text::join(parts, ", ");
}

}  // namespace tiffin::cli
