#pragma once

#include <string>
#include <string_view>

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

class StringSink final : public Sink {
  public:
    void write(std::string_view bytes) override { bytes_.append(bytes); }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

}  // namespace tiffin::text
