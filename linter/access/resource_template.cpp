#include "access/resource_template.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "read/letters.h"

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

/// Parts before the resource: a variable of the form stands for any text but none.
bool can_be_part(std::string_view form, std::string_view written) {
  if (form.starts_with("${")) return !written.empty();
  if (form == written) return true;
  if (!has_wildcard(written)) return equal_ignoring_case(form, written);
  return matches(parse_glob(written, Case::ignored, Variables::text), form) == Truth::yes;
}

void append_form(Glob& glob, std::string_view arn_format, const ArnHead& head, bool in_resource) {
  int colons = in_resource ? 5 : 0;
  glob.tokens.reserve(arn_format.size());
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
}

/// No text that the pattern matches starts as the form does: they differ before the first wildcard or
/// variable of either.
bool starts_otherwise(const ArnForm& form, std::string_view resource) {
  const auto [in_form, written] =
      std::mismatch(form.start.begin(), form.start.end(), resource.begin(), resource.end());
  return in_form != form.start.end() &&
         (written == resource.end() || (*written != '*' && *written != '?' && *written != '$'));
}

}  // namespace

Glob resource_template(std::string_view arn_format, const ArnHead& head) {
  Glob glob;
  append_form(glob, arn_format, head, false);
  return glob;
}

const ArnForm& arn_form(std::string_view arn_format) {
  thread_local std::unordered_map<const char*, ArnForm> forms;
  const auto [entry, added] = forms.try_emplace(arn_format.data());
  ArnForm& form = entry->second;
  if (!added) return form;
  form.parts = parse_arn(arn_format);
  if (!form.parts) return form;
  form.start = form.parts->resource.substr(0, form.parts->resource.find("${"));
  append_form(form.rest, form.parts->resource.substr(form.start.size()), {}, true);
  form.ends_free = form.rest.tokens == std::vector<GlobToken>{{Kind::one, 0}, {Kind::many, 0}};
  append_form(form.resource, form.parts->resource, {}, true);
  return form;
}

bool can_have_form(const ArnForm& form, const Arn& written, std::optional<Glob>& resource) {
  if (!form.parts || starts_otherwise(form, written.resource) ||
      !can_be_part(form.parts->region, written.region) ||
      !can_be_part(form.parts->account, written.account) ||
      !can_be_part(form.parts->service, written.service) ||
      !can_be_part(form.parts->partition, written.partition))
    return false;
  // Without variables a pattern matches, among others, the text that it is written as.
  if (written.resource.find('$') == std::string_view::npos) {
    if (written.resource.starts_with(form.start)) {
      const std::string_view rest = written.resource.substr(form.start.size());
      if (form.ends_free ? !rest.empty() : matches(form.rest, rest) == Truth::yes) return true;
    }
    if (!has_wildcard(written.resource)) return false;
  }
  if (!resource) resource = parse_glob(written.resource);
  return have_common_text(form.resource, *resource);
}

}  // namespace celint
