// Pod or Job: how Nextflow runs tasks, from k8s.computeResourceType and the version of Nextflow.
#include <charconv>

#include "link/rbac.h"

namespace celint {
namespace {

/// Year and month of a version such as `26.04.1`, as one number; 0 if unknown.
int release(std::string_view version) {
  int year = 0;
  int month = 0;
  const char* end = version.data() + version.size();
  const auto first = std::from_chars(version.data(), end, year);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.') return 0;
  if (std::from_chars(first.ptr + 1, end, month).ec != std::errc() || year > 9999 || month > 99) return 0;
  return year * 100 + month;
}

}  // namespace

Truth runs_jobs(const World& world, const Environment& environment) {
  const StrField type = environment.ce->nextflow.string("k8s.computeResourceType");
  if (type.unknown()) return Truth::maybe;
  if (type.known()) return type.value == "Pod" ? Truth::no : Truth::yes;
  const int version = release(world.settings.nextflow_version);
  return version != 0 && version < 2610 ? Truth::no : Truth::yes;
}

}  // namespace celint
