#include "mail/built_in.h"
#include "mail/template.h"

namespace tiffin::mail {

namespace {

using Names = std::vector<std::string_view>;

/// What every text about a session may say of it.
Names about_session(const Names& more) {
    Names names{"series", "title", "presenters", "hosts", "moderators", "date", "time", "place", "link"};
    names.insert(names.end(), more.begin(), more.end());
    return names;
}

}  // namespace

const std::vector<TemplateKind>& template_kinds() {
    static const Names announcement = about_session({"abstract", "lunch"});
    static const std::vector<TemplateKind> kinds{
        {"invite", built_in::invite, true, Marks::none,
         about_session({"name", "organizer", "replaces", "duty", "abstract", "lunch"})},
        {"update", built_in::update, true, Marks::none,
         about_session({"name", "organizer", "duty", "note", "abstract", "lunch", "is_back", "is_moved",
                        "has_changes", "changes", "changes.change"})},
        {"cancellation", built_in::cancellation, true, Marks::none,
         about_session({"name", "organizer", "note"})},
        {"dropped", built_in::dropped, true, Marks::none, about_session({"name", "organizer", "note", "is_replaced"})},
        {"reminder", built_in::reminder, true, Marks::none,
         about_session({"name", "organizer", "duty", "is_over", "tasks", "tasks.task", "tasks.due"})},
        {"chaser", built_in::chaser, true, Marks::none,
         about_session({"name", "organizer", "reply_by", "lunch", "is_full"})},
        {"waiting_list", built_in::waiting_list, true, Marks::none,
         about_session({"name", "organizer", "had_place", "is_waiting", "position", "way"})},
        {"thank_you", built_in::thank_you, true, Marks::none,
         about_session({"name", "organizer", "audience", "material_missing"})},
        {"feedback_request", built_in::feedback_request, true, Marks::none,
         about_session({"name", "organizer", "form"})},
        {"catering_order",
         built_in::catering_order,
         true,
         Marks::none,
         {"series", "date", "time", "place", "organizer", "caterer", "people", "ready_by", "has_diets",
          "diets", "diets.diet", "diets.count", "replaces", "has_changes", "changes", "changes.change"}},
        {"catering_cancellation",
         built_in::catering_cancellation,
         true,
         Marks::none,
         {"series", "date", "place", "organizer", "caterer", "replaces"}},
        {"announcement_slack", built_in::announcement_slack, false, Marks::slack, announcement},
        {"announcement_teams", built_in::announcement_teams, false, Marks::markdown, announcement},
        {"announcement_markdown", built_in::announcement_markdown, false, Marks::markdown, announcement},
        {"announcement_text", built_in::announcement_text, false, Marks::none, announcement},
    };
    return kinds;
}

}  // namespace tiffin::mail
