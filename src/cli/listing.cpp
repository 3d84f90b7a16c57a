#include "cli/listing.h"

#include <algorithm>

namespace tiffin::cli {

void ListOptions::declare(Declaration& declaration) {
    declaration.flag("--fail-if-empty", fail_if_empty, "exit with 1 when there is nothing");
}

namespace {

report::Style style_of_list(const Invocation& invocation, const std::vector<std::string>& brief) {
    auto style = invocation.style();
    if (style.format == report::Format::table && style.fields.empty()) style.fields = brief;
    return style;
}

}  // namespace

bool shows(const Invocation& invocation, std::string_view column, const std::vector<std::string>& brief) {
    const auto fields = style_of_list(invocation, brief).fields;
    return fields.empty() || std::find(fields.begin(), fields.end(), column) != fields.end();
}

ExitStatus list(Invocation& invocation, const ListOptions& options, const report::Table& table,
                std::string_view nothing, const std::vector<std::string>& brief) {
    const auto style = style_of_list(invocation, brief);
    // For people an empty table is a sentence; scripts get the header.
    if (style.format != report::Format::table || !table.rows.empty())
        report::render(table, style, invocation.out());
    if (!table.rows.empty()) return ExitStatus::done;
    invocation.say(nothing);
    return options.fail_if_empty ? ExitStatus::no : ExitStatus::done;
}

std::string counted(std::size_t number, const std::string& one, const std::string& many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

report::Cell cell(const std::optional<Date>& date) {
    return date ? cell(*date) : report::Cell{};
}
report::Cell cell(Date date) {
    return render_date(date);
}
report::Cell cell(const std::optional<TimeOfDay>& time) {
    return time ? report::Cell{render_time_of_day(*time)} : report::Cell{};
}
report::Cell cell(std::string_view text) {
    return text.empty() ? report::Cell{} : report::Cell{std::string(text)};
}

}  // namespace tiffin::cli
