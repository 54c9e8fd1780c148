#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const Recognition& recognition : world.recognitions)
    for (const DuplicateKey& duplicate : recognition.duplicates) {
      const std::string key = "'" + std::string(duplicate.key.value) + "'";
      Finding& finding =
          out.add(duplicate.key.span,
                  duplicate.refused ? "Key " + key + " is written twice, and IAM refuses the policy."
                                    : "Key " + key + " is written again below, and only that one counts.");
      finding.help =
          duplicate.refused ? "keep one of the two" : "delete this one, or the other if this was meant";
      finding.notes = {{duplicate.winner, duplicate.refused ? "written again here" : "this one counts"}};
      if (duplicate.place != Span{}) finding.offer(FixKind::unsafe, {{duplicate.place, ""}});
      if (duplicate.other_case) finding.aliases = {"DUPLICATE_KEYS_WITH_DIFFERENT_CASE"};
    }
}

}  // namespace

extern const Rule duplicate_key{
    .id = "duplicate-key",
    .summary = "A key is written twice in one mapping.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "4.0",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
