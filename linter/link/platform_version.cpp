#include "link/platform_version.h"

#include <charconv>
#include <utility>

namespace celint {

bool is_platform_from(const World& world, int year, int release) {
  const std::string_view version = world.settings.platform_version;
  const std::size_t dot = version.find('.');
  if (dot == std::string_view::npos) return true;
  std::pair<int, int> given;
  std::from_chars(version.data(), version.data() + dot, given.first);
  std::from_chars(version.data() + dot + 1, version.data() + version.size(), given.second);
  return given >= std::pair(year, release);
}

}  // namespace celint
