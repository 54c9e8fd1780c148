#include "report/missing.h"

#include <algorithm>

namespace celint {
namespace {

template <typename T>
void add_once(std::vector<T>& list, const T& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

std::vector<MissingDocument> missing_documents(const World& world) {
  std::vector<MissingDocument> all;
  for (const Environment& environment : world.environments)
    for (const Step& step : environment.steps) {
      if (step.verdict != Verdict::unknown || step.settled_by.empty()) continue;
      const auto known = std::find_if(all.begin(), all.end(), [&](const MissingDocument& other) {
        return other.document == step.settled_by;
      });
      MissingDocument& entry =
          known == all.end() ? all.emplace_back(MissingDocument{step.settled_by, {}, {}}) : *known;
      add_once(entry.steps, step.id);
      add_once(entry.environments, &environment);
    }
  return all;
}

std::vector<MissingDocument> missing_for_full_check(const World& world) {
  std::vector<MissingDocument> all;
  if (world.environments.empty())
    all.push_back({"a compute environment: tw compute-envs export --name NAME", {}, {}});
  for (const Environment& environment : world.environments) {
    if (environment.cluster != nullptr || !environment.ce->cluster_name.known()) continue;
    const std::string name(environment.ce->cluster_name.value);
    all.push_back({"the cluster: aws eks describe-cluster --name " + name,
                   {StepId::authenticate, StepId::head_trust, StepId::compute_trust},
                   {&environment}});
  }
  for (MissingDocument& missing : missing_documents(world)) all.push_back(std::move(missing));
  return all;
}

std::string names(const std::vector<StepId>& steps) {
  std::string text;
  for (const StepId step : steps) text.append(text.empty() ? "" : ", ").append(to_string(step));
  return text;
}

}  // namespace celint
