#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

std::string loss(const AwsAuthKey& key) {
  if (key.key.value == "mapRoles") return "every entry of mapRoles is lost, those of the nodes too";
  return "every entry of " + std::string(key.key.value) + " is lost";
}

void check_key(const std::optional<AwsAuthKey>& key, Findings& out) {
  if (!key || key->unparsable.empty()) return;
  const Problem& problem = key->unparsable.front();
  const AwsAuthSlip& slip = key->slip;
  Finding& finding = out.add(
      problem.span, "The text of " + std::string(key->key.value) + " cannot be parsed: " + loss(*key) + ". " +
                        (slip.cause.empty() ? problem.message : "The cause: " + slip.cause + "."));
  finding.notes = {{key->key.span, "the key that contributes nothing"}};
  finding.help = "write a list of entries, all fields of an entry in the same column";
  if (slip.edits.empty()) return;
  finding.edits = slip.edits;
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const AwsAuth& map : world.aws_auth) {
    if (!map.read) continue;
    check_key(map.roles, out);
    check_key(map.users, out);
    check_key(map.accounts, out);
  }
}

}  // namespace

extern const Rule aws_auth_unparsable{
    .id = "aws-auth-unparsable",
    .summary = "The text of an aws-auth key is not valid YAML, so all its entries are lost.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
