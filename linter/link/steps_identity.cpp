// credentials, describe, read-logs: what the platform identity is and may do.
#include <algorithm>

#include "access/arn.h"
#include "access/evaluate.h"
#include "access/obstacle.h"
#include "link/access_questions.h"
#include "link/assuming.h"
#include "link/exports.h"
#include "link/platform_version.h"
#include "link/rivals.h"
#include "link/steps.h"

namespace celint {
namespace {

bool is_role_mode(const Credential& credential) {
  return credential.mode.known() && credential.mode.value == "role";
}

Context context_of_call(const Assuming& assuming) {
  Context context = context_of(assuming, *assuming.caller);
  const StrField& id = assuming.credential->external_id;
  if (id.known()) context.set("sts:ExternalId", std::string(id.value));
  if (id.absent()) context.set_absent("sts:ExternalId");
  return context;
}

/// The statements that decide, then, if they do not allow it, what keeps the others from allowing it.
void add_evidence(Step& step, const Decision& decision, std::string_view message,
                  const std::optional<Obstacle>& obstacle) {
  for (const Deciding& deciding : decision.statements)
    step.evidence.push_back({place_of_action(*deciding.statement, "sts:AssumeRole"),
                             std::string(deciding.statement->denies() ? "denies it" : message)});
  const bool missing = !decision.may && decision.answer != Answer::denied;
  if (missing && obstacle) step.evidence.push_back({obstacle->span, obstacle->why});
}

/// The rule that speaks of an assumption that is not allowed, with its own rule for when the external id
/// alone keeps it from being.
std::string_view assuming_rule(const Assuming& assuming, const Decision& decision, bool without_external_id,
                               std::string_view rule) {
  if (decision.taken_away()) return "deny-blocks-launch";
  if (!without_external_id) return rule;
  return assuming.credential->external_id.known() ? "external-id-mismatch" : "external-id-missing";
}

/// What the caller shows comes before what refuses it.
void add_external_id(const Assuming& assuming, Step& step) {
  const StrField& id = assuming.credential->external_id;
  const Evidence shown = id.known()
                             ? Evidence{id.span, "the external id of the credential"}
                             : Evidence{assuming.credential->assume_role_arn.span, "assumed without one"};
  step.evidence.insert(step.evidence.begin(), shown);
}

/// The user's side of assuming the role.
void decide_user_side(const Assuming& assuming, Step& step) {
  const Identity& user = *assuming.user;
  if (!user.complete) {
    await_policies(step, user);
    return;
  }
  const Request request{"sts:AssumeRole", assuming.role->arn};
  const Context context = context_of_call(assuming);
  const Decision decision = decide(policies_of(user), request, context);
  step.verdict = verdict_of(decision);
  add_evidence(step, decision, "lets the user assume it", nearest_obstacle(user.policies, request, context));
  if (step.verdict != Verdict::refuted) return;
  const bool by_id = decide(policies_of(user), request, context_of(assuming, *assuming.caller)).may;
  step.refuted_by = assuming_rule(assuming, decision, by_id, "assume-role-missing");
  if (by_id) add_external_id(assuming, step);
}

/// A trust that names the user itself needs no policy of the user's, but a Deny there counts.
void decide_user_denies(const Assuming& assuming, Step& step) {
  const Request request{"sts:AssumeRole", assuming.role->arn};
  PolicyInputs both = policies_of(*assuming.user);
  both.resource = {assuming.trust};
  both.identity_side_only = false;
  const Decision decision = decide(both, request, context_of_call(assuming));
  const auto denies = [](const Deciding& deciding) { return deciding.statement->denies(); };
  if (std::none_of(decision.statements.begin(), decision.statements.end(), denies)) return;
  step.verdict = decision.answer == Answer::denied ? Verdict::refuted : Verdict::unknown;
  for (const Deciding& deciding : decision.statements)
    if (denies(deciding))
      step.evidence.push_back({place_of_action(*deciding.statement, "sts:AssumeRole"), "denies it"});
  if (step.verdict == Verdict::refuted)
    step.refuted_by = "deny-blocks-launch";
  else
    step.settled_by = trial_of(*assuming.user, request);
}

/// Without the trust policy one thing is certain: across accounts the user's own policies must allow it.
void decide_without_trust(const Environment& environment, Step& step) {
  const Identity* user = environment.user;
  const Identity& role = *environment.platform;
  const bool across = user != nullptr && !is_role_mode(*environment.credential) && user->complete &&
                      !user->account.empty() && !role.account.empty() && user->account != role.account;
  if (across)
    decide_user_side({environment.credential, &role, nullptr, Caller{Caller::Type::aws, user->arn}, user},
                     step);
  if (step.verdict == Verdict::refuted) return;
  step.evidence.clear();
  await_trust(step, role);
}

/// That Platform tags its sessions is documented for Seqera Cloud and for new releases, not seen.
bool is_tagged(const World& world, const Assuming& assuming) {
  const std::optional<Arn> caller = parse_arn(assuming.caller->value);
  return tags_sessions(world) || (caller && caller->account == kSeqeraAccount);
}

void await_tagging(const Assuming& assuming, Step& step) {
  step.verdict = Verdict::unknown;
  step.settled_by =
      "whether the session may be tagged (celint.yaml: platform-version): aws sts assume-role --role-arn " +
      assuming.role->arn + " --role-session-name test --tags Key=test,Value=test, as the caller";
}

void decide_assuming(const World& world, const Assuming& assuming, Step& step) {
  const Context context = context_of_call(assuming);
  const Request request{"sts:AssumeRole", "*"};
  const Decision decision = trust_allows(*assuming.trust, request.action, *assuming.caller, context);
  step.verdict = verdict_of(decision);
  add_evidence(step, decision, "admits the caller",
               nearest_obstacle({assuming.trust}, request, context, assuming.caller));
  if (step.verdict == Verdict::refuted) {
    const bool by_id = trust_allows(*assuming.trust, request.action, *assuming.caller,
                                    context_of(assuming, *assuming.caller))
                           .may;
    step.refuted_by = assuming_rule(assuming, decision, by_id, "platform-identity-untrusted");
    if (by_id) add_external_id(assuming, step);
  }
  if (step.verdict == Verdict::unknown && assuming.credential->external_id.unknown())
    step.settled_by = "the externalId of the credential: GET /credentials/{id} of the Platform API";
  else if (step.verdict == Verdict::unknown)
    step.settled_by =
        has_unknown_values(*assuming.trust)
            ? export_of_trust(*assuming.role)
            : "whether the conditions of its trust policy hold: aws sts assume-role --role-arn " +
                  assuming.role->arn + " --role-session-name test, as the caller";
  if (step.verdict == Verdict::proven && is_tagged(world, assuming) &&
      lacks_tagging(assuming, *assuming.caller))
    return await_tagging(assuming, step);
  if (step.verdict != Verdict::proven || assuming.user == nullptr) return;
  const bool user_too = decision.needs_identity || assuming.user->account != assuming.role->account;
  if (user_too)
    decide_user_side(assuming, step);
  else
    decide_user_denies(assuming, step);
}

/// https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html, status.
bool is_gone(const Cluster& cluster) {
  const std::string_view status = cluster.status.value;
  return cluster.status.known() &&
         (status == "CREATING" || status == "PENDING" || status == "DELETING" || status == "FAILED");
}

}  // namespace

std::string principal_settled_by(const World& world, const Environment& environment) {
  const Step credentials = credentials_step(world, environment);
  return credentials.verdict == Verdict::unknown ? credentials.settled_by
                                                 : "whose keys the credential holds (celint.yaml: "
                                                   "platform-identity): aws sts get-caller-identity";
}

Step credentials_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::credentials};
  step.claim = "The credential leads to the principal that reaches EKS.";
  const Credential* credential = environment.credential;
  if (credential == nullptr) {
    step.settled_by = export_of_credential(world);
    return step;
  }
  if (credential->assume_role_arn.absent() && !is_role_mode(*credential)) {
    step.verdict = Verdict::proven;
    step.claim = "The credential's keys are used as they are: no role is assumed.";
    step.evidence = {{credential->span, "no role to assume"}};
    return step;
  }
  if (environment.platform == nullptr || !credential->assume_role_arn.known()) {
    step.settled_by = "the assumeRoleArn of the credential: GET /credentials/{id} of the Platform API";
    return step;
  }
  step.claim = "The caller may assume " + title(*environment.platform) + ", and the role trusts the caller.";
  if (refute_dropped_path(step, environment.platform, credential->assume_role_arn)) return step;
  const std::optional<Assuming> assuming = assuming_of(world, environment);
  if (!assuming)
    decide_without_trust(environment, step);
  else if (!assuming->caller)
    step.settled_by =
        "who assumes the role (celint.yaml: platform-identity, or jump-role): aws sts get-caller-identity";
  else
    decide_assuming(world, *assuming, step);
  return step;
}

