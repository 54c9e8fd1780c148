#include <algorithm>
#include <map>

#include "access/surplus.h"
#include "check/finding.h"
#include "link/access_questions.h"
#include "link/broad_grants.h"
#include "link/needs.h"
#include "link/policy_edit.h"
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

/// The environments that an identity serves, in one role or the other. What it needs is the sum of what they
/// need.
struct Service {
  std::vector<const Environment*> environments;
  std::vector<Needed> needs;
};

void serve(const Environment& environment, NeedPrincipal principal, Service& service) {
  service.environments.push_back(&environment);
  for (Needed& needed : needs_of(environment, principal)) service.needs.push_back(std::move(needed));
}

std::map<const Identity*, Service> services(const World& world) {
  std::map<const Identity*, Service> result;
  for (const Environment& environment : world.environments) {
    const Identity* platform = environment.platform;
    const Identity* user = environment.user;
    if (platform != nullptr && platform->complete)
      serve(environment, NeedPrincipal::platform, result[platform]);
    // Without the platform identity, nobody knows what the user needs.
    if (platform != nullptr && user != nullptr && user != platform && user->complete)
      serve(environment, NeedPrincipal::user, result[user]);
  }
  return result;
}

SurplusQuestion question_of(const World& world, const Identity& identity, const Service& service) {
  SurplusQuestion question;
  question.policies = identity.policies;
  question.boundary = identity.boundary;
  question.needs = service.needs;
  if (!world.other_platforms.empty()) question.tolerated_actions = actions_of_other_platforms();
  question.masked = entries_of_broad_grants(world, identity);
  question.context = context_of(identity);
  return question;
}

/// The pods of an environment have it too: what they need is not compared here.
bool serves_pods(const World& world, const Identity& identity) {
  return std::any_of(world.environments.begin(), world.environments.end(), [&](const Environment& one) {
    return one.head.role == &identity || one.compute.role == &identity;
  });
}

void offer_smallest(const World& world, const Identity& identity, const SurplusQuestion& question,
                    const Surplus& surplus, Finding& finding) {
  if (serves_pods(world, identity) || is_shared(world, identity, *surplus.policy)) return;
  const auto grants = smallest(question, *surplus.statement);
  if (grants) finding.offer(FixKind::unsafe, narrowed(world, *surplus.policy, *surplus.statement, *grants));
}

Finding& report(const Service& service, const Identity& identity, const Surplus& surplus, Findings& out) {
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
  const bool inferred =
      std::any_of(service.environments.begin(), service.environments.end(),
                  [](const Environment* environment) { return environment->how == How::inferred; });
  if (inferred || identity.how == How::inferred) finding.confidence = Confidence::medium;
  return finding;
}

/// DescribeCluster on the wrong cluster: `describe-cluster-missing` speaks of that entry.
bool is_misplaced_describe(const Environment& environment, const Surplus& surplus) {
  return environment.step(StepId::describe).verdict == Verdict::refuted &&
         surplus.all_actions == std::vector<std::string>{"eks:DescribeCluster"};
}

void check(const World& world, Findings& out) {
  for (const auto& [identity, service] : services(world)) {
    const SurplusQuestion question = question_of(world, *identity, service);
    for (const Surplus& surplus : surplus(question)) {
      const bool misplaced = std::any_of(service.environments.begin(), service.environments.end(),
                                         [&surplus](const Environment* environment) {
                                           return is_misplaced_describe(*environment, surplus);
                                         });
      if (!misplaced)
        offer_smallest(world, *identity, question, surplus, report(service, *identity, surplus, out));
    }
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
