#include "cli/transcript.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "text/fold.h"

namespace tiffin::cli {

namespace {

bool starts(std::string_view line, std::string_view with) {
    return line.substr(0, with.size()) == with;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

class Parser {
  public:
    explicit Parser(std::string_view text) : lines_(lines_of(text)) {}

    Transcript parse() {
        Transcript transcript;
        transcript.before = aside();
        while (at_ < lines_.size()) {
            if (!starts(lines_[at_], "$ "))
                throw std::runtime_error("line " + std::to_string(at_ + 1) + ": output without a command");
            transcript.steps.push_back(step());
        }
        return transcript;
    }

  private:
    Step step() {
        Step step;
        step.line = at_ + 1;
        step.shown = lines_[at_];
        step.command = lines_[at_++].substr(2);
        while (!step.command.empty() && step.command.back() == '\\' && at_ < lines_.size()) {
            step.command.pop_back();
            step.command += lines_[at_];
            step.shown += "\n" + lines_[at_++];
        }
        if (const auto here = step.command.find("<<'"); here != std::string::npos) read_document(step, here);
        while (at_ < lines_.size() && !starts(lines_[at_], "$ ") && !starts(lines_[at_], "# ")) {
            step.expected.push_back(lines_[at_++]);
        }
        std::vector<std::string> empty;
        while (!step.expected.empty() && step.expected.back().empty()) {
            empty.emplace_back();
            step.expected.pop_back();
        }
        step.after = aside();
        step.after.insert(step.after.begin(), empty.begin(), empty.end());
        return step;
    }

    void read_document(Step& step, std::size_t here) {
        const auto close = step.command.find('\'', here + 3);
        const std::string end = step.command.substr(here + 3, close - here - 3);
        step.command.resize(here);
        for (;;) {
            if (at_ == lines_.size())
                throw std::runtime_error("line " + std::to_string(step.line) + ": no line " + end +
                                         " ends the document");
            step.shown += "\n" + lines_[at_];
            if (lines_[at_++] == end) return;
            step.document += lines_[at_ - 1] + "\n";
        }
    }

    std::vector<std::string> aside() {
        std::vector<std::string> prose;
        while (at_ < lines_.size() && (lines_[at_].empty() || starts(lines_[at_], "#")))
            prose.push_back(lines_[at_++]);
        return prose;
    }

    std::vector<std::string> lines_;
    std::size_t at_ = 0;
};

}  // namespace

Transcript parse_transcript(std::string_view text) {
    return Parser(text).parse();
}

std::string render_transcript(const Transcript& transcript,
                              const std::vector<std::vector<std::string>>& outcomes) {
    std::string text;
    const auto add = [&](const std::vector<std::string>& lines) {
        for (const auto& line : lines) text += line + "\n";
    };
    add(transcript.before);
    for (std::size_t i = 0; i < transcript.steps.size(); ++i) {
        text += transcript.steps[i].shown + "\n";
        add(outcomes[i]);
        add(transcript.steps[i].after);
    }
    return text;
}

}  // namespace tiffin::cli
