// Output of the AWS CLI other than policies. Shapes: botocore service models.
#pragma once

#include <vector>

#include "model/value.h"
#include "parse/tree.h"
#include "read/arena.h"

namespace celint {

/// `aws eks describe-cluster`.
struct Cluster {
  const Document* document = nullptr;
  Span span;
  StrField name;
  StrField arn;
  StrField endpoint;
  StrField status;
  StrField issuer;  ///< identity.oidc.issuer, with scheme.
  StrField
      authentication_mode;  ///< CONFIG_MAP, API or API_AND_CONFIG_MAP; absent is unknown, not CONFIG_MAP.
  StrField version;
  StrField role_arn;             ///< Of the control plane.
  Field<bool> endpoint_public;   ///< resourcesVpcConfig.endpointPublicAccess.
  Field<bool> endpoint_private;  ///< resourcesVpcConfig.endpointPrivateAccess.
  List<Str> public_cidrs;
  Field<bool> creator_is_admin;  ///< accessConfig.bootstrapClusterCreatorAdminPermissions.
  Field<bool> auto_mode;         ///< computeConfig.enabled.
};

/// `aws s3api get-bucket-location`. The output does not name its bucket: it comes from the file's name.
struct BucketLocation {
  const Document* document = nullptr;
  Span span;            ///< All that says it.
  StrField bucket;      ///< From `bucket-location.<bucket>.json`, `<bucket>.location.json` or the folder.
  StrField region;      ///< Null is us-east-1, EU is eu-west-1.
  bool placed = false;  ///< The file's path names the bucket, the document does not.
};

}  // namespace celint
