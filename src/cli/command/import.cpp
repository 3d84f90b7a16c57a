#include "cli/command/import.h"

#include "cli/invocation.h"
#include "cli/job/history_import.h"

namespace tiffin::cli {

namespace {

class ImportHistory final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("FILE", file_, "a CSV file, or - for standard input")
            .completing(Completes::file);
        declaration.option("--series", "SERIES", series_, "the series of rows that name none")
            .completing(Completes::series);
        declaration.option("--map", "COLUMN=HEADER", map_, "the file's header for one of our columns");
        declaration.detail(
            "Columns: date (required), series, presenter (several separated by semicolons), state (held, "
            "cancelled, planned, "
            "postponed; not given: held with a presenter and cancelled without, or planned and open when to "
            "come), note, topic. Unknown people, "
            "series and topics are "
            "added, with a warning; such people joined on the day of their first row. All rows are taken or "
            "none, and a second run "
            "changes nothing.");
        declaration.example(
            "tiffin import history past.csv --map presenter=Speaker --series \"Thursday lunch\"");
    }

    ExitStatus run(Invocation& invocation) override {
        import_history(invocation, file_, series_, map_);
        return ExitStatus::done;
    }

  private:
    std::string file_;
    std::optional<std::string> series_;
    std::vector<std::string> map_;
};

}  // namespace

std::unique_ptr<Action> make_import_history() {
    return std::make_unique<ImportHistory>();
}

}  // namespace tiffin::cli
