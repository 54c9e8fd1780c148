// credentials, describe, read-logs: what the platform identity is and may do.
#include "access/evaluate.h"
#include "link/access_questions.h"
#include "link/assuming.h"
#include "link/steps.h"

namespace celint {
namespace {

bool is_role_mode(const Credential& credential) {
  return credential.mode.known() && credential.mode.value == "role";
}

/// Who assumes the role: the IAM user whose keys the credential holds, the jump role of an installation, or
/// Seqera Cloud. Empty if unknown.
std::string caller_of(const World& world, const Environment& environment) {
  if (is_role_mode(*environment.credential)) {
    if (!world.settings.jump_role.empty()) return world.settings.jump_role;
    return world.settings.edition == Edition::enterprise ? std::string() : std::string(kSeqeraCloudRole);
  }
  return environment.user != nullptr ? environment.user->arn : std::string();
}

Context context_of_assuming(const Environment& environment, const Caller& caller) {
  Context context = context_of(caller);
  const StrField& id = environment.credential->external_id;
  if (id.known()) context.set("sts:ExternalId", std::string(id.value));
  if (id.absent()) context.set_absent("sts:ExternalId");
  return context;
}

void add_statements(Step& step, const Decision& decision, std::string_view message) {
  for (const Deciding& deciding : decision.statements)
    step.evidence.push_back({place_of_action(*deciding.statement, "sts:AssumeRole"), std::string(message)});
}

/// The rule that speaks of an assumption that is not allowed, with its own rule for when the external id
/// alone keeps it from being.
std::string_view assuming_rule(const Environment& environment, const Decision& decision,
                               bool without_external_id, std::string_view rule) {
  if (decision.taken_away()) return "deny-blocks-launch";
  if (!without_external_id) return rule;
  return environment.credential->external_id.known() ? "external-id-mismatch" : "external-id-missing";
}

/// The user's side of assuming the role.
void decide_user_side(const Environment& environment, const Context& context, Step& step) {
  const Identity* user = environment.user;
  if (user == nullptr || !user->complete) {
    step.verdict = Verdict::unknown;
    step.settled_by =
        "the policies of the IAM user: aws iam get-account-authorization-details --filter User "
        "LocalManagedPolicy";
    return;
  }
  const Decision decision =
      decide(policies_of(*user), {"sts:AssumeRole", environment.platform->arn}, context);
  step.verdict = verdict_of(decision);
  if (step.verdict == Verdict::refuted) {
    const bool by_id = decide(policies_of(*user), {"sts:AssumeRole", environment.platform->arn},
                              context_of(Caller{Caller::Type::aws, user->arn}))
                           .may;
    step.refuted_by = assuming_rule(environment, decision, by_id, "assume-role-missing");
  }
  add_statements(step, decision, "lets the user assume it");
  if (decision.statements.empty() && !user->policies.empty())
    step.evidence.push_back({user->policies.front()->span, "nothing lets the user assume it"});
}

void decide_assuming(const World& world, const Environment& environment, Step& step) {
  const Policy* trust = environment.platform->trust;
  const Caller caller{Caller::Type::aws, caller_of(world, environment)};
  if (trust == nullptr || caller.value.empty()) {
    step.settled_by = trust == nullptr
                          ? "its trust policy: aws iam get-role --role-name " + environment.platform->name
                          : "who assumes the role (celint.yaml: platform-identity, or jump-role)";
    return;
  }
  const Context context = context_of_assuming(environment, caller);
  const Decision decision = trust_allows(*trust, "sts:AssumeRole", caller, context);
  step.verdict = verdict_of(decision);
  add_statements(step, decision, "admits the caller");
  if (step.verdict == Verdict::refuted) {
    const bool by_id = trust_allows(*trust, "sts:AssumeRole", caller, context_of(caller)).may;
    step.refuted_by = assuming_rule(environment, decision, by_id, "platform-identity-untrusted");
    step.evidence.push_back({trust->span, "does not admit '" + caller.value + "'"});
  }
  const bool other_account =
      environment.user != nullptr && environment.user->account != environment.platform->account;
  if (step.verdict == Verdict::proven && (decision.needs_identity || other_account) &&
      !is_role_mode(*environment.credential))
    decide_user_side(environment, context, step);
}

/// https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html, status.
bool is_gone(const Cluster& cluster) {
  const std::string_view status = cluster.status.value;
  return cluster.status.known() &&
         (status == "CREATING" || status == "PENDING" || status == "DELETING" || status == "FAILED");
}

}  // namespace

Step credentials_step(const World& world, const Environment& environment) {
  Step step{.id = StepId::credentials};
  step.claim = "The credential leads to the principal that reaches EKS.";
  const Credential* credential = environment.credential;
  if (credential == nullptr && world.credentials.size() > 1) {
    step.settled_by = "which of the " + std::to_string(world.credentials.size()) +
                      " credentials it uses (celint.yaml: environments, compute-env and credentials)";
  } else if (credential == nullptr) {
    step.settled_by =
        "the credential of the compute environment: GET /credentials/{id} of the Platform API, secrets left "
        "out";
  } else if (credential->assume_role_arn.absent() && !is_role_mode(*credential)) {
    step.verdict = Verdict::proven;
    step.claim = "The credential's keys are used as they are: no role is assumed.";
    step.evidence = {{credential->span, "no role to assume"}};
  } else if (environment.platform == nullptr) {
    step.settled_by = "the assumeRoleArn of the credential";
  } else {
    step.claim =
        "The caller may assume " + title(*environment.platform) + ", and the role trusts the caller.";
    decide_assuming(world, environment, step);
  }
  return step;
}

Step describe_step(const World&, const Environment& environment) {
  Step step{.id = StepId::describe};
  step.claim = "The platform identity may describe the cluster.";
  const Identity* identity = environment.platform;
  if (identity == nullptr) {
    step.settled_by = "the principal that reaches EKS (step credentials)";
    return step;
  }
  step.claim = title(*identity) + " may describe the cluster.";
  if (const Cluster* cluster = environment.cluster; cluster != nullptr && is_gone(*cluster)) {
    refute(step, "cluster-not-active", {{cluster->status.span, "not a cluster that answers"}});
  } else if (!identity->complete) {
    step.settled_by =
        "its policies: aws iam get-account-authorization-details --filter Role User LocalManagedPolicy";
  } else if (environment.cluster_arn.empty()) {
    step.settled_by =
        "the cluster: aws eks describe-cluster --name " + std::string(environment.ce->cluster_name.value);
  } else {
    decide_needs(environment, NeedPrincipal::platform, {"launch"}, step);
  }
  return step;
}

Step read_logs_step(const World&, const Environment& environment) {
  Step step{.id = StepId::read_logs};
  step.claim = "The platform identity may list and read the work directory.";
  if (!environment.work) {
    if (environment.ce->work_dir.known()) {
      step.verdict = Verdict::proven;
      step.claim = "Logs are not read from S3: the work directory is a volume.";
    } else {
      step.settled_by = "the workDir of the compute environment";
    }
  } else if (environment.platform == nullptr || !environment.platform->complete) {
    step.settled_by =
        "the policies of the principal that reaches EKS: aws iam get-account-authorization-details --filter "
        "Role User LocalManagedPolicy";
  } else {
    decide_needs(environment, NeedPrincipal::platform, {"work-directory"}, step);
  }
  return step;
}

}  // namespace celint
