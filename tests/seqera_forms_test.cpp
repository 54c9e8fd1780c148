// Every form in which Seqera Platform and its tools write a compute environment gives the same model.
#include "modelled.h"

using namespace celint;

namespace {

bool holds(const StrField& field, std::string_view value) { return field.known() && field.value == value; }

}  // namespace

TEST_CASE("a tw export gives every field with its place", "[forms]") {
  const auto file = sample("tw-export/compute-env.json");
  const auto& ce = file->only<ComputeEnvironment>();
  CHECK(ce.form == CeForm::tw_export);
  CHECK(ce.name.absent());
  CHECK(ce.platform.absent());
  CHECK(holds(ce.discriminator, "eks-platform"));
  CHECK(holds(ce.work_dir, "s3://example-nf-work/work"));
  CHECK(file->at(ce.work_dir.span) == "\"s3://example-nf-work/work\"");
  CHECK(holds(ce.post_run_script, "echo done\n"));
  CHECK(holds(ce.pod_cleanup, "on_success"));
  CHECK(ce.head_job_cpus.value == 2);
  CHECK(file->at(ce.head_job_cpus.span) == "2");
  CHECK(ce.head_job_memory_mb.known());
  CHECK(ce.head_job_memory_mb.value == 8192);
  CHECK(ce.storage_claim_name.absent());
  CHECK(ce.storage_claim_name.span == ce.config_span);
  REQUIRE(ce.environment.size() == 1);
  CHECK(holds(ce.environment[0].name, "NXF_JVM_ARGS"));
  CHECK(holds(ce.environment[0].value, "-Xmx4g"));
  CHECK(ce.environment[0].head.value);
  CHECK(ce.environment[0].compute.known());
  CHECK_FALSE(ce.environment[0].compute.value);
  REQUIRE(ce.labels.size() == 1);
  CHECK(holds(ce.labels[0].name, "owner"));
  CHECK(file->at(ce.labels[0].value.span) == "\"genomics\"");
}

TEST_CASE("a key that the API lacks comes with the one that is meant", "[forms]") {
  const auto file = sample("tw-export/compute-env.json");
  const auto& ce = file->only<ComputeEnvironment>();
  CHECK(ce.fusion.absent());
  REQUIRE(ce.unknown_fields.size() == 1);
  CHECK(file->at(ce.unknown_fields[0].key.span) == "\"fusionEnabled\"");
  CHECK(file->at(ce.unknown_fields[0].value) == "true");
  CHECK(ce.unknown_fields[0].nearest == "fusion2Enabled");
  CHECK_FALSE(ce.unknown_fields[0].nearest_is_set);
}

TEST_CASE("a pod spec is read where it stands, inside its JSON string", "[forms]") {
  const auto file = sample("tw-export/compute-env.json");
  const auto& ce = file->only<ComputeEnvironment>();
  const PodSpec& pod = ce.head_pod;
  REQUIRE(pod.state == PodSpec::State::read);
  CHECK(holds(pod.service_account, "other-sa"));
  CHECK(file->at(pod.service_account.span) == "other-sa");
  REQUIRE(pod.node_selector.size() == 2);
  CHECK(file->at(pod.node_selector[0].value.span) == "\\\"ssd\\\"");
  CHECK(pod.node_selector[1].value.unknown());
  REQUIRE(pod.host_access.size() == 2);
  CHECK(file->at(pod.host_access[0].key.span) == "hostNetwork");
  CHECK(file->at(pod.host_access[1].value) == "{path: /var}");
  REQUIRE(pod.volume_claims.size() == 1);
  CHECK(file->at(pod.volume_claims[0].span) == "scratch");
  CHECK(ce.service_pod.state == PodSpec::State::no_spec);
  REQUIRE(ce.service_pod.top_keys.size() == 1);
  CHECK(file->at(ce.service_pod.top_keys[0].span) == "nodeSelector");
}

TEST_CASE("the export inside a string keeps its places", "[forms]") {
  const auto file = sample("tw-json-export/compute-env.json");
  const auto& ce = file->only<ComputeEnvironment>();
  CHECK(ce.form == CeForm::tw_export);
  CHECK(holds(ce.cluster_name, "example-nf"));
  CHECK(file->at(ce.cluster_name.span) == "\\\"example-nf\\\"");
  CHECK(ce.fusion.value);
  CHECK(ce.unknown_fields.empty());
  CHECK(holds(ce.head_pod.service_account, "head-sa"));
  CHECK(file->at(ce.head_pod.service_account.span) == "head-sa");
}

TEST_CASE("an answer of the API, with and without wrapper", "[forms]") {
  for (const char* path : {"api-get/compute-env.json", "tw-json-view/compute-env.json"}) {
    INFO(path);
    const auto file = sample(path);
    const auto& ce = file->only<ComputeEnvironment>();
    CHECK(ce.form == CeForm::api_get);
    CHECK(holds(ce.id, "2KxqEXAMPLEcomputeE1ab"));
    CHECK(holds(ce.name, "eks-example"));
    CHECK(holds(ce.description, "Shared"));
    CHECK(holds(ce.credentials_id, "4XWGEXAMPLEcredent2aB"));
    CHECK(holds(ce.workspace, "161372824019700"));
    CHECK(holds(ce.platform, "eks-platform"));
    CHECK(ce.compute_service_account.absent());
    CHECK(ce.head_pod.state == PodSpec::State::absent);
    CHECK(ce.head_job_cpus.absent());
    CHECK(ce.unknown_fields.empty());
    REQUIRE(ce.labels.size() == 1);
    CHECK(ce.labels[0].dynamic.value);
    CHECK(ce.labels[0].value.unknown());
  }
}

