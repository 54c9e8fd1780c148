#include <algorithm>
#include <array>

#include "check/finding.h"
#include "link/assuming.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// What a unique id stands for. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
struct Kind {
  std::string_view start;
  std::string_view noun;
  std::string_view code;  ///< Access Analyzer's issue code.
};

const Kind* kind_of(std::string_view id) {
  static constexpr std::array kKinds{Kind{"AIDA", "user", "INVALID_USER_REFERENCE"},
                                     Kind{"AROA", "role", "INVALID_ROLE_REFERENCE"},
                                     Kind{"AGPA", "group", ""}, Kind{"AIPA", "instance profile", ""}};
  constexpr std::size_t kShortest = 16;
  const bool letters = std::all_of(id.begin(), id.end(),
                                   [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  if (id.size() < kShortest || !letters) return nullptr;
  const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                  [id](const Kind& kind) { return id.starts_with(kind.start); });
  return found != kKinds.end() ? &*found : nullptr;
}

/// Who assumes the role of this trust policy, if the environments name one alone.
std::string caller_of(const World& world, const Policy& trust) {
  std::string caller;
  for (const Environment& environment : world.environments) {
    const auto assuming = assuming_of(world, environment);
    if (!assuming || assuming->trust != &trust || !assuming->caller) continue;
    if (!caller.empty() && caller != assuming->caller->value) return {};
    caller = assuming->caller->value;
  }
  return caller;
}

void check(const World& world, const Policy& policy, Findings& out) {
  for (const Statement& statement : policy.statements)
    for (const Principal& principal : statement.principals) {
      const Kind* kind = principal.type.value == "AWS" ? kind_of(principal.value.value) : nullptr;
      if (policy.kind != PolicyKind::trust || kind == nullptr) continue;
      Finding& finding =
          out.add(principal.value.span, "'" + std::string(principal.value.value) + "' is the id of a " +
                                            std::string(kind->noun) +
                                            " that was deleted: nobody is admitted by it, not even a new " +
                                            std::string(kind->noun) + " of the same name.");
      finding.label = "IAM shows an id where the ARN has gone";
      finding.help = "name the ARN of the principal that needs the role, or remove the entry";
      if (const std::string caller = caller_of(world, policy); !caller.empty())
        finding.offer(FixKind::unsafe, {rewritten(principal.value, caller)});
      if (!kind->code.empty()) finding.aliases = {kind->code};
    }
}

}  // namespace

extern const Rule deleted_principal{
    .id = "deleted-principal",
    .summary = "A role trusts a principal that no longer exists.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::credentials, StepId::head_trust, StepId::compute_trust},
    .fix = FixKind::unsafe,
    .check_policy = check,
};

}  // namespace celint
