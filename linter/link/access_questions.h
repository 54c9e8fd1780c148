// Questions of the launch path to the access engine.
#pragma once

#include <string>
#include <vector>

#include "access/evaluate.h"
#include "link/world.h"

namespace celint {

/// What is known of any call the identity makes.
Context context_of(const Identity& identity);

/// An identity's own policies and boundary.
PolicyInputs policies_of(const Identity& identity);

/// Proven if certainly allowed, refuted if not even perhaps.
Verdict verdict_of(const Decision& decision);

/// Decides all requests for an identity: refuted if one is, else unknown if one is. Evidence: the statements
/// that allow, and for a refuted request what is missing.
void decide_actions(const Identity& identity, const std::vector<Request>& requests, Step& step);

/// `arn:P:s3:::BUCKET` of the work bucket.
std::string bucket_arn(const Environment& environment);

/// An object below the work prefix, with a name that no policy spells out.
std::string work_objects(const Environment& environment);

}  // namespace celint
