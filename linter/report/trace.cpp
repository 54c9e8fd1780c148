#include "report/trace.h"

#include "link/placement.h"

namespace celint {
namespace {

bool is_called(const World& world, const Environment& environment, std::string_view name) {
  const std::string& path = world.path_of(environment.ce->span);
  const bool by_name = environment.ce->name.known() && environment.ce->name.value == name;
  return name.empty() || by_name || path == name || file_name(path) == name;
}

}  // namespace

std::vector<LaunchPath> launch_paths(const World& world, std::string_view ce) {
  std::vector<LaunchPath> paths;
  for (const Environment& environment : world.environments)
    if (is_called(world, environment, ce))
      paths.push_back({environment.title, &environment, environment.steps});
  return paths;
}

std::string_view name_of(const LaunchPath& path, const Step& step) {
  return path.environment != nullptr ? to_string(step.id) : "question";
}

std::string_view mark_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::proven:
      return "[+]";
    case Verdict::refuted:
      return "[!]";
    case Verdict::unknown:
      break;
  }
  return "[?]";
}

}  // namespace celint