Step describe_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::describe};
  step.claim = "The platform identity may describe the cluster.";
  const Identity* identity = environment.platform;
  if (identity != nullptr) step.claim = title(*identity) + " may describe the cluster.";
  if (const Cluster* cluster = environment.cluster; cluster != nullptr && is_gone(*cluster))
    refute(step, "cluster-not-active", {{cluster->status.span, "not a cluster that answers"}});
  else if (identity == nullptr)
    step.settled_by = principal_settled_by(world, environment);
  else if (!identity->complete)
    await_policies(step, *identity);
  else if (environment.cluster_arn.empty())
    step.settled_by = export_of_cluster(world, environment, "the cluster");
  else
    decide_needs(environment, NeedPrincipal::platform, {"launch"}, step);
  return step;
}

Step read_logs_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::read_logs};
  step.claim = "The platform identity may list and read the work directory.";
  if (!environment.work && environment.ce->work_dir.known()) {
    step.verdict = Verdict::proven;
    step.claim = "Logs are not read from S3: the work directory is a volume.";
  } else if (!environment.work) {
    step.settled_by = export_of_environment(environment, "the workDir");
  } else if (environment.platform == nullptr) {
    step.settled_by = principal_settled_by(world, environment);
  } else if (!environment.platform->complete) {
    await_policies(step, *environment.platform);
  } else {
    decide_needs(environment, NeedPrincipal::platform, {"work-directory"}, step);
  }
  return step;
}

}  // namespace celint
