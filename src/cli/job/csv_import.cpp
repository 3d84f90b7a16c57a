#include "cli/job/csv_import.h"

#include <algorithm>

#include "cli/input.h"
#include "cli/listing.h"
#include "text/fold.h"

namespace tiffin::cli {

const exchange::CsvCell& ImportRow::cell(std::string_view column) const {
    const auto in = [&](const std::vector<std::string>& names) {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), column) - names.begin());
    };
    std::size_t index = in(header_.required);
    if (index == header_.required.size()) index += in(header_.optional);
    return record_.cells.at(index);
}

std::string_view ImportRow::text(std::string_view column) const {
    return text::trim(cell(column).text);
}

std::optional<Date> ImportRow::date(std::string_view column) const {
    const auto typed = text(column);
    if (typed.empty()) return std::nullopt;
    if (const auto day = parse_iso_date(typed)) return day;
    throw refuse(column, "\"" + std::string(typed) + "\" is no date", "write dates as 2027-02-18");
}

Failure ImportRow::refuse(std::string_view column, const std::string& why, const std::string& remedy) const {
    return {ExitStatus::bad_input,
            exchange::render_place(file_, cell(column).place) + ": " + std::string(column) + ": " + why,
            remedy.empty() ? "nothing was imported" : remedy + " (nothing was imported)"};
}

void apply_map(exchange::CsvHeader& header, const std::vector<std::string>& map) {
    for (const auto& pair : map) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos) {
            throw Failure(ExitStatus::usage,
                          "--map \"" + pair + "\" has no =", "write --map email=\"E-Mail-Adresse\"");
        }
        const auto column = text::fold(pair.substr(0, equals));
        std::vector<std::string> known = header.required;
        known.insert(known.end(), header.optional.begin(), header.optional.end());
        if (std::find(known.begin(), known.end(), column) == known.end()) {
            throw Failure(ExitStatus::usage, "--map: there is no column \"" + column + "\"",
                          "the columns are " + text::join(known, ", "));
        }
        header.renamed[column] = text::trim(pair.substr(equals + 1));
    }
}

std::string imported(const std::string& path, std::size_t added, const std::string& one,
                     const std::string& many, std::size_t changed) {
    return "imported " + input_name(path) + ": " + counted(added, one, many) + " added" +
           (changed == 0 ? "" : ", " + std::to_string(changed) + " changed");
}

void read_import(Invocation& invocation, const std::string& path, std::string_view bytes,
                 const exchange::CsvHeader& header, const std::function<void(const ImportRow&)>& visit) {
    const auto file = input_name(path);
    const auto summary = exchange::read_csv(
        file, bytes, header, [&](exchange::CsvRecord& record) { visit(ImportRow(file, header, record)); });
    if (!summary.ignored.empty()) {
        invocation.say(file + ": ignored the columns " + text::join(summary.ignored, ", ") +
                       " (--map COLUMN=HEADER names one of ours)");
    }
}

}  // namespace tiffin::cli
