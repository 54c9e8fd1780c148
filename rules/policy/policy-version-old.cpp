#include <algorithm>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool uses_variables(const Statement& statement) {
  const auto holds_one = [](const Str& text) { return text.value.find("${") != std::string_view::npos; };
  return std::any_of(statement.resources.begin(), statement.resources.end(), holds_one) ||
         std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [&](const Condition& condition) {
                       return std::any_of(condition.values.begin(), condition.values.end(), holds_one);
                     });
}

/// Text inside a string would need its quotes escaped, and a YAML block has no place after a brace.
std::vector<Edit> edits(const Policy& policy) {
  if (policy.text != nullptr) return {};
  if (!policy.version.absent()) return {{policy.version.span, "\"2012-10-17\""}};
  if (policy.document->format != Format::json) return {};
  const Span brace = opening(policy.span);
  return {{{brace.source, brace.end, brace.end}, "\"Version\": \"2012-10-17\", "}};
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  const bool old = policy.version.known() && policy.version.value == "2008-10-17";
  if (policy.kind == PolicyKind::resource || policy.fragment || !(old || policy.version.absent())) return;
  const std::string start = old ? "Version 2008-10-17 is the old policy language"
                                : "This policy has no Version, so it is read as of 2008";
  Finding& finding = out.add(old ? policy.version.span : opening(policy.span),
                             start + ": policy variables such as ${aws:username} are plain text in it.");
  finding.help = "set Version to 2012-10-17";
  finding.edits = edits(policy);
  const bool changes = std::any_of(policy.statements.begin(), policy.statements.end(), uses_variables);
  if (!finding.edits.empty()) finding.fix = changes ? FixKind::unsafe : FixKind::safe;
  if (!old) finding.aliases = {"MISSING_VERSION"};
}

}  // namespace

extern const Rule policy_version_old{
    .id = "policy-version-old",
    .summary = "A policy has no Version or the old one of 2008.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check_policy = check,
};

}  // namespace celint
