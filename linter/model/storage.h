// What `aws s3api` prints about a bucket beside its location and policy. The output does not name the bucket:
// it comes from the file's name or folder.
#pragma once

#include "model/value.h"
#include "parse/tree.h"

namespace celint {

/// `get-bucket-encryption`.
struct BucketEncryption {
  const Document* document = nullptr;
  Span span;
  StrField bucket;
  StrField algorithm;   ///< AES256, aws:kms, aws:kms:dsse.
  StrField key;         ///< Key id or ARN; absent: the account's `aws/s3` key.
  bool placed = false;  ///< The file's path names the bucket, the document does not.
};

/// `get-public-access-block`.
struct PublicAccessBlock {
  const Document* document = nullptr;
  Span span;
  StrField bucket;
  Field<bool> blocks_public_acls;
  Field<bool> ignores_public_acls;
  Field<bool> blocks_public_policy;
  Field<bool> restricts_public_buckets;
  bool placed = false;  ///< The file's path names the bucket, the document does not.
};

}  // namespace celint
