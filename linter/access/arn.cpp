#include "access/arn.h"

#include <array>

namespace celint {

std::string_view Arn::resource_type() const {
  const std::size_t end = resource.find_first_of("/:");
  return end == std::string_view::npos ? std::string_view() : resource.substr(0, end);
}

std::string_view Arn::name() const {
  const std::size_t slash = resource.rfind('/');
  return slash == std::string_view::npos ? resource : resource.substr(slash + 1);
}

std::string_view Arn::path() const {
  const std::size_t first = resource.find('/');
  if (first == std::string_view::npos) return "/";
  return resource.substr(first, resource.rfind('/') - first + 1);
}

std::optional<Arn> parse_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  std::array<std::string_view, 4> parts;
  std::size_t begin = 4;
  for (std::string_view& part : parts) {
    const std::size_t colon = text.find(':', begin);
    if (colon == std::string_view::npos) return std::nullopt;
    part = text.substr(begin, colon - begin);
    begin = colon + 1;
  }
  return Arn{parts[0], parts[1], parts[2], parts[3], text.substr(begin)};
}

std::string role_of_session(const Arn& arn) {
  if (arn.service != "sts" || arn.resource_type() != "assumed-role") return {};
  std::string_view name = arn.resource.substr(arn.resource.find('/') + 1);
  name = name.substr(0, name.find('/'));
  if (name.empty()) return {};
  return to_string({arn.partition, "iam", {}, arn.account, "role/" + std::string(name)});
}

std::string to_string(const Arn& arn) {
  std::string text = "arn:";
  for (const std::string_view part : {arn.partition, arn.service, arn.region, arn.account}) {
    text += part;
    text += ':';
  }
  return text.append(arn.resource);
}

}  // namespace celint
