#include "access/statement.h"

#include <algorithm>

#include "access/arn.h"
#include "access/condition.h"
#include "read/letters.h"

namespace celint {
namespace {

bool is_unfinished(std::string_view text) { return is_placeholder(text) || has_unexpanded_variable(text); }

/// A pattern over every resource, of the service at least: its resource part is `*` or, where names of a type
/// stand behind the type (not in S3), `type/*` or `type:*`.
bool covers_service(std::string_view pattern, std::string_view action) {
  const auto arn = parse_arn(pattern);
  if (!arn)
    return matches(parse_arn_glob(pattern),
                   "arn:aws:" + lowered(action.substr(0, action.find(':'))) + ":::") == Truth::yes;
  if (arn->service != "*" && !equal_ignoring_case(arn->service, action.substr(0, action.find(':'))))
    return false;
  if (arn->resource == "*") return true;
  const std::size_t separator = arn->resource.find_first_of("/:*?");
  return !equal_ignoring_case(arn->service, "s3") && separator != std::string_view::npos && separator > 0 &&
         (arn->resource.substr(separator) == "/*" || arn->resource.substr(separator) == ":*");
}

}  // namespace

Variables variables_of(const Policy& policy) {
  const bool old =
      policy.version.absent() || (policy.version.known() && policy.version.value == "2008-10-17");
  return old ? Variables::text : Variables::resolved;
}

Truth meets_action(std::string_view pattern, std::string_view action) {
  if (pattern == "*" || pattern == "*:*") return Truth::yes;
  const std::size_t wildcard = pattern.find_first_of("*?");
  if (wildcard == std::string_view::npos)
    return equal_ignoring_case(pattern, action) ? Truth::yes
                                                : (is_unfinished(pattern) ? Truth::maybe : Truth::no);
  // Most patterns differ before their first wildcard: no need to read them.
  if (!equal_ignoring_case(pattern.substr(0, wildcard), action.substr(0, wildcard)))
    return is_unfinished(pattern) ? Truth::maybe : Truth::no;
  if (pattern.find(':') > wildcard) return Truth::no;  // IAM refuses a wildcard in the service.
  return matches(parse_glob(pattern, Case::ignored, Variables::text), action);
}

Truth matches_action(const Statement& statement, std::string_view action) {
  Truth any = Truth::no;
  for (const Str& pattern : statement.actions) any = either(any, meets_action(pattern.value, action));
  return statement.not_action ? negated(any) : any;
}

std::optional<Truth> meets_resource(const Policy& policy, std::string_view pattern, const Request& request,
                                    const Context& context) {
  if (pattern == "*") return Truth::yes;
  if (is_unfinished(pattern)) return Truth::maybe;
  if (request.resource == "*") return truth(covers_service(pattern, request.action));
  const bool is_short = std::count(pattern.begin(), pattern.end(), ':') < 5;
  if (is_short && policy.kind == PolicyKind::resource &&
      pattern.find_first_of("*?") == std::string_view::npos)
    return Truth::no;
  const Glob written = parse_arn_glob(pattern, variables_of(policy));
  if (matches(written, request.resource) == Truth::no) return Truth::no;
  const auto glob = substitute(written, [&](std::string_view key) { return context.variable(key); });
  if (!glob) return std::nullopt;
  return matches(*glob, request.resource);
}

Truth matches_resource(const Policy& policy, const Statement& statement, const Request& request,
                       const Context& context) {
  if (!statement.has_resource) return truth(policy.kind != PolicyKind::identity);
  Truth any = Truth::no;
  for (const Str& pattern : statement.resources) {
    const auto met = meets_resource(policy, pattern.value, request, context);
    if (!met && statement.not_resource) return Truth::no;
    any = either(any, met.value_or(Truth::no));
  }
  return statement.not_resource ? negated(any) : any;
}

Truth conditions_hold(const Policy& policy, const Statement& statement, const Context& context) {
  Truth all = Truth::yes;
  for (const Condition& condition : statement.conditions)
    all = both(all, holds(condition, context, variables_of(policy)));
  return all;
}

}  // namespace celint
