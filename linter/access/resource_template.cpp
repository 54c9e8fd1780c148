#include "access/resource_template.h"

#include <algorithm>
#include <string>

namespace celint {
namespace {

using Kind = GlobToken::Kind;

void append_text(Glob& glob, std::string_view text) {
  for (const char c : text) glob.tokens.push_back({Kind::byte, static_cast<std::uint8_t>(c)});
}

void append_variable(Glob& glob, Kind one, Kind many) {
  glob.tokens.push_back({one, 0});
  glob.tokens.push_back({many, 0});
}

std::string_view value_of(std::string_view name, const ArnHead& head) {
  if (name == "Partition") return head.partition;
  if (name == "Region") return head.region;
  if (name == "Account") return head.account;
  return {};
}

bool is_plain_name(std::string_view name, std::string_view rest) {
  return name == "BucketName" || name == "ClusterName" || rest.starts_with('/');
}

}  // namespace

Glob resource_template(std::string_view arn_format, const ArnHead& head) {
  Glob glob;
  int colons = 0;
  while (!arn_format.empty()) {
    const std::size_t open = std::min(arn_format.find("${"), arn_format.size());
    const std::string_view text = arn_format.substr(0, open);
    colons += static_cast<int>(std::count(text.begin(), text.end(), ':'));
    append_text(glob, text);
    arn_format.remove_prefix(open);
    const std::size_t close = arn_format.find('}');
    if (close == std::string_view::npos) break;
    const std::string_view name = arn_format.substr(2, close - 2);
    arn_format.remove_prefix(close + 1);
    if (const std::string_view value = value_of(name, head); !value.empty())
      append_text(glob, value);
    else if (colons < 5)
      append_variable(glob, Kind::one_part, Kind::many_part);
    else if (is_plain_name(name, arn_format))
      append_variable(glob, Kind::one_name, Kind::many_name);
    else
      append_variable(glob, Kind::one, Kind::many);
  }
  return glob;
}

}  // namespace celint
