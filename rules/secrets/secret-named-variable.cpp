#include "check/finding.h"
#include "link/secrets.h"
#include "link/world.h"

namespace celint {
namespace {

void report(Str name, Str value, Findings& out) {
  if (!names_secret(name.value) || is_no_secret(value.value) || holds_secret_form(value.value)) return;
  Finding& finding =
      out.add(value.span, "'" + std::string(name.value) +
                              "' is given its value in plain text, and its name says that it is a "
                              "secret.");
  finding.help =
      "keep it in a Kubernetes Secret, and let the pods read it from there: the pod option env and secret "
      "for tasks, "
      "headPodSpec for the head";
  finding.notes = {{name.span, "named here"}};
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    for (const EnvironmentVariable& variable : ce.environment)
      if (variable.name.known() && variable.value.known())
        report({variable.name.value, variable.name.span}, {variable.value.value, variable.value.span}, out);
    for (const StrField& text : {ce.pre_run_script, ce.post_run_script})
      if (!text.absent())
        for (const Assignment& assignment : assignments({text.value, text.span}))
          report(assignment.name, assignment.value, out);
    for (const GroovyAssignment& assignment : ce.nextflow.assignments())
      if (assignment.value.is_string())
        report({assignment.name.back(), assignment.key}, {assignment.value.text, assignment.value.span}, out);
  }
}

}  // namespace

extern const Rule secret_named_variable{
    .id = "secret-named-variable",
    .summary = "A variable whose name says secret has its value in plain text.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "6.5",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
