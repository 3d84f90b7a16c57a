#include "cli/global_options.h"

#include "report/records.h"

namespace tiffin::cli {

void GlobalOptions::declare(Declaration& declaration, Effect effect) {
    declaration.option("--database", "FILE", database, "the programme's file, or an SQLite URI")
        .completing(Completes::file);
    declaration.option("--format", "FORMAT", format, "how records are written")
        .one_of(report::format_names());
    declaration.option("--fields", "A,B", fields, "only these columns, in this order");
    declaration.flag("--no-header", no_header, "leave the line of column names out");
    declaration.option("--now", "TIME", now, "pretend that it is this date or UTC time");
    declaration.option("--seed", "NUMBER", seed, "make every random choice from this number");
    declaration.option("--color", "WHEN", color, "colours on a terminal").one_of({"auto", "always", "never"});
    declaration.option("--wait", "SECONDS", wait, "how long to wait for other writers (10)");
    declaration.flag("--quiet", quiet, "no messages but warnings and errors").short_name('q');
    declaration.flag("--verbose", verbose, "list every change");
    if (effect == Effect::writes) {
        declaration.flag("--dry-run", dry_run, "say what would change and write nothing").short_name('n');
    }
}

}  // namespace tiffin::cli
