#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// The `<...>` of the value, or all of it.
Span placeholder_in(Str value) {
  const std::size_t open = value.value.find('<');
  const std::size_t close = value.value.find('>', open);
  if (open == std::string_view::npos || close == std::string_view::npos) return value.span;
  return part_of(value, open, close + 1);
}

/// What the only compute environment says of the thing that a placeholder names.
std::string meant(const World& world, std::string_view placeholder) {
  if (world.environments.size() != 1) return {};
  const Environment& environment = world.environments.front();
  const std::string name = lowered(placeholder);
  const auto names = [&name](std::string_view word) { return name.find(word) != std::string::npos; };
  const auto known = [](const StrField& field) { return field.known() ? std::string(field.value) : ""; };
  if (names("account") && names("id")) return environment.account;
  if (names("region")) return known(environment.ce->region);
  if (names("cluster")) return known(environment.ce->cluster_name);
  if (names("bucket") && environment.work) return environment.work->bucket;
  return {};
}

/// Only `<...>` is sure to end where the value goes on.
std::vector<Edit> edits(const World& world, Str value, Span place) {
  const std::size_t open = value.value.find('<');
  if (place == value.span || open == std::string_view::npos) return {};
  const std::string right = meant(world, value.value.substr(open, place.end - place.begin));
  return right.empty() ? std::vector<Edit>() : std::vector<Edit>{{place, right}};
}

void check(const World& world, Findings& out) {
  for (const Recognition& recognition : world.recognitions)
    for (const Str& value : recognition.placeholders) {
      Finding& finding = out.add(placeholder_in(value), "'" + std::string(value.value) +
                                                            "' holds a placeholder that was never replaced.");
      finding.offer(FixKind::unsafe, edits(world, value, finding.span));
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
