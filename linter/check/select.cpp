#include <algorithm>
#include <numeric>

#include "check/check.h"

namespace celint {
namespace {

/// Levenshtein distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

constexpr std::size_t kLongestName = 100;

std::vector<std::string_view> nearest(const std::vector<Rule>& rules, std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return {};
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const Rule& rule : rules) {
    const bool part = name.size() > 3 && rule.id.find(name) != std::string_view::npos;
    const std::size_t edits = part ? 1 : distance(name, rule.id);
    if (edits <= std::max<std::size_t>(2, name.size() / 3)) near.emplace_back(edits, rule.id);
  }
  std::sort(near.begin(), near.end());
  if (near.size() > 3) near.resize(3);
  std::vector<std::string_view> ids;
  for (const auto& [edits, id] : near) ids.push_back(id);
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
