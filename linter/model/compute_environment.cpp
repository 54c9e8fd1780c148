// The config of a compute environment. Each field has one name in the API and another in Terraform: the
// tables below are the only place that knows both.
#include <algorithm>
#include <array>

#include "model/reading.h"
#include "parse/parse.h"

namespace celint {
namespace {

template <typename T>
struct ConfigField {
  std::string_view api;
  std::string_view terraform;
  T ComputeEnvironment::*member;

  std::string_view name(CeForm form) const { return form == CeForm::terraform ? terraform : api; }
};

using CE = ComputeEnvironment;

constexpr std::array kNames{
    ConfigField<StrField>{"region", "region", &CE::region},
    ConfigField<StrField>{"clusterName", "cluster_name", &CE::cluster_name},
    ConfigField<StrField>{"workDir", "work_dir", &CE::work_dir},
    ConfigField<StrField>{"namespace", "namespace", &CE::ns},
    ConfigField<StrField>{"headServiceAccount", "head_service_account", &CE::head_service_account},
    ConfigField<StrField>{"computeServiceAccount", "compute_service_account", &CE::compute_service_account},
    ConfigField<StrField>{"storageClaimName", "storage_claim_name", &CE::storage_claim_name},
    ConfigField<StrField>{"storageMountPath", "storage_mount_path", &CE::storage_mount_path},
    ConfigField<StrField>{"podCleanup", "pod_cleanup", &CE::pod_cleanup},
    ConfigField<StrField>{"server", "server", &CE::server},
    ConfigField<StrField>{"sslCert", "ssl_cert", &CE::ssl_cert},
};

// Scripts and pod specs may hold `<`, `${...}` and `{{...}}` of their own: taken as they are.
constexpr std::array kTexts{
    ConfigField<StrField>{"preRunScript", "pre_run_script", &CE::pre_run_script},
    ConfigField<StrField>{"postRunScript", "post_run_script", &CE::post_run_script},
    ConfigField<StrField>{"nextflowConfig", "nextflow_config", &CE::nextflow_config},
    ConfigField<StrField>{"headPodSpec", "head_pod_spec", &CE::head_pod_spec},
    ConfigField<StrField>{"servicePodSpec", "service_pod_spec", &CE::service_pod_spec},
};

constexpr std::array kSwitches{
    ConfigField<Field<bool>>{"fusion2Enabled", "enable_fusion", &CE::fusion},
    ConfigField<Field<bool>>{"waveEnabled", "enable_wave", &CE::wave},
};

constexpr std::array kNumbers{
    ConfigField<Field<std::int64_t>>{"headJobCpus", "head_job_cpus", &CE::head_job_cpus},
    ConfigField<Field<std::int64_t>>{"headJobMemoryMb", "head_job_memory_mb", &CE::head_job_memory_mb},
};

/// What exports and answers add beside the config, or around it.
bool is_envelope(std::string_view key) {
  static constexpr std::array kKeys{"$schema",
                                    "labels",
                                    "id",
                                    "name",
                                    "description",
                                    "platform",
                                    "credentialsId",
                                    "orgId",
                                    "workspaceId",
                                    "status",
                                    "message",
                                    "dateCreated",
                                    "lastUpdated",
                                    "lastUsed",
                                    "deleted",
                                    "primary",
                                    "resources",
                                    "awsAccountId",
                                    "managedIdentityId",
                                    "workspaceName",
                                    "visibility",
                                    "config",
                                    "fusionMetricsCollectionEnabled"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

StrField raw_text(const Node& config, std::string_view key) {
  const Node* node = config.get(key);
  if (node == nullptr || node->is_null()) return {Presence::absent, {}, config.span};
  const bool known = node->is_string() && node->scalar() != kUnknownText;
  return {known ? Presence::known : Presence::unknown, known ? node->scalar() : std::string_view(),
          node->span};
}

PodSpec pod_spec(Reading& reading, const Document& document, const Node* node, ComputeEnvironment& ce) {
  PodSpec none;
  none.span = none.spec_span = node != nullptr ? node->span : ce.config_span;
  if (node == nullptr || !node->is_string() || node->scalar() == kUnknownText) return none;
  if (node->scalar().find_first_not_of(" \t\r\n") == std::string_view::npos) return none;
  ce.inner.push_back(std::make_shared<const Document>(parse_yaml_value(inner_text(document, *node))));
  return read_pod_spec(reading, *ce.inner.back());
}

/// nextflowConfig, read; absent and null set nothing.
NextflowConfig nextflow_of(const Document& document, const Node* node) {
  if (node == nullptr || node->is_null()) return {};
  if (!node->is_string() || node->scalar() == kUnknownText) return {true, nullptr};
  return nextflow_config(inner_text(document, *node));
}

void read_environment(Reading& reading, const Node& config, ComputeEnvironment& ce) {
  const Node* list = config.get("environment");
  if (list == nullptr) return;
  for (const Node& item : list->items()) {
    if (!item.is_map()) continue;
    ce.environment.push_back({item.span, string_field(reading, item, "name"), raw_text(item, "value"),
                              bool_field(item, "head"), bool_field(item, "compute")});
  }
}

/// The schema of the config says which keys there are; Terraform's provider holds its attributes to its own.
void note_shape(Reading& reading, const Node& config, ComputeEnvironment& ce) {
  if (ce.form == CeForm::terraform) return;
  for (ShapeFault& fault : shape_faults(config, "compute-environment", "config")) {
    if (fault.type != ShapeFault::Type::unknown_key) {
      reading.recognition.shape.push_back(std::move(fault));
      continue;
    }
    if (is_envelope(fault.key.value)) continue;
    const Node* value = config.get(fault.key.value);
    const bool is_set = !fault.nearest.empty() && config.get(fault.nearest) != nullptr;
    ce.unknown_fields.push_back(
        {fault.key, value != nullptr ? value->span : fault.span, fault.nearest, is_set});
  }
}

}  // namespace

void read_eks_config(Reading& reading, const Document& document, const Node& config, ComputeEnvironment& ce) {
  ce.config_span = config.span;
  for (const auto& field : kNames) ce.*field.member = string_field(reading, config, field.name(ce.form));
  for (const auto& field : kTexts) ce.*field.member = raw_text(config, field.name(ce.form));
  for (const auto& field : kSwitches) ce.*field.member = bool_field(config, field.name(ce.form));
  for (const auto& field : kNumbers) ce.*field.member = number_field(config, field.name(ce.form));
  ce.fusion_snapshots = bool_field(config, "fusionSnapshots");
  const bool terraform = ce.form == CeForm::terraform;
  ce.head_pod = pod_spec(reading, document, config.get(terraform ? "head_pod_spec" : "headPodSpec"), ce);
  ce.service_pod =
      pod_spec(reading, document, config.get(terraform ? "service_pod_spec" : "servicePodSpec"), ce);
  ce.nextflow = nextflow_of(document, config.get(terraform ? "nextflow_config" : "nextflowConfig"));
  read_environment(reading, config, ce);
  note_shape(reading, config, ce);
}

void read_labels(Reading& reading, const Node* list, ComputeEnvironment& ce) {
  if (list == nullptr) return;
  for (const Node& item : list->items()) {
    if (!item.is_map()) {
      ce.label_ids.push_back(item.str());
      continue;
    }
    ce.labels.push_back({item.span, string_field(reading, item, "name"), string_field(reading, item, "value"),
                         bool_field(item, "isDynamic")});
  }
}

}  // namespace celint
