// Safe fixes: the finding goes away, nothing new comes, and no policy allows what it did not.
#include "fix/fix.h"

#include <catch2/catch.hpp>
#include <set>

#include "access/compare.h"
#include "fixture.h"
#include "link/joins.h"
#include "link/needs.h"
#include "modelled.h"
#include "report/report.h"

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
      return visible(check(link(model(documents, sources), sources, settings_of(sources)), before->rules));
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

const Policy& allow_all() {
  static const Modelled modelled(
      "policy.json",
      R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})");
  return modelled.only<Policy>();
}

/// What a policy says to one principal, as an identity policy: the statements that name it.
Policy seen_by(Policy policy, std::string_view principal) {
  static const Arena memory;
  static const List<Str> everything = memory.list<Str>({{"*", {}}});
  std::vector<Statement> statements(policy.statements.begin(), policy.statements.end());
  std::erase_if(statements, [&](const Statement& statement) {
    return policy.kind != PolicyKind::identity &&
           std::none_of(statement.principals.begin(), statement.principals.end(),
                        [&](const Principal& one) { return one.value.value == principal; });
  });
  for (Statement& statement : statements) {
    if (statement.has_resource) continue;
    statement.has_resource = true;
    statement.resources = everything;
  }
  policy.statements = memory.list(statements);
  policy.kind = PolicyKind::identity;
  return policy;
}

bool finds_beyond(const std::vector<const Policy*>& wide, const std::vector<const Policy*>& narrow,
                  const Policy* wide_boundary = nullptr, const Policy* narrow_boundary = nullptr) {
  return find_beyond({wide, wide_boundary}, {narrow, narrow_boundary}).result == GlobSearch::Result::found;
}

std::set<std::string_view> principals_of(const Policy& policy) {
  std::set<std::string_view> result{""};
  for (const Statement& statement : policy.statements)
    for (const Principal& principal : statement.principals) result.insert(principal.value.value);
  return result;
}

/// A policy allows a principal more than before, or denies it less. One that AWS refused was never in force:
/// there is nothing to compare with.
bool widens(const Policy& before, const Policy& after) {
  if (!before.faults.empty() || before.fragment) return false;
  for (const std::string_view principal : principals_of(after)) {
    const Policy wide = seen_by(after, principal);
    const Policy narrow = seen_by(before, principal);
    if (finds_beyond({&wide}, {&narrow}) || finds_beyond({&wide, &allow_all()}, {&narrow, &allow_all()}))
      return true;
  }
  return false;
}

/// Some policy of any kind by itself, or some identity by all that it has.
bool widens(const World& before, const World& after) {
  // Pieces that make a policy only together: AWS takes none of them.
  if (std::any_of(before.policies.begin(), before.policies.end(), [](const Policy& p) { return p.fragment; }))
    return false;
  REQUIRE(before.policies.size() == after.policies.size());
  for (std::size_t i = 0; i < after.policies.size(); ++i)
    if (widens(before.policies[i], after.policies[i])) return true;
  for (const Identity& is : after.identities) {
    // One that only the fix makes known had nothing.
    const Identity* was = find_identity(before, is.arn);
    const std::vector<const Policy*> had = was != nullptr ? was->policies : std::vector<const Policy*>{};
    const auto refused = [](const Policy* policy) { return !policy->faults.empty() || policy->fragment; };
    if (std::any_of(had.begin(), had.end(), refused)) continue;
    if (finds_beyond(is.policies, had, is.boundary, was != nullptr ? was->boundary : nullptr)) return true;
  }
  return false;
}

/// Rules whose fix widens rightly: AWS refuses a policy with such an ARN, so none was in force; a trust
/// policy admits nobody it is meant for, and by no other conditions than those that are written.
const std::set<std::string_view> kWidens{"malformed-arn", "oidc-key-mismatch", "oidc-url-malformed",
                                         "web-identity-untrusted"};

}  // namespace

TEST_CASE("safe fixes: what they are for is gone, nothing is new, nothing is widened") {
  std::size_t fixes = 0;
  for (const Rule& rule : all_rules())
    for (const fs::path& folder : folders(repository() / "fixtures" / rule.id)) {
      // The right name of a field brings the findings of its value.
      if (rule.id == "unknown-ce-field") continue;
      const Fixture fixture(folder);
      if (safe_fixes(fixture.before->findings, rule.id) == 0) continue;
      INFO(folder.string());
      const Fixed result = fix(fixture.before->sources, FixKind::safe, fixture.analysis);
      const std::vector<Finding> after = fixture.analysis(result.sources);
      CHECK(safe_fixes(after, rule.id) == 0);
      CHECK(after.size() < fixture.before->findings.size());
      const std::vector<Document> documents = parse(result.sources);
      if (!kWidens.contains(rule.id))
        CHECK_FALSE(
            widens(fixture.before->world, link(model(documents, result.sources), result.sources, {})));
      ++fixes;
    }
  CHECK(fixes > 5);
}

namespace {

/// What a launch needs and certainly has, by compute environment, principal and action.
std::set<std::string> allowed_needs(const World& world) {
  std::set<std::string> result;
  for (const Environment& environment : world.environments)
    for (const NeedPrincipal principal : {NeedPrincipal::platform, NeedPrincipal::user})
      if (const Identity* identity = identity_of(environment, principal))
        for (const Needed& needed : needs_of(environment, principal))
          for (const Asked& asked : ask(environment, *identity, needed))
            if (needed.need->level != NeedLevel::optional && asked.decision.certainly)
              result.insert(environment.title + identity->arn + asked.request.action +
                            asked.request.resource);
  return result;
}

}  // namespace

