#include <string>

#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

constexpr std::string_view kPlatform = "eks-platform";

/// Spelt so that only one platform can be meant.
bool means_eks(std::string_view word) {
  return equal_ignoring_case(word, kPlatform) || equal_ignoring_case(word, "eks") ||
         equal_ignoring_case(word, "amazon-eks") || equal_ignoring_case(word, "eks_platform");
}

/// Terraform's block has an underscore for the hyphen.
bool is_eks(const ComputeEnvironment& ce, const StrField& field) {
  return field.value == kPlatform || (ce.form == CeForm::terraform && field.value == "eks_platform");
}

void report(const ComputeEnvironment& ce, const StrField& wrong, std::string_view name, const StrField& other,
            Findings& out) {
  if (!wrong.known() || is_eks(ce, wrong)) return;
  Finding& finding = out.add(
      wrong.span, "The " + std::string(name) + " '" + std::string(wrong.value) +
                      "' is not 'eks-platform', and the config is that of EKS: Platform refuses it or "
                      "reads the config as another platform's.");
  finding.label = "must be 'eks-platform'";
  finding.help = "write 'eks-platform', as platform and as discriminator";
  if (other.known()) finding.notes = {{other.span, "the other of the two"}};
  finding.edits = {{wrong.span, "\"eks-platform\""}};
  finding.fix = means_eks(wrong.value) ? FixKind::safe : FixKind::unsafe;
}

void check(const World& world, Findings& out) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (ce.form == CeForm::seqerakit) continue;
    report(ce, ce.platform, "platform", ce.discriminator, out);
    report(ce, ce.discriminator, "discriminator", ce.platform, out);
  }
}

}  // namespace

extern const Rule platform_mismatch{
    .id = "platform-mismatch",
    .summary = "The platform of a compute environment is misspelt or contradicts its discriminator.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
