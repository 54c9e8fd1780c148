#include "link/access_questions.h"

#include <algorithm>

namespace celint {

// Pods and Platform use HTTPS and long-lived or web-identity credentials, which carry no MFA.
Context context_of(const Identity& identity) {
  Context context =
      identity.arn.empty() ? Context() : celint::context_of(Caller{Caller::Type::aws, identity.arn});
  context.set_absent("aws:MultiFactorAuthPresent");
  return context;
}

PolicyInputs policies_of(const Identity& identity) {
  PolicyInputs inputs;
  inputs.identity = identity.policies;
  inputs.boundary = identity.boundary;
  if (!identity.arn.empty()) inputs.caller = Caller{Caller::Type::aws, identity.arn};
  inputs.identity_side_only = true;
  return inputs;
}

Verdict verdict_of(const Decision& decision) {
  if (decision.certainly) return Verdict::proven;
  return decision.may ? Verdict::unknown : Verdict::refuted;
}

void decide_actions(const Identity& identity, const std::vector<Request>& requests, Step& step) {
  step.verdict = Verdict::proven;
  const Context context = context_of(identity);
  for (const Request& request : requests) {
    const Decision decision = decide(policies_of(identity), request, context);
    const Verdict verdict = verdict_of(decision);
    step.asked.push_back({request, decision});
    for (const Deciding& deciding : decision.statements)
      step.evidence.push_back({deciding.statement->span, "decides " + request.action});
    if (verdict == Verdict::refuted)
      step.evidence.push_back(
          {identity.policies.front()->span, request.action + " on " + request.resource + " is not allowed"});
    if (verdict == Verdict::unknown)
      step.settled_by = "the values that " + request.action + " depends on (conditions, variables)";
    const auto weight = [](Verdict value) {
      return value == Verdict::refuted ? 2 : value == Verdict::unknown ? 1 : 0;
    };
    if (weight(verdict) > weight(step.verdict)) step.verdict = verdict;
  }
}

std::string bucket_arn(const Environment& environment) {
  return "arn:" + environment.partition + ":s3:::" + environment.work->bucket;
}

std::string work_objects(const Environment& environment) {
  return bucket_arn(environment) + "/" + environment.work->prefix + "0f/1e2d3c/.command.log";
}

}  // namespace celint
