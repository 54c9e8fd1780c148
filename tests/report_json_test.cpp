#include <fstream>

#include "fixture.h"
#include "json_schema.h"
#include "report/rule_list.h"
#include "report_case.h"

using namespace celint;
using nlohmann::json;

namespace {

JsonSchema report_schema() {
  std::ifstream schema(repository() / "schemas/report.schema.json");
  return JsonSchema(json::parse(schema));
}

/// A finding with everything, on a line with a character beyond the BMP.
struct FullCase : ReportCase {
  FullCase()
      : ReportCase({file("iam/a.json", "{\"\U0001F600\": \"\u00e4\", \"a/b\": [\"secret\"]}\n"),
                    file("b.yaml", "k: v\n")}) {
    Finding& finding = add(find(0, "\"secret\""), "Value 'x' is wrong. \"password\": \"hidden\".");
    finding.notes = {{find(1, "v"), "the other side"}};
    finding.confidence = Confidence::medium;
    finding.aliases = {"INVALID_ACTION"};
    world.coverage.skipped = {{"c.json", "too deep"}};
    Environment& environment = world.environments.emplace_back();
    environment.title = "prod";
    environment.steps = {Step{.id = StepId::describe}};
  }
};

}  // namespace

TEST_CASE("json: exactly the documented shape") {
  const json report = json::parse(json_report(FullCase().report()));
  CHECK(report == json::parse(R"({
    "version": 1,
    "findings": [{
      "rule": "some-rule", "severity": "error", "confidence": "medium", "path": "iam/a.json",
      "pointer": "/a~1b/0", "region": {"startLine": 1, "startColumn": 21, "endLine": 1, "endColumn": 29},
      "message": "Value 'x' is wrong. \"password\": \"******\".",
      "related": [{"path": "b.yaml", "pointer": "/k", "message": "the other side",
                   "region": {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 5}}],
      "aliases": ["INVALID_ACTION"],
      "partialFingerprints": {"primaryLocationLineHash": "994cbab739eca776:1",
                              "celintSemantic/v1": "d9608050e0ccadc7:1"}}],
    "summary": {"errors": 1, "warnings": 0, "notes": 0, "suppressed": 0, "inBaseline": 0, "files": 2, "computeEnvironments": 0, "iamDocuments": 0,
      "kubernetesObjects": 2, "otherDocuments": 0, "unrecognisedFiles": 0,
      "skipped": [{"path": "c.json", "reason": "too deep"}],
      "launchPaths": [{"title": "prod", "proven": 0, "refuted": 0, "unknown": 1}]}})"));
  CHECK(report_schema().errors(report).empty());
}

TEST_CASE("json: a run without findings, and bytes that are not UTF-8, are valid too") {
  const ReportCase none({file("a.yaml", "k: v\n")});
  CHECK(report_schema().errors(json::parse(json_report(none.report()))).empty());

  ReportCase broken({file("\xff.yaml", "k: \xff\n")});
  broken.add({0, 3, 4}, "Byte '\xff' is not UTF-8.").notes = {{{0, 3, 4}, "\xc3"}};
  const json report = json::parse(json_report(broken.report()));
  CHECK(report_schema().errors(report).empty());
  CHECK(report["findings"][0]["message"] == "Byte '\uFFFD' is not UTF-8.");
}

TEST_CASE("json: the schema refuses what is not documented") {
  json report = json::parse(json_report(FullCase().report()));
  report["findings"][0]["region"]["startLine"] = 0;
  report["findings"][0].erase("pointer");
  report["extra"] = 1;
  CHECK(report_schema().errors(report) == std::vector<std::string>{": knows no extra",
                                                                   "/findings/0: lacks \"pointer\"",
                                                                   "/findings/0/region/startLine: minimum"});
}

TEST_CASE("rules: as text and as JSON") {
  Rule first = make_rule("b-rule", Severity::error, "7.5");
  first.module = "trust";
  static constexpr std::initializer_list<StepId> kSteps{StepId::head_trust, StepId::compute_trust};
  first.steps = kSteps;
  first.fix = FixKind::unsafe;
  Rule second = make_rule("another-rule", Severity::warning);
  second.confidence = Confidence::medium;
  second.audience = Audience::pedantic;
  const std::vector<Rule> rules{second, first};
  CHECK(rules_text(rules) ==
        "documents\n"
        "  another-rule  warning  A summary of one sentence. (pedantic, medium confidence)\n"
        "\n"
        "trust\n"
        "  b-rule        error    A summary of one sentence. (unsafe fix)\n"
        "\n"
        "2 rules. 'celint explain RULE' prints the page of one.\n");
  CHECK(json::parse(rules_json(rules)) == json::parse(R"([
    {"id": "another-rule", "module": "documents", "severity": "warning", "confidence": "medium",
     "audience": "pedantic", "security_severity": "-", "step": "-", "fix": "none",
     "summary": "A summary of one sentence."},
    {"id": "b-rule", "module": "trust", "severity": "error", "confidence": "high", "audience": "default",
     "security_severity": "7.5", "step": "head-trust,compute-trust", "fix": "unsafe",
     "summary": "A summary of one sentence."}])"));
  CHECK(json::parse(rules_json({})) == json::array());
}
