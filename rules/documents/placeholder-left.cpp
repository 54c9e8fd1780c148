#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// The `<...>` of the value, or all of it.
Span placeholder_in(Str value) {
  const std::size_t open = value.value.find('<');
  const std::size_t close = value.value.find('>', open);
  if (open == std::string_view::npos || close == std::string_view::npos) return value.span;
  return part_of(value, open, close + 1);
}

void check(const World& world, Findings& out) {
  for (const Recognition& recognition : world.recognitions)
    for (const Str& value : recognition.placeholders) {
      Finding& finding = out.add(placeholder_in(value), "'" + std::string(value.value) +
                                                            "' holds a placeholder that was never replaced.");
      finding.label = "put the real value here";
      finding.help = "replace it; until then every comparison with this value is left open";
    }
}

}  // namespace

extern const Rule placeholder_left{
    .id = "placeholder-left",
    .summary = "A placeholder of a template or manual was never replaced.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
