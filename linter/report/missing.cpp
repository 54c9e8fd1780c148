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

std::string names(const std::vector<StepId>& steps) {
  std::string text;
  for (const StepId step : steps) text.append(text.empty() ? "" : ", ").append(to_string(step));
  return text;
}

}  // namespace celint
