// What report writes, exchange reads, and Python's csv module agrees with both.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "domain/failure.h"
#include "exchange/csv.h"
#include "report/records.h"

using namespace tiffin;

namespace {

using Record = std::vector<std::string>;
using Records = std::vector<Record>;

constexpr const char* kPython = "/usr/bin/python3";

/// The engine's numbers are the same on every machine; the library's distributions are not.
class Chance {
  public:
    explicit Chance(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t limit) { return engine_() % limit; }

    std::string text(const std::vector<std::string>& pieces, std::size_t most) {
        std::string made;
        for (auto left = below(most + 1); left > 0; --left) made += pieces[below(pieces.size())];
        return made;
    }

  private:
    std::mt19937 engine_;
};

const std::vector<std::string> kPieces{"a",  "b", "Z", "0",      ",",  ";",      "\t", "|",    "\"",
                                       "\n", " ", "'", "\r\n",   "\r", "é",      "🍱",  "\x1b", "e\u0301",
                                       "\\", "=", "-", "\u00a0", "#",  "\u2028", "x y"};

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

std::string without_blanks_around(std::string text) {
    while (!text.empty() && is_blank(text.front())) text.erase(0, 1);
    while (!text.empty() && is_blank(text.back())) text.pop_back();
    return text;
}

/// Each record has a text, so that none is a blank line.
Records random_records(Chance& chance, std::size_t columns) {
    Records records(1 + chance.below(6), Record(columns));
    for (auto& record : records) {
        for (auto& cell : record) cell = chance.text(kPieces, 6);
        if (without_blanks_around(record.front()).empty()) record.front() = "x";
    }
    return records;
}

std::vector<std::string> names(std::size_t columns) {
    std::vector<std::string> made;
    for (std::size_t i = 0; i < columns; ++i) made.push_back("column" + std::to_string(i));
    return made;
}

std::string written(const Records& records, std::size_t columns) {
    report::Table table;
    for (const auto& name : names(columns)) table.columns.push_back({name});
    for (const auto& record : records) table.rows.emplace_back(record.begin(), record.end());
    report::Style style;
    style.format = report::Format::csv;
    text::StringSink sink;
    report::render(table, style, sink);
    return sink.take();
}

Records read(std::string_view text, std::size_t columns) {
    Records records;
    exchange::read_csv("f", text, {names(columns), {}, {}}, [&](exchange::CsvRecord& record) {
        Record texts;
        for (const auto& cell : record.cells) texts.push_back(cell.text);
        records.push_back(texts);
    });
    return records;
}

std::string hex(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string made;
    for (const char c : text) {
        made += kDigits[static_cast<unsigned char>(c) / 16U];
        made += kDigits[static_cast<unsigned char>(c) % 16U];
    }
    return made;
}

std::string unhex(std::string_view text) {
    std::string made;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        made += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
    }
    return made;
}

std::string encoded(const Records& records) {
    std::string made;
    for (const auto& record : records) {
        if (!made.empty()) made += ';';
        for (std::size_t i = 0; i < record.size(); ++i) made += (i > 0 ? ",." : ".") + hex(record[i]);
    }
    return made;
}

std::vector<std::string> ask_python(const std::string& verb, const std::string& separator,
                                    const std::vector<std::string>& lines) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("tiffin-csv-peer-" + verb + "-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const auto source = (folder / "from").string();
    const auto target = (folder / "to").string();
    std::ofstream out(source);
    for (const auto& line : lines) out << line << '\n';
    out.close();
    const std::string command = std::string(kPython) + " '" + TESTS_FOLDER + "/exchange/csv_peer.py' " +
                                verb + " " + separator + " '" + source + "' '" + target + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream in(target);
    std::vector<std::string> answers;
    for (std::string line; std::getline(in, line);) answers.push_back(line);
    std::filesystem::remove_all(folder);
    REQUIRE(answers.size() == lines.size());
    return answers;
}

bool has_python() {
    if (std::filesystem::exists(kPython)) return true;
    WARN("no " << kPython << ", so no second opinion on CSV");
    return false;
}

}  // namespace

TEST_CASE("what is written is read again, whatever is in the cells") {
    Chance chance(20270218);
    for (int round = 0; round < 3'000; ++round) {
        const std::size_t columns = 1 + chance.below(5);
        const auto records = random_records(chance, columns);
        const auto text = written(records, columns);
        INFO("round " << round << ":\n" << text);
        REQUIRE(read(text, columns) == records);
    }
}

TEST_CASE("Python reads what is written") {
    if (!has_python()) return;
    Chance chance(1);
    std::vector<std::string> texts;
    std::vector<std::string> expected;
    for (int round = 0; round < 2'000; ++round) {
        const std::size_t columns = 1 + chance.below(5);
        auto records = random_records(chance, columns);
        texts.push_back(hex(written(records, columns)));
        records.insert(records.begin(), names(columns));
        expected.push_back(encoded(records));
    }
    const auto answers = ask_python("read", "comma", texts);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        INFO(unhex(texts[i]));
        REQUIRE(answers[i] == expected[i]);
    }
}

