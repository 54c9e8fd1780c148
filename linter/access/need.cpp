#include "access/need.h"

#include <algorithm>
#include <optional>

#include "access/table.h"

namespace celint {

/// schemas/permissions.tsv, embedded by schemas/catalogue.cmake.
extern const std::string_view kPermissionTable;

namespace {

NeedPrincipal principal_of(std::string_view name) {
  if (name == "user") return NeedPrincipal::user;
  if (name == "head") return NeedPrincipal::head;
  if (name == "compute") return NeedPrincipal::compute;
  return NeedPrincipal::platform;
}

NeedLevel level_of(std::string_view name) {
  if (name == "optional") return NeedLevel::optional;
  if (name == "conditional") return NeedLevel::conditional;
  return name == "recommended" ? NeedLevel::recommended : NeedLevel::required;
}

std::vector<Need> read_table(std::string_view table) {
  std::vector<Need> result;
  while (!table.empty()) {
    std::string_view line = cut(table, '\n');
    if (line.empty() || line.front() == '#') continue;
    Need& need = result.emplace_back();
    need.id = cut(line, '\t');
    need.feature = cut(line, '\t');
    for (const std::string_view name : split(cut(line, '\t'), ','))
      need.principals.push_back(principal_of(name));
    need.level = level_of(cut(line, '\t'));
    need.actions = split(cut(line, '\t'), ',');
    need.resources = split(cut(line, '\t'), '|');
    need.source = line;
  }
  return result;
}

/// Nothing if the value is not known and nothing can stand for it.
std::optional<std::string> value_of(std::string_view name, const NeedValues& values,
                                    const std::string& bucket) {
  const auto or_any = [](const std::string& value) { return value.empty() ? std::string("*") : value; };
  const auto if_known = [](const std::string& value) {
    return value.empty() ? std::nullopt : std::optional<std::string>(value);
  };
  if (name == "partition") return or_any(values.partition);
  if (name == "region") return or_any(values.region);
  if (name == "account") return or_any(values.account);
  if (name == "cluster") return or_any(values.cluster);
  if (name == "work_prefix") return values.work_prefix;
  if (name == "work_bucket") return if_known(values.work_bucket);
  if (name == "assume_role") return if_known(values.assume_role);
  if (name == "kms_key") return if_known(values.kms_key);
  if (name == "cache_prefix") return values.cache_prefix;
  if (name == "cache_bucket") return if_known(values.cache_bucket);
  return if_known(bucket);
}

std::optional<std::string> fill(std::string_view text, const NeedValues& values, const std::string& bucket) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find("${"), text.size());
    result += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    const auto value = value_of(text.substr(2, close - 2), values, bucket);
    if (!value) return std::nullopt;
    result += *value;
    text.remove_prefix(close + 1);
  }
  return result;
}

}  // namespace

bool Need::concerns(NeedPrincipal principal) const {
  return std::find(principals.begin(), principals.end(), principal) != principals.end();
}

std::span<const Need> needs() {
  static const std::vector<Need> table = read_table(kPermissionTable);
  return table;
}

const Need* find_need(std::string_view id) {
  for (const Need& need : needs())
    if (need.id == id) return &need;
  return nullptr;
}

std::vector<std::string> resources_of(const Need& need, const NeedValues& values) {
  std::vector<std::string> result;
  for (const std::string_view resource : need.resources) {
    const bool each_bucket = resource.find("${bucket}") != std::string_view::npos;
    const std::vector<std::string> once{""};
    for (const std::string& bucket : each_bucket ? values.buckets : once)
      if (auto filled = fill(resource, values, bucket)) result.push_back(std::move(*filled));
  }
  return result;
}

}  // namespace celint
