// Actions of S3 on resources of the other level, which they never meet.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
#pragma once

#include <cstdint>
#include <vector>

#include "model/policy.h"

namespace celint {

/// What an action of S3 works on: ListBucket on the bucket itself, GetObject on an object.
enum class S3Level : std::uint8_t { bucket, object };

/// The actions of a statement that work on this level alone, where it names resources of S3 and all of them
/// are of the other level; else none.
std::vector<Str> dead_s3_actions(const Statement& statement, S3Level level);

}  // namespace celint
