#include "cli/command/import.h"

#include "cli/invocation.h"
#include "cli/job/imports/history_import.h"

namespace tiffin::cli {

namespace {

class ImportHistory final : public Action {
  public:
    void declare(Declaration& declaration) override {
        file_.declare(declaration);
        file_.declare_dates(declaration);
        declaration.option("--series", "SERIES", series_, "the series of rows that name none")
            .completing(Completes::series);
        declaration.detail(
            "Columns: date (required), series, presenter, host, moderator (several separated by semicolons), "
            "state (held, cancelled, planned, postponed), note, topic, start, end, zone, place, link, and "
            "from "
            "exports id, occurrence, number. A row names the day on which a session takes "
            "place; "
            "an empty cell leaves what is known. A new session without a state is held or planned with a "
            "presenter, and cancelled or open without one; a presenter named for a coming session stays. "
            "Unknown people, series and topics are added, with a warning; such people joined on the day of "
            "their first row. All rows are taken or none, and a second run changes nothing.");
        declaration.example(
            "tiffin import history past.csv --map presenter=Speaker --series \"Thursday lunch\"");
    }

    ExitStatus run(Invocation& invocation) override {
        import_history(invocation, file_, series_);
        return ExitStatus::done;
    }

  private:
    ImportFile file_;
    std::optional<std::string> series_;
};

}  // namespace

std::unique_ptr<Action> make_import_history() {
    return std::make_unique<ImportHistory>();
}

}  // namespace tiffin::cli
