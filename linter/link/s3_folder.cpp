#include "link/s3_folder.h"

#include <algorithm>

namespace celint {

std::optional<S3Folder> parse_s3_folder(std::string_view text) {
  constexpr std::string_view kScheme = "s3://";
  if (!text.starts_with(kScheme)) return std::nullopt;
  const std::string_view rest = text.substr(kScheme.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  std::string prefix(rest.substr(std::min(slash + 1, rest.size())));
  while (prefix.ends_with('/')) prefix.pop_back();
  if (!prefix.empty()) prefix += '/';
  return S3Folder{std::string(rest.substr(0, slash)), std::move(prefix)};
}

}  // namespace celint
