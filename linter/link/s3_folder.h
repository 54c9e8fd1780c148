// A place in a bucket, as `s3://` names it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace celint {

struct S3Folder {
  std::string bucket;
  std::string prefix;  ///< With one trailing `/`; empty if the place is the bucket itself.
};

/// `s3://BUCKET/PREFIX`, with or without slashes at its end. Nothing if the text is something else.
std::optional<S3Folder> parse_s3_folder(std::string_view text);

}  // namespace celint
