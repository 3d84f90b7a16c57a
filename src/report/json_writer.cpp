#include <utility>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "report/writers.h"

namespace tiffin::report {

namespace {

class JsonObjects {
  public:
    explicit JsonObjects(Selection selection) : selection_(std::move(selection)), writer_(buffer_) {
        for (auto& column : selection_.columns) {
            std::string repaired;
            column.name = std::string(valid_utf8(column.name, repaired));
        }
    }

    /// The keys are in the order of the columns.
    void append(const Row& row) {
        writer_.Reset(buffer_);
        writer_.StartObject();
        for (std::size_t i = 0; i < selection_.size(); ++i) {
            const std::string& name = selection_.columns[i].name;
            writer_.Key(name.data(), length(name));
            append_value(selection_.cell(row, i));
        }
        writer_.EndObject();
    }

    void append_bytes(std::string_view bytes) {
        for (const char c : bytes) buffer_.Put(c);
    }

    [[nodiscard]] std::size_t size() const { return buffer_.GetSize(); }
    [[nodiscard]] std::string_view bytes() const { return {buffer_.GetString(), buffer_.GetSize()}; }
    void clear() { buffer_.Clear(); }

  private:
    static rapidjson::SizeType length(std::string_view text) {
        return static_cast<rapidjson::SizeType>(text.size());
    }

    void append_string(std::string_view text) {
        const auto valid = valid_utf8(text, scratch_);
        writer_.String(valid.data(), length(valid));
    }

    void append_value(const Cell& cell) {
        if (const auto* text = std::get_if<std::string>(&cell)) {
            append_string(*text);
        } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
            writer_.Int64(*number);
        } else if (const auto* decimal = std::get_if<Decimal>(&cell)) {
            // A double would show 0.1 where the account says 0.10, and lose digits of large numbers.
            scratch_.clear();
            append_decimal(scratch_, *decimal);
            writer_.RawValue(scratch_.data(), scratch_.size(), rapidjson::kNumberType);
        } else if (const auto* yes = std::get_if<bool>(&cell)) {
            writer_.Bool(*yes);
        } else if (const auto* texts = std::get_if<std::vector<std::string>>(&cell)) {
            writer_.StartArray();
            for (const auto& each : *texts) append_string(each);
            writer_.EndArray();
        } else {
            writer_.Null();
        }
    }

    Selection selection_;
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> writer_;
    std::string scratch_;
};

class JsonWriter final : public RecordWriter {
  public:
    JsonWriter(const Style& style, Selection selection, text::Sink& sink)
        : is_array_(style.format == Format::json), objects_(std::move(selection)), sink_(sink) {}

    void write(const Row& row) override {
        if (is_array_) objects_.append_bytes(is_empty_ ? "[\n  " : ",\n  ");
        is_empty_ = false;
        objects_.append(row);
        if (!is_array_) objects_.append_bytes("\n");
        if (objects_.size() >= kBufferSize) drain();
    }

    void finish() override {
        if (is_array_) objects_.append_bytes(is_empty_ ? "[]\n" : "\n]\n");
        drain();
    }

  private:
    void drain() {
        sink_.write(objects_.bytes());
        objects_.clear();
    }

    bool is_array_;
    bool is_empty_ = true;
    JsonObjects objects_;
    text::Sink& sink_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_json_writer(const Style& style, Selection selection, text::Sink& sink) {
    return std::make_unique<JsonWriter>(style, std::move(selection), sink);
}

std::string render_json_object(const Selection& selection, const Row& row) {
    JsonObjects objects(selection);
    objects.append(row);
    objects.append_bytes("\n");
    return std::string(objects.bytes());
}

}  // namespace tiffin::report
