// Sets of requests, action by resource, with an exact algebra: what a set of policies allows, and what is
// left of it when another set is taken away.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/catalogue.h"
#include "access/evaluate.h"
#include "access/glob_search.h"
#include "access/resource_template.h"

namespace celint {

/// The actions a comparison is about: those of the catalogue, then those that policies name and the catalogue
/// lacks. The first of the latter stands for every action of services yet to come.
struct ActionSpace {
  const Catalogue* known = nullptr;
  std::vector<std::string> unlisted;

  std::size_t size() const { return known->size() + unlisted.size(); }
  std::string name(ActionId id) const;
  /// `s3`, lower case.
  std::string service(ActionId id) const;
  /// Equal for actions of one service with the same resource types; below `size()`.
  std::uint32_t resource_class(ActionId id) const {
    return id < known->size() ? known->resource_class(id) : id;
  }
  /// Empty for unlisted ones.
  std::vector<ResourceType> resource_types(ActionId id) const;
  ActionSet all() const;
  /// Adds what the pattern of an Action element names.
  void expand_into(ActionSet& set, std::string_view pattern) const;
  /// Whether it names any of the set.
  bool names_any(std::string_view pattern, const ActionSet& set) const;
};

/// The space that holds every action these policies name.
ActionSpace action_space(const Catalogue& catalogue, const std::vector<const Policy*>& policies);

/// One entry of a Resource element.
struct ResourcePattern {
  Glob glob;
  std::string
      whole_service;  ///< The service (`*`: all) whose actions without resource it covers; else empty.

  friend bool operator==(const ResourcePattern&, const ResourcePattern&) = default;
};
using ResourceUnion = std::vector<ResourcePattern>;

/// The resources that every union of `all_of` matches and no union of `none_of` does.
struct Region {
  std::vector<std::shared_ptr<const ResourceUnion>> all_of;
  std::vector<std::shared_ptr<const ResourceUnion>> none_of;

  bool has(std::string_view arn) const;
  /// Whether calls of this service's actions without resource are in it.
  bool has_no_resource(std::string_view service) const;
};

/// Every action on every resource of the region.
struct Permission {
  ActionSet actions;
  Region resources;
};

/// A union of permissions over one ActionSpace.
struct PermissionSet {
  std::vector<Permission> terms;

  /// `resource` is an ARN, or `*` for a call without resource.
  bool allows(const ActionSpace& space, ActionId action, std::string_view resource) const;
};

PermissionSet intersect(const PermissionSet& a, const PermissionSet& b);
PermissionSet minus(const PermissionSet& a, const PermissionSet& b);

/// A request of a set.
struct Witness {
  ActionId action = 0;
  std::string resource;  ///< An ARN, or `*` for an action without resource.
};

struct WitnessSearch {
  GlobSearch::Result result = GlobSearch::Result::none;  ///< `unknown` if a search was given up.
  Witness witness;
};

/// A request for this action in the region, with a resource of one of the action's documented types or, if it
/// has none, without resource. ARNs with the head asked for come first, then others.
WitnessSearch find_typed_request(const ActionSpace& space, const Permission& permission, ActionId action,
                                 const ArnHead& head);

/// Some request of the set, if there is one; on any ARN if there is none on a documented type.
WitnessSearch find_request(const ActionSpace& space, const PermissionSet& set);

/// Some ARN is, or may be, in the region.
bool may_have_arn(const Region& region);

/// Every resource of that format with that head is in the region.
bool covers_type(const Region& region, std::string_view arn_format, const ArnHead& head);

/// How policy variables and text that is not finished (placeholders, other programs' variables) count.
enum class Unknowns : std::uint8_t {
  anything,  ///< As any text: the most that a pattern can match.
  nothing,   ///< As no text: the least.
  opaque,    ///< As themselves: equal variables are equal, and different from everything else.
};

/// What an entry of a Resource element stands for; nothing if that is no resource.
std::optional<ResourcePattern> resource_pattern(const Policy& policy, std::string_view text,
                                                Unknowns unknowns);

/// Whether a statement's conditions hold.
using ConditionsOf = std::function<Truth(const Policy&, const Statement&)>;

/// Which side of the undecided counts.
enum class Bound : std::uint8_t {
  may,        ///< What may be allowed.
  certainly,  ///< What is allowed for certain.
  exact,      ///< Conditions are taken as decided (undecided is no), variables as opaque.
};

/// What identity policies and a boundary (may be null) allow.
PermissionSet permissions_of(const ActionSpace& space, const std::vector<const Policy*>& policies,
                             const Policy* boundary, Bound bound, const ConditionsOf& conditions);

/// The requests a statement speaks of, conditions aside. Entries that `skip` names are left out.
Permission reach_of(const ActionSpace& space, const Policy& policy, const Statement& statement,
                    Unknowns unknowns, const std::function<bool(const Str&)>& skip = nullptr);

}  // namespace celint
