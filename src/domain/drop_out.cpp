#include "domain/drop_out.h"

namespace tiffin {

std::string_view to_string(DropOutKind kind) {
    return kind == DropOutKind::no_show ? "no-show" : "dropped out";
}

}  // namespace tiffin
