#include "exchange/csv_parser.h"

#include <array>
#include <new>
#include <string>

#include <csv.h>

#include "domain/failure.h"

namespace tiffin::exchange {

namespace {

/// What libcsv said of the last piece. Nothing may be thrown through its C code.
struct Answer {
    bool has_cell = false;
    bool has_line = false;
    bool is_empty = false;  ///< the cell is empty and not quoted
    std::string_view cell;  ///< in libcsv's memory until the next piece
};

void take_cell(void* bytes, std::size_t size, void* answer) {
    auto& to = *static_cast<Answer*>(answer);
    to.has_cell = true;
    to.is_empty = bytes == nullptr;
    to.cell = bytes == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size);
}

void take_line(int /*end*/, void* answer) {
    static_cast<Answer*>(answer)->has_line = true;
}

}  // namespace

/// Feeds libcsv piece by piece, each up to the next separator or line end, so that it says at most one cell
/// for a piece and the place of every cell is known.
class CsvParser::Machine {
  public:
    Machine(std::string_view file, std::string_view text, Encoding encoding, char separator)
        : file_(file), text_(text), encoding_(encoding), separator_(separator) {
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_EMPTY_IS_NULL) != 0) {
            throw std::bad_alloc();
        }
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
        constexpr std::size_t kGrowth = std::size_t{64} * 1024;
        csv_set_blk_size(&parser_, kGrowth);
        for (const char c : {separator, '\r', '\n'}) is_end_[static_cast<unsigned char>(c)] = true;
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;
    ~Machine() { csv_free(&parser_); }

    bool next(CsvRecord& record) {
        std::size_t cells = 0;
        bool is_blank = true;
        while (!is_finished_) {
            feed();
            if (answer_.has_cell) {
                is_blank = is_blank && answer_.is_empty;
                if (record.cells.size() <= cells) record.cells.emplace_back();
                record.cells[cells].text.assign(answer_.cell);
                record.cells[cells].place = cell_place_;
                ++cells;
            }
            if (answer_.has_cell || answer_.has_line) is_cell_new_ = true;
            if (!answer_.has_line) continue;
            if (!is_blank) {
                record.cells.resize(cells);
                record.place = record.cells.front().place;
                return true;
            }
            cells = 0;
        }
        return false;
    }

  private:
    /// One piece, or the end of the text.
    void feed() {
        answer_ = {};
        if (position_ == text_.size()) {
            is_finished_ = true;
            if (is_cell_new_) find_cell_place(position_);
            if (csv_fini(&parser_, take_cell, take_line, &answer_) != 0) refuse_open_quote();
            return;
        }
        const std::size_t begin = position_;
        std::size_t end = begin;
        while (end < text_.size() && !is_end_[static_cast<unsigned char>(text_[end])]) ++end;
        end = end < text_.size() ? end + 1 : end;
        const std::size_t taken =
            csv_parse(&parser_, text_.data() + begin, end - begin, take_cell, take_line, &answer_);
        if (taken != end - begin) {
            if (csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc();
            refuse_quote(begin + taken);
        }
        if (is_cell_new_) find_cell_place(end);
        advance(end);
    }

    [[nodiscard]] bool is_blank(char c) const { return (c == ' ' || c == '\t') && c != separator_; }

    /// The first character of the cell that begins in the piece up to `end`.
    void find_cell_place(std::size_t end) {
        std::size_t first = position_;
        while (first < end && is_blank(text_[first])) ++first;
        const bool is_empty = first == end || is_end_[static_cast<unsigned char>(text_[first])];
        cell_begin_ = is_empty ? position_ : first;
        cell_place_ = place_in_line(cell_begin_);
        is_cell_new_ = false;
    }

    /// `offset` is in the current line and not before the position.
    [[nodiscard]] Place place_in_line(std::size_t offset) const {
        const auto ahead = text_.substr(position_, offset - position_);
        return {line_, column_ + (encoding_ == Encoding::ascii ? ahead.size() : count_characters(ahead))};
    }

    void advance(std::size_t end) {
        const char last = text_[end - 1];
        const bool is_line_end =
            last == '\n' || (last == '\r' && (end == text_.size() || text_[end] != '\n'));
        if (is_line_end) {
            ++line_;
            column_ = 1;
        } else {
            column_ = place_in_line(end).column;
        }
        position_ = end;
    }

    [[noreturn]] void refuse(Place place, const std::string& what, const std::string& remedy) const {
        throw Failure(ExitStatus::bad_input, render_place(file_, place) + ": " + what, remedy);
    }

    [[noreturn]] void refuse_open_quote() const {
        refuse(cell_place_, "the quote that begins here is never closed",
               "close it with \", and write a quote inside a quoted cell twice");
    }

    [[noreturn]] void refuse_quote(std::size_t offset) {
        const Place place = place_in_line(offset);
        if (is_cell_new_) find_cell_place(offset + 1);
        if (text_[cell_begin_] != '"') {
            refuse(place, "there is a quote inside a cell that does not begin with one",
                   "put the whole cell in quotes and write the inner quote twice: \"say \"\"hi\"\"\"");
        }
        const std::string where = std::to_string(cell_place_.line) + ":" + std::to_string(cell_place_.column);
        refuse(place, "there is text behind the quote that closes the cell of " + where,
               "write a quote inside a quoted cell twice: \"say \"\"hi\"\"\"");
    }

    std::string_view file_;
    std::string_view text_;
    Encoding encoding_;
    char separator_;
    csv_parser parser_{};
    std::array<bool, 256> is_end_{};
    Answer answer_;
    bool is_finished_ = false;
    bool is_cell_new_ = true;
    std::size_t position_ = 0;  // where the next piece begins, and its line and column
    std::size_t line_ = 1;
    std::size_t column_ = 1;
    std::size_t cell_begin_ = 0;
    Place cell_place_;
};

CsvParser::CsvParser(std::string_view file, std::string_view text, Encoding encoding, char separator)
    : machine_(std::make_unique<Machine>(file, text, encoding, separator)) {}

CsvParser::~CsvParser() = default;

bool CsvParser::next(CsvRecord& record) {
    return machine_->next(record);
}

}  // namespace tiffin::exchange
