#include <algorithm>
#include <map>

#include "access/arn.h"
#include "access/surplus.h"
#include "check/finding.h"
#include "link/access_questions.h"
#include "link/world.h"

namespace celint {
namespace {

/// What AWS Batch and AWS Cloud compute environments of the same credential need: not judged here.
const std::vector<std::string>& actions_of_other_platforms() {
  static const std::vector<std::string> patterns{
      "batch:*",      "ec2:*",           "ecs:*", "iam:*",         "logs:*",
      "fsx:*",        "ssm:*",           "ses:*", "autoscaling:*", "elasticfilesystem:*",
      "cloudwatch:*", "secretsmanager:*"};
  return patterns;
}

NeedValues values_of(const Environment& environment) {
  NeedValues values;
  values.partition = environment.partition;
  if (environment.ce->region.known()) values.region = environment.ce->region.value;
  if (environment.ce->cluster_name.known()) values.cluster = environment.ce->cluster_name.value;
  if (const auto arn = parse_arn(environment.cluster_arn)) values.account = arn->account;
  if (environment.work) {
    values.work_bucket = environment.work->bucket;
    values.work_prefix = environment.work->prefix;
  }
  if (environment.platform != nullptr) values.assume_role = environment.platform->arn;
  return values;
}

SurplusQuestion question_of(const World& world, const Environment& environment, const Identity& identity) {
  SurplusQuestion question;
  question.policies = identity.policies;
  question.boundary = identity.boundary;
  question.principal = &identity == environment.platform ? NeedPrincipal::platform : NeedPrincipal::user;
  question.values = values_of(environment);
  question.features = environment.features;
  if (!world.other_platforms.empty()) question.tolerated_actions = actions_of_other_platforms();
  question.context = context_of(identity);
  return question;
}

void report(const Environment& environment, const Identity& identity, const Surplus& surplus, Findings& out) {
  const Str first =
      surplus.actions.empty() ? Str{{}, surplus.statement->actions_span} : surplus.actions.front();
  Finding& finding =
      out.add(first.span, "The policy of " + title(identity) +
                              " grants more than the launch needs: " + surplus.description +
                              ", for example '" + surplus.action + "' on '" + surplus.resource + "'.");
  finding.label = "granted beyond need";
  for (std::size_t i = 1; i < surplus.actions.size(); ++i)
    finding.notes.push_back({surplus.actions[i].span, "and this"});
  for (const Str& resource : surplus.resources)
    finding.notes.push_back({resource.span, "on these resources"});
  finding.help = "leave out what Platform does not use, and name the cluster and the buckets it works on";
  if (environment.how == How::inferred || identity.how == How::inferred)
    finding.confidence = Confidence::medium;
}

/// The environments that an identity serves. What it needs is the sum of what they need; where they differ in
/// ways that cannot be summed up yet, nothing is said.
using Served = std::map<const Identity*, std::vector<const Environment*>>;

Served served(const World& world) {
  Served result;
  for (const Environment& environment : world.environments)
    for (const Identity* identity : {environment.platform, environment.user})
      if (identity != nullptr && identity->complete) {
        std::vector<const Environment*>& list = result[identity];
        if (list.empty() || list.back() != &environment) list.push_back(&environment);
      }
  return result;
}

bool need_the_same(const std::vector<const Environment*>& environments) {
  return std::all_of(environments.begin(), environments.end(), [&](const Environment* environment) {
    const NeedValues a = values_of(*environment);
    const NeedValues b = values_of(*environments.front());
    return a.cluster == b.cluster && a.region == b.region && a.account == b.account &&
           a.work_bucket == b.work_bucket && a.work_prefix == b.work_prefix && a.assume_role == b.assume_role;
  });
}

/// DescribeCluster on the wrong cluster: `describe-cluster-missing` speaks of that entry.
bool is_misplaced_describe(const Environment& environment, const Surplus& surplus) {
  return environment.step(StepId::describe).verdict == Verdict::refuted &&
         surplus.all_actions == std::vector<std::string>{"eks:DescribeCluster"};
}

void check(const World& world, Findings& out) {
  for (const auto& [identity, environments] : served(world)) {
    if (!need_the_same(environments)) continue;
    const Environment& environment = *environments.front();
    for (const Surplus& surplus : surplus(question_of(world, environment, *identity)))
      if (!is_misplaced_describe(environment, surplus)) report(environment, *identity, surplus, out);
  }
}

}  // namespace

extern const Rule excess_permission{
    .id = "excess-permission",
    .summary = "A launch identity may do more than the launch needs.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.5",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
