// Every rule's fixtures, found by folder: bad cases give exactly their expected.txt, good cases are
// recognised and silent.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "fixture.h"
#include "report/report.h"
#include "report/rule_list.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

std::string concise(const fs::path& folder, const Rule& rule) {
  const auto result = run(folder, rule.audience);
  return concise_report({*&result->sources, result->world, result->rules, result->findings});
}

bool recognises_everything(const fs::path& folder) {
  const auto result = run(folder, Audience::everyone);
  return result->world.coverage.recognised() > 0;
}

bool starts_with(const fs::path& folder, std::string_view word) {
  return folder.filename().string().starts_with(word);
}

/// The cells of a line of tab-separated values.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> result;
  std::istringstream parts(line);
  for (std::string cell; std::getline(parts, cell, '\t');) result.push_back(cell);
  return result;
}

}  // namespace

TEST_CASE("bad fixtures give exactly the expected findings, at the expected places") {
  for (const Rule& rule : all_rules()) {
    for (const fs::path& folder : folders(repository() / "fixtures" / rule.id)) {
      if (!starts_with(folder, "bad-")) continue;
      INFO(folder.string());
      const std::string expected = read_file(folder / "expected.txt");
      CHECK(concise(folder, rule) == expected);
      CHECK(expected.find("[" + std::string(rule.id) + "]") != std::string::npos);
    }
  }
}

TEST_CASE("good fixtures are recognised and silent") {
  for (const Rule& rule : all_rules()) {
    for (const fs::path& folder : folders(repository() / "fixtures" / rule.id)) {
      if (!starts_with(folder, "good-")) continue;
      INFO(folder.string());
      CHECK(concise(folder, rule).empty());
      CHECK(recognises_everything(folder));
    }
  }
}

TEST_CASE("every rule has a page, a bad case and a good case") {
  for (const Rule& rule : all_rules()) {
    INFO(rule.id);
    CHECK_FALSE(rule.page.empty());
    int bad = 0;
    int good = 0;
    for (const fs::path& folder : folders(repository() / "fixtures" / rule.id)) {
      bad += starts_with(folder, "bad-") ? 1 : 0;
      good += starts_with(folder, "good-") ? 1 : 0;
    }
    CHECK(bad > 0);
    CHECK(good > 0);
  }
}

TEST_CASE("the rules are those of the catalogue") {
  const fs::path catalogue = corpus().parent_path() / "rules.tsv";
  if (corpus().empty() || !fs::exists(catalogue)) {
    WARN("skipped: no rules.tsv beside $CELINT_CORPUS");
    return;
  }
  std::map<std::string, std::vector<std::string>> expected;
  std::istringstream lines(read_file(catalogue));
  std::string line;
  std::getline(lines, line);
  const std::vector<std::string> columns = cells(line);
  while (std::getline(lines, line)) expected.emplace(cells(line).front(), cells(line));
  const auto rules = nlohmann::json::parse(rules_json(all_rules()));
  CHECK(rules.size() == expected.size());
  for (const auto& rule : rules) {
    INFO(rule);
    const auto row = expected.find(rule.at("id"));
    REQUIRE(row != expected.end());
    for (std::size_t i = 0; i < columns.size(); ++i) CHECK(rule.at(columns[i]) == row->second[i]);
  }
}

TEST_CASE("the quickstart shows its planted faults, each at its characters, and nothing else") {
  const auto result = run(repository() / "fixtures/environments/quickstart", Audience::everyone);
  std::vector<std::string> found;
  for (const Finding& finding : result->findings) {
    const Source& source = result->sources[finding.span.source];
    found.push_back(std::string(finding.rule->id) + " " + source.path + " " +
                    source.text.substr(finding.span.begin, finding.span.end - finding.span.begin));
  }
  const std::string issuer = "oidc.eks.eu-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
  CHECK(found ==
        std::vector<std::string>{"platform-identity-unbound kubernetes/aws-auth.yaml tower-launcher-role",
                                 "oidc-key-mismatch roles/example-nf-head/trust.json " + issuer,
                                 "oidc-key-mismatch roles/example-nf-head/trust.json " + issuer,
                                 "service-account-role-missing seqera/compute-env.json true"});
}

TEST_CASE("the healthy environment is silent with all rules on, and proven") {
  const auto result = run(repository() / "fixtures/environments/healthy", Audience::audit);
  CHECK(concise_report({result->sources, result->world, result->rules, result->findings}).empty());
  REQUIRE(result->world.environments.size() == 1);
  for (const Step& step : result->world.environments.front().steps) {
    INFO(to_string(step.id) << ": " << step.settled_by);
    CHECK(step.verdict == Verdict::proven);
  }
}