namespace {

/// The one rule whose fix is no edit of a document given: it needs a RoleBinding.
constexpr std::string_view kNoEdit = "broad-access-policy";

std::size_t offered(const std::vector<Finding>& findings, const Rule& rule) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(),
      [&rule](const Finding& finding) { return finding.rule->id == rule.id && !finding.edits.empty(); }));
}

/// Whether the fix of a rule's fixture takes findings of the rule away.
bool is_mended(const Rule& rule, const fs::path& folder) {
  const Fixture fixture(folder);
  const std::size_t before = offered(fixture.before->findings, rule);
  if (before == 0) return false;
  const Fixed result = fix(fixture.before->sources, FixKind::unsafe, fixture.analysis);
  return offered(fixture.analysis(result.sources), rule) < before;
}

}  // namespace

TEST_CASE("fixes: every rule that promises one has a fixture that it mends, with nothing new found") {
  std::set<std::string_view> without;
  for (const Rule& rule : all_rules()) {
    if (rule.fix == FixKind::none || rule.id == kNoEdit) continue;
    const std::vector<fs::path> cases = folders(repository() / "fixtures" / rule.id);
    if (std::none_of(cases.begin(), cases.end(),
                     [&rule](const fs::path& folder) { return is_mended(rule, folder); }))
      without.insert(rule.id);
  }
  CHECK(without == std::set<std::string_view>());
}

TEST_CASE("fixes: entries that aws-auth loses come back, and each stands in the list of its kind") {
  for (const char* folder : {"bad-extra-key", "bad-second-document", "bad-sso", "bad-wrong-list"}) {
    INFO(folder);
    CHECK(is_mended(find_rule(all_rules(), "aws-auth-entry-dropped"),
                    repository() / "fixtures/aws-auth-entry-dropped" / folder));
  }
  const Fixture swapped(repository() / "fixtures/aws-auth-misplaced-principal/bad-swapped");
  const std::vector<Source> after = fix(swapped.before->sources, FixKind::unsafe, swapped.analysis).sources;
  CHECK(after[0].text.substr(after[0].text.find("  mapRoles")) ==
        "  mapRoles: |\n"
        "    - rolearn: arn:aws:iam::111122223333:role/example\n"
        "      username: example-role\n"
        "    - rolearn: arn:aws:iam::111122223333:role/example-nodes\n"
        "      username: system:node:{{EC2PrivateDNSName}}\n"
        "      groups:\n"
        "        - system:bootstrappers\n"
        "        - system:nodes\n"
        "  mapUsers: |\n"
        "    - userarn: arn:aws:iam::111122223333:user/example\n"
        "      username: example\n");
}

TEST_CASE("excess-permission: the smallest policy allows nothing new and still all that the launch needs") {
  std::size_t fixes = 0;
  for (const fs::path& folder : folders(repository() / "fixtures/excess-permission")) {
    const Fixture fixture(folder);
    const Analysis only_excess = [&](const std::vector<Source>& sources) {
      std::vector<Finding> findings = fixture.analysis(sources);
      std::erase_if(findings, [](const Finding& finding) { return finding.rule->id != "excess-permission"; });
      return findings;
    };
    const std::vector<Finding> before = only_excess(fixture.before->sources);
    if (std::all_of(before.begin(), before.end(), [](const Finding& one) { return one.edits.empty(); }))
      continue;
    INFO(folder.string());
    const Fixed result = fix(fixture.before->sources, FixKind::unsafe, only_excess);
    CHECK(only_excess(result.sources).empty());
    const std::vector<Document> documents = parse(result.sources);
    const World after =
        link(model(documents, result.sources), result.sources, fixture.before->world.settings);
    CHECK_FALSE(widens(fixture.before->world, after));
    CHECK_FALSE(allowed_needs(after).empty());
    CHECK(allowed_needs(after) == allowed_needs(fixture.before->world));
    ++fixes;
  }
  CHECK(fixes >= 4);
}

TEST_CASE("excess-permission: no edit where something else uses the policy, or what is needed is not known") {
  for (const fs::path& folder : folders(repository() / "fixtures/excess-permission")) {
    const auto result = run(folder, Audience::everyone);
    const bool offered = folder.filename().string().find("-shared") == std::string::npos;
    INFO(folder.string());
    for (const Finding& finding : result->findings) CHECK(finding.edits.empty() != offered);
  }
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

TEST_CASE("diff: hunks with context, lines between changes stay, secrets masked") {
  CHECK(unified_diff("p.json", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a/p.json\n+++ b/p.json\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(unified_diff("p", "a\nb\nc\nd\ne\n", "b\nc\nC\nd\ne\nf\n") ==
        "--- a/p\n+++ b/p\n@@ -1,5 +1,6 @@\n-a\n b\n c\n+C\n d\n e\n+f\n");
  CHECK(unified_diff("p", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\n") ==
        "--- a/p\n+++ b/p\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,3 @@\n 5\n 6\n 7\n-b\n");
  CHECK(unified_diff("p", "a\nb", "a\nb\n") ==
        "--- a/p\n+++ b/p\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
  CHECK(unified_diff("p", "", "a\n") == "--- a/p\n+++ b/p\n@@ -0,0 +1,1 @@\n+a\n");
  CHECK(unified_diff("p", "password: hunter22\na\n", "password: hunter22\nb\n").find("hunter22") ==
        std::string::npos);
}
