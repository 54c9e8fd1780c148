// Which kind of document a Document is, by what it says; names of files play no part.
#pragma once

#include <string_view>

#include "parse/tree.h"

namespace celint {

/// The kinds celint knows. The words are stable: `celint inventory` prints them.
enum class DocumentKind : std::uint8_t {
  unrecognised,
  identity_policy,
  trust_policy,
  resource_policy,
  policy_fragment,
  aws_auth,
  kubernetes,
  compute_environment,
  other_platform,
  credential,
  cluster,
  bucket_location,
  bucket_encryption,
  public_access_block,
  policy_export,  ///< get-bucket-policy, kms get-key-policy: a resource policy in a string.
  iam_export,  ///< Output of the IAM CLI: get-role, get-user-policy, get-account-authorization-details, ...
  oidc_provider,
  access_entry,
  pod_identity_association,
  fargate_profile,
  terraform,       ///< `terraform show -json` of a plan or a state.
  cloudformation,  ///< A template.
  celint_config,
  template_text,
  helm_values,        ///< Values of a Helm chart that annotate a ServiceAccount: no object by themselves.
  access_entry_arns,  ///< list-access-entries: principals, without what they are mapped to.
};

/// `identity-policy`, `aws-auth`, `kubernetes`, ...
std::string_view to_string(DocumentKind kind);

DocumentKind recognise(const Document& document);

/// `{{ .Values...`, `{{- if ...`, `%{ if`: markers of Helm and Terraform templates, not those of aws-auth.
bool has_template_marker(std::string_view text);

}  // namespace celint
