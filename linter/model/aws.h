// Output of the AWS CLI other than policies. Shapes: botocore service models.
#pragma once

#include "model/value.h"
#include "parse/tree.h"

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
};

/// `aws s3api get-bucket-location`. The output does not name its bucket: it comes from the file's name.
struct BucketLocation {
  const Document* document = nullptr;
  Span span;        ///< The value of LocationConstraint.
  StrField bucket;  ///< From `bucket-location.<bucket>.json`, `<bucket>.location.json` or the folder.
  StrField region;  ///< Null is us-east-1, EU is eu-west-1.
};

}  // namespace celint
