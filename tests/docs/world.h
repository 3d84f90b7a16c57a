#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// A machine of its own for tiffin, in this process: an empty temporary folder as home, a clock and a seed.
class World {
  public:
    World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World();

    struct Answer {
        int status = 0;
        std::string out;
        std::string err;
    };
    Answer run(const std::vector<std::string>& arguments, const std::string& input = {}) const;
    /// Fails the test unless the exit status is 0.
    std::string done(const std::vector<std::string>& arguments, const std::string& input = {}) const;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    std::map<std::string, std::string> environment;

  private:
    std::filesystem::path folder_;
};
