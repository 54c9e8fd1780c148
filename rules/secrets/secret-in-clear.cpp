#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

using Kind = SecretText::Kind;

/// What it is, and how to make it worthless; nothing for what other rules report.
std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::secret_access_key:
      return "An AWS secret access key";
    case Kind::session_token:
      return "An AWS session token";
    case Kind::seqera_token:
      return "A Seqera Platform access token";
    case Kind::github_token:
      return "A GitHub token";
    case Kind::gitlab_token:
      return "A GitLab token";
    case Kind::web_token:
      return "A JSON web token";
    case Kind::private_key:
      return "A private key";
    case Kind::access_key_id:
    case Kind::documentation_key:
      break;
  }
  return {};
}

void check(const World& world, Findings& out) {
  for (const SecretText& secret : world.secret_texts) {
    if (name(secret.kind).empty()) continue;
    Finding& finding =
        out.add(secret.span, std::string(name(secret.kind)) +
                                 " stands here in plain text: whoever reads the file can use it.");
    finding.help = "revoke it, and keep its successor in a secret store";
  }
}

}  // namespace

extern const Rule secret_in_clear{
    .id = "secret-in-clear",
    .summary = "A secret stands in a file in plain text.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "9.1",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
