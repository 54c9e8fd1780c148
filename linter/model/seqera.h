// Seqera Platform documents: compute environments and credentials.
// Fields: https://docs.seqera.io/platform-api, EksComputeConfig; forms: tower-cli ComputeEnvExportFormat.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/nextflow.h"
#include "model/pod_spec.h"
#include "model/value.h"
#include "parse/tree.h"

namespace celint {

/// The form in which a compute environment was written.
enum class CeForm : std::uint8_t {
  tw_export,   ///< `tw compute-envs export`, its JSON output included: the bare config.
  api_get,     ///< `GET /compute-envs/{id}`, `tw -o json compute-envs view`, an item of a list of these.
  api_create,  ///< The body of `POST /compute-envs`.
  seqerakit,   ///< An item of `compute-envs:` with `type: eks` (https://github.com/seqeralabs/seqerakit).
  terraform,   ///< `seqera_compute_env` in `terraform show -json`.
};

/// A variable of the head or task pods. `head` and `compute` absent: the client's default counts.
struct EnvironmentVariable {
  Span span;
  StrField name;
  StrField value;
  Field<bool> head;
  Field<bool> compute;
};

/// A resource label.
struct CeLabel {
  Span span;
  StrField name;
  StrField value;
  Field<bool> dynamic;  ///< isDynamic: filled in at launch.
};

/// A key of the config that the form does not have: Platform drops it without a word.
struct UnknownField {
  Str key;
  Span value;
  std::string_view nearest;     ///< The field that may be meant; empty if none is near.
  bool nearest_is_set = false;  ///< The field that may be meant is written too.
};

/// An option of a seqerakit item, as written.
struct SeqerakitOption {
  Str key;
  StrField value;  ///< Unknown if it is no text, or names a variable.
};

/// A compute environment on EKS, in whichever form it was exported. Field names are those of the API.
struct ComputeEnvironment {
  const Document* document = nullptr;
  CeForm form = CeForm::tw_export;
  Span span;                                           ///< The whole document, or its item of a list.
  Span config_span;                                    ///< The config object (anchor for absent fields).
  std::vector<std::shared_ptr<const Document>> inner;  ///< Embedded texts that own decoded strings.

  StrField id;
  StrField name;  ///< Absent in a `tw` export.
  StrField description;
  StrField credentials_id;
  StrField credentials_name;  ///< seqerakit names the credential.
  StrField workspace;         ///< workspaceId as text, or seqerakit's `organisation/workspace`.
  StrField platform;
  StrField discriminator;  ///< Terraform: the name of the config block.
  StrField region;
  StrField cluster_name;
  StrField work_dir;
  StrField ns;
  StrField head_service_account;
  StrField compute_service_account;
  Field<bool> fusion;            ///< fusion2Enabled; absent counts as off.
  Field<bool> wave;              ///< waveEnabled; absent counts as off.
  Field<bool> fusion_snapshots;  ///< fusionSnapshots, which EKS does not have.
  StrField storage_claim_name;
  StrField storage_mount_path;
  StrField pod_cleanup;
  Field<std::int64_t> head_job_cpus;
  Field<std::int64_t> head_job_memory_mb;
  StrField pre_run_script;
  StrField post_run_script;
  StrField nextflow_config;  ///< The text; `nextflow` is what it says.
  StrField head_pod_spec;
  StrField service_pod_spec;
  PodSpec head_pod;         ///< head_pod_spec, read.
  PodSpec service_pod;      ///< service_pod_spec, read.
  NextflowConfig nextflow;  ///< nextflow_config, read.
  StrField server;
  StrField ssl_cert;
  std::vector<EnvironmentVariable> environment;
  std::vector<CeLabel> labels;  ///< Labels written out; a create body has ids only.
  std::vector<Str> label_ids;
  std::vector<UnknownField> unknown_fields;  ///< seqerakit: options that `tw compute-envs add eks` lacks.
  std::vector<SeqerakitOption> options;      ///< seqerakit only: every option.
};

/// A compute environment of another platform: recognised, counted, not checked.
struct OtherPlatform {
  const Document* document = nullptr;
  std::shared_ptr<const Document> text;  ///< Owns `platform` if it stands inside a string.
  Str platform;  ///< The API's word for it, else the client's; empty if the document does not say.
};

/// An AWS credential of Seqera Platform. Keys themselves are never kept.
struct Credential {
  const Document* document = nullptr;
  Span span;
  StrField id;
  StrField name;
  StrField mode;  ///< `keys` or `role`; absent means keys.
  StrField assume_role_arn;
  StrField external_id;
  StrField access_key;  ///< Never printed; used to tell that keys are present.
};

}  // namespace celint
