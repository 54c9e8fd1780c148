#include <algorithm>
#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

constexpr std::string_view kVariable = "NXF_DISABLE_WAVE_SERVICE";

void report(const ComputeEnvironment& ce, Span span, const std::string& what, const Edit* edit,
            Findings& out) {
  Finding& finding =
      out.add(span, what + " switches Wave off, and Fusion needs Wave: Nextflow stops at start.");
  finding.label = "switches Wave off";
  finding.notes = {{ce.fusion.span, "Fusion is on"}};
  finding.help = "remove it";
  if (edit == nullptr) return;
  finding.edits = {*edit};
  finding.fix = FixKind::unsafe;
}

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

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (!ce.fusion.known() || !ce.fusion.value) continue;
    const Field<bool> enabled = ce.nextflow.flag("wave.enabled");
    if (enabled.known() && !enabled.value) {
      const Edit edit{ce.nextflow.setting("wave.enabled").assignment->line, ""};
      report(ce, enabled.span, "wave.enabled = false", &edit, out);
    }
    for (const EnvironmentVariable& variable : ce.environment) {
      const bool head = variable.head.known() && variable.head.value;
      if (head && variable.name.value == kVariable && variable.value.known() && !variable.value.value.empty())
        report(ce, variable.name.span, "The variable " + std::string(kVariable), nullptr, out);
    }
    const StrField& script = ce.pre_run_script;
    const std::size_t at = script.known() ? set_in_script(script.value) : std::string_view::npos;
    if (at != std::string_view::npos)
      report(ce, part_of({script.value, script.span}, at, at + kVariable.size()),
             "The pre-run script sets " + std::string(kVariable) + ", which", nullptr, out);
  }
}

}  // namespace

extern const Rule wave_switched_off{
    .id = "wave-switched-off",
    .summary = "Wave is switched off for a Fusion compute environment.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
