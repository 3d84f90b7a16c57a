#include <algorithm>
#include <cstdint>
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

/// `taken`: the width of the text.
void append_padded(std::string& line, std::string_view text, std::size_t taken, std::size_t width,
                   Column::Align align) {
    const std::size_t padding = width > taken ? width - taken : 0;
    if (align == Column::Align::right) line.append(padding, ' ');
    line += text;
    if (align == Column::Align::left) line.append(padding, ' ');
}

/// Where a text may go on in the next line: between words, or also behind a slash and before an @, as an
/// address and the name of a session are read.
enum class Breaks { between_words, within_names };

/// The first place behind `from` where the line may end.
std::size_t next_break(std::string_view text, std::size_t from, Breaks breaks) {
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text[i] == ' ') return i;
        const bool within = i > from && (text[i] == '@' || text[i - 1] == '/');
        if (within && breaks == Breaks::within_names) return i;
    }
    return text.size();
}

/// Of the pieces that are never parted.
std::size_t longest_piece(std::string_view text, Breaks breaks) {
    std::size_t longest = 0;
    while (!text.empty()) {
        const auto end = next_break(text, 0, breaks);
        longest = std::max(longest, text::width(text.substr(0, end)));
        text.remove_prefix(std::max<std::size_t>(end, 1));
        if (!text.empty() && end > 0 && text.front() == ' ') text.remove_prefix(1);
    }
    return longest;
}

/// Takes off the front what fits into one line of the width, or a part of a piece that is too long.
std::string_view take_line(std::string_view& text, std::size_t width, Breaks breaks) {
    std::size_t end = 0;
    for (std::size_t from = 0; from < text.size();) {
        const auto next = next_break(text, from, breaks);
        if (text::width(text.substr(0, next)) > width) break;
        end = next;
        from = next < text.size() && text[next] == ' ' ? next + 1 : next;
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
        pieces_.resize(selection_.size());
        shown_ = selection_.size();
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            if (style_.header) widths_[i] = text::width(selection_.columns[i].name);
            words_[i] = pieces_[i] = std::max(widths_[i], kShort);
        }
    }

    void write(const Row& row) override {
        cells_.clear();
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            const Cell& cell = selection_.cell(row, i);
            const std::size_t begin = cells_.size();
            if (const auto* whole = std::get_if<std::string>(&cell)) {
                append_harmless(cells_, *whole);
            } else {
                scratch_.clear();
                append_text(scratch_, cell);
                append_harmless(cells_, scratch_);
            }
            const auto text = std::string_view(cells_).substr(begin);
            const std::size_t width = text::width(text);
            extents_.push_back({static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(width)});
            widths_[i] = std::max(widths_[i], width);
            if (style_.width == 0) continue;
            if (!can_be_folded(cell) && cell.index() != 0) words_[i] = pieces_[i] = kUnbroken;
            words_[i] = std::max(words_[i], longest_piece(text, Breaks::between_words));
            pieces_[i] = std::max(pieces_[i], longest_piece(text, Breaks::within_names));
        }
        cells_ += '\n';  // so that a row without any text takes something too
        rows_.write(cells_);
    }

    void finish() override {
        if (style_.width > 0) fit(style_.width);
        if (style_.header) append_header();
        std::size_t first = 0;
        for (std::string_view texts : rows_.blocks()) {
            while (!texts.empty()) {
                append_row(first, texts);
                first += selection_.size();
                if (buffer_.size() >= kBufferSize) drain();
            }
        }
        drain();
    }

  private:
    /// Of a cell's text.
    struct Extent {
        std::uint32_t bytes, width;
    };
    struct Piece {
        std::string_view text;
        std::size_t width = 0;
    };

    void append_header() {
        if (style_.colour) buffer_ += kBold;
        append_line([&](std::size_t i) {
            const std::string_view name = selection_.columns[i].name;
            return Piece{name, text::width(name)};
        });
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
    /// where that is enough, else within names, else anywhere. The last columns that find no room at all are
    /// left out.
    void fit(std::size_t limit) {
        auto least = at_most(words_);
        if (line_width(least, shown_) > limit) {
            breaks_ = Breaks::within_names;
            least = at_most(pieces_);
        }
        while (line_width(least, shown_) > limit) {
            const auto widest = widest_above(least, narrowest());
            if (widest < shown_) {
                --least[widest];
            } else if (shown_ > 1) {
                --shown_;
                least = at_most(pieces_);
            } else {
                break;
            }
        }
        for (auto total = line_width(widths_, shown_); total > limit; --total) {
            const auto widest = widest_above(widths_, least);
            if (widest == shown_) return;
            --widths_[widest];
        }
    }

    [[nodiscard]] std::vector<std::size_t> at_most(const std::vector<std::size_t>& limits) const {
        auto widths = widths_;
        for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::min(widths[i], limits[i]);
        return widths;
    }

    /// To which each column can be narrowed.
    [[nodiscard]] std::vector<std::size_t> narrowest() const {
        auto least = widths_;
        for (std::size_t i = 0; i < least.size(); ++i) {
            if (words_[i] == kUnbroken || widths_[i] <= kShort) continue;
            least[i] = std::max(kNarrowest, style_.header ? text::width(selection_.columns[i].name) : 0);
        }
        return least;
    }

    /// Of the shown columns that are wider than `least` the widest; shown_: none is.
    [[nodiscard]] std::size_t widest_above(const std::vector<std::size_t>& widths,
                                           const std::vector<std::size_t>& least) const {
        std::size_t widest = shown_;
        for (std::size_t i = 0; i < shown_; ++i) {
            if (widths[i] > least[i] && (widest == shown_ || widths[i] > widths[widest])) widest = i;
        }
        return widest;
    }

    /// As many lines as its longest cell takes. Takes its cells off the front of `texts`.
    void append_row(std::size_t first, std::string_view& texts) {
        rest_.resize(selection_.size());
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            const auto& extent = extents_[first + i];
            rest_[i] = {texts.substr(0, extent.bytes), extent.width};
            texts.remove_prefix(extent.bytes);
        }
        texts.remove_prefix(1);
        rest_.resize(shown_);
        bool is_done = false;
        while (!is_done) {
            append_line([&](std::size_t i) {
                auto& rest = rest_[i];
                if (rest.width <= widths_[i]) return std::exchange(rest, {});
                const auto line = take_line(rest.text, widths_[i], breaks_);
                rest.width = text::width(rest.text);
                return Piece{line, text::width(line)};
            });
            buffer_ += '\n';
            is_done =
                std::all_of(rest_.begin(), rest_.end(), [](const auto& each) { return each.text.empty(); });
        }
    }

    template <class PieceAt>
    void append_line(const PieceAt& piece_at) {
        const std::size_t begin = buffer_.size();
        for (std::size_t i = 0; i < shown_; ++i) {
            if (i > 0) buffer_.append(kGap, ' ');
            const Piece piece = piece_at(i);
            append_padded(buffer_, piece.text, piece.width, widths_[i], selection_.columns[i].align);
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
    std::vector<std::size_t> words_;   // the longest word of each; kUnbroken: of numbers
    std::vector<std::size_t> pieces_;  // the same where words can be parted
    Breaks breaks_ = Breaks::between_words;
    std::size_t shown_ = 0;        // columns, counted from the left
    text::BlockSink rows_;         // the texts of their cells, one after the other
    std::vector<Extent> extents_;  // of each: a string each would take thrice the memory
    std::string cells_;            // of the row at hand
    std::vector<Piece> rest_;      // of the row at hand
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
