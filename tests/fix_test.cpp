// Safe fixes: the finding goes away, nothing new comes, and no policy allows what it did not.
#include "fix/fix.h"

#include <catch2/catch.hpp>

#include "access/compare.h"
#include "fixture.h"
#include "report/report.h"
#include "temp_folder.h"

using namespace celint;
namespace fs = std::filesystem;

namespace {

/// A fixture's sources with the means to look at them again.
struct Fixture {
  std::unique_ptr<Run> before;
  Analysis analysis;

  explicit Fixture(const fs::path& folder) : before(run(folder, Audience::audit)) {
    analysis = [this](const std::vector<Source>& sources) {
      const std::vector<Document> documents = parse(sources);
      return visible(
          check(link(model(documents, sources), sources, documents, settings_of(sources)), before->rules));
    };
  }
};

std::size_t safe_fixes(const std::vector<Finding>& findings, std::string_view rule) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [rule](const Finding& finding) {
        return finding.fix == FixKind::safe && !finding.edits.empty() &&
               (rule.empty() || finding.rule->id == rule);
      }));
}

/// Every policy after the fixes allows no more than all policies before them together. A policy that AWS
/// refused allowed nothing that could be compared.
bool widens(const World& before, const World& after) {
  PolicySet narrow;
  for (const Policy& policy : before.policies) {
    if (!policy.faults.empty()) return false;
    if (policy.kind == PolicyKind::identity) narrow.identity.push_back(&policy);
  }
  for (const Policy& policy : after.policies)
    if (policy.kind == PolicyKind::identity &&
        find_beyond({{&policy}, nullptr}, narrow).result == GlobSearch::Result::found)
      return true;
  return false;
}

}  // namespace

TEST_CASE("safe fixes: what they are for is gone, nothing is new, nothing is widened") {
  std::size_t fixes = 0;
  for (const Rule& rule : all_rules())
    for (const fs::path& folder : folders(repository() / "fixtures" / rule.id)) {
      const Fixture fixture(folder);
      // A field under its right name and an ARN with its colon back say more than before: that is the fix.
      if (rule.id == "unknown-ce-field" || rule.id == "malformed-arn") continue;
      if (safe_fixes(fixture.before->findings, rule.id) == 0) continue;
      INFO(folder.string());
      const Fixed result = fix(fixture.before->sources, FixKind::safe, fixture.analysis);
      const std::vector<Finding> after = fixture.analysis(result.sources);
      CHECK(safe_fixes(after, rule.id) == 0);
      CHECK(after.size() < fixture.before->findings.size());
      const std::vector<Document> documents = parse(result.sources);
      CHECK_FALSE(widens(fixture.before->world,
                         link(model(documents, result.sources), result.sources, documents, {})));
      ++fixes;
    }
  CHECK(fixes > 5);
}

TEST_CASE("fix: edits of one finding stand or fall together, and harmful ones are left out") {
  const Rule rule{.id = "some-rule",
                  .summary = "S.",
                  .severity = Severity::error,
                  .confidence = Confidence::high,
                  .audience = Audience::everyone,
                  .security_severity = "",
                  .steps = {},
                  .fix = FixKind::safe,
                  .check = [](const World&, Findings&) {}};
  // Finds every 'a'; an 'x' counts double. The first 'a' is to become an 'x', the others go.
  const Analysis analysis = [&rule](const std::vector<Source>& sources) {
    std::vector<Finding> findings;
    const std::string& text = sources[0].text;
    for (std::uint32_t i = 0; i < text.size(); ++i) {
      if (text[i] != 'a' && text[i] != 'x') continue;
      Finding& finding = findings.emplace_back();
      finding.rule = &rule;
      finding.span = {0, i, i + 1};
      finding.fix = FixKind::safe;
      if (text[i] == 'a') finding.edits = {{finding.span, i == 0 ? "xxxx" : ""}};
    }
    return findings;
  };
  const Fixed result = fix({{"f", "a-a-a", false, {}}}, FixKind::safe, analysis);
  CHECK(result.sources[0].text == "a--");
  CHECK(result.fixes == 2);
}

TEST_CASE("diff: one hunk with context, secrets masked") {
  CHECK(unified_diff("p.json", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a/p.json\n+++ b/p.json\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(unified_diff("p", "password: hunter22\na\n", "password: hunter22\nb\n").find("hunter22") ==
        std::string::npos);
}
