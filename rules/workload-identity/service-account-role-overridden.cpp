#include <algorithm>
#include <array>

#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// What the SDKs look at before the web identity token and the Pod Identity agent, or for their place
/// (https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html).
constexpr std::array<std::string_view, 5> kVariables{"AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "AWS_PROFILE",
                                                     "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"};

bool overrides(std::string_view name) {
  return std::find(kVariables.begin(), kVariables.end(), name) != kVariables.end();
}

Span place_of_role(const PodAccount& account) {
  return account.association != nullptr ? account.association->role_arn.span : account.object->role_arn.span;
}

/// The account carries a role, as far as the inputs show.
bool carries_role(const PodAccount& account) {
  return account.association != nullptr || (account.object != nullptr && account.object->role_arn.known());
}

Finding& report(const PodAccount& account, const char* pods, Str variable, Findings& out) {
  Finding& finding =
      out.add(variable.span, "'" + std::string(variable.value) + "' reaches the " + pods +
                                 " and is used before the role of service account '" + account.name + "'.");
  finding.label = "overrides the role";
  finding.notes = {{place_of_role(account), "the role of the account"}};
  finding.help = "remove the variable, or the role if it is not meant to be used";
  return finding;
}

void check_association(const PodAccount& account, Findings& out) {
  if (account.association == nullptr || account.object == nullptr) return;
  const StrField& associated = account.association->role_arn;
  const StrField& annotated = account.object->role_arn;
  if (!associated.known() || !annotated.known() || associated.value == annotated.value) return;
  Finding& finding =
      out.add(annotated.span, "A Pod Identity association gives service account '" + account.name +
                                  "' another role, and it wins over this annotation.");
  finding.label = "not used";
  finding.notes = {{associated.span, "the role in force"}};
  finding.help = "keep one of the two";
}

/// Assignments at the start of a command: `export NAME=...`, `NAME=...`.
std::vector<Str> assigned(const StrField& script) {
  std::vector<Str> found;
  if (!script.known()) return found;
  for (const std::string_view name : kVariables)
    for (std::size_t at = script.value.find(name); at != std::string_view::npos;
         at = script.value.find(name, at + 1)) {
      const std::string_view rest = script.value.substr(at + name.size());
      const std::string_view line =
          script.value.substr(script.value.rfind('\n', at) + 1, std::string_view::npos);
      const std::string_view before = line.substr(0, line.size() - rest.size() - name.size());
      const bool starts = before.find_first_not_of(" \t") == std::string_view::npos || before == "export ";
      const bool value = rest.size() > 1 && rest[0] == '=' && rest[1] != '\n' && rest.substr(0, 3) != "=\"\"";
      if (starts && value)
        found.push_back({name, part_of({script.value, script.span}, at, at + name.size())});
    }
  return found;
}

void check_environment(const World& world, const Environment& environment, Findings& out) {
  for (const EnvironmentVariable& variable : environment.ce->environment) {
    if (!variable.name.known() || !variable.value.known() || variable.value.value.empty()) continue;
    if (!overrides(variable.name.value)) continue;
    const Str name{variable.name.value, variable.name.span};
    const auto gone = [&] { return without(world, *environment.ce->document, variable.span); };
    const bool head = variable.head.known() && variable.head.value;
    const bool compute = variable.compute.known() && variable.compute.value;
    if (head && carries_role(environment.head))
      report(environment.head, "head pod", name, out).offer(FixKind::unsafe, gone());
    else if (compute && carries_role(environment.compute))
      report(environment.compute, "task pods", name, out).offer(FixKind::unsafe, gone());
  }
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    check_association(environment.head, out);
    check_association(environment.compute, out);
    check_environment(world, environment, out);
    // The pre-run script runs in the head pod.
    if (carries_role(environment.head))
      for (const Str& name : assigned(environment.ce->pre_run_script))
        report(environment.head, "head pod", name, out);
  }
}

}  // namespace

extern const Rule service_account_role_overridden{
    .id = "service-account-role-overridden",
    .summary = "Pods do not use the role that their service account is annotated with.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "6.0",
    .steps = {StepId::head_role, StepId::compute_role},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
