// Which rule speaks of a refuted step, and how sure the joins are that it rests on.
#include <algorithm>

#include "link/aws_auth_match.h"
#include "link/joins.h"
#include "link/steps.h"
#include "read/letters.h"

namespace celint {
namespace {

bool is_missing(const Step& step, std::string_view feature) {
  return std::any_of(step.asked.begin(), step.asked.end(), [feature](const Asked& asked) {
    return asked.missing() && asked.need != nullptr && asked.need->feature == feature;
  });
}

bool is_taken_away(const Step& step) {
  return std::any_of(step.asked.begin(), step.asked.end(),
                     [](const Asked& asked) { return asked.decision.taken_away(); });
}

std::string_view storage_rule(const Step& step) {
  if (is_missing(step, "fusion")) return "fusion-access-missing";
  if (is_missing(step, "fusion-tags")) return "fusion-tagging-missing";
  return is_missing(step, "kms") ? "kms-permission-missing" : "deny-blocks-launch";
}

/// A subject that is compared as text and cannot be one.
std::string_view subject_rule(const ClaimCondition& claim) {
  for (const Str& value : claim.condition->values) {
    const bool wildcard = value.value.find_first_of("*?") != std::string_view::npos;
    if (wildcard && claim.literal()) return "subject-star-literal";
    const std::string text = claim.ignores_case() ? lowered(value.value) : std::string(value.value);
    if (!wildcard && !parse_subject(text)) return "subject-malformed";
  }
  return {};
}

std::string_view statement_rule(const FederatedStatement& statement, const std::string& subject) {
  const auto malformed = [](const auto& part) { return part.malformed; };
  if (std::any_of(statement.providers.begin(), statement.providers.end(), malformed) ||
      std::any_of(statement.claims.begin(), statement.claims.end(), malformed))
    return "oidc-url-malformed";
  if (!statement.keys_fit()) return "oidc-key-mismatch";
  for (const ClaimCondition& claim : statement.claims)
    if (claim.claim == "sub")
      if (const std::string_view rule = subject_rule(claim); !rule.empty()) return rule;
  return statement.admits_subject(subject) == Truth::no ? "subject-mismatch" : "audience-mismatch";
}

/// The trust names the cluster's issuer on a host of another partition.
bool names_other_host(const World& world, const Environment& environment, const PodAccount& account) {
  const std::string_view issuer = environment.issuer.value;
  return std::any_of(
      world.federated.begin(), world.federated.end(), [&](const FederatedStatement& statement) {
        return statement.policy == account.role->trust &&
               std::any_of(
                   statement.providers.begin(), statement.providers.end(), [&](const OidcProvider& provider) {
                     return provider.issuer.value != issuer && same_cluster(provider.issuer.value, issuer);
                   });
      });
}

std::string_view trust_rule(const World& world, const Environment& environment, const PodAccount& account) {
  const std::string subject = "system:serviceaccount:" + account.ns + ":" + account.name;
  if (account.association != nullptr) return "pod-identity-untrusted";
  if (account.foreign_provider != nullptr) return "oidc-provider-mismatch";
  if (names_other_host(world, environment, account)) return "partition-mismatch";
  for (const FederatedStatement& statement : world.federated)
    if (statement.policy == account.role->trust && statement.web_identity)
      return statement_rule(statement, subject);
  return "web-identity-untrusted";
}

/// The fault of the text that was meant for the platform identity, else that there is none.
std::string_view authenticate_rule(const Environment& environment) {
  if (!environment.lost_mapping || environment.aws_auth == nullptr) return "platform-identity-unmapped";
  const Span place = environment.lost_mapping->span;
  for (const std::optional<AwsAuthKey>* key : {&environment.aws_auth->roles, &environment.aws_auth->users}) {
    if (!*key) continue;
    if (!(*key)->unparsable.empty() && (*key)->value == place) return "aws-auth-unparsable";
    for (const IdentityMapping& entry : (*key)->entries)
      if (entry.kept && entry.arn.span == place)
        return without_role_path(entry).empty() ? "aws-auth-bad-arn" : "aws-auth-role-path";
  }
  return "aws-auth-entry-dropped";
}

How how_of(const Identity* identity) { return identity != nullptr ? identity->how : How::named; }

}  // namespace

std::string_view refuting_rule(const World& world, const Environment& environment, const Step& step) {
  switch (step.id) {
    case StepId::describe:
      return is_taken_away(step) ? "deny-blocks-launch" : "describe-cluster-missing";
    case StepId::authenticate:
      return authenticate_rule(environment);
    case StepId::head_role:
    case StepId::compute_role:
      return "service-account-role-missing";
    case StepId::head_trust:
      return trust_rule(world, environment, environment.head);
    case StepId::compute_trust:
      return trust_rule(world, environment, environment.compute);
    case StepId::head_storage:
    case StepId::compute_storage:
      return storage_rule(step);
    case StepId::read_logs:
      return is_taken_away(step) ? "deny-blocks-launch" : "workdir-read-missing";
    default:
      return {};
  }
}

How how_of(const Environment& environment, StepId step) {
  switch (step) {
    case StepId::credentials:
      return least_sure(environment.how, least_sure(how_of(environment.platform), how_of(environment.user)));
    case StepId::describe:
    case StepId::read_logs:
      return least_sure(environment.how, how_of(environment.platform));
    case StepId::head_trust:
    case StepId::head_storage:
      return how_of(environment.head.role);
    case StepId::compute_trust:
    case StepId::compute_storage:
      return how_of(environment.compute.role);
    case StepId::authenticate:
    case StepId::authorise:
      return environment.how;
    default:
      return How::named;
  }
}

}  // namespace celint
