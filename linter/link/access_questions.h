// Questions of the launch path to the access engine.
#pragma once

#include <string_view>
#include <vector>

#include "access/evaluate.h"
#include "link/world.h"

namespace celint {

/// What is known of any call the identity makes.
Context context_of(const Identity& identity);

/// The same, with the region that a launch sends the request to.
Context context_of(const Environment& environment, const Identity& identity, const Request& request);

/// An identity's own policies and boundary.
PolicyInputs policies_of(const Identity& identity);

/// The same for one request, with the policy of the work bucket or of its key where that is supplied. A key's
/// policy must allow in any case: without it, nothing is certain.
PolicyInputs policies_of(const Environment& environment, const Identity& identity, const Request& request);

/// The entry of Action that names the action, else the whole of Action or NotAction.
Span place_of_action(const Statement& statement, std::string_view action);

/// What keeps an identity from what nothing denies: the part of a policy that comes nearest to allowing it.
void add_obstacle(const PolicyInputs& inputs, const Identity& identity, const Request& request,
                  const Context& context, Step& step);

/// The command that settles what hangs on conditions.
std::string trial_of(const Identity& identity, const Request& request);

/// Proven if certainly allowed, refuted if not even perhaps.
Verdict verdict_of(const Decision& decision);

/// Decides what a principal must be able to do for these features: refuted if something is not allowed, else
/// unknown if something is. Evidence: the statements that allow, and what is missing.
void decide_needs(const Environment& environment, NeedPrincipal principal,
                  const std::vector<std::string_view>& features, Step& step);

}  // namespace celint
