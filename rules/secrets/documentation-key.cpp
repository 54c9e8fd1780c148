#include "check/finding.h"
#include "link/secrets.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const SecretText& secret : world.secret_texts) {
    if (secret.kind != SecretText::Kind::documentation_key || !is_used_value(world, secret.span))
      continue;
    Finding& finding = out.add(secret.span,
                               "This is the example key of AWS's documentation: nothing can be signed "
                               "with it.");
    finding.help = "refer to your own key by a credential of the platform, not by its text";
  }
}

}  // namespace

extern const Rule documentation_key{
    .id = "documentation-key",
    .summary = "A published example key of AWS stands where a value is used.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
