// Suppressions in the comments of YAML. Private to this stage.
#pragma once

#include <span>
#include <vector>

#include "model/suppression.h"

namespace celint {

/// Those of one source, whose documents these are, in order.
std::vector<Suppression> comment_suppressions(std::span<const Document> documents, std::string_view text);

}  // namespace celint
