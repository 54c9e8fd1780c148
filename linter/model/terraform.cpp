// Resources of a Terraform plan or state, each given to the reader of the tool's own export.
#include <algorithm>
#include <array>
#include <set>

#include "model/terraform_plan.h"
#include "model/terraform_resources.h"
#include "recognise/platforms.h"

namespace celint {
namespace {

using Build = void (*)(Terraform&, const TerraformResource&);

struct Entry {
  std::string_view type;
  Build build;
};

void add_kubernetes(Terraform& tf, const TerraformResource& resource) {
  model_kubernetes(tf.reading, kubernetes_object(tf.shape, resource.type, resource.values));
}

/// `kubernetes_manifest` holds an object as kubectl would send it.
void add_manifest(Terraform& tf, const TerraformResource& resource) {
  if (const Node* manifest = resource.values.get("manifest"); manifest != nullptr && manifest->is_map())
    model_kubernetes(tf.reading, *manifest);
}

void add_environment(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  const Node* envelope = block(values, "compute_env");
  if (envelope == nullptr || !envelope->is_map()) return;
  const Node* platform = envelope->get("platform");
  if (platform != nullptr && is_other_platform(platform->scalar()))
    return add_other_platform(tf.reading, values, platform);
  const Node* config = envelope->get("config");
  const Node* eks = config != nullptr ? block(*config, "eks_platform") : nullptr;
  // Imported state may lack the block: then nothing is known of the environment.
  if (eks == nullptr || !eks->is_map()) return;
  add_terraform_environment(tf.reading, values, *envelope, *eks);
}

void add_credential(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  const Node* keys = block(values, "keys");
  const Node* aws = keys != nullptr ? block(*keys, "aws") : nullptr;
  if (resource.type != "seqera_aws_credential" && aws == nullptr) return;
  const Node& held = aws != nullptr ? *aws : (keys != nullptr && keys->is_map() ? *keys : values);
  MapOf secret(tf.shape, held.span);
  secret.put("assumeRoleArn", held.get("assume_role_arn")).put("externalId", held.get("external_id"));
  secret.put("mode", held.get("mode")).put("accessKey", held.get("access_key"));
  MapOf outer(tf.shape, values.span);
  outer.put("id", values.get("credentials_id")).put("name", values.get("name")).put("keys", secret.node());
  read_as(tf.reading, outer.node(), model_credential);
}

constexpr std::array kTypes{
    Entry{"aws_eks_access_entry", add_access_entry},
    Entry{"aws_eks_access_policy_association", add_access_policy},
    Entry{"aws_eks_cluster", add_cluster},
    Entry{"aws_eks_fargate_profile", add_fargate_profile},
    Entry{"aws_eks_pod_identity_association", add_pod_identity},
    Entry{"aws_iam_group", add_group},
    Entry{"aws_iam_group_policy", add_inline_policy},
    Entry{"aws_iam_group_policy_attachment", add_attachment},
    Entry{"aws_iam_openid_connect_provider", add_oidc_provider},
    Entry{"aws_iam_policy", add_managed_policy},
    Entry{"aws_iam_policy_attachment", add_attachment},
    Entry{"aws_iam_policy_document", add_policy_document},
    Entry{"aws_iam_role", add_role},
    Entry{"aws_iam_role_policy", add_inline_policy},
    Entry{"aws_iam_role_policy_attachment", add_attachment},
    Entry{"aws_iam_user", add_user},
    Entry{"aws_iam_user_policy", add_inline_policy},
    Entry{"aws_iam_user_policy_attachment", add_attachment},
    Entry{"aws_kms_key", add_key},
    Entry{"aws_s3_bucket", add_bucket},
    Entry{"aws_s3_bucket_policy", add_bucket_policy},
    Entry{"aws_s3_bucket_public_access_block", add_public_access_block},
    Entry{"aws_s3_bucket_server_side_encryption_configuration", add_encryption},
    Entry{"kubernetes_manifest", add_manifest},
    Entry{"seqera_aws_credential", add_credential},
    Entry{"seqera_compute_env", add_environment},
    Entry{"seqera_credential", add_credential},
};

Build build_of(std::string_view type) {
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const Entry& e) { return e.type == type; });
  if (found != kTypes.end()) return found->build;
  return type.starts_with("kubernetes_") ? add_kubernetes : nullptr;
}

}  // namespace

void model_terraform(Reading& reading) {
  const TerraformPlan plan(reading.document, reading.root);
  Terraform tf{reading, Reshape(reading.document), plan, {}, false};
  const std::size_t first = reading.out.size(), first_entity = reading.out.iam_entities.size();
  note_referred_policies(tf);
  for (const TerraformResource& resource : plan.resources())
    if (const Build build = build_of(resource.type)) build(tf, resource);
  // A policy goes to an identity that the plan does not name: any of them may have more than is seen here.
  std::deque<IamEntity>& entities = reading.out.iam_entities;
  for (std::size_t i = first_entity; tf.open_ended && i < entities.size(); ++i)
    reading.out.add(entities[i].attached, {kUnknownText, entities[i].span});
  if (reading.out.size() == first && reading.recognition.skipped.empty())
    reading.recognition.skipped = "no resource that celint reads";
}

}  // namespace celint
