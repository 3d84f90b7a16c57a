#include "cli/job/imports/csv_import.h"

#include <algorithm>

#include "cli/input.h"
#include "cli/listing.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr std::size_t kShown = 60;  // columns of a cell in a message

/// "team", "team, site or zone"
std::string any_of(std::vector<std::string> names) {
    const auto last = std::move(names.back());
    names.pop_back();
    return names.empty() ? last : text::join(names, ", ") + " or " + last;
}

/// Spreadsheets count days from the end of 1899 and show that number in a cell that is not formatted as a
/// date.
std::optional<Date> spreadsheet_day(std::string_view typed) {
    if (typed.size() != 5 || typed.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    return Date{std::chrono::year{1899} / 12 / 30} + std::chrono::days{std::stoi(std::string(typed))};
}

}  // namespace

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

void ImportRow::fill(std::string_view column, std::string& field,
                     std::string (*text_of)(std::string_view)) const {
    if (const auto typed = text(column); !typed.empty()) field = text_of(typed);
}

void ImportRow::clean() const {
    for (std::size_t i = 0; i < record_.cells.size(); ++i) {
        auto& text = record_.cells[i].text;
        if (text.find('\r') != std::string::npos) text = text::unix_lines(text);
        if (const auto seen = text::trim_unseen(text); seen.size() < text.size()) text = std::string(seen);
        if (text::find_control(text) == std::string::npos) continue;
        const auto required = header_.required.size();
        throw refuse(i < required ? header_.required[i] : header_.optional[i - required],
                     "\"" + std::string(text::truncate(text, kShown)) + "\" has a control character",
                     "write the cell anew, without it");
    }
}

std::optional<Date> ImportRow::date(std::string_view column) const {
    const auto typed = text(column);
    if (typed.empty()) return std::nullopt;
    if (const auto day = spreadsheet_day(typed)) {
        throw refuse(column,
                     "\"" + std::string(typed) + "\" is how a spreadsheet counts " + render_date(*day),
                     "format the column as a date there and save the file again");
    }
    if (const auto day = parse_iso_date(typed)) return day;
    auto order = import_.date_order();
    if (order == calendar::DateOrder::unknown && calendar::has_two_readings(typed)) {
        order = import_.order_shown_in(std::string(column));
        if (order == calendar::DateOrder::unknown) throw two_readings(column);
    }
    const auto day = at(column, [&] { return calendar::parse_date_cell(typed, order); });
    if (day) return day;
    throw refuse(column, "\"" + std::string(typed) + "\" is no date", "write dates as 2027-02-18");
}

Failure ImportRow::two_readings(std::string_view column) const {
    Failure both(ExitStatus::bad_input, "");
    try {
        calendar::parse_date_cell(text(column));
    } catch (const Failure& failure) {
        both = failure;
    }
    return refuse(column, both.what(),
                  both.remedy() + ", or say it of all such dates with --dates dmy or --dates mdy");
}

Failure ImportRow::refuse(std::string_view column, const std::string& why, const std::string& remedy) const {
    return {
        ExitStatus::bad_input,
        exchange::render_place(import_.name(), cell(column).place) + ": " + std::string(column) + ": " + why,
        remedy.empty() ? "nothing was imported" : remedy + " (nothing was imported)"};
}

void ImportFile::declare(Declaration& declaration, const std::string& help) {
    declaration.positional("FILE", path_, help).completing(Completes::file);
    declaration.option("--map", "COLUMN=HEADER", map_, "the file's header for one of our columns");
}

void ImportFile::declare_dates(Declaration& declaration) {
    declaration
        .option("--dates", "dmy|mdy", dates_, "how the file writes 12/11/2026: the day first, or the month")
        .one_of({"dmy", "mdy"});
}

calendar::DateOrder ImportFile::date_order() const {
    if (!dates_) return calendar::DateOrder::unknown;
    return *dates_ == "dmy" ? calendar::DateOrder::day_first : calendar::DateOrder::month_first;
}

calendar::DateOrder ImportFile::order_shown_in(const std::string& column) const {
    const auto [found, is_new] = orders_.try_emplace(column);
    auto& order = found->second;
    if (!is_new) return order.order;
    bool differ = false;
    look_ahead([&](const ImportRow& row) {
        const auto shown = calendar::order_shown(row.text(column));
        if (shown == calendar::DateOrder::unknown) return;
        differ = differ || (order.line > 0 && shown != order.order);
        if (order.line == 0) order = {shown, std::string(row.text(column)), row.line()};
    });
    if (differ) order = {};
    return order.order;
}

void ImportFile::say_orders(Invocation& invocation) const {
    for (const auto& [column, order] : orders_) {
        invocation.say(name() + ": " + column + ": dates are taken to have the " +
                       (order.order == calendar::DateOrder::day_first ? "day" : "month") + " first, as " +
                       order.shown + " in line " + std::to_string(order.line));
    }
}

void ImportFile::read(const Surroundings& surroundings, exchange::CsvHeader columns) {
    columns_ = std::move(columns);
    rename_columns();
    bytes_ = read_input(surroundings, path_);
}

void ImportFile::rename_columns() {
    std::vector<std::string> known = columns_.required;
    known.insert(known.end(), columns_.optional.begin(), columns_.optional.end());
    for (const auto& pair : map_) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos) {
            throw Failure(ExitStatus::usage, "--map \"" + pair + "\" has no =",
                          "write --map " + known.front() + "=\"HEADER OF THE FILE\"");
        }
        const auto column = text::fold(pair.substr(0, equals));
        if (std::find(known.begin(), known.end(), column) == known.end()) {
            throw Failure(ExitStatus::usage, "--map: there is no column \"" + column + "\"",
                          "the columns are " + text::join(known, ", "));
        }
        columns_.renamed[column] = text::trim(std::string_view(pair).substr(equals + 1));
    }
}

std::string ImportFile::name() const {
    return input_name(path_);
}

exchange::CsvSummary ImportFile::read_rows(const std::function<void(const ImportRow&)>& visit) const {
    return exchange::read_csv(name(), bytes_, columns_, [&](exchange::CsvRecord& record) {
        const ImportRow row(*this, columns_, record);
        row.clean();
        visit(row);
    });
}

void ImportFile::each_row(Invocation& invocation, const std::function<void(const ImportRow&)>& visit) const {
    const auto file = name();
    const auto summary = read_rows(visit);
    say_orders(invocation);
    if (!summary.ignored.empty()) {
        const auto& absent = summary.absent;
        invocation.say(file + ": ignored the " + (summary.ignored.size() > 1 ? "columns " : "column ") +
                       text::join(summary.ignored, ", ") +
                       (absent.empty() ? "" : "; --map COLUMN=HEADER takes one as " + any_of(absent)));
    }
}

void ImportFile::finish(Invocation& invocation, Counts counts, const std::string& one,
                        const std::string& many, std::string_view next) const {
    invocation.finish("imported " + name() + ": " + counted(counts.added, one, many) + " added" +
                          (counts.changed == 0 ? "" : ", " + std::to_string(counts.changed) + " changed"),
                      next);
}

}  // namespace tiffin::cli
