#include "access/arn.h"
#include "access/glob.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool names_action(const Statement& statement) {
  for (const Str& action : statement.actions)
    if (matches(parse_glob(action.value, Case::ignored), "eks:DescribeCluster") == Truth::yes)
      return statement.allows() && !statement.not_action;
  return false;
}

/// How many parts of two cluster ARNs are equal, and which first is not.
struct Likeness {
  int equal = 0;
  std::string difference;
};

Likeness compare(const Arn& written, const Arn& wanted) {
  Likeness result;
  const auto part = [&result](std::string_view a, std::string_view b, const char* what) {
    if (a == b)
      ++result.equal;
    else if (result.difference.empty())
      result.difference =
          "names " + std::string(what) + " '" + std::string(a) + "', not '" + std::string(b) + "'";
  };
  part(written.resource, wanted.resource, "resource");
  part(written.region, wanted.region, "region");
  part(written.account, wanted.account, "account");
  part(written.partition, wanted.partition, "partition");
  return result;
}

struct Nearest {
  const Str* arn = nullptr;
  Likeness likeness;
};

Nearest nearest_arn(const Identity& identity, const std::string& cluster) {
  Nearest nearest;
  const std::optional<Arn> wanted = parse_arn(cluster);
  for (const Policy* policy : identity.policies)
    for (const Statement& statement : policy->statements)
      for (const Str& resource : statement.resources) {
        const std::optional<Arn> written = parse_arn(resource.value);
        if (!wanted || !written || written->service != "eks" || !names_action(statement)) continue;
        const Likeness likeness = compare(*written, *wanted);
        if (nearest.arn == nullptr || likeness.equal > nearest.likeness.equal)
          nearest = {&resource, likeness};
      }
  return nearest;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    for (const Asked& asked : environment.step(StepId::describe).asked) {
      if (!asked.missing()) continue;
      const Nearest nearest = nearest_arn(*environment.platform, asked.request.resource);
      const StrField& name = environment.ce->cluster_name;
      Finding& finding =
          out.add(nearest.arn != nullptr ? nearest.arn->span : name.span,
                  "The platform identity, " + title(*environment.platform) + ", may not describe cluster '" +
                      std::string(name.value) + "': Platform cannot reach it.");
      finding.label = nearest.arn != nullptr ? nearest.likeness.difference
                                             : "eks:DescribeCluster on this cluster is not allowed";
      if (nearest.arn != nullptr) finding.notes = {{name.span, "the cluster of the compute environment"}};
      finding.help = "allow eks:DescribeCluster on '" + asked.request.resource + "'";
      const std::string& resource = asked.request.resource;
      if (nearest.arn != nullptr)
        finding.offer(FixKind::unsafe, {rewritten(*nearest.arn, resource)});
      else
        finding.offer(FixKind::unsafe,
                      granted(world, *environment.platform, {{asked.request.action}, {resource}}));
      if (environment.how == How::inferred || environment.platform->how == How::inferred)
        finding.confidence = Confidence::medium;
    }
  }
}

}  // namespace

extern const Rule describe_cluster_missing{
    .id = "describe-cluster-missing",
    .summary = "The platform identity may not describe the cluster of the compute environment.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::describe},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
