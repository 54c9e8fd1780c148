#include "link/role_override.h"

#include <algorithm>
#include <array>

namespace celint {
namespace {

constexpr std::array<std::string_view, 5> kVariables{"AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "AWS_PROFILE",
                                                     "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"};

bool overrides(std::string_view name) {
  return std::find(kVariables.begin(), kVariables.end(), name) != kVariables.end();
}

/// Assignments at the start of a command: `export NAME=...`, `NAME=...`.
std::vector<Str> assigned(const StrField& script) {
  std::vector<Str> found;
  if (!script.known()) return found;
  for (const std::string_view name : kVariables)
    for (std::size_t at = script.value.find(name); at != std::string_view::npos;
         at = script.value.find(name, at + 1)) {
      const std::string_view rest = script.value.substr(at + name.size());
      const std::string_view line =
          script.value.substr(script.value.rfind('\n', at) + 1, std::string_view::npos);
      const std::string_view before = line.substr(0, line.size() - rest.size() - name.size());
      const bool starts = before.find_first_not_of(" \t") == std::string_view::npos || before == "export ";
      const bool value = rest.size() > 1 && rest[0] == '=' && rest[1] != '\n' && rest.substr(0, 3) != "=\"\"";
      if (starts && value)
        found.push_back({name, part_of({script.value, script.span}, at, at + name.size())});
    }
  return found;
}

}  // namespace

std::vector<RoleOverride> role_overrides(const ComputeEnvironment& ce) {
  std::vector<RoleOverride> found;
  for (const EnvironmentVariable& variable : ce.environment) {
    if (!variable.name.known() || !variable.value.known() || variable.value.value.empty()) continue;
    if (!overrides(variable.name.value)) continue;
    found.push_back({{variable.name.value, variable.name.span},
                     variable.head.known() && variable.head.value,
                     variable.compute.known() && variable.compute.value,
                     &variable});
  }
  for (const Str& name : assigned(ce.pre_run_script)) found.push_back({name, true, false, nullptr});
  return found;
}

}  // namespace celint
