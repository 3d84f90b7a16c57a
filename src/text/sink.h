#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tiffin::text {

/// Where bytes go: a file, a terminal, a string in tests. Failures (a full disk) are Failures of the
/// implementer.
class Sink {
  public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;
    virtual void write(std::string_view bytes) = 0;
    virtual void flush() {}
};

/// Keeps very much in blocks, so that nothing has to be moved when it grows. What is written at once stays in
/// one.
class BlockSink final : public Sink {
  public:
    void write(std::string_view bytes) override {
        if (blocks_.empty() || bytes.size() > blocks_.back().capacity() - blocks_.back().size())
            blocks_.emplace_back().reserve(std::max(kBlock, bytes.size()));
        blocks_.back().append(bytes);
    }
    [[nodiscard]] const std::vector<std::string>& blocks() const { return blocks_; }
    void clear() { blocks_.clear(); }

  private:
    static constexpr std::size_t kBlock = std::size_t{256} * 1024;

    std::vector<std::string> blocks_;
};

class StringSink final : public Sink {
  public:
    void write(std::string_view bytes) override { bytes_.append(bytes); }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

}  // namespace tiffin::text
