// What keeps policies from allowing a request: the part of the statement that comes nearest to it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/evaluate.h"

namespace celint {

/// The first part of an Allow that does not fit.
struct Obstacle {
  Span span;
  std::string why;  ///< `does not name 'ARN'`: says it of what stands at the span.
};

/// The nearest Allow is one that names the request's action, else one for its principal and resource; where
/// none does either, the obstacle is the key Statement of the first policy. Nothing if an Allow fits, or
/// there are no policies. Trust and other resource policies are asked for a caller.
std::optional<Obstacle> nearest_obstacle(const std::vector<const Policy*>& policies, const Request& request,
                                         const Context& context,
                                         const std::optional<Caller>& caller = std::nullopt);

}  // namespace celint
