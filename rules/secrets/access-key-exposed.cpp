#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

void check(const World& world, Findings& out) {
  for (const SecretText& secret : world.secret_texts) {
    if (secret.kind != SecretText::Kind::access_key_id) continue;
    Finding& finding =
        out.add(secret.span,
                "The id of an AWS access key stands here: it names the account, and its secret is "
                "often near.");
    finding.help = "take it out of the file; rotate the key if its secret was ever beside it";
  }
}

}  // namespace

extern const Rule access_key_exposed{
    .id = "access-key-exposed",
    .summary = "The id of an AWS access key stands in a file.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "5.0",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
