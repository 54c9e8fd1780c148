#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

std::string outcome(Overriding::Why why) {
  switch (why) {
    case Overriding::Why::later:
      return "the last entry decides";
    case Overriding::Why::spelling:
      return "two spellings in mapUsers are two entries, and chance decides";
    case Overriding::Why::role_first:
      return "mapRoles is asked first";
  }
  return {};
}

/// The entry that is ignored taken out, up to the next of its list.
std::vector<Edit> edits(const World& world, const AwsAuth& map, const AwsAuthKey& key,
                        const IdentityMapping& entry) {
  const auto next = static_cast<std::size_t>(&entry - key.entries.data()) + 1;
  if (next >= key.entries.size() || entry.overridden->why == Overriding::Why::spelling) return {};
  const std::string_view file = (*world.sources)[entry.span.source].text;
  const auto line = [file](Span place) { return static_cast<std::uint32_t>(line_begin(file, place.begin)); };
  std::vector<Edit> result{{{entry.span.source, line(entry.span), line(key.entries[next].span)}, ""}};
  std::vector<Mapped> intended = mapped(map);
  intended.erase(intended.begin() + static_cast<std::ptrdiff_t>(place_of(map, entry)));
  return rereads_as(world, map, result, intended) ? result : std::vector<Edit>();
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth& map, const AwsAuthKey& key, const IdentityMapping& entry) {
    if (!entry.overridden || entry.overridden->equal || never_matches(key, entry)) return;
    Finding& finding = out.add(
        entry.arn.span, "'" + std::string(entry.arn.value) + "' is mapped again, and " +
                            outcome(entry.overridden->why) + ": groups of the entries are never merged.");
    finding.label = entry.overridden->why == Overriding::Why::spelling ? "may be ignored" : "is ignored";
    finding.notes = {{entry.overridden->by, "mapped here too"}};
    finding.offer(FixKind::unsafe, edits(world, map, key, entry));
    finding.help = "keep one entry with all the groups";
  });
}

}  // namespace

extern const Rule aws_auth_duplicate_arn{
    .id = "aws-auth-duplicate-arn",
    .summary = "One principal is mapped more than once in aws-auth, and only one entry counts.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
