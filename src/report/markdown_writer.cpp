#include <utility>

#include "report/writers.h"

namespace tiffin::report {

namespace {

/// Signs that would begin a cell, a tag, a link, code or emphasis.
bool is_active(char c) {
    return c == '|' || c == '\\' || c == '<' || c == '[' || c == '`' || c == '*';
}

class MarkdownWriter final : public RecordWriter {
  public:
    MarkdownWriter(const Style& style, Selection selection, text::Sink& sink)
        : selection_(std::move(selection)), sink_(sink) {
        if (!style.header) return;
        for (const auto& column : selection_.columns) append_cell(column.name);
        end_line();
        for (const auto& column : selection_.columns) {
            buffer_ += column.align == Column::Align::right ? "| ---: " : "| --- ";
        }
        end_line();
    }

    void write(const Row& row) override {
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            text_.clear();
            append_text(text_, selection_.cell(row, i));
            append_cell(text_);
        }
        end_line();
        if (buffer_.size() >= kBufferSize) drain();
    }

    void finish() override { drain(); }

  private:
    void append_cell(std::string_view text) {
        escaped_.clear();
        for (const char c : text) {
            if (is_active(c)) escaped_ += '\\';
            escaped_ += c;
        }
        buffer_ += "| ";
        append_harmless(buffer_, escaped_, LineBreak::html);
        if (!text.empty()) buffer_ += ' ';
    }

    void end_line() { buffer_ += "|\n"; }

    void drain() {
        sink_.write(buffer_);
        buffer_.clear();
    }

    Selection selection_;
    text::Sink& sink_;
    std::string buffer_;
    std::string text_;
    std::string escaped_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_markdown_writer(const Style& style, Selection selection,
                                                   text::Sink& sink) {
    return std::make_unique<MarkdownWriter>(style, std::move(selection), sink);
}

}  // namespace tiffin::report
