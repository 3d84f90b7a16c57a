#include <algorithm>
#include <utility>

#include "report/writers.h"
#include "text/fold.h"

namespace tiffin::report {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 10;  // to which a text is cut
constexpr std::size_t kShort = 12;      // what is never cut: a date, a time from and to, most names
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

bool can_be_cut(const Cell& cell) {
    return std::holds_alternative<std::string>(cell) ||
           std::holds_alternative<std::vector<std::string>>(cell);
}

void append_padded(std::string& line, std::string_view text, std::size_t width, Column::Align align) {
    const std::size_t taken = text::width(text);
    const std::size_t padding = width > taken ? width - taken : 0;
    if (align == Column::Align::right) line.append(padding, ' ');
    line += text;
    if (align == Column::Align::left) line.append(padding, ' ');
}

class TableWriter final : public RecordWriter {
  public:
    TableWriter(Style style, Selection selection, text::Sink& sink)
        : style_(std::move(style)), selection_(std::move(selection)), sink_(sink) {
        if (style_.format == Format::plain) {
            style_.header = false;
            style_.colour = false;
            style_.width = 0;
        }
        widths_.resize(selection_.size());
        cuttable_.resize(selection_.size());
        shown_ = selection_.size();
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            if (style_.header) widths_[i] = text::width(selection_.columns[i].name);
        }
    }

    void write(const Row& row) override {
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            const Cell& cell = selection_.cell(row, i);
            if (can_be_cut(cell)) cuttable_[i] = true;
            const std::size_t begin = cells_.size();
            scratch_.clear();
            append_text(scratch_, cell);
            append_harmless(cells_, scratch_);
            ends_.push_back(cells_.size());
            widths_[i] = std::max(widths_[i], text::width(std::string_view(cells_).substr(begin)));
        }
    }

    void finish() override {
        if (style_.width > 0) fit(style_.width);
        if (style_.header) append_header();
        for (std::size_t first = 0; first < ends_.size(); first += selection_.size()) {
            append_line([&](std::size_t i) { return cell_text(first + i); });
            buffer_ += '\n';
            if (buffer_.size() >= kBufferSize) drain();
        }
        drain();
    }

  private:
    [[nodiscard]] std::string_view cell_text(std::size_t index) const {
        const std::size_t begin = index > 0 ? ends_[index - 1] : 0;
        return std::string_view(cells_).substr(begin, ends_[index] - begin);
    }

    void append_header() {
        if (style_.colour) buffer_ += kBold;
        append_line([&](std::size_t i) { return std::string_view(selection_.columns[i].name); });
        if (shown_ < selection_.size()) buffer_.append(kGap, ' ').append(kEllipsis);
        if (style_.colour) buffer_ += kPlain;
        buffer_ += '\n';
    }

    /// Of a line with the first columns, and with a mark where there are more.
    [[nodiscard]] std::size_t line_width(const std::vector<std::size_t>& widths, std::size_t columns) const {
        std::size_t total = columns < widths.size() ? kGap + 1 : 0;
        for (std::size_t i = 0; i < columns; ++i) total += widths[i] + (i > 0 ? kGap : 0);
        return total;
    }

    /// Leaves out the last columns that find no room, then narrows the widest text column, again and again,
    /// until the line fits.
    void fit(std::size_t limit) {
        std::vector<std::size_t> least = widths_;
        for (std::size_t i = 0; i < least.size(); ++i) {
            if (cuttable_[i] && least[i] > kShort) least[i] = kNarrowest;
        }
        while (shown_ > 1 && line_width(least, shown_) > limit) --shown_;
        for (auto total = line_width(widths_, shown_); total > limit; --total) {
            std::size_t widest = shown_;
            for (std::size_t i = 0; i < shown_; ++i) {
                if (widths_[i] == least[i]) continue;
                if (widest == shown_ || widths_[i] > widths_[widest]) widest = i;
            }
            if (widest == shown_) return;
            --widths_[widest];
        }
    }

    template <class TextAt>
    void append_line(const TextAt& text_at) {
        const std::size_t begin = buffer_.size();
        for (std::size_t i = 0; i < shown_; ++i) {
            if (i > 0) buffer_.append(kGap, ' ');
            append_cut(text_at(i), i);
        }
        while (buffer_.size() > begin && buffer_.back() == ' ') buffer_.pop_back();
    }

    void append_cut(std::string_view text, std::size_t column) {
        const std::size_t width = widths_[column];
        const auto align = selection_.columns[column].align;
        if (text::width(text) <= width) {
            append_padded(buffer_, text, width, align);
        } else {
            std::string cut(text::truncate(text, width - 1));
            while (!cut.empty() && cut.back() == ' ') cut.pop_back();
            cut += kEllipsis;
            append_padded(buffer_, cut, width, align);
        }
    }

    void drain() {
        sink_.write(buffer_);
        buffer_.clear();
    }

    Style style_;
    Selection selection_;
    text::Sink& sink_;
    std::vector<std::size_t> widths_;
    std::vector<bool> cuttable_;
    std::size_t shown_ = 0;          // columns, counted from the left
    std::string cells_;              // the texts of all cells, row after row
    std::vector<std::size_t> ends_;  // where each ends: a string each would take thrice the memory
    std::string scratch_;
    std::string buffer_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_table_writer(const Style& style, Selection selection, text::Sink& sink) {
    return std::make_unique<TableWriter>(style, std::move(selection), sink);
}

std::string render_fields(const Style& style, const Selection& selection, const Row& row) {
    const bool bold = style.colour && style.format == Format::table;
    std::size_t widest = 0;
    for (const auto& column : selection.columns) widest = std::max(widest, text::width(column.name));
    std::string lines;
    std::string text;
    for (std::size_t i = 0; i < selection.size(); ++i) {
        const std::string& name = selection.columns[i].name;
        lines.append(widest - text::width(name), ' ');
        lines += bold ? kBold + name + kPlain + ":" : name + ":";
        text.clear();
        append_text(text, selection.cell(row, i));
        std::size_t indent = 1;
        for (std::string_view rest = text; !rest.empty(); indent = widest + 2) {
            const auto end = std::min(rest.find('\n'), rest.size());
            auto line = rest.substr(0, end);
            if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
            if (indent > 1) lines += '\n';
            if (!line.empty()) lines.append(indent, ' ');
            append_harmless(lines, line);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        lines += '\n';
    }
    return lines;
}

}  // namespace tiffin::report
