#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Conflict& conflict : world.conflicts) {
    Finding& finding = out.add(
        conflict.second, "Two inputs define " + conflict.thing + " and differ " + conflict.difference + ".");
    finding.help = "delete the one that is not in use";
    finding.notes = {{conflict.first, "the other definition"}};
  }
}

}  // namespace

extern const Rule conflicting_definitions{
    .id = "conflicting-definitions",
    .summary = "Two inputs define one thing differently.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
