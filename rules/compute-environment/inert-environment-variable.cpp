#include <string>
#include <utility>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// Known to be meant for these pods.
bool reaches(const Field<bool>& target) { return target.known() && target.value; }

Finding& report(const EnvironmentVariable& variable, std::string message, Findings& out) {
  Finding& finding = out.add(variable.name.absent() ? variable.span : variable.name.span, std::move(message));
  return finding;
}

const EnvironmentVariable* earlier(const ComputeEnvironment& ce, const EnvironmentVariable& variable) {
  for (const EnvironmentVariable& other : ce.environment) {
    if (&other == &variable) return nullptr;
    const bool both = (reaches(other.head) && reaches(variable.head)) ||
                      (reaches(other.compute) && reaches(variable.compute));
    if (both && other.name.known() && other.name.value == variable.name.value) return &other;
  }
  return nullptr;
}

void check_one(const ComputeEnvironment& ce, const EnvironmentVariable& variable, Findings& out) {
  const std::string name(variable.name.value);
  if (variable.name.absent() || (variable.name.known() && name.empty())) {
    report(variable, "An environment variable has no name.", out).help = "name it or remove it";
    return;
  }
  if (!variable.name.known()) return;
  if (variable.head.known() && variable.compute.known() && !variable.head.value && !variable.compute.value) {
    Finding& finding = report(
        variable, "The variable '" + name + "' is set neither for the head nor for the compute pods.", out);
    finding.notes = {{variable.head.span, "not for the head"}, {variable.compute.span, "not for the tasks"}};
    finding.help = "set head or compute to true";
    finding.edits = {{variable.head.span, "true"}};
    finding.fix = FixKind::unsafe;
  }
  if (const EnvironmentVariable* first = earlier(ce, variable)) {
    Finding& finding = report(
        variable, "The variable '" + name + "' is set twice for the same pods: one value is lost.", out);
    finding.notes = {{first->name.span, "the first"}};
    finding.help = "keep one of the two";
  }
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments)
    for (const EnvironmentVariable& variable : ce.environment) check_one(ce, variable, out);
}

}  // namespace

extern const Rule inert_environment_variable{
    .id = "inert-environment-variable",
    .summary = "An environment variable of a compute environment reaches no pod.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
