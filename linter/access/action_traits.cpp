#include "access/action_traits.h"

#include <string_view>
#include <vector>

#include "access/need.h"

namespace celint {
namespace {

ActionTraits s3_level(ActionId action) {
  bool bucket = false;
  bool object = false;
  for (const ResourceType& type : catalogue().resource_types(action)) {
    bucket = bucket || type.name == "bucket";
    object = object || type.name == "object";
  }
  if (bucket == object) return 0;
  return bucket ? kBucketAction : kObjectAction;
}

/// The traits of each action of the catalogue.
std::vector<ActionTraits> read_traits() {
  std::vector<ActionTraits> traits(catalogue().size());
  for (const ActionId id : catalogue().expand("s3:*")) traits[id] = s3_level(id);
  for (const Need& need : needs())
    for (const std::string_view action : need.actions) {
      const auto id = catalogue().find(action);
      if (id && (catalogue().service(*id) != "s3" || catalogue().resource_types(*id).empty()))
        traits[*id] |= kNeeded;
    }
  return traits;
}

}  // namespace

ActionTraits traits_of(ActionId action) {
  static const std::vector<ActionTraits> known = read_traits();
  return known[action];
}

ActionTraits traits_of(const Statement& statement) {
  ActionTraits traits = 0;
  for (const Str& action : statement.actions) {
    if (const auto id = catalogue().find(action.value))
      traits |= traits_of(*id);
    else if (!catalogue().names_any(action.value))
      traits |= kUnlisted;
  }
  return traits;
}

}  // namespace celint
