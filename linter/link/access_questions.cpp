#include "link/access_questions.h"

#include <algorithm>

#include "access/arn.h"
#include "access/glob.h"
#include "access/obstacle.h"
#include "link/exports.h"
#include "link/needs.h"
#include "link/rivals.h"

namespace celint {
namespace {

bool is_work_bucket(const Environment& environment, std::string_view resource) {
  const auto arn = parse_arn(resource);
  return environment.work && arn && arn->service == "s3" &&
         arn->resource.substr(0, arn->resource.find('/')) == environment.work->bucket;
}

}  // namespace

// Pods and Platform use HTTPS. Long-lived credentials carry no MFA; whether those of a role leave the key out
// or say false is not settled.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
Context context_of(const Identity& identity) {
  Context context =
      identity.arn.empty() ? Context() : celint::context_of(Caller{Caller::Type::aws, identity.arn});
  if (identity.type == Identity::Type::user) context.set_absent("aws:MultiFactorAuthPresent");
  return context;
}

Context context_of(const Environment& environment, const Identity& identity, const Request& request) {
  Context context = context_of(identity);
  const auto arn = parse_arn(request.resource);
  if (arn && !arn->region.empty() && arn->region.find('*') == std::string_view::npos)
    context.set("aws:RequestedRegion", std::string(arn->region));
  else if (is_work_bucket(environment, request.resource) && environment.bucket_region.known())
    context.set("aws:RequestedRegion", environment.bucket_region.value);
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

Span place_of_action(const Statement& statement, std::string_view action) {
  for (const Str& entry : statement.actions)
    if (matches(parse_glob(entry.value, Case::ignored), action) == Truth::yes) return entry.span;
  return statement.actions.empty() ? statement.span : statement.actions_span;
}

Verdict verdict_of(const Decision& decision) {
  if (decision.certainly) return Verdict::proven;
  return decision.may ? Verdict::unknown : Verdict::refuted;
}

namespace {

/// What one question makes of the step.
Verdict verdict_of(const Asked& asked) {
  const Verdict verdict = verdict_of(asked.decision);
  return verdict == Verdict::refuted && asked.in_use != Truth::yes ? Verdict::unknown : verdict;
}

/// What would settle a question that conditions, or a policy that is not supplied, leave open.
std::string settled_by(const Environment& environment, const Identity& identity, const Request& request) {
  if (request.action.starts_with("kms:") && environment.key_policy == nullptr)
    return "the policy of the key: aws kms get-key-policy --policy-name default --key-id " + request.resource;
  if (std::any_of(identity.policies.begin(), identity.policies.end(),
                  [](const Policy* policy) { return has_unknown_values(*policy); }))
    return export_of_policies(identity);
  return trial_of(identity, request);
}

/// What keeps it from being allowed: the identity's own policies, else its boundary, else the resource's.
std::optional<Obstacle> obstacle_of(const PolicyInputs& inputs, const Request& request,
                                    const Context& context) {
  std::optional<Obstacle> found = nearest_obstacle(inputs.identity, request, context);
  if (!found && inputs.boundary != nullptr) found = nearest_obstacle({inputs.boundary}, request, context);
  return found ? found : nearest_obstacle(inputs.resource, request, context, inputs.caller);
}

}  // namespace

std::string trial_of(const Identity& identity, const Request& request) {
  return "whether the conditions on " + request.action +
         " hold: aws iam simulate-principal-policy --policy-source-arn " +
         (identity.arn.empty() ? std::string("ARN") : identity.arn) + " --action-names " + request.action +
         " --resource-arns " + request.resource;
}

void add_obstacle(const PolicyInputs& inputs, const Identity& identity, const Request& request,
                  const Context& context, Step& step) {
  if (const auto obstacle = obstacle_of(inputs, request, context))
    step.evidence.push_back({obstacle->span, obstacle->why});
  else if (!identity.entities.empty())
    step.evidence.push_back(
        {identity.entities.front()->name.span, "has no policy that allows " + request.action});
}

namespace {

void add_evidence(const Environment& environment, const Identity& identity, const Asked& asked, Step& step) {
  const Request& request = asked.request;
  for (const Deciding& deciding : asked.decision.statements)
    step.evidence.push_back({place_of_action(*deciding.statement, request.action),
                             (deciding.statement->denies() ? "denies " : "decides ") + request.action});
  const Verdict verdict = verdict_of(asked);
  if (verdict == Verdict::refuted && asked.decision.answer != Answer::denied)
    add_obstacle(policies_of(environment, identity, request), identity, request,
                 context_of(environment, identity, request), step);
  if (verdict == Verdict::unknown) step.settled_by = settled_by(environment, identity, request);
}

int weight(Verdict verdict) { return verdict == Verdict::refuted ? 2 : verdict == Verdict::unknown ? 1 : 0; }

/// Bucket policies that differ may each grant or take away: nothing that was asked about the bucket counts.
void await_bucket_policy(const Environment& environment, Step& step) {
  const auto about_bucket = [&](const Asked& asked) {
    return is_work_bucket(environment, asked.request.resource);
  };
  if (environment.rival_bucket_policies.empty() || std::erase_if(step.asked, about_bucket) == 0) return;
  const std::string& bucket = environment.work->bucket;
  step.verdict = Verdict::unknown;
  step.settled_by = "which of the " + std::to_string(environment.rival_bucket_policies.size()) +
                    " policies of bucket '" + bucket +
                    "' is in force: aws s3api get-bucket-policy --bucket " + bucket + " > bucket-policy." +
                    bucket + ".json";
  step.evidence.clear();
  for (const Policy* policy : environment.rival_bucket_policies)
    step.evidence.push_back({policy->list_span, "one of the bucket policies that differ"});
}

}  // namespace

PolicyInputs policies_of(const Environment& environment, const Identity& identity, const Request& request) {
  PolicyInputs inputs = policies_of(identity);
  const bool key = request.action.starts_with("kms:");
  const Policy* resource = key ? environment.key_policy : nullptr;
  if (is_work_bucket(environment, request.resource)) resource = environment.bucket_policy;
  if (resource != nullptr) inputs.resource = {resource};
  inputs.identity_side_only = resource == nullptr && !key;
  return inputs;
}

void decide_needs(const Environment& environment, NeedPrincipal principal,
                  const std::vector<std::string_view>& features, Step& step) {
  step.verdict = Verdict::proven;
  const Identity& identity = *identity_of(environment, principal);
  for (const Needed& needed : needs_of(environment, principal)) {
    const auto named = std::find(features.begin(), features.end(), needed.need->feature);
    if (!needed.need->is_mandatory() || named == features.end()) continue;
    for (Asked& asked : ask(environment, identity, needed)) {
      if (const Verdict verdict = verdict_of(asked); weight(verdict) > weight(step.verdict))
        step.verdict = verdict;
      step.asked.push_back(std::move(asked));
    }
  }
  // What holds comes first, what breaks the step last.
  for (const Verdict verdict : {Verdict::proven, Verdict::unknown, Verdict::refuted})
    for (const Asked& asked : step.asked)
      if (verdict_of(asked) == verdict) add_evidence(environment, identity, asked, step);
  await_bucket_policy(environment, step);
}

}  // namespace celint
