#include <algorithm>

#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// The reference: the account that lacks the annotation, else the CE field that names it, else what asks for
/// a role.
Span place(const Environment& environment, const PodAccount& account) {
  if (account.object != nullptr) return account.object->meta.name.span;
  return account.field.absent() ? environment.ce->fusion.span : account.field.span;
}

void note_candidates(const World& world, const PodAccount& account, Finding& finding) {
  for (const RoleUse& use : world.role_uses)
    if (use.ns == account.ns && use.account != account.object)
      finding.notes.push_back({use.account->meta.name.span, "this account carries " + title(*use.role)});
}

/// The role of the one other account that carries one, as an annotation of this account.
std::vector<Edit> edits(const World& world, const PodAccount& account) {
  const ServiceAccount* object = account.object;
  const Identity* role = nullptr;
  for (const RoleUse& use : world.role_uses) {
    if (use.ns != account.ns || use.account == object) continue;
    if (role != nullptr && role != use.role) return {};
    role = use.role;
  }
  if (object == nullptr || role == nullptr || role->arn.empty() || !object->meta.name.known() ||
      object->meta.document->format != Format::yaml)
    return {};
  const std::string text = "eks.amazonaws.com/role-arn: " + role->arn;
  const Span name = object->meta.name.span;
  const std::string indent = "\n" + indent_at(world, name);
  if (object->annotations.empty())
    return {insertion(name.source, name.end, indent + "annotations:" + indent + "  " + text)};
  const Span first = object->annotations.front().key.span;
  return {insertion(first.source, first.begin, text + "\n" + indent_at(world, first))};
}

void report(const World& world, const Environment& environment, const PodAccount& account,
            const std::string& pods, Findings& out) {
  const std::string name = "'" + account.ns + "/" + account.name + "'";
  const char* run = pods.ends_with("pods") ? "run" : "runs";
  Finding& finding = out.add(place(environment, account),
                             "The " + pods + " of a Fusion compute environment " + run +
                                 " as service account " + name + ", which carries no IAM role.");
  finding.label = account.object != nullptr ? "no eks.amazonaws.com/role-arn annotation"
                                            : "asks for a role, and service account " + name + " has none";
  finding.help =
      "annotate the account with its role, or name one that has a role in the compute environment; "
      "until then these pods have the node's role at best";
  finding.offer(FixKind::unsafe, edits(world, account));
  note_candidates(world, account, finding);
  if (environment.how == How::inferred) finding.confidence = Confidence::medium;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const auto missing = [&environment](StepId step) {
      return environment.step(step).refuted_by == "service-account-role-missing";
    };
    const bool head = missing(StepId::head_role);
    const bool compute = missing(StepId::compute_role);
    const bool same = head && compute && environment.head.name == environment.compute.name;
    if (head) report(world, environment, environment.head, same ? "head and task pods" : "head pod", out);
    if (compute && !same) report(world, environment, environment.compute, "task pods", out);
  }
}

}  // namespace

extern const Rule service_account_role_missing{
    .id = "service-account-role-missing",
    .summary = "A pod of a Fusion compute environment runs under a service account without an IAM role.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_role, StepId::compute_role},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
