#include <algorithm>
#include <array>
#include <map>

#include "access/evaluate.h"
#include "check/finding.h"
#include "link/access_questions.h"
#include "link/assuming.h"
#include "link/world.h"

namespace celint {
namespace {

/// Actions in the order in which they are asked for, each once.
using Actions = std::vector<std::string>;

/// What a launch loses to each Deny statement that certainly applies, and to the boundary of each identity.
struct Losses {
  std::map<Span, Actions> denied;
  std::map<const Identity*, Actions> cut;
};

void add(const std::string& action, Actions& actions) {
  if (std::find(actions.begin(), actions.end(), action) == actions.end()) actions.push_back(action);
}

void note(const Decision& decision, const Identity* identity, const std::string& action, Losses& losses) {
  if (decision.cut_by_boundary) add(action, losses.cut[identity]);
  if (decision.answer != Answer::denied) return;
  for (const Deciding& deciding : decision.statements)
    if (deciding.statement->denies()) add(action, losses.denied[deciding.statement->effect.span]);
}

std::string joined(const Actions& actions) {
  std::string names;
  for (const std::string& action : actions) names += (names.empty() ? "" : ", ") + action;
  return names;
}

/// Where an export says that the identity has its boundary; else the boundary.
Span place_of_boundary(const Identity& identity) {
  for (const IamEntity* entity : identity.entities)
    if (entity->boundary.known()) return entity->boundary.span;
  return identity.boundary->span;
}

void report(const Environment& environment, const Losses& losses, Findings& out) {
  const Note needed{environment.ce->cluster_name.span, "needed by this compute environment"};
  for (const auto& [span, actions] : losses.denied) {
    Finding& finding = out.add(span, "This statement denies " + joined(actions) +
                                         ", which a launch needs: a Deny wins over every Allow.");
    finding.label = "applies to every call";
    finding.notes = {needed};
    finding.help = "leave the launch identity, the action or the resource out of the Deny";
  }
  for (const auto& [identity, actions] : losses.cut) {
    Finding& finding = out.add(place_of_boundary(*identity),
                               "The permissions boundary of " + title(*identity) + " takes away " +
                                   joined(actions) + ", which a launch needs and a policy of the " +
                                   (identity->type == Identity::Type::user ? "user" : "role") + " allows.");
    finding.label = "allows less than the launch needs";
    finding.notes = {{identity->boundary->span, "the boundary"}, needed};
    finding.help = "add the action to the boundary, for the resource of the launch";
  }
}

/// The assumption of the platform role, from both sides.
void note_assuming(const World& world, const Environment& environment, Losses& losses) {
  const auto assuming = assuming_of(world, environment);
  if (!assuming || !assuming->caller) return;
  Context context = context_of(*assuming, *assuming->caller);
  const StrField& id = environment.credential->external_id;
  if (id.known()) context.set("sts:ExternalId", std::string(id.value));
  note(trust_allows(*assuming->trust, "sts:AssumeRole", *assuming->caller, context), nullptr,
       "sts:AssumeRole", losses);
  if (assuming->user == nullptr || assuming->user->policies.empty()) return;
  Decision decision = decide(policies_of(*assuming->user), {"sts:AssumeRole", assuming->role->arn}, context);
  // Where the trust names the user itself, the user's own policies and boundary do not count.
  if (environment.step(StepId::credentials).verdict != Verdict::refuted) decision.cut_by_boundary = false;
  note(decision, assuming->user, "sts:AssumeRole", losses);
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    Losses losses;
    note_assuming(world, environment, losses);
    const std::array steps{std::pair{StepId::describe, environment.platform},
                           std::pair{StepId::head_storage, environment.head.role},
                           std::pair{StepId::compute_storage, environment.compute.role},
                           std::pair{StepId::read_logs, environment.platform}};
    for (const auto& [step, identity] : steps)
      for (const Asked& asked : environment.step(step).asked)
        if (asked.in_use == Truth::yes) note(asked.decision, identity, asked.request.action, losses);
    report(environment, losses, out);
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
