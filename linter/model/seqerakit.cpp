// seqerakit's compute-envs: items of `type: eks` carry the options of `tw compute-envs add eks`
// (https://github.com/seqeralabs/tower-cli, EksPlatform and K8sPlatform). Options that take a file's path
// (scripts, pod specs, Nextflow config) leave the text unknown.
#include <algorithm>
#include <array>

#include "model/reading.h"
#include "read/nearest.h"

namespace celint {
namespace {

using CE = ComputeEnvironment;

struct Option {
  std::string_view name;
  StrField CE::*member = nullptr;
  bool path = false;  ///< The value is the path of a file that holds the text.
};

constexpr std::array kOptions{
    Option{"name", &CE::name},
    Option{"workspace", &CE::workspace},
    Option{"credentials", &CE::credentials_name},
    Option{"region", &CE::region},
    Option{"cluster-name", &CE::cluster_name},
    Option{"work-dir", &CE::work_dir},
    Option{"namespace", &CE::ns},
    Option{"head-account", &CE::head_service_account},
    Option{"compute-account", &CE::compute_service_account},
    Option{"storage-claim", &CE::storage_claim_name},
    Option{"storage-mount", &CE::storage_mount_path},
    Option{"pod-cleanup", &CE::pod_cleanup},
    Option{"pre-run", &CE::pre_run_script, true},
    Option{"post-run", &CE::post_run_script, true},
    Option{"nextflow-config", &CE::nextflow_config, true},
    Option{"head-pod-spec", &CE::head_pod_spec, true},
    Option{"service-pod-spec", &CE::service_pod_spec, true},
};

/// Options without a field of the model: those of the command beside its platform, and seqerakit's own.
constexpr std::array<std::string_view, 12> kOthers{"type",      "env",       "labels",    "wait",
                                                   "overwrite", "on-exists", "on_exists", "primary",
                                                   "file-path", "secrets",   "id",        "config-mode"};

/// seqerakit fills in `$NAME` and `${NAME}` from the environment.
bool names_variable(std::string_view text) {
  const std::size_t at = text.find('$');
  return at != std::string_view::npos && at + 1 < text.size() &&
         (text[at + 1] == '{' || text[at + 1] == '_' ||
          std::isalpha(static_cast<unsigned char>(text[at + 1])));
}

StrField value_of(Reading& reading, const Node& item, std::string_view key) {
  StrField field = string_field(reading, item, key);
  if (field.known() && names_variable(field.value)) field.presence = Presence::unknown;
  return field;
}

/// `head:NAME=VALUE`; without a prefix the head alone gets it (tower-cli EnvironmentVariables).
EnvironmentVariable variable(const Node& item) {
  EnvironmentVariable result{item.span, {}, {}, {}, {}};
  std::string_view text = item.scalar();
  const std::string_view prefix = text.substr(0, std::min(text.find(':'), text.size()));
  const bool written = prefix == "head" || prefix == "compute" || prefix == "both";
  if (written) text.remove_prefix(prefix.size() + 1);
  result.head = {Presence::known, !written || prefix != "compute", item.span};
  result.compute = {Presence::known, written && prefix != "head", item.span};
  const std::size_t name_begin = item.scalar().size() - text.size();
  const std::size_t equals = std::min(text.find('='), text.size());
  const std::size_t value_begin = std::min(equals + 1, text.size());
  const std::string_view value = text.substr(value_begin);
  const std::size_t size = item.scalar().size();
  result.name = {Presence::known, text.substr(0, equals),
                 part_of(item.str(), name_begin, name_begin + equals)};
  result.value = {names_variable(value) ? Presence::unknown : Presence::known, value,
                  part_of(item.str(), name_begin + value_begin, size)};
  return result;
}

void note_option(Reading& reading, const Node& item, const Member& member, ComputeEnvironment& ce) {
  std::vector<std::string_view> names;
  for (const Option& option : kOptions) names.push_back(option.name);
  const std::string_view key = member.key.scalar();
  ce.options.push_back({member.key.str(), value_of(reading, item, key)});
  const bool known = std::find(names.begin(), names.end(), key) != names.end() ||
                     std::find(kOthers.begin(), kOthers.end(), key) != kOthers.end();
  if (known) return;
  const std::string_view near = nearest(key, names);
  ce.unknown_fields.push_back(
      {member.key.str(), member.value.span, near, !near.empty() && item.get(near) != nullptr});
}

void model_eks_item(Reading& reading, const Node& item) {
  ComputeEnvironment ce;
  ce.document = &reading.document;
  ce.form = CeForm::seqerakit;
  ce.span = ce.config_span = item.span;
  for (StrField CE::*field : {&CE::id, &CE::description, &CE::credentials_id, &CE::platform,
                              &CE::discriminator, &CE::server, &CE::ssl_cert})
    ce.*field = {Presence::absent, {}, item.span};
  for (const Option& option : kOptions) {
    ce.*option.member = value_of(reading, item, option.name);
    if (option.path && !(ce.*option.member).absent()) (ce.*option.member).presence = Presence::unknown;
  }
  // The command has no option for these.
  ce.fusion = ce.wave = ce.fusion_snapshots = {Presence::absent, false, item.span};
  ce.head_job_cpus = ce.head_job_memory_mb = {Presence::absent, 0, item.span};
  ce.head_pod.span = ce.service_pod.span = item.span;
  if (const Node* env = item.get("env"))
    for (const Node& entry : env->items())
      if (entry.is_string()) ce.environment.push_back(variable(entry));
  for (const Member& member : item.members()) note_option(reading, item, member, ce);
  reading.out.push_back(std::move(ce));
}

}  // namespace

void model_seqerakit(Reading& reading, const Node& items) {
  for (const Node& item : items.items()) {
    const Node* type = item.get("type");
    if (type != nullptr && type->scalar() == "eks")
      model_eks_item(reading, item);
    else if (type != nullptr)
      add_other_platform(reading, item, type);
    else if (reading.recognition.skipped.empty())
      reading.recognition.skipped = item.get("file-path") != nullptr
                                        ? "seqerakit imports these from files, which are read on their own"
                                        : "no compute environment is described";
  }
}

}  // namespace celint
