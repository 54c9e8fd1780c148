// What a namespace allows: LimitRange and ResourceQuota.
// Types: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/
#pragma once

#include "model/kubernetes.h"
#include "model/quantity.h"
#include "read/arena.h"

namespace celint {

/// One entry of spec.limits.
struct LimitRangeItem {
  Span span;
  Str type;  ///< Container, Pod or PersistentVolumeClaim.
  List<Quantity> max;
  List<Quantity> min;
  List<Quantity> limit_defaults;    ///< `default`: the limit of a container that names none.
  List<Quantity> request_defaults;  ///< `defaultRequest`.
};

struct LimitRange {
  ObjectMeta meta;
  List<LimitRangeItem> limits;
};

struct ResourceQuota {
  ObjectMeta meta;
  List<Quantity> hard;
  bool scoped = false;  ///< Has scopes or a scopeSelector: counts only some pods.
};

}  // namespace celint
