#include "cli/audience.h"

#include <algorithm>

#include "domain/failure.h"
#include "domain/mailbox.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

bool has(const std::vector<std::string>& all, const std::string& one) {
    return !all.empty() && !one.empty() && std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

AudienceKeys::AudienceKeys(const Person& person)
    : team(text::fold(person.team)), site(text::fold(person.site)), email(text::fold(person.email)) {}

Audience::Audience(std::string_view text) {
    for (const auto& part : text::split(text, ",")) {
        const auto colon = part.find(':');
        const auto kind = text::fold(part.substr(0, colon));
        const auto name = colon == std::string::npos ? std::string{} : text::fold(part.substr(colon + 1));
        if (colon == std::string::npos && kind == "everyone") everyone_ = true;
        if (colon == std::string::npos) emails_.push_back(kind);
        if (kind == "team") teams_.push_back(name);
        if (kind == "site") sites_.push_back(name);
    }
}

bool Audience::contains(const AudienceKeys& person) const {
    return everyone_ || has(teams_, person.team) || has(sites_, person.site) || has(emails_, person.email);
}

std::string audience(std::string_view typed, std::string_view option) {
    std::vector<std::string> parts;
    for (const auto& part : text::split(typed, ",")) {
        const auto colon = part.find(':');
        const auto kind = text::fold(part.substr(0, colon));
        const bool named = colon != std::string::npos && !text::trim(part.substr(colon + 1)).empty();
        if (colon == std::string::npos ? kind != "everyone" && !is_mail_address(part)
                                       : !named || (kind != "team" && kind != "site")) {
            throw Failure(ExitStatus::usage, std::string(option) + ": \"" + part + "\" names nobody",
                          "write everyone, or team:NAME, site:NAME and e-mail addresses separated by commas");
        }
        parts.push_back(named ? kind + ":" + std::string(text::trim(part.substr(colon + 1))) : part);
    }
    return parts.empty() ? "everyone" : text::join(parts, ", ");
}

}  // namespace tiffin::cli
