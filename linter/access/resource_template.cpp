#include "access/resource_template.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "model/letters.h"

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

/// A form, read.
struct Form {
  std::string text;
  std::optional<Arn> parts;  ///< Views of `text`.
  Glob resource;
};

/// Each form is read once on a thread: there are some hundreds, and policies name them thousands of times.
const Form& form_of(std::string_view arn_format) {
  thread_local std::unordered_map<std::string_view, std::unique_ptr<Form>> forms;
  if (const auto found = forms.find(arn_format); found != forms.end()) return *found->second;
  auto form = std::make_unique<Form>();
  form->text = arn_format;
  form->parts = parse_arn(form->text);
  if (form->parts) append_form(form->resource, form->parts->resource, {}, true);
  const std::string_view key = form->text;
  return *forms.emplace(key, std::move(form)).first->second;
}

}  // namespace

Glob resource_template(std::string_view arn_format, const ArnHead& head) {
  Glob glob;
  append_form(glob, arn_format, head, false);
  return glob;
}

bool can_have_form(std::string_view arn_format, const Arn& written, const Glob& resource) {
  const Form& form = form_of(arn_format);
  return form.parts && can_be_part(form.parts->service, written.service) &&
         can_be_part(form.parts->region, written.region) &&
         can_be_part(form.parts->account, written.account) &&
         can_be_part(form.parts->partition, written.partition) && have_common_text(form.resource, resource);
}

}  // namespace celint
