#include <algorithm>
#include <array>

#include "access/catalogue.h"
#include "access/cover.h"
#include "access/surplus.h"
#include "check/finding.h"
#include "link/access_questions.h"
#include "link/broad_grants.h"
#include "link/needs.h"
#include "link/policy_edit.h"

namespace celint {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Control of buckets, writes elsewhere, and anything about identities and clusters.
bool is_excess(ActionId id) {
  const Catalogue& known = catalogue();
  const std::string_view service = known.service(id), name = known.name(id);
  if (is_one_of(service, {"iam", "eks", "organizations"})) return true;
  if (service == "s3")
    return is_one_of(
        name, {"PutBucketPolicy", "PutBucketAcl", "PutObjectAcl", "DeleteBucket", "PutLifecycleConfiguration",
               "PutReplicationConfiguration", "PutBucketVersioning"});
  if (service == "kms" || (service == "logs" && name == "PutLogEvents")) return false;
  return known.level(id) != AccessLevel::list && known.level(id) != AccessLevel::read;
}

/// Reads that matter where they are not held to named resources: secrets, parameters, tables, keys.
bool is_delicate_read(ActionId id) {
  const std::string_view service = catalogue().service(id), name = catalogue().name(id);
  if (service == "secretsmanager") return name == "GetSecretValue";
  if (service == "ssm") return is_one_of(name, {"GetParameter", "GetParameters", "GetParametersByPath"});
  if (service == "dynamodb") return is_one_of(name, {"GetItem", "BatchGetItem", "Query", "Scan"});
  return service == "kms" && name == "Decrypt";
}

bool names_everything(const Surplus& surplus) {
  return surplus.statement->not_resource ||
         std::any_of(surplus.resources.begin(), surplus.resources.end(), [](const Str& resource) {
           return resource.value == "*" || resource.value.ends_with(":*") || resource.value.ends_with("/*");
         });
}

SurplusQuestion question_of(const World& world, const Environment& environment, const LaunchIdentity& who) {
  SurplusQuestion question;
  question.policies = who.identity->policies;
  question.boundary = who.identity->boundary;
  question.needs =
      needs_of(environment, who.part == Part::head ? NeedPrincipal::head : NeedPrincipal::compute);
  if (environment.binding != nullptr)
    for (const std::string& service : environment.binding->task_services)
      question.tolerated_actions.push_back(service + ":*");
  question.masked = entries_of_broad_grants(world, *who.identity);
  question.context = context_of(*who.identity);
  return question;
}

/// The entries taken out, where none of them covers what the pods need.
std::vector<Edit> edits(const World& world, const Identity& identity, const SurplusQuestion& question,
                        const Surplus& surplus) {
  const Statement& statement = *surplus.statement;
  if (statement.not_action || is_shared(world, identity, *surplus.policy)) return {};
  std::vector<std::size_t> dropped;
  for (std::size_t i = 0; i < statement.actions.size(); ++i) {
    const Str& entry = statement.actions[i];
    const bool guilty = std::any_of(surplus.actions.begin(), surplus.actions.end(),
                                    [&](const Str& one) { return one.span == entry.span; });
    if (!guilty) continue;
    for (const Needed& needed : question.needs)
      for (const std::string_view action : needed.need->actions)
        if (covers(entry.value, action, Case::ignored)) return {};
    dropped.push_back(i);
  }
  return dropped.size() == statement.actions.size() ? without_statement(*surplus.policy, statement)
                                                    : without_values(statement.actions, dropped);
}

Finding& report(const Identity& identity, const Surplus& surplus, Findings& out) {
  const Str first =
      surplus.actions.empty() ? Str{{}, surplus.statement->actions_span} : surplus.actions.front();
  Finding& finding =
      out.add(first.span, "The pods that carry " + title(identity) +
                              " may do what no pipeline needs: " + surplus.description + ", for example '" +
                              surplus.action + "' on '" + surplus.resource + "'.");
  finding.label = "beyond reading and writing data";
  for (std::size_t i = 1; i < surplus.actions.size(); ++i)
    finding.notes.push_back({surplus.actions[i].span, "and this"});
  for (const Str& resource : surplus.resources)
    finding.notes.push_back({resource.span, "on these resources"});
  finding.help = "remove the entry; if tasks call this service, name it in celint.yaml";
  return finding;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    for (const LaunchIdentity& who : environment.identities) {
      if (who.part != Part::head && who.part != Part::compute) continue;
      SurplusQuestion question = question_of(world, environment, who);
      const auto check_for = [&](bool (*judged)(ActionId), bool only_everywhere) {
        question.tolerated = [judged](ActionId id) { return !judged(id); };
        for (const Surplus& surplus : surplus(question))
          if (!only_everywhere || names_everything(surplus))
            report(*who.identity, surplus, out)
                .offer(FixKind::unsafe, edits(world, *who.identity, question, surplus));
      };
      check_for(is_excess, false);
      check_for(is_delicate_read, true);
    }
}

}  // namespace

extern const Rule pod_role_excess{
    .id = "pod-role-excess",
    .summary = "The role of the pods may do more than pipelines need.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "6.0",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
