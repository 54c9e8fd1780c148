#include <algorithm>

#include "check/check.h"
#include "read/nearest.h"

namespace celint {
namespace {

constexpr std::size_t kLongestName = 100;

std::vector<std::string_view> nearest(const std::vector<Rule>& rules, std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return {};
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const Rule& rule : rules) {
    const bool part = name.size() > 3 && rule.id.find(name) != std::string_view::npos;
    const std::size_t needed = part ? 1 : edits(name, rule.id);
    if (needed <= std::max<std::size_t>(2, name.size() / 3)) near.emplace_back(needed, rule.id);
  }
  std::sort(near.begin(), near.end());
  if (near.size() > 3) near.resize(3);
  std::vector<std::string_view> ids;
  for (const auto& [needed, id] : near) ids.push_back(id);
  return ids;
}

[[noreturn]] void refuse(const std::vector<Rule>& rules, std::string_view name) {
  std::string message = "there is no rule '" + std::string(name) + "'";
  std::string_view separator = "; did you mean ";
  for (const std::string_view id : nearest(rules, name)) {
    message.append(separator).append("'").append(id).append("'");
    separator = ", ";
  }
  message += separator == ", " ? "?" : "; 'celint rules' lists them";
  throw CannotRun(message);
}

}  // namespace

const Rule& find_rule(const std::vector<Rule>& rules, std::string_view name) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == name; });
  if (found == rules.end()) refuse(rules, name);
  return *found;
}

std::vector<const Rule*> select(const std::vector<Rule>& rules, const Selection& selection) {
  for (const std::vector<std::string>* names : {&selection.only, &selection.ignore})
    for (const std::string& name : *names) find_rule(rules, name);

  const auto among = [](const std::vector<std::string>& names, std::string_view id) {
    return std::find(names.begin(), names.end(), id) != names.end();
  };
  std::vector<const Rule*> chosen;
  for (const Rule& rule : rules) {
    const bool wanted =
        selection.only.empty() ? rule.audience <= selection.audience : among(selection.only, rule.id);
    if (wanted && !among(selection.ignore, rule.id)) chosen.push_back(&rule);
  }
  return chosen;
}

}  // namespace celint
