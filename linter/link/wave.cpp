#include "link/wave.h"

#include <algorithm>

namespace celint {
namespace {

constexpr std::string_view kVariable = "NXF_DISABLE_WAVE_SERVICE";

/// Where a line of the script sets the variable.
std::size_t set_in_script(std::string_view script) {
  for (std::size_t begin = 0; begin < script.size();) {
    const std::size_t end = std::min(script.find('\n', begin), script.size());
    std::string_view line = script.substr(begin, end - begin);
    std::size_t at = std::min(line.find_first_not_of(" \t"), line.size());
    if (line.substr(at).starts_with("export "))
      at = std::min(line.find_first_not_of(" \t", at + 7), line.size());
    line = line.substr(at);
    const std::string_view rest =
        line.starts_with(kVariable) ? line.substr(kVariable.size()) : std::string_view();
    if (rest.size() > 1 && rest.front() == '=' && rest[1] != ' ' && rest[1] != ';') return begin + at;
    begin = end + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<WaveSwitch> wave_switches(const ComputeEnvironment& ce) {
  std::vector<WaveSwitch> found;
  const Field<bool> enabled = ce.nextflow.flag("wave.enabled");
  if (enabled.known() && !enabled.value)
    found.push_back({enabled.span, "wave.enabled = false",
                     Edit{ce.nextflow.setting("wave.enabled").assignment->line, ""}});
  for (const EnvironmentVariable& variable : ce.environment) {
    const bool head = variable.head.known() && variable.head.value;
    if (head && variable.name.value == kVariable && variable.value.known() && !variable.value.value.empty())
      found.push_back({variable.name.span, "The variable " + std::string(kVariable), std::nullopt});
  }
  const StrField& script = ce.pre_run_script;
  const std::size_t at = script.known() ? set_in_script(script.value) : std::string_view::npos;
  if (at != std::string_view::npos)
    found.push_back({part_of({script.value, script.span}, at, at + kVariable.size()),
                     "The pre-run script sets " + std::string(kVariable) + ", which", std::nullopt});
  return found;
}

}  // namespace celint
