// Seqera Platform documents: compute environments and credentials.
// Fields: https://docs.seqera.io/platform-api, EksComputeConfig; forms: tower-cli ComputeEnvExportFormat.
#pragma once

#include <memory>
#include <vector>

#include "model/value.h"
#include "parse/tree.h"

namespace celint {

/// A compute environment on EKS, in whichever form it was exported. Field names are those of the API.
struct ComputeEnvironment {
  const Document* document = nullptr;
  Span span;                                           ///< The whole document.
  Span config_span;                                    ///< The config object (anchor for absent fields).
  std::vector<std::shared_ptr<const Document>> inner;  ///< Embedded texts that own decoded strings.

  StrField id;
  StrField name;  ///< Absent in a `tw` export.
  StrField credentials_id;
  StrField platform;
  StrField discriminator;
  StrField region;
  StrField cluster_name;
  StrField work_dir;
  StrField ns;
  StrField head_service_account;
  StrField compute_service_account;
  Field<bool> fusion;  ///< fusion2Enabled; absent counts as off.
  Field<bool> wave;    ///< waveEnabled; absent counts as off.
  StrField storage_claim_name;
  StrField storage_mount_path;
  StrField nextflow_config;
  StrField head_pod_spec;
  StrField service_pod_spec;
  StrField server;
};

/// A compute environment of another platform: recognised, counted, not checked.
struct OtherPlatform {
  const Document* document = nullptr;
  Str platform;
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
