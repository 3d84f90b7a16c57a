#include "cli/transcript.h"

#include <stdexcept>

#include <catch2/catch.hpp>

using tiffin::cli::parse_transcript;
using tiffin::cli::render_transcript;
using tiffin::cli::Shell;
using Lines = std::vector<std::string>;

namespace {

const std::string kRepository = TESTS_FOLDER "/..";

Lines outcome(Shell& shell, const std::string& text) {
    return shell.run(parse_transcript(text).steps.at(0));
}

}  // namespace

TEST_CASE("a transcript's text is commands, what they said, and prose between them") {
    const std::string text =
        "# before\n\n$ cat > a <<'END'\n$ not a command\nEND\n$ tiffin \\\n  list\n! no\n=> 65\n\n# after\n";
    const auto transcript = parse_transcript(text);
    REQUIRE(transcript.steps.size() == 2);
    CHECK(transcript.before == Lines{"# before", ""});
    CHECK(transcript.steps[0].document == "$ not a command\n");
    CHECK(transcript.steps[0].expected.empty());
    CHECK(transcript.steps[1].command == "tiffin   list");
    CHECK(transcript.steps[1].line == 6);
    CHECK(transcript.steps[1].expected == Lines{"! no", "=> 65"});
    CHECK(transcript.steps[1].after == Lines{"", "# after"});
    CHECK(render_transcript(transcript, {{}, {"! no", "=> 65"}}) == text);
    CHECK(render_transcript(transcript, {{"x"}, {}}).find("END\nx\n$ tiffin") != std::string::npos);
}

TEST_CASE("a transcript that cannot be read is refused") {
    CHECK_THROWS_AS(parse_transcript("hello\n"), std::runtime_error);
    CHECK_THROWS_AS(parse_transcript("$ cat > a <<'END'\nno end\n"), std::runtime_error);
}

TEST_CASE("the transcript's shell runs the program and shows both its streams and its status") {
    Shell shell(kRepository);
    const auto refused = outcome(shell, "$ tiffin person list\n");
    REQUIRE(refused.size() == 2);
    CHECK(refused[0].rfind("! tiffin: there is no database programme.db", 0) == 0);
    CHECK(refused[1] == "=> 66");
    CHECK(outcome(shell, "$ printf 'a\\r\\n$ b\\n\\n\\x21 c' > it\n").empty());
    CHECK(outcome(shell, "$ cat it\n") == Lines{"a", "\\$ b", "", "\\! c", "=> no newline"});
    CHECK(outcome(shell, "$ ls .\n") == Lines{"data", "examples", "it"});
    CHECK_THROWS_AS(outcome(shell, "$ grep it\n"), std::runtime_error);
    CHECK_THROWS_AS(outcome(shell, "$ cat 'it\n"), std::runtime_error);
}

TEST_CASE("a setting before a command holds for it alone") {
    Shell shell(kRepository);
    REQUIRE(outcome(shell, "$ TIFFIN_DATABASE=\"a b.db\" tiffin init --quiet\n").empty());
    CHECK(outcome(shell, "$ ls .\n") == Lines{"a b.db", "data", "examples"});
    CHECK(outcome(shell, "$ tiffin init --quiet\n").empty());
    CHECK(outcome(shell, "$ rm 'a b.db' data examples\n").empty());
    CHECK(outcome(shell, "$ ls .\n") == Lines{"programme.db"});
}
