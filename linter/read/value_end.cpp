#include "read/value_end.h"

#include <algorithm>

namespace celint {
namespace {

std::size_t quoted_end(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    const bool escape = quote == '"' ? text[at] == '\\' : text.substr(at).starts_with("''");
    if (escape)
      ++at;
    else if (text[at] == quote)
      return at + 1;
  }
  return text.size();
}

}  // namespace

std::size_t value_end(std::string_view text, std::size_t begin, std::string_view decoded) {
  if (begin >= text.size()) return text.size();
  if (text[begin] == '"' || text[begin] == '\'') return quoted_end(text, begin);
  if (!decoded.empty() && text.substr(begin).starts_with(decoded)) return begin + decoded.size();
  std::size_t end = std::min(text.find_first_of("\r\n#", begin), text.size());
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  return end;
}

}  // namespace celint
