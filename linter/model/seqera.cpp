#include "model/seqera.h"

#include "model/reading.h"
#include "parse/parse.h"
#include "recognise/platforms.h"

namespace celint {
namespace {

/// The object that holds id, name, platform and config; the root itself in the forms without a wrapper.
const Node& envelope(const Node& root) {
  const Node* wrapper = root.get("computeEnv");
  return wrapper != nullptr && wrapper->is_map() ? *wrapper : root;
}

void read_config(Reading& reading, const Node& config, ComputeEnvironment& ce) {
  ce.config_span = config.span;
  ce.discriminator = string_field(reading, config, "discriminator");
  ce.region = string_field(reading, config, "region");
  ce.cluster_name = string_field(reading, config, "clusterName");
  ce.work_dir = string_field(reading, config, "workDir");
  ce.ns = string_field(reading, config, "namespace");
  ce.head_service_account = string_field(reading, config, "headServiceAccount");
  ce.compute_service_account = string_field(reading, config, "computeServiceAccount");
  ce.fusion = bool_field(config, "fusion2Enabled");
  ce.wave = bool_field(config, "waveEnabled");
  ce.storage_claim_name = string_field(reading, config, "storageClaimName");
  ce.storage_mount_path = string_field(reading, config, "storageMountPath");
  ce.server = string_field(reading, config, "server");
  // Scripts and pod specs may hold `<`, `${...}` and `{{...}}` of their own: taken as they are.
  const auto text = [&config](std::string_view key) -> StrField {
    const Node* node = config.get(key);
    if (node == nullptr || !node->is_string()) return {Presence::absent, {}, config.span};
    return {Presence::known, node->scalar(), node->span};
  };
  ce.nextflow_config = text("nextflowConfig");
  ce.head_pod_spec = text("headPodSpec");
  ce.service_pod_spec = text("servicePodSpec");
}

/// `tw -o json compute-envs export` puts the whole export into one string.
const Node* wrapped_export(Reading& reading, ComputeEnvironment& ce) {
  const Node* output = reading.document.root.get("configOutput");
  if (output == nullptr || !output->is_string()) return nullptr;
  std::vector<Document> inner = parse_json(inner_text(reading.document, *output));
  if (inner.empty() || !inner.front().root.is_map()) return nullptr;
  ce.inner.push_back(std::make_shared<const Document>(std::move(inner.front())));
  return &ce.inner.back()->root;
}

}  // namespace

void model_compute_environment(Reading& reading) {
  ComputeEnvironment ce;
  ce.document = &reading.document;
  ce.span = reading.document.root.span;
  const Node& outer = envelope(reading.document.root);
  const Node* config = wrapped_export(reading, ce);
  if (config == nullptr) config = outer.get("config");
  ce.id = string_field(reading, outer, "id");
  ce.name = string_field(reading, outer, "name");
  ce.credentials_id = string_field(reading, outer, "credentialsId");
  ce.platform = string_field(reading, outer, "platform");
  read_config(reading, config != nullptr && config->is_map() ? *config : outer, ce);
  reading.out.push_back(std::move(ce));
}

void model_credential(Reading& reading) {
  const Node& root = reading.document.root;
  const Node* wrapper = root.get("credentials");
  const Node& outer = wrapper != nullptr && wrapper->is_map() ? *wrapper : root;
  const Node* keys = outer.get("keys");
  const Node& held = keys != nullptr && keys->is_map() ? *keys : outer;
  Credential credential;
  credential.document = &reading.document;
  credential.span = root.span;
  credential.id = string_field(reading, outer, "id");
  credential.name = string_field(reading, outer, "name");
  credential.mode = string_field(reading, held, "mode");
  credential.assume_role_arn = string_field(reading, held, "assumeRoleArn");
  credential.external_id = string_field(reading, held, "externalId");
  credential.access_key = string_field(reading, held, "accessKey");
  reading.out.push_back(std::move(credential));
}

}  // namespace celint
