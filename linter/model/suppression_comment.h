// Suppressions in the comments of YAML. Private to this stage.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "model/suppression.h"

namespace celint {

/// Those of one source, whose documents these are, in order.
void comment_suppressions(const std::vector<const Document*>& documents, std::string_view text,
                          std::deque<Suppression>& out);

}  // namespace celint
