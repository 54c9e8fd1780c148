#include "access/resource_template.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

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

/// A form, read.
struct Form {
  std::string text;
  std::optional<Arn> parts;  ///< Views of `text`.
  Glob resource;
  std::string start;         ///< The resource part up to the first variable.
  std::optional<Kind> rest;  ///< What stands behind it, if it is one variable up to the end.
};

/// Each form is read once on a thread: there are some hundreds, and policies name them thousands of times.
const Form& form_of(std::string_view arn_format) {
  thread_local std::unordered_map<const char*, std::unique_ptr<Form>> forms;
  std::unique_ptr<Form>& form = forms[arn_format.data()];
  if (form) return *form;
  form = std::make_unique<Form>();
  form->text = arn_format;
  form->parts = parse_arn(form->text);
  if (!form->parts) return *form;
  append_form(form->resource, form->parts->resource, {}, true);
  const std::vector<GlobToken>& tokens = form->resource.tokens;
  const auto variable =
      std::find_if(tokens.begin(), tokens.end(), [](GlobToken token) { return token.kind != Kind::byte; });
  for (auto at = tokens.begin(); at != variable; ++at) form->start.push_back(static_cast<char>(at->value));
  if (tokens.end() - variable == 2) form->rest = variable->kind;
  return *form;
}

/// The short way, for one variable behind text: compares the text as it is written. Unknown if wildcards or
/// variables of the pattern can stand for a part of the form's text.
std::optional<bool> has_plain_form(const Form& form, std::string_view resource) {
  if (!form.rest || resource.find('$') != std::string_view::npos) return std::nullopt;
  if (has_wildcard(resource.substr(0, form.start.size()))) return std::nullopt;
  if (!resource.starts_with(form.start)) return false;
  const std::string_view rest = resource.substr(form.start.size());
  return !rest.empty() && std::all_of(rest.begin(), rest.end(), [&form](char c) {
    return accepts({*form.rest, 0}, c);
  });
}

}  // namespace

Glob resource_template(std::string_view arn_format, const ArnHead& head) {
  Glob glob;
  append_form(glob, arn_format, head, false);
  return glob;
}

bool can_have_form(std::string_view arn_format, const Arn& written, std::optional<Glob>& resource) {
  const Form& form = form_of(arn_format);
  if (!form.parts || !can_be_part(form.parts->region, written.region) ||
      !can_be_part(form.parts->account, written.account) ||
      !can_be_part(form.parts->service, written.service) ||
      !can_be_part(form.parts->partition, written.partition))
    return false;
  if (const auto plain = has_plain_form(form, written.resource)) return *plain;
  if (!resource) resource = parse_glob(written.resource);
  return have_common_text(form.resource, *resource);
}

}  // namespace celint
