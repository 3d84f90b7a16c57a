#include <algorithm>
#include <limits>
#include <utility>

#include "report/writers.h"
#include "text/fold.h"

namespace tiffin::report {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 10;  // to which a text is folded
constexpr std::size_t kShort = 12;      // what is never folded: a date, a time from and to, most names
constexpr std::size_t kUnbroken = std::numeric_limits<std::size_t>::max();
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

bool can_be_folded(const Cell& cell) {
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

/// Up to the first blank.
std::string_view first_word(std::string_view text) {
    return text.substr(0, std::min(text.find(' '), text.size()));
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    while (!text.empty()) {
        const auto word = first_word(text);
        longest = std::max(longest, text::width(word));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return longest;
}

/// Takes off the front what fits into one line of the width: whole words, or a part of one that is too long.
std::string_view take_line(std::string_view& text, std::size_t width) {
    std::size_t end = 0;
    for (std::size_t word = 0; word < text.size();) {
        const auto next = word + first_word(text.substr(word)).size();
        if (text::width(text.substr(0, next)) > width) break;
        end = next;
        word = next + 1;
    }
    if (end == 0) end = text::truncate(text, width).size();
    if (end == 0) end = text.size();  // not even one character has room
    const auto line = text.substr(0, end);
    text.remove_prefix(end);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return line;
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
        words_.resize(selection_.size());
        shown_ = selection_.size();
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            if (style_.header) widths_[i] = text::width(selection_.columns[i].name);
            words_[i] = std::max(widths_[i], kShort);
        }
    }

    void write(const Row& row) override {
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            const Cell& cell = selection_.cell(row, i);
            const std::size_t begin = cells_.size();
            scratch_.clear();
            append_text(scratch_, cell);
            append_harmless(cells_, scratch_);
            ends_.push_back(cells_.size());
            const auto text = std::string_view(cells_).substr(begin);
            widths_[i] = std::max(widths_[i], text::width(text));
            if (style_.width == 0) continue;
            if (!can_be_folded(cell) && cell.index() != 0) words_[i] = kUnbroken;
            words_[i] = std::max(words_[i], longest_word(text));
        }
    }

    void finish() override {
        if (style_.width > 0) fit(style_.width);
        if (style_.header) append_header();
        for (std::size_t first = 0; first < ends_.size(); first += selection_.size()) {
            append_row(first);
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

    /// Narrows the widest text columns until the line fits, so that their texts are folded: between words
    /// where that is enough. The last columns that find no room at all are left out.
    void fit(std::size_t limit) {
        std::vector<std::size_t> least = widths_;
        for (std::size_t i = 0; i < least.size(); ++i) least[i] = std::min(least[i], words_[i]);
        if (line_width(least, shown_) > limit) {
            for (std::size_t i = 0; i < least.size(); ++i) {
                if (words_[i] == kUnbroken || widths_[i] <= kShort) continue;
                least[i] = kNarrowest;
                if (style_.header) least[i] = std::max(least[i], text::width(selection_.columns[i].name));
            }
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

    /// As many lines as its longest cell takes.
    void append_row(std::size_t first) {
        std::vector<std::string_view> rest(shown_);
        for (std::size_t i = 0; i < shown_; ++i) rest[i] = cell_text(first + i);
        bool is_done = false;
        while (!is_done) {
            append_line([&](std::size_t i) {
                return text::width(rest[i]) <= widths_[i] ? std::exchange(rest[i], {})
                                                          : take_line(rest[i], widths_[i]);
            });
            buffer_ += '\n';
            is_done = std::all_of(rest.begin(), rest.end(), [](auto text) { return text.empty(); });
        }
    }

    template <class TextAt>
    void append_line(const TextAt& text_at) {
        const std::size_t begin = buffer_.size();
        for (std::size_t i = 0; i < shown_; ++i) {
            if (i > 0) buffer_.append(kGap, ' ');
            append_padded(buffer_, text_at(i), widths_[i], selection_.columns[i].align);
        }
        while (buffer_.size() > begin && buffer_.back() == ' ') buffer_.pop_back();
    }

    void drain() {
        sink_.write(buffer_);
        buffer_.clear();
    }

    Style style_;
    Selection selection_;
    text::Sink& sink_;
    std::vector<std::size_t> widths_;
    std::vector<std::size_t> words_;  // the longest word of each; kUnbroken: of numbers
    std::size_t shown_ = 0;           // columns, counted from the left
    std::string cells_;               // the texts of all cells, row after row
    std::vector<std::size_t> ends_;   // where each ends: a string each would take thrice the memory
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
