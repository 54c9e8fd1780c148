#include <map>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// The fragments of each file: statements joined by commas are one fault.
std::map<SourceId, std::vector<const Policy*>> fragments(const World& world) {
  std::map<SourceId, std::vector<const Policy*>> files;
  for (const Policy& policy : world.policies)
    if (policy.fragment) files[policy.span.source].push_back(&policy);
  return files;
}

void check(const World& world, Findings& out) {
  for (const auto& [source, policies] : fragments(world)) {
    const Span first = policies.front()->span;
    const Span last = policies.back()->span;
    Finding& finding =
        out.add(first, "This is a statement, not a policy: IAM refuses it without Version and Statement.");
    finding.label = policies.size() == 1 ? "wrap this" : "wrap this and the statements after it";
    finding.help = "put it into the Statement list of a document with Version 2012-10-17";
    const bool list =
        !policies.front()->statements.empty() && policies.front()->statements.front().span != first;
    finding.edits = {{{source, first.begin, first.begin},
                      std::string("{\"Version\": \"2012-10-17\", \"Statement\": ") + (list ? "" : "[")},
                     {{source, last.end, last.end}, list ? "}" : "]}"}};
    finding.fix = FixKind::safe;
  }
}

}  // namespace

extern const Rule policy_fragment{
    .id = "policy-fragment",
    .summary = "A bare statement stands where a policy document belongs.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
