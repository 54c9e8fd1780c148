// Granted minus needed: what a statement allows that nothing in the launch path uses.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/catalogue.h"
#include "access/context.h"
#include "access/need.h"
#include "model/policy.h"

namespace celint {

struct SurplusQuestion {
  std::vector<const Policy*> policies;  ///< Identity policies of one principal.
  const Policy* boundary = nullptr;
  /// What the principal needs, of every compute environment it serves. Needs that may be in use count. To
  /// `buckets` of their values the analysis adds those that a statement or the boundary names, but never a
  /// work bucket.
  std::vector<Needed> needs;
  std::vector<std::string>
      tolerated_actions;  ///< Patterns needed for another reason (`batch:*`), on any resource.
  std::function<bool(ActionId)> tolerated;  ///< The same, asked of an action of the catalogue; may be empty.
  std::vector<Span> masked;  ///< Action and Resource entries that another rule names: left out.
  Context context;
};

/// What one statement grants beyond need.
struct Surplus {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
  std::vector<Str> actions;    ///< Action entries that bring it; for NotAction all of its entries.
  std::vector<Str> resources;  ///< Resource entries that bring it; for NotResource all of its entries.
  std::string description;     ///< `12 S3 write actions on every bucket`: the shortest true form.
  std::string action;          ///< One witness: `s3:DeleteObject`
  std::string resource;        ///< on `arn:aws:s3:::any/x`; `*` for an action without resource.
  std::vector<std::string> all_actions;  ///< Every action granted beyond need, in the catalogue's order.
};

/// One entry for each Allow statement with a surplus, in the order of the policies. Conditions that are
/// undecided allow; Denies count where they are certain, a boundary where it may not allow. Unknown resources
/// (placeholders, variables of other programs) grant nothing here.
std::vector<Surplus> surplus(const SurplusQuestion& question);

/// The resources of each need that counts, in the table's order, with the buckets that the statement names.
std::map<const Need*, std::vector<std::string>> resources_needed(
    const SurplusQuestion& question, const Statement& statement,
    const std::function<bool(const Need&)>& counts = nullptr);

}  // namespace celint
