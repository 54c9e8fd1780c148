#include <map>

#include "access/arn.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (characters without white
/// space)
struct Quota {
  std::size_t limit;
  std::string_view of;
};

constexpr std::size_t kLongest = 10'240;

/// Of all inline policies of one holder together; nothing if the holder does not say what it is.
std::optional<Quota> inline_quota(Holder::Type type) {
  switch (type) {
    case Holder::Type::user:
      return Quota{2'048, "the inline policies of a user"};
    case Holder::Type::group:
      return Quota{5'120, "the inline policies of a group"};
    case Holder::Type::role:
      return Quota{kLongest, "the inline policies of a role"};
    default:
      return std::nullopt;
  }
}

bool is_customer_managed(const Policy& policy) {
  const std::optional<Arn> arn = parse_arn(policy.holder.arn);
  return policy.holder.type == Holder::Type::managed_policy && arn && arn->account != "aws";
}

void report(const Policy& policy, std::size_t length, Quota quota, std::string_view code, Findings& out) {
  Finding& finding = out.add(
      policy.span, std::to_string(length) + " characters without white space exceed the " +
                       std::to_string(quota.limit) + " that AWS allows for " + std::string(quota.of) + ".");
  finding.help = "shorten it with wildcards, or split it into several managed policies";
  if (!code.empty()) finding.aliases = {code};
}

void check_policy(const Policy& policy, Findings& out) {
  if (policy.kind == PolicyKind::trust) {
    if (policy.length > 2'048)
      report(policy, policy.length, {2'048, "a role trust policy (up to 8192 on request)"},
             "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", out);
  } else if (is_customer_managed(policy)) {
    if (policy.length > 6'144)
      report(policy, policy.length, {6'144, "a managed policy"},
             policy.length >= kLongest ? "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA" : "", out);
  } else if (policy.length >= kLongest) {  // As Access Analyzer counts: one more.
    report(policy, policy.length + 1, {kLongest, "an identity policy"},
           "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", out);
  }
}

/// Inline policies count together, entity by entity.
void check_inline(const std::vector<const Policy*>& policies, Findings& out) {
  std::size_t sum = 0;
  for (const Policy* policy : policies) sum += policy->length;
  const std::optional<Quota> quota = inline_quota(policies.front()->holder.type);
  if (sum <= quota->limit) return;
  report(*policies.back(), sum, *quota,
         policies.back()->length >= kLongest ? "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA" : "", out);
}

void check(const World& world, Findings& out) {
  std::map<std::pair<Holder::Type, std::string_view>, std::vector<const Policy*>> entities;
  for (const Policy& policy : world.policies) {
    if (policy.kind == PolicyKind::resource) continue;
    const bool is_inline = policy.kind == PolicyKind::identity && !policy.holder.policy_name.empty() &&
                           inline_quota(policy.holder.type);
    if (is_inline)
      entities[{policy.holder.type, policy.holder.name}].push_back(&policy);
    else
      check_policy(policy, out);
  }
  for (const auto& [entity, policies] : entities) check_inline(policies, out);
}

}  // namespace

extern const Rule policy_too_long{
    .id = "policy-too-long",
    .summary = "A policy is longer than AWS saves.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