TEST_CASE("what Python writes is read, in each of its dialects") {
    if (!has_python()) return;
    Chance chance(2);
    for (const std::string separator : {"comma", "semicolon", "tab"}) {
        std::vector<std::string> lines;
        std::vector<Records> expected;
        for (int round = 0; round < 1'000; ++round) {
            const std::size_t columns = 2 + chance.below(4);
            auto records = random_records(chance, columns);
            for (auto& record : records) {
                // Only with tabs does Python quote all cells, so that blanks around them are kept.
                if (separator == "tab") continue;
                for (auto& cell : record) cell = without_blanks_around(cell);
            }
            expected.push_back(records);
            records.insert(records.begin(), names(columns));
            lines.push_back(encoded(records));
        }
        const auto answers = ask_python("write", separator, lines);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            INFO(separator << ":\n" << unhex(answers[i]));
            REQUIRE(read(unhex(answers[i]), expected[i].front().size()) == expected[i]);
        }
    }
}

TEST_CASE("where the reader accepts any text, Python reads the same cells") {
    if (!has_python()) return;
    // No blanks: around cells the two differ on purpose.
    const std::vector<std::string> pieces{"a", "b", "\"", "\"", "\"\"", ",", ",", "\n", "\r\n", "\r", "é"};
    constexpr std::size_t kColumns = 12;
    std::string first;
    for (const auto& name : names(kColumns)) first += (first.empty() ? "" : ",") + name;
    const std::string nothing(kColumns - 1, ',');
    Chance chance(3);
    std::vector<std::string> texts;
    std::vector<std::string> expected;
    std::size_t refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = first + "\n" + chance.text(pieces, 12);
        try {
            auto records = read(text, kColumns);
            // Python has lines of separators as records and records as short as they are: compare the texts.
            std::string flat;
            for (const auto& record : records) {
                for (const auto& cell : record) flat += cell.empty() ? "" : "." + hex(cell);
            }
            texts.push_back(hex(text));
            expected.push_back(flat);
        } catch (const Failure& failure) {
            REQUIRE(failure.status() == ExitStatus::bad_input);
            ++refused;
        }
    }
    CHECK(refused > 1'000);
    CHECK(texts.size() > 1'000);
    const auto answers = ask_python("read", "comma", texts);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::string flat;
        const auto body = answers[i].substr(std::min(answers[i].find(';'), answers[i].size()));
        for (std::size_t at = 0; at < body.size(); ++at) {
            const bool is_empty_cell =
                body[at] == '.' && (at + 1 == body.size() || body[at + 1] == ',' || body[at + 1] == ';');
            if (body[at] != ',' && body[at] != ';' && !is_empty_cell) flat += body[at];
        }
        INFO(unhex(texts[i]));
        REQUIRE(flat == expected[i]);
    }
}

TEST_CASE("no bytes can do more than be refused, and every place is in the text") {
    const std::vector<std::string> seeds{"name,email\nAna,\"a, \"\"b\"\"\nc\"\nChlo\u00e9,x\n",
                                         "\xef\xbb\xbfname;email\r\n\"Ana\" ; b\r\n",
                                         "sep=\t\nname\temail\n\t\nAna\t\"\"\n",
                                         "[\"name\"]",
                                         "PK\x03\x04",
                                         "name|email\r\r\na|b\r"};
    Chance chance(4);
    std::size_t read = 0;
    for (int round = 0; round < 40'000; ++round) {
        std::string text = seeds[chance.below(seeds.size())];
        for (auto changes = chance.below(6); changes > 0 && !text.empty(); --changes) {
            const auto at = chance.below(text.size());
            switch (chance.below(4)) {
                case 0:
                    text[at] = static_cast<char>(chance.below(256));
                    break;
                case 1:
                    text.erase(at, 1 + chance.below(3));
                    break;
                case 2:
                    text.insert(at, kPieces[chance.below(kPieces.size())]);
                    break;
                default:
                    text.insert(at, text.substr(chance.below(text.size()), chance.below(12)));
            }
        }
        const auto lines = 1 + static_cast<std::size_t>(std::count_if(
                                   text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }));
        try {
            exchange::read_csv("f", text, {{"name"}, {"email"}, {}}, [&](const exchange::CsvRecord& record) {
                REQUIRE(record.cells.size() == 2);
                for (const auto& cell : record.cells) {
                    if (cell.place.line > lines || cell.place.column > text.size() + 1) FAIL(hex(text));
                }
            });
            ++read;
        } catch (const Failure& failure) {
            if (failure.status() != ExitStatus::bad_input || failure.remedy().empty()) FAIL(hex(text));
        }
    }
    CHECK(read > 4'000);
}
