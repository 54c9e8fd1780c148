#include "link/question.h"

#include "access/arn.h"
#include "link/access_questions.h"
#include "link/exports.h"
#include "link/joins.h"
#include "link/rivals.h"

namespace celint {
namespace {

/// The policy that hangs on a resource: of a bucket, of a key, the trust of a role. None is taken if those
/// supplied differ.
Agreement resource_policy(const World& world, const Request& request) {
  const std::optional<Arn> arn = parse_arn(request.resource);
  if (!arn) return {};
  if (arn->service == "iam" && request.action.starts_with("sts:")) {
    const Identity* role = find_identity(world, request.resource);
    return role == nullptr || role->trusts.empty() ? Agreement() : agree(role->trusts);
  }
  const bool bucket = arn->service == "s3";
  if (!bucket && arn->service != "kms") return {};
  const std::string_view name = bucket ? arn->resource.substr(0, arn->resource.find('/')) : arn->name();
  std::vector<const Policy*> all;
  for (const Policy& policy : world.policies)
    if (policy.kind == PolicyKind::resource && policy.holder.name == name &&
        policy.holder.type == (bucket ? Holder::Type::bucket : Holder::Type::key))
      all.push_back(&policy);
  return all.empty() ? Agreement() : agree(all);
}

PolicyInputs inputs_of(const Identity& identity, const Request& request, const Policy* resource) {
  PolicyInputs inputs = policies_of(identity);
  if (resource != nullptr) inputs.resource = {resource};
  const std::optional<Arn> arn = parse_arn(request.resource);
  const bool other_account =
      arn && !arn->account.empty() && !identity.account.empty() && arn->account != identity.account;
  const bool must_allow = request.action.starts_with("kms:") || request.action.starts_with("sts:AssumeRole");
  inputs.identity_side_only = inputs.resource.empty() && !other_account && !must_allow;
  return inputs;
}

std::string effect_of(const Deciding& deciding) {
  const bool denies = deciding.statement->denies();
  if (deciding.applies == Truth::maybe) return denies ? "may deny it" : "may allow it";
  return denies ? "denies it" : "allows it";
}

}  // namespace

std::vector<const Identity*> identities_called(const World& world, std::string_view name) {
  std::vector<const Identity*> found;
  if (const Identity* identity = find_identity(world, name)) return {identity};
  for (const Identity& identity : world.identities)
    if (identity.name == name) found.push_back(&identity);
  return found;
}

Step may_identity(const World& world, const Identity& identity, const Request& request) {
  Step step;
  step.how = identity.how;
  step.claim = title(identity) + " may " + request.action + " on '" + request.resource + "'.";
  const Agreement resource = resource_policy(world, request);
  const PolicyInputs inputs = inputs_of(identity, request, resource.taken);
  const Decision decision = decide(inputs, request, context_of(identity));
  step.verdict = verdict_of(decision);
  for (const Deciding& deciding : decision.statements)
    step.evidence.push_back({place_of_action(*deciding.statement, request.action), effect_of(deciding)});
  if (decision.answer == Answer::denied) return step;
  if (!resource.differ.empty()) {
    step.verdict = Verdict::unknown;
    for (const Policy* policy : resource.differ)
      step.evidence.push_back({policy->list_span, "one of the policies of the resource that differ"});
    step.settled_by = trial_of(identity, request);
    return step;
  }
  if (!identity.complete) {
    await_policies(step, identity);
  } else if (step.verdict == Verdict::refuted) {
    add_obstacle(inputs, identity, request, context_of(identity), step);
  } else if (step.verdict == Verdict::unknown) {
    step.settled_by = trial_of(identity, request);
  }
  return step;
}

}  // namespace celint
