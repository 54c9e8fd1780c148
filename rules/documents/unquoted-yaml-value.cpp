#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Recognition& recognition : world.recognitions) {
    if (!recognition.skipped.empty()) continue;
    for (const UnquotedValue& value : recognition.unquoted) {
      const std::string text(value.text.value);
      Finding& finding = out.add(value.text.span, "'" + text + "' is a " +
                                                      (value.kind == Kind::boolean ? "boolean" : "number") +
                                                      " in YAML 1.1, and " + std::string(value.field) +
                                                      " must be text: the API server refuses the object.");
      finding.help = "put it in quotes";
      finding.edits = {{value.text.span, "'" + text + "'"}};
      finding.fix = FixKind::safe;
    }
  }
}

}  // namespace

extern const Rule unquoted_yaml_value{
    .id = "unquoted-yaml-value",
    .summary = "A plain YAML value that the API wants as text is read as a boolean or a number.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
