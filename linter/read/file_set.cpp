#include "read/file_set.h"

namespace celint {

bool is_at_or_below(std::string_view path, std::string_view folder) {
  return folder.empty() || path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
}

FileSet::FileSet(const std::string& glob)
    : all_(glob.empty()), glob_(parse_glob(glob)), below_(parse_glob(glob + "/**")) {}

std::string_view fixed_part(std::string_view glob) {
  const std::size_t wild = glob.find_first_of("*?[\\");
  if (wild == glob.npos) return glob;
  const std::size_t slash = glob.substr(0, wild).rfind('/');
  return slash == glob.npos ? std::string_view() : glob.substr(0, slash);
}

}  // namespace celint
