// The storage step and what pods do with the work directory, where something beside the compute environment
// decides: Fargate, volumes, what runs are told, variables.
#include "decided_step.h"

using namespace celint;

TEST_CASE("steps: Fargate refuses the privileged pods of Fusion") {
  const auto profile = [](const std::string& cluster, const std::string& selector) {
    return Edited{"p.json", "",
                  "{\"fargateProfile\": {\"fargateProfileName\": \"all\", \"clusterName\": \"" + cluster +
                      "\", \"selectors\": [{\"namespace\": \"tower-*\"" + selector + "}]}}"};
  };
  const Decided refused(StepId::storage, {profile("example-nf", "")});
  CHECK(refused.step->refuted_by == "fargate-blocks-fusion");
  CHECK(refused.at() == Places{"seqera/compute-env.json: true", "p.json: \"tower-*\""});
  CHECK(Decided(StepId::storage, {profile("other", "")}).step->verdict == Verdict::proven);
  const Edited labelled = profile("example-nf", ", \"labels\": {\"on\": \"fargate\"}");
  CHECK(Decided(StepId::storage, {labelled}).step->verdict == Verdict::proven);
}

TEST_CASE("steps: what runs are told against the compute environment leaves its storage open") {
  const auto config = [](const std::string& text) {
    return Edited{"seqera/compute-env.json", "\"discriminator\"",
                  "\"nextflowConfig\": \"" + text + "\", \"discriminator\""};
  };
  for (const char* text : {"fusion.enabled = false", "wave.enabled = false", "fusion.enabled = params.fusion",
                           "workDir = 's3://other/work'"}) {
    const Decided open(StepId::storage, {config(text)});
    CHECK(open.step->verdict == Verdict::unknown);
    CHECK(open.step->settled_by.ends_with(": tw runs view --id ID --config"));
    CHECK(open.at().size() == 4);
  }
  CHECK(Decided(StepId::storage, {config("fusion.enabled = true")}).step->verdict == Verdict::proven);
  const Decided claim(StepId::storage, {config("k8s.storageClaimName = 'other'")}, "healthy-legacy-storage");
  CHECK(claim.step->verdict == Verdict::unknown);
  const Decided elsewhere(StepId::compute_role, {config("k8s.namespace = 'other'")});
  CHECK(elsewhere.step->verdict == Verdict::unknown);
  CHECK_FALSE(elsewhere.finds("dangling-reference"));
}

TEST_CASE("steps: a claim that asks for many nodes and is on one is not shared") {
  const char* set = "healthy-legacy-storage";
  const Edited ebs{"kubernetes/cluster.yaml", "efs.csi.aws.com", "ebs.csi.aws.com"};
  const Decided block(StepId::storage, {ebs}, set);
  CHECK(block.step->refuted_by == "claim-not-shared");
  CHECK(block.at() ==
        Places{"seqera/compute-env.json: \"nf-scratch\"", "kubernetes/cluster.yaml: ebs.csi.aws.com"});
  CHECK(Decided(StepId::storage, {}, set).step->verdict == Verdict::proven);
}

TEST_CASE("steps: variables that come before the role leave open what the pods may do") {
  const auto variable = [](const std::string& name, const std::string& reaches) {
    return Edited{"seqera/compute-env.json", "\"discriminator\"",
                  "\"environment\": [{\"name\": \"" + name + "\", \"value\": \"x\", \"" + reaches +
                      "\": true}], \"discriminator\""};
  };
  const Decided head(StepId::head_storage, {variable("AWS_PROFILE", "head")});
  CHECK(head.step->verdict == Verdict::unknown);
  CHECK(head.at() == Places{"seqera/compute-env.json: \"AWS_PROFILE\""});
  CHECK(head.step->settled_by.find(": aws sts get-caller-identity") != std::string::npos);
  CHECK(Decided(StepId::compute_storage, {variable("AWS_PROFILE", "head")}).step->verdict == Verdict::proven);
  CHECK(Decided(StepId::compute_storage, {variable("AWS_PROFILE", "compute")}).step->verdict ==
        Verdict::unknown);
  CHECK(Decided(StepId::head_storage, {variable("AWS_REGION", "head")}).step->verdict == Verdict::proven);
}

TEST_CASE("steps: a key that is named by an alias is not known") {
  const auto encryption = [](const std::string& key) {
    return Edited{
        "aws/bucket-encryption.example-nf-work.json", "",
        "{\"ServerSideEncryptionConfiguration\": {\"Rules\": [{\"ApplyServerSideEncryptionByDefault\": "
        "{\"SSEAlgorithm\": \"aws:kms\"" +
            key + "}}]}}"};
  };
  const Decided alias(StepId::head_storage, {encryption(", \"KMSMasterKeyID\": \"alias/work\"")});
  CHECK(alias.step->verdict == Verdict::unknown);
  CHECK(alias.step->settled_by ==
        "which key encrypts the work directory: aws kms describe-key --key-id alias/work");
  CHECK(Decided(StepId::head_storage, {encryption("")}).step->verdict == Verdict::proven);
}
