#include <array>
#include <map>

#include "access/evaluate.h"
#include "check/finding.h"
#include "link/access_questions.h"
#include "link/assuming.h"
#include "link/world.h"

namespace celint {
namespace {

/// The Deny statements that certainly apply, each with the actions it takes away.
using Denied = std::map<Span, std::vector<std::string>>;

void note(const Decision& decision, const std::string& action, Denied& denied) {
  if (decision.answer != Answer::denied) return;
  for (const Deciding& deciding : decision.statements)
    if (deciding.statement->denies()) denied[deciding.statement->effect.span].push_back(action);
}

void report(const Environment& environment, const Denied& denied, Findings& out) {
  for (const auto& [span, actions] : denied) {
    std::string names;
    for (const std::string& action : actions)
      if (names.find(action) == std::string::npos) names += (names.empty() ? "" : ", ") + action;
    Finding& finding = out.add(
        span, "This statement denies " + names + ", which a launch needs: a Deny wins over every Allow.");
    finding.label = "applies to every call";
    finding.notes = {{environment.ce->cluster_name.span, "needed by this compute environment"}};
    finding.help = "leave the launch identity, the action or the resource out of the Deny";
  }
}

/// What the boundary alone takes away: with its place at the reference to it.
void check_boundary(const Environment& environment, const Identity* identity, const Step& step,
                    Findings& out) {
  if (identity == nullptr || identity->boundary == nullptr) return;
  for (const Asked& asked : step.asked) {
    PolicyInputs inputs = policies_of(environment, *identity, asked.request);
    inputs.boundary = nullptr;
    if (asked.decision.may || asked.decision.answer == Answer::denied || asked.in_use != Truth::yes ||
        !decide(inputs, asked.request, context_of(*identity)).may)
      continue;
    Finding& finding =
        out.add(identity->boundary->span, "The permissions boundary of " + title(*identity) +
                                              " does not include " + asked.request.action + " on '" +
                                              asked.request.resource + "', which a launch needs.");
    finding.label = "allows less than the launch needs";
    finding.help = "add the action to the boundary";
  }
}

/// The assumption of the platform role, from both sides.
void note_assuming(const World& world, const Environment& environment, Denied& denied) {
  const auto assuming = assuming_of(world, environment);
  if (!assuming || !assuming->caller) return;
  Context context = context_of(*assuming, *assuming->caller);
  const StrField& id = environment.credential->external_id;
  if (id.known()) context.set("sts:ExternalId", std::string(id.value));
  note(trust_allows(*assuming->trust, "sts:AssumeRole", *assuming->caller, context), "sts:AssumeRole",
       denied);
  if (assuming->user != nullptr && !assuming->user->policies.empty())
    note(decide(policies_of(*assuming->user), {"sts:AssumeRole", assuming->role->arn}, context),
         "sts:AssumeRole", denied);
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    Denied denied;
    note_assuming(world, environment, denied);
    const std::array steps{std::pair{StepId::describe, environment.platform},
                           std::pair{StepId::head_storage, environment.head.role},
                           std::pair{StepId::compute_storage, environment.compute.role},
                           std::pair{StepId::read_logs, environment.platform}};
    for (const auto& [step, identity] : steps) {
      for (const Asked& asked : environment.step(step).asked)
        if (asked.in_use == Truth::yes) note(asked.decision, asked.request.action, denied);
      check_boundary(environment, identity, environment.step(step), out);
    }
    report(environment, denied, out);
  }
}

}  // namespace

extern const Rule deny_blocks_launch{
    .id = "deny-blocks-launch",
    .summary = "A Deny or a permissions boundary takes away what a launch needs.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::credentials, StepId::describe, StepId::head_storage, StepId::compute_storage,
              StepId::read_logs},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
