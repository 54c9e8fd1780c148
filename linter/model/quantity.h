// Kubernetes quantities: `500m`, `8Gi`, `1e3`.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "model/value.h"

namespace celint {

/// An amount of a resource: of a LimitRange or a ResourceQuota.
struct Quantity {
  Str resource;  ///< `cpu`, `memory`, `nextflow.io/fuse`, `limits.cpu`, ...
  Str text;      ///< As written.

  /// Cores, bytes or pieces; nothing if the text is no quantity.
  std::optional<double> amount() const;
};

/// The value of a quantity
/// (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/).
std::optional<double> parse_quantity(std::string_view text);

/// The one for this resource; null if there is none.
const Quantity* find_quantity(std::span<const Quantity> quantities, std::string_view resource);

}  // namespace celint
