// ARN formats of the catalogue as patterns.
#pragma once

#include <optional>
#include <string_view>

#include "access/arn.h"
#include "access/glob.h"

namespace celint {

/// The values that may stand for `${Partition}`, `${Region}` and `${Account}`; empty: any.
struct ArnHead {
  std::string_view partition;
  std::string_view region;
  std::string_view account;
};

/// `arn:${Partition}:s3:::${BucketName}/${ObjectName}`: every ARN of that form. A variable stands for at
/// least one byte; names of buckets and clusters, and variables before a slash, hold no slash.
Glob resource_template(std::string_view arn_format, const ArnHead& head);

/// A format of the catalogue, read.
struct ArnForm {
  std::optional<Arn> parts;
  std::string_view start;  ///< Its resource part up to the first variable,
  Glob rest;               ///< what follows,
  bool ends_free = false;  ///< which is one variable,
  Glob resource;           ///< and both.
};

/// Each is read once on a thread and lives as long: there are some hundreds, and policies name them thousands
/// of times.
const ArnForm& arn_form(std::string_view arn_format);

/// Whether some ARN of this form matches the pattern `written`; `resource` is its resource part, read when it
/// is needed first.
bool can_have_form(const ArnForm& form, const Arn& written, std::optional<Glob>& resource);

}  // namespace celint
