// `terraform show -json`: resources become the models of the CLI's exports; what is not known stays unknown.
#include "modelled.h"

using namespace celint;

namespace {

bool holds(const StrField& field, std::string_view value) { return field.known() && field.value == value; }

/// The identity policy that names a holder and a policy.
const Policy* policy(const Modelled& file, std::string_view holder, std::string_view name) {
  for (const Policy* item : file.all<Policy>())
    if (item->holder.name == holder && item->holder.policy_name == name) return item;
  return nullptr;
}

const IamEntity* entity(const Modelled& file, std::string_view name) {
  for (const IamEntity* item : file.all<IamEntity>())
    if (item->name.value == name) return item;
  return nullptr;
}

}  // namespace

TEST_CASE("a plan: the compute environment, with what is known after apply unknown", "[forms]") {
  const auto file = sample("terraform-plan/plan.json");
  CHECK(file->only<Recognition>().kind == DocumentKind::terraform);
  CHECK(file->only<Recognition>().skipped.empty());
  const auto& ce = file->only<ComputeEnvironment>();
  CHECK(ce.form == CeForm::terraform);
  CHECK(holds(ce.name, "eks-example"));
  CHECK(holds(ce.platform, "eks-platform"));
  CHECK(holds(ce.workspace, "161372824019700"));
  CHECK(holds(ce.work_dir, "s3://example-nf-work/work"));
  CHECK(file->at(ce.work_dir.span) == "\"s3://example-nf-work/work\"");
  CHECK((ce.fusion.known() && ce.fusion.value && ce.wave.value));
  CHECK(ce.storage_claim_name.unknown());
  CHECK(file->at(ce.storage_claim_name.span) == "true");
  CHECK(ce.nextflow_config.unknown());
  CHECK(ce.head_pod_spec.unknown());
  CHECK(ce.head_pod.state == PodSpec::State::absent);
  CHECK(ce.head_job_cpus.unknown());
  CHECK(ce.head_job_memory_mb.absent());
  CHECK(ce.id.unknown());
  REQUIRE(ce.environment.size() == 1);
  CHECK(holds(ce.environment[0].name, "NXF_ANSI_LOG"));
  CHECK(ce.unknown_fields.empty());
  REQUIRE(ce.label_ids.size() == 1);
}

TEST_CASE("a plan: policies reach their role through the configuration", "[forms]") {
  const auto file = sample("terraform-plan/plan.json");
  const Policy* work = policy(*file, "example-nf-head", "work");
  REQUIRE(work != nullptr);
  REQUIRE(work->statements.size() == 1);
  CHECK(work->statements[0].actions[1].value == "s3:PutObject");
  CHECK(file->at(work->statements[0].actions[1].span) == "\\\"s3:PutObject\\\"");
  CHECK(policy(*file, "example-nf-head", "list") != nullptr);
  CHECK(policy(*file, "example-nf-head", "logs") != nullptr);
  const IamEntity* role = entity(*file, "example-nf-head");
  REQUIRE(role != nullptr);
  CHECK(role->arn.unknown());
  REQUIRE(role->attached.size() == 1);
  CHECK(role->attached[0].value == "${unknown}");
  std::size_t trusts = 0;
  for (const Policy* item : file->all<Policy>()) trusts += item->kind == PolicyKind::trust ? 1U : 0U;
  CHECK(trusts == 1);
  CHECK(file->all<Policy>().size() == 6);
}

TEST_CASE("a plan: buckets, access entries, associations, objects of modules", "[forms]") {
  const auto file = sample("terraform-plan/plan.json");
  const auto& location = file->only<BucketLocation>();
  CHECK(holds(location.bucket, "example-nf-work"));
  CHECK(holds(location.region, "eu-west-1"));
  CHECK(file->at(location.region.span) == "\"eu-west-1\"");
  CHECK(file->only<PublicAccessBlock>().bucket.unknown());
  CHECK(file->only<PublicAccessBlock>().restricts_public_buckets.known());
  CHECK(holds(file->only<BucketEncryption>().algorithm, "AES256"));
  const Policy* bucket = nullptr;
  for (const Policy* item : file->all<Policy>())
    if (item->kind == PolicyKind::resource) bucket = item;
  REQUIRE(bucket != nullptr);
  CHECK(bucket->holder.name == "example-nf-work");
  const auto entries = file->all<AccessEntry>();
  REQUIRE(entries.size() == 2);
  CHECK(holds(entries[0]->principal_arn, "arn:aws:iam::111122223333:role/seqera-platform"));
  CHECK(entries[0]->is_entry);
  CHECK(entries[0]->username.unknown());
  REQUIRE(entries[0]->groups.size() == 1);
  REQUIRE(entries[1]->policies.size() == 1);
  CHECK(holds(entries[1]->policies[0].scope, "namespace"));
  CHECK(entries[1]->policies[0].namespaces[0].value == "tower-nf");
  CHECK(file->only<PodIdentityAssociation>().role_arn.unknown());
  const auto& account = file->only<ServiceAccount>();
  CHECK(holds(account.meta.ns, "tower-nf"));
  CHECK(holds(account.role_arn, "arn:aws:iam::111122223333:role/example-nf-head"));
  CHECK(account.automount_token.value);
  const auto& credential = file->only<Credential>();
  CHECK(holds(credential.assume_role_arn, "arn:aws:iam::111122223333:role/seqera-platform"));
  CHECK(credential.access_key.unknown());
}

