#pragma once

#include <string>

#include "cli/command.h"
#include "domain/series.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_series_add();
std::unique_ptr<Action> make_series_list();
std::unique_ptr<Action> make_series_show();
std::unique_ptr<Action> make_series_edit();
std::unique_ptr<Action> make_series_pause();
std::unique_ptr<Action> make_series_resume();
std::unique_ptr<Action> make_series_end();
std::unique_ptr<Action> make_series_remove();
std::unique_ptr<Action> make_series_dates();

/// "every second Thursday", "once"; empty without a rule.
std::string rule_words(const Series& series);

}  // namespace tiffin::cli
