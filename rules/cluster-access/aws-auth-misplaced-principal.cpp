#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/world.h"

namespace celint {
namespace {

std::string message(const std::string& arn, const std::string& key, std::string_view type) {
  if (type == "root")
    return "'" + arn +
           "' is the root user alone: unlike in IAM policies, it does not stand for everybody in the "
           "account.";
  return "'" + arn + "' is a " + std::string(type) + ", but stands in " + key +
         ". The authenticator compares the text and takes it; tools and readers take it for the other kind.";
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth& map, const AwsAuthKey& key, const IdentityMapping& entry) {
    const std::string_view type = principal_type(entry);
    const std::string_view right = key.key.value == "mapRoles" ? "role" : "user";
    if (entry.arn_unknown || never_matches(key, entry) || type.empty() || type == right ||
        type == "federated-user")
      return;
    Finding& finding =
        out.add(entry.arn.span, message(std::string(entry.arn.value), std::string(key.key.value), type));
    if (type != "root") finding.offer(FixKind::unsafe, in_list_of_its_kind(world, map, entry));
    finding.help = type == "root"
                       ? "name the users and roles that need access"
                       : "move the entry to " +
                             std::string(type == "role" ? "mapRoles, as rolearn" : "mapUsers, as userarn");
  });
}

}  // namespace

extern const Rule aws_auth_misplaced_principal{
    .id = "aws-auth-misplaced-principal",
    .summary =
        "An aws-auth entry stands in the list of another kind of principal, or names the root user for the "
        "account.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
