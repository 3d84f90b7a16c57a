#include <array>
#include <utility>

#include "report/writers.h"

namespace tiffin::report {

namespace {

using Bytes = std::array<bool, 256>;

constexpr Bytes mark(std::string_view marked) {
    Bytes bytes{};
    for (const char c : marked) bytes[static_cast<unsigned char>(c)] = true;
    return bytes;
}

constexpr Bytes kQuotedInCsv = mark(",\"\r\n");
constexpr Bytes kEscapedInTsv = mark("\t\n\r\\");

bool has_any(std::string_view text, const Bytes& bytes) {
    bool any = false;
    for (const char c : text) any |= bytes[static_cast<unsigned char>(c)];
    return any;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// Many readers drop blanks around an unquoted cell.
bool needs_quotes(std::string_view text) {
    return has_any(text, kQuotedInCsv) ||
           (!text.empty() && (is_blank(text.front()) || is_blank(text.back())));
}

void append_csv(std::string& to, std::string_view text) {
    if (!needs_quotes(text)) {
        to += text;
        return;
    }
    to += '"';
    for (auto quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
        to += text.substr(0, quote + 1);
        to += '"';
        text.remove_prefix(quote + 1);
    }
    to += text;
    to += '"';
}

void append_tsv(std::string& to, std::string_view text) {
    if (!has_any(text, kEscapedInTsv)) {
        to += text;
        return;
    }
    for (const char c : text) {
        switch (c) {
            case '\t':
                to += "\\t";
                break;
            case '\n':
                to += "\\n";
                break;
            case '\r':
                to += "\\r";
                break;
            case '\\':
                to += "\\\\";
                break;
            default:
                to += c;
        }
    }
}

class DelimitedWriter final : public RecordWriter {
  public:
    DelimitedWriter(const Style& style, Selection selection, text::Sink& sink)
        : is_csv_(style.format == Format::csv), selection_(std::move(selection)), sink_(sink) {
        buffer_.reserve(kBufferSize + kBufferSize / 4);
        if (!style.header) return;
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            if (i > 0) append_separator();
            append(selection_.columns[i].name);
        }
        end_line();
    }

    void write(const Row& row) override {
        const std::size_t begin = buffer_.size();
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            if (i > 0) append_separator();
            append_cell(selection_.cell(row, i));
        }
        // An empty line would be no record at all.
        if (is_csv_ && buffer_.size() == begin) buffer_ += "\"\"";
        end_line();
        if (buffer_.size() >= kBufferSize) drain();
    }

    void finish() override { drain(); }

  private:
    void append_separator() { buffer_ += is_csv_ ? ',' : '\t'; }
    void end_line() { buffer_ += '\n'; }

    void append(std::string_view text) {
        if (is_csv_) {
            append_csv(buffer_, text);
        } else {
            append_tsv(buffer_, text);
        }
    }

    void append_cell(const Cell& cell) {
        if (const auto* text = std::get_if<std::string>(&cell)) {
            append(*text);
        } else if (std::holds_alternative<std::vector<std::string>>(cell)) {
            joined_.clear();
            append_text(joined_, cell);
            append(joined_);
        } else {
            append_text(buffer_, cell);  // numbers and words of ours need no quotes
        }
    }

    void drain() {
        sink_.write(buffer_);
        buffer_.clear();
    }

    bool is_csv_;
    Selection selection_;
    text::Sink& sink_;
    std::string buffer_;
    std::string joined_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_delimited_writer(const Style& style, Selection selection,
                                                    text::Sink& sink) {
    return std::make_unique<DelimitedWriter>(style, std::move(selection), sink);
}

}  // namespace tiffin::report
