// `celint inventory`: what each file was taken for, what it holds, and what is still missing.
#pragma once

#include <string>

#include "link/world.h"

namespace celint {

/// A table, then the files that were skipped and the documents that would settle the open steps.
std::string inventory_text(const World& world);

/// `{"files": [{"path", "kind", "entities": [{"kind", ...}], "skipped"?}], "missing": [...]}`, see README.md.
std::string inventory_json(const World& world);

}  // namespace celint