TEST_CASE("a state: everything is known", "[forms]") {
  const auto file = sample("terraform-state/state.json");
  const IamEntity* role = entity(*file, "seqera-platform");
  REQUIRE(role != nullptr);
  CHECK(holds(role->arn, "arn:aws:iam::111122223333:role/teams/seqera-platform"));
  CHECK(holds(role->boundary, "arn:aws:iam::111122223333:policy/boundary"));
  REQUIRE(role->attached.size() == 1);
  CHECK(file->at(role->attached[0].span) == "\"arn:aws:iam::111122223333:policy/seqera\"");
  CHECK_FALSE(role->lists_inline);
  REQUIRE(entity(*file, "seqera") != nullptr);
  CHECK(entity(*file, "seqera")->type == IamEntity::Type::user);
  CHECK(entity(*file, "seqera")->boundary.absent());
  CHECK(policy(*file, "seqera", "assume") != nullptr);
  const auto& cluster = file->only<Cluster>();
  CHECK(
      holds(cluster.issuer, "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"));
  CHECK(holds(cluster.authentication_mode, "API_AND_CONFIG_MAP"));
  CHECK(cluster.endpoint_public.value);
  CHECK(holds(file->only<OidcProviderExport>().url,
              "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"));
  CHECK(holds(file->only<BucketLocation>().region, "eu-west-1"));
  CHECK(file->only<OtherPlatform>().platform.value == "aws-batch");
  CHECK(file->all<ComputeEnvironment>().empty());
}

TEST_CASE("a state: kubernetes resources are the objects kubectl would send", "[forms]") {
  const auto file = sample("terraform-state/state.json");
  const auto& map = file->only<AwsAuth>();
  REQUIRE(map.roles);
  REQUIRE(map.roles->entries.size() == 1);
  CHECK(map.roles->entries[0].arn.value == "arn:aws:iam::111122223333:role/seqera-platform");
  CHECK(file->at(map.roles->entries[0].arn.span) == "arn:aws:iam::111122223333:role/seqera-platform");
  CHECK(holds(map.meta.ns, "kube-system"));
  CHECK(file->only<Namespace>().labels.size() == 1);
  const auto roles = file->all<RbacRole>();
  REQUIRE(roles.size() == 2);
  REQUIRE(roles[0]->rules.size() == 1);
  REQUIRE(roles[0]->rules[0].resources.size() == 2);
  CHECK(roles[0]->rules[0].resources[1].value == "pods/log");
  CHECK(roles[1]->cluster);
  CHECK(roles[1]->rules[0].non_resource_urls[0].value == "/metrics");
  const auto& binding = file->only<RbacBinding>();
  CHECK(holds(binding.role_name, "tower-launcher-role"));
  REQUIRE(binding.subjects.size() == 1);
  CHECK(binding.subjects[0].kind.value == "User");
  CHECK(file->at(binding.subjects[0].name.span) == "\"tower-launcher-user\"");
  const auto& claim = file->only<PersistentVolumeClaim>();
  CHECK(claim.access_modes[0].value == "ReadWriteMany");
  CHECK(holds(claim.storage_class, "efs-sc"));
  CHECK(holds(file->only<ServiceAccount>().meta.name, "nf-compute-sa"));
}

TEST_CASE("a policy that goes to nobody the plan names leaves every identity open", "[forms]") {
  const Modelled file("plan.json",
                      R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [
    {"address": "aws_iam_role.a", "type": "aws_iam_role", "mode": "managed", "values": {"name": "a"}},
    {"address": "aws_iam_role_policy.p", "type": "aws_iam_role_policy", "mode": "managed",
     "values": {"name": "p", "policy": "{\"Statement\": []}"}}]}},
    "resource_changes": [{"address": "aws_iam_role_policy.p",
                          "change": {"after_unknown": {"role": true}}}]})");
  const auto& role = file.only<IamEntity>();
  REQUIRE(role.attached.size() == 1);
  CHECK(role.attached[0].value == "${unknown}");
}

TEST_CASE("odd Terraform documents are read as far as they go", "[forms]") {
  for (
      const char* text :
      {R"({"format_version": "1.2", "planned_values": {}})",
       R"({"format_version": "1.2", "planned_values": {"root_module": []}, "resource_changes": {}})",
       R"({"format_version": "1", "values": {"root_module": {"resources": [1, null, {"type": "aws_iam_role"}]}}})",
       R"({"format_version": "1", "values": {"root_module": {"resources": [
            {"address": "x", "type": "aws_iam_role", "values": {"name": ["a"], "inline_policy": "x"}},
            {"address": "y", "type": "kubernetes_role", "values": {"metadata": 1, "rule": {}}},
            {"address": "z", "type": "aws_eks_cluster", "values": {"identity": [[]], "access_config": true}},
            {"address": "w", "type": "seqera_compute_env", "values": {"compute_env": {"config": []}}}]}}})",
       R"({"format_version": "1.2", "resource_changes": [{"change": {"after": null}}]})"}) {
    INFO(text);
    const Modelled file("plan.json", text);
    CHECK(file.only<Recognition>().kind == DocumentKind::terraform);
  }
}
