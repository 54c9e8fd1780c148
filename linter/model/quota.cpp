#include "model/quota.h"

#include "model/manifest.h"

namespace celint {
namespace {

/// The amounts of a mapping from resource to quantity.
List<Quantity> quantities(Reading& reading, const Node* map) {
  std::vector<Quantity> result;
  if (map == nullptr) return {};
  for (const Member& member : map->members())
    if (member.value.is_string() || member.value.kind == Kind::number)
      result.push_back({member.key.str(), member.value.str()});
  return reading.out.keep(result);
}

}  // namespace

void model_limit_range(Reading& reading, const Node& object, ObjectMeta meta) {
  LimitRange range{std::move(meta), {}};
  const Node* spec = map_member(object, "spec");
  const Node* limits = spec != nullptr ? spec->get("limits") : nullptr;
  if (limits != nullptr) {
    std::vector<LimitRangeItem> items;
    for (const Node& item : limits->items()) {
      const Node* type = item.get("type");
      items.push_back({item.span, type != nullptr ? type->str() : Str{{}, item.span},
                       quantities(reading, item.get("max")), quantities(reading, item.get("min")),
                       quantities(reading, item.get("default")),
                       quantities(reading, item.get("defaultRequest"))});
    }
    range.limits = reading.out.keep(items);
  }
  reading.out.push_back(std::move(range));
}

void model_quota(Reading& reading, const Node& object, ObjectMeta meta) {
  ResourceQuota quota{std::move(meta), {}, false};
  if (const Node* spec = map_member(object, "spec")) {
    quota.hard = quantities(reading, spec->get("hard"));
    quota.scoped = spec->get("scopes") != nullptr || spec->get("scopeSelector") != nullptr;
  }
  reading.out.push_back(std::move(quota));
}

}  // namespace celint
