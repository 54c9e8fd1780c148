#include "recognise/recognise.h"

namespace celint {

std::string_view to_string(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::unrecognised:
      return "unrecognised";
    case DocumentKind::identity_policy:
      return "identity-policy";
    case DocumentKind::trust_policy:
      return "trust-policy";
    case DocumentKind::resource_policy:
      return "resource-policy";
    case DocumentKind::policy_fragment:
      return "policy-fragment";
    case DocumentKind::aws_auth:
      return "aws-auth";
    case DocumentKind::kubernetes:
      return "kubernetes";
    case DocumentKind::compute_environment:
      return "compute-environment";
    case DocumentKind::other_platform:
      return "compute-environment";
    case DocumentKind::credential:
      return "credential";
    case DocumentKind::cluster:
      return "cluster";
    case DocumentKind::bucket_location:
      return "bucket-location";
    case DocumentKind::bucket_encryption:
      return "bucket-encryption";
    case DocumentKind::public_access_block:
      return "public-access-block";
    case DocumentKind::policy_export:
      return "resource-policy";
    case DocumentKind::iam_export:
      return "account-details";
    case DocumentKind::oidc_provider:
      return "oidc-provider";
    case DocumentKind::access_entry:
      return "access-entry";
    case DocumentKind::pod_identity_association:
      return "pod-identity-association";
    case DocumentKind::fargate_profile:
      return "fargate-profile";
    case DocumentKind::terraform:
      return "terraform";
    case DocumentKind::cloudformation:
      return "cloudformation";
    case DocumentKind::celint_config:
      return "celint-config";
    case DocumentKind::template_text:
      return "template";
    case DocumentKind::helm_values:
      return "kubernetes/ServiceAccount";
    case DocumentKind::access_entry_arns:
      return "access-entry";
  }
  return "unrecognised";
}

}  // namespace celint
