#include <algorithm>

#include "access/binding.h"
#include "access/evaluate.h"
#include "access/statement.h"
#include "check/finding.h"
#include "link/assuming.h"
#include "link/platform_version.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

const Str* entry_for(const Statement& statement, std::string_view action) {
  for (const Str& entry : statement.actions)
    if (meets_action(entry.value, action) == Truth::yes) return &entry;
  return nullptr;
}

const Condition* external_id_of(const Statement& statement) {
  for (const Condition& condition : statement.conditions)
    if (is_about(condition, {"sts:ExternalId"})) return &condition;
  return nullptr;
}

/// The same AWS principals in a statement of their own.
std::vector<Edit> edits(const World& world, const Assuming& assuming, const Statement& statement) {
  NewStatement added{"AWS", {}, {"sts:TagSession"}, {}};
  for (const Principal& principal : statement.principals)
    if (principal.type.value == "AWS") added.principals.emplace_back(principal.value.value);
  return added.principals.empty() ? std::vector<Edit>() : with_statement(world, *assuming.trust, added);
}

void report(const World& world, const Assuming& assuming, const Caller& caller, const Statement& statement,
            Findings& out) {
  const Context context = context_of(assuming, caller);
  const bool bound = trust_allows(*assuming.trust, "sts:TagSession", caller, context).may;
  const Str* tag = bound ? entry_for(statement, "sts:TagSession") : nullptr;
  const Str* assume = entry_for(statement, "sts:AssumeRole");
  const Str* place = tag != nullptr ? tag : assume;
  if (place == nullptr) return;
  Finding& finding = out.add(
      place->span,
      "The trust policy of " + title(*assuming.role) +
          (tag != nullptr ? " allows sts:TagSession only with an external id, which that call does not carry"
                          : " does not allow sts:TagSession") +
          ": Platform tags its sessions, so the role cannot be assumed.");
  finding.label = tag != nullptr ? "never allowed" : "without sts:TagSession";
  if (const Condition* condition = external_id_of(statement); tag != nullptr && condition != nullptr)
    finding.notes = {{condition->key.span, "not part of the call"}};
  finding.offer(FixKind::unsafe, edits(world, assuming, statement));
  finding.help =
      "allow sts:TagSession to the same principal in a statement of its own, without sts:ExternalId";
}

/// One principal as a caller; nothing if it is a whole account or not known.
std::optional<Caller> caller_of(const Assuming& assuming, const Principal& principal) {
  if (assuming.caller) return assuming.caller;
  const bool one = principal.type.value == "AWS" && principal.value.value.starts_with("arn:") &&
                   !principal.value.value.ends_with(":root") && typed(principal.value).known();
  return one ? std::optional(Caller{Caller::Type::aws, std::string(principal.value.value)}) : std::nullopt;
}

void check(const World& world, Findings& out) {
  const bool tags = tags_sessions(world);
  for (const Environment& environment : world.environments) {
    const auto assuming = assuming_of(world, environment);
    if (!assuming) continue;
    for (const Statement* statement : admitting(*assuming))
      for (const Principal& principal : statement->principals) {
        const auto caller = caller_of(*assuming, principal);
        if (!caller || !(tags || is_of_seqera(principal)) || !lacks_tagging(*assuming, *caller)) continue;
        report(world, *assuming, *caller, *statement, out);
        break;
      }
  }
}

}  // namespace

extern const Rule tag_session_missing{
    .id = "tag-session-missing",
    .summary = "The platform role's trust does not let its sessions be tagged.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::credentials},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
