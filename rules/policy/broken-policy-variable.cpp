#include <algorithm>

#include "access/condition.h"
#include "access/variables.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

using Fault = VariableUse::Fault;

struct Wrong {
  std::string_view message;
  std::string_view code;
};

Wrong wrong(Fault fault) {
  switch (fault) {
    case Fault::no_brace:
      return {"This policy variable has no closing brace.", "MISSING_BRACE_IN_VARIABLE"};
    case Fault::empty:
      return {"This policy variable has no name.", "EMPTY_VARIABLE"};
    case Fault::space:
      return {"The name of a policy variable holds no blank.", "UNSUPPORTED_SPACE_IN_VARIABLE"};
    case Fault::quote:
      return {"The default of a policy variable stands in single quotes.", "MISSING_QUOTE_IN_VARIABLE"};
    case Fault::none:
      break;
  }
  return {};
}

constexpr Wrong kElement{"Policy variables work in Resource and Condition only; here this is plain text.",
                         "VARIABLE_UNSUPPORTED_IN_ELEMENT"};
constexpr Wrong kArnPart{
    "Policy variables work after the fifth colon of an ARN only; here this is plain text.",
    "VARIABLE_UNSUPPORTED_IN_ELEMENT"};
constexpr Wrong kOperator{"This operator takes no policy variables.", "INVALID_VARIABLE_FOR_OPERATOR"};
constexpr Wrong kVersion{"Policy variables need Version 2012-10-17; in this policy this is plain text.",
                         "VARIABLE_UNSUPPORTED_IN_VERSION"};

void report(Str text, const VariableUse& use, Wrong what, Findings& out) {
  Finding& finding = out.add(part_of(text, use.begin, use.end), std::string(what.message));
  finding.aliases = {what.code};
}

/// `place` says what is wrong with any variable here; empty: they work.
void check_text(Str text, Wrong place, Findings& out) {
  for (const VariableUse& use : variable_uses(text.value)) {
    if (use.fault != Fault::none)
      report(text, use, wrong(use.fault), out);
    else if (!place.message.empty())
      report(text, use, place, out);
  }
}

/// Not if the policy is a file of JSON without a `$`, and none can be written as an escape.
bool may_hold_variable(const Policy& policy) {
  const Document& document = *policy.document;
  if (document.format != Format::json || document.root.span != policy.span) return true;
  const std::string_view text = document.passage.text;
  return text.find('$') != text.npos || text.find('\\') != text.npos;
}

/// Colons outside of variables.
std::size_t colons_before(std::string_view text, std::size_t end) {
  std::size_t colons = 0;
  for (std::size_t i = 0; i < end; ++i) {
    if (text.substr(i).starts_with("${"))
      i = std::min(text.find('}', i), end);
    else if (text[i] == ':')
      ++colons;
  }
  return colons;
}

void check_resource(Str resource, Wrong version, Findings& out) {
  for (const VariableUse& use : variable_uses(resource.value)) {
    const bool early = resource.value.starts_with("arn:") && colons_before(resource.value, use.begin) < 5;
    if (use.fault != Fault::none)
      report(resource, use, wrong(use.fault), out);
    else if (early || !version.message.empty())
      report(resource, use, early ? kArnPart : version, out);
  }
}

bool takes_variables(const Condition& condition) {
  const auto op = parse_condition_operator(condition.op.value);
  using Family = ConditionOperator::Family;
  return !op || op->family <= Family::string_like || op->family == Family::arn ||
         op->family == Family::boolean;
}

void check_statement(const Statement& statement, Wrong version, Findings& out) {
  for (const Str& action : statement.actions) check_text(action, kElement, out);
  for (const Principal& principal : statement.principals) check_text(principal.value, kElement, out);
  for (const Str& resource : statement.resources) check_resource(resource, version, out);
  for (const Condition& condition : statement.conditions)
    for (const Str& value : condition.values)
      check_text(value, takes_variables(condition) ? version : kOperator, out);
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  if (!may_hold_variable(policy)) return;
  const bool old = policy.version.absent() || policy.version.value == "2008-10-17";
  for (const Statement& statement : policy.statements)
    check_statement(statement, old && !policy.fragment ? kVersion : Wrong{}, out);
}

}  // namespace

extern const Rule broken_policy_variable{
    .id = "broken-policy-variable",
    .summary = "A policy variable is malformed or stands where it is plain text.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check_policy = check,
};

}  // namespace celint
