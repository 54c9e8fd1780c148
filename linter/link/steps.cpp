#include "link/steps.h"

#include "link/joins.h"

namespace celint {

const PodAccount& account_of(const Environment& environment, Pod pod) {
  return pod == Pod::head ? environment.head : environment.compute;
}

std::string title(const PodAccount& account) {
  if (account.name.empty()) return "service account";
  if (account.ns.empty()) return "service account '" + account.name + "' (of a namespace that is not known)";
  return "service account '" + account.ns + "/" + account.name + "'";
}

void refute(Step& step, std::string_view rule, std::vector<Evidence> evidence) {
  step.verdict = Verdict::refuted;
  step.refuted_by = rule;
  step.evidence = std::move(evidence);
}

bool refute_dropped_path(Step& step, const Identity* role, const StrField& written) {
  if (role == nullptr || !written.known()) return false;
  for (const IamEntity* entity : role->entities) {
    if (!entity->arn.known() || entity->arn.value == written.value) continue;
    refute(step, "role-path-dropped",
           {{entity->arn.span, "the role's own ARN"},
            {written.span, "names another one, which does not exist"}});
    return true;
  }
  return false;
}

void decide_steps(const World& world, Environment& environment) {
  environment.steps = {
      credentials_step(world, environment),
      describe_step(world, environment),
      authenticate_step(world, environment),
      authorise_step(world, environment),
      head_account_step(world, environment),
      role_step(world, environment, Pod::head),
      role_step(world, environment, Pod::compute),
      trust_step(world, environment, Pod::head),
      trust_step(world, environment, Pod::compute),
      storage_access_step(world, environment, Pod::head),
      storage_access_step(world, environment, Pod::compute),
      region_step(world, environment),
      storage_step(world, environment),
      read_logs_step(world, environment),
  };
  for (Step& step : environment.steps) {
    step.how = how_of(environment, step.id);
    if (step.verdict == Verdict::refuted && step.refuted_by.empty())
      step.refuted_by = refuting_rule(world, environment, step);
  }
}

}  // namespace celint
