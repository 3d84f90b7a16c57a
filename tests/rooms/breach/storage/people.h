#include <CLI/CLI.hpp>
#include <SQLiteCpp/SQLiteCpp.h>
