#include "access/variables.h"

#include <algorithm>
#include <optional>

namespace celint {
namespace {

using Fault = VariableUse::Fault;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// `prefix:name` of a condition key: what Terraform and shells write between braces has no such prefix, and
/// CloudFormation's `AWS::Region` no such name.
bool is_key(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon != std::string_view::npos && colon > 0 && !name.substr(colon).starts_with("::") &&
         name.substr(0, colon).find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") == std::string_view::npos;
}

/// What is wrong between the braces; nothing if this is not IAM's.
std::optional<Fault> fault_of(std::string_view inside) {
  if (trimmed(inside).empty()) return Fault::empty;
  if (inside == "*" || inside == "?" || inside == "$") return std::nullopt;
  const std::size_t comma = inside.find(',');
  const std::string_view key = trimmed(inside.substr(0, comma));
  if (!is_key(key)) return std::nullopt;
  // The names of tags may hold blanks.
  if (key.substr(0, key.find('/')).find_first_of(" \t") != std::string_view::npos) return Fault::space;
  if (comma == std::string_view::npos) return Fault::none;
  const std::string_view fallback = trimmed(inside.substr(comma + 1));
  const bool quoted = fallback.size() >= 2 && fallback.front() == '\'' && fallback.back() == '\'';
  return quoted ? Fault::none : Fault::quote;
}

}  // namespace

std::vector<VariableUse> variable_uses(std::string_view text) {
  std::vector<VariableUse> uses;
  std::size_t at = text.find("${");
  while (at != std::string_view::npos) {
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos) {
      uses.push_back({at, text.size(), Fault::no_brace});
      break;
    }
    if (const auto fault = fault_of(text.substr(at + 2, close - at - 2)))
      uses.push_back({at, close + 1, *fault});
    at = text.find("${", close);
  }
  return uses;
}

std::size_t find_outside_variables(std::string_view text, char wanted) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == wanted) return i;
    if (text[i] == '$' && text.substr(i).starts_with("${")) i = std::min(text.find('}', i), text.size() - 1);
  }
  return std::string_view::npos;
}

}  // namespace celint
