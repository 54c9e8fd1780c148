#include <vector>

#include "check/finding.h"
#include "link/world.h"
#include "read/nearest.h"

namespace celint {
namespace {

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

bool is_rule(std::string_view id) {
  for (const Rule& rule : all_rules())
    if (rule.id == id) return true;
  return false;
}

std::string_view meant(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) ids.push_back(rule.id);
  return nearest(id, ids);
}

/// Where it stands and what is said of it.
Finding& report(const Suppression& suppression, const World& world, Findings& out) {
  const std::string& id = suppression.rule.value;
  const Located<std::string>& date = suppression.expires;
  if (!suppression.fault.empty()) {
    const bool is_date = !date.value.empty() && suppression.fault.starts_with(in_quotes(date.value));
    return out.add(is_date ? date.span : suppression.rule.span, suppression.fault);
  }
  if (!is_rule(id)) {
    const std::string_view near = meant(id);
    std::string message = "There is no rule " + in_quotes(id) + ", so this suppression hides nothing.";
    if (!near.empty()) message += " Did you mean " + in_quotes(near) + "?";
    return out.add(suppression.rule.span, std::move(message));
  }
  if (!date.value.empty() && date.value < world.settings.today)
    return out.add(date.span, "This suppression of " + in_quotes(id) + " expired on " + date.value +
                                  ", so it hides nothing any more.");
  return out.add(suppression.rule.span, "This suppression of " + in_quotes(id) + " hides nothing.");
}

void check(const World& world, Findings& out) {
  for (const Suppression* suppression : out.idle()) {
    Finding& finding = report(*suppression, world, out);
    if (!suppression->removal) continue;
    finding.help = "delete it";
    finding.edits = {{*suppression->removal, ""}};
    finding.fix = FixKind::safe;
  }
}

}  // namespace

extern const Rule unused_suppression{
    .id = "unused-suppression",
    .summary = "A suppression hides nothing, names no known rule, or is past its date.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
    .last = true,
};

}  // namespace celint
