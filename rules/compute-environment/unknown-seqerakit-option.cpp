#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// seqerakit takes any argument with `.json` in it for a file to import.
bool switches_to_import(const SeqerakitOption& option) {
  return option.key.value != "file-path" && option.value.known() &&
         option.value.value.find(".json") != std::string_view::npos;
}

void check_unknown(const UnknownField& field, Findings& out) {
  const std::string key(field.key.value);
  const bool fusion = key == "fusion-v2" || key == "fusion" || key == "wave";
  Finding& finding = out.add(field.key.span, "`tw compute-envs add eks` has no option '" + key +
                                                 "': the command fails with 'Unknown option'.");
  if (!field.nearest.empty() && !fusion) finding.label = "did you mean '" + std::string(field.nearest) + "'?";
  finding.help = fusion
                     ? "describe the compute environment in a JSON file and import it with file-path: inline "
                       "items of type eks cannot turn Fusion on"
                     : "remove it, or describe the compute environment in a JSON file (file-path)";
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (ce.form != CeForm::seqerakit) continue;
    for (const UnknownField& field : ce.unknown_fields) check_unknown(field, out);
    for (const SeqerakitOption& option : ce.options) {
      if (!switches_to_import(option)) continue;
      Finding& finding =
          out.add(option.value.span, "The value '" + std::string(option.value.value) +
                                         "' holds '.json': seqerakit runs an import instead of `add eks`.");
      finding.help = "give the file another name, or import a whole compute environment with file-path";
    }
  }
}

}  // namespace

extern const Rule unknown_seqerakit_option{
    .id = "unknown-seqerakit-option",
    .summary = "A seqerakit item of type eks has an option that its command lacks.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