TEST_CASE("a create body has its label ids beside the environment", "[forms]") {
  const auto file = sample("api-create/compute-env.json");
  const auto& ce = file->only<ComputeEnvironment>();
  CHECK(ce.form == CeForm::api_create);
  CHECK(holds(ce.platform, "eks"));
  CHECK(holds(ce.discriminator, "eks-platform"));
  CHECK(holds(ce.storage_claim_name, "tower-scratch"));
  CHECK(ce.fusion.absent());
  REQUIRE(ce.label_ids.size() == 1);
  CHECK(ce.label_ids[0].value == "130065807872087");
}

TEST_CASE("seqerakit: inline items are modelled, the others are counted", "[forms]") {
  const auto file = sample("seqerakit/compute-envs.yml");
  const auto& ce = file->only<ComputeEnvironment>();
  CHECK(ce.form == CeForm::seqerakit);
  CHECK(holds(ce.name, "eks-legacy"));
  CHECK(holds(ce.workspace, "example/genomics"));
  CHECK(holds(ce.credentials_name, "example-aws"));
  CHECK(ce.region.unknown());
  CHECK(holds(ce.storage_claim_name, "tower-scratch"));
  CHECK(file->at(ce.storage_claim_name.span) == "tower-scratch");
  CHECK(ce.head_pod_spec.unknown());
  CHECK(ce.nextflow_config.absent());
  CHECK(ce.fusion.absent());
  REQUIRE(ce.environment.size() == 2);
  CHECK(file->at(ce.environment[0].name.span) == "NXF_ANSI_LOG");
  CHECK(file->at(ce.environment[0].value.span) == "false");
  CHECK((ce.environment[0].head.value && ce.environment[0].compute.value));
  CHECK(file->at(ce.environment[1].name.span) == "TOKEN");
  CHECK(ce.environment[1].value.unknown());
  CHECK_FALSE(ce.environment[1].compute.value);
  REQUIRE(ce.unknown_fields.size() == 2);
  CHECK(ce.unknown_fields[0].nearest == "cluster-name");
  CHECK(ce.unknown_fields[0].nearest_is_set);
  CHECK(file->at(ce.unknown_fields[1].key.span) == "wave");
  CHECK(ce.options.size() == 19);
  CHECK(file->only<OtherPlatform>().platform.value == "aws-batch");
  CHECK(file->only<Recognition>().skipped.empty());
}

TEST_CASE("a list of environments: each by its platform", "[forms]") {
  const auto file = sample("api-list/full.json");
  const auto& ce = file->only<ComputeEnvironment>();
  CHECK(holds(ce.name, "one"));
  CHECK(file->at(ce.name.span) == "\"one\"");
  CHECK(file->only<OtherPlatform>().platform.value == "k8s-platform");
  CHECK(file->only<Recognition>().skipped.empty());
}

TEST_CASE("the list call of the API has no configs: said, not judged", "[forms]") {
  const auto file = sample("api-list/compute-envs.json");
  CHECK(file->all<ComputeEnvironment>().empty());
  CHECK(file->only<Recognition>().kind == DocumentKind::compute_environment);
  CHECK(file->only<Recognition>().skipped ==
        "list of compute environments without their config: export each one");
}

TEST_CASE("every other platform is recognised, counted and skipped, in each form", "[forms]") {
  const std::vector<std::string> platforms{
      "aws-batch",     "aws-cloud",    "seqeracompute-platform", "google-batch",    "google-cloud",
      "azure-batch",   "azure-cloud",  "google-lifesciences",    "k8s-platform",    "gke-platform",
      "uge-platform",  "lsf-platform", "slurm-platform",         "altair-platform", "moab-platform",
      "local-platform"};
  for (const std::string& platform : platforms) {
    INFO(platform);
    const std::string config = R"({"workDir": "/w", "discriminator": ")" + platform + R"("})";
    std::string escaped;
    for (const char c : config) escaped += c == '"' ? std::string("\\\"") : std::string(1, c);
    const std::vector<std::string> forms{config, R"({"configOutput": ")" + escaped + R"("})",
                                         R"({"computeEnv": {"id": "1", "config": )" + config + "}}",
                                         R"({"name": "x", "platform": ")" + platform + R"(", "config": {}})",
                                         R"([{"computeEnv": {"config": )" + config + "}}]"};
    for (const std::string& text : forms) {
      INFO(text);
      const Modelled file("ce.json", text);
      CHECK(file.only<OtherPlatform>().platform.value == platform);
      CHECK(file.all<ComputeEnvironment>().empty());
      CHECK(file.only<Recognition>().skipped == "compute environment of another platform (" + platform + ")");
    }
  }
}

TEST_CASE("credentials: one and a list", "[forms]") {
  const auto one = sample("credential/credential.json");
  const auto& role = one->only<Credential>();
  CHECK(holds(role.mode, "role"));
  CHECK(holds(role.assume_role_arn, "arn:aws:iam::111122223333:role/seqera-platform"));
  CHECK(one->at(role.external_id.span) == "\"example-external-id-7f3a\"");
  CHECK(role.access_key.absent());
  const auto list = sample("credential/list.json");
  const auto& keys = list->only<Credential>();
  CHECK(holds(keys.id, "4XWGEXAMPLEcredent2aB"));
  CHECK(keys.assume_role_arn.absent());
  CHECK_FALSE(keys.access_key.absent());
}
