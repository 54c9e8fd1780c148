#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "report/sarif_parts.h"
#include "report_case.h"
#include "temp_folder.h"

using namespace celint;
using nlohmann::json;

namespace {

constexpr const char* kPage =
    "# some-rule\n\nA summary of one sentence.\n\n## Why it matters\n\nIt fails at\nlaunch.\n\nMore.\n\n## "
    "Fix\n\nDo it.\n";

json sarif(const ReportCase& files) { return json::parse(sarif_report(files.report(), "check")); }

json first_result(const ReportCase& files) { return sarif(files)["runs"][0]["results"][0]; }

/// Two files whose names, line ends and characters are the difficult ones, and a finding with all its parts.
struct Difficult : ReportCase {
  Difficult()
      : ReportCase(
            {file("iam/trust policy #1 \u00e4%.json",
                  "\xEF\xBB\xBF{\r\n\t\"\U0001F600\": \"a [b]\",\r\n\t\"token\": \"abcdefgh\"\r\n}\r\n"),
             file("k8s/sa.yaml", "kind: ServiceAccount\nmetadata:\n  name: example\n"),
             file("empty.json", "")}) {
    rule.page = kPage;
    rule.security_severity = "7.5";
    Finding& finding =
        add(find(0, "\"a [b]\""), "Role 'a [b]' trusts nobody. Nothing can assume it.", "this role");
    finding.notes = {{find(1, "example"), "service account [1]"}, {find(0, "\"token\""), "beside it"}};
    finding.help = "Write 'example'.";
    finding.fix = FixKind::unsafe;
    finding.edits = {{find(0, "a [b]"), "example"}, {find(1, "kind"), ""}};
    add({2, 0, 0}, "The file is empty.");
    add(documents[1].root.span, "The object as a whole is wrong.");
    world.coverage.skipped = {{"iam/deep one.json", "nested deeper than 100 levels"}};
  }
};

/// The script that validates SARIF as code scanning would, which stands beside the extra corpus; empty if
/// there is none.
std::string validator() {
  const char* const corpus = std::getenv("CELINT_CORPUS");
  if (corpus == nullptr) return {};
  const std::filesystem::path script = std::filesystem::path(corpus) / "../tools/sarif-validate.sh";
  return std::filesystem::exists(script) && std::system("command -v node >/dev/null") == 0 ? script.string()
                                                                                           : "";
}

void validate(const std::vector<const ReportCase*>& cases) {
  const std::string script = validator();
  if (script.empty()) {
    WARN("CELINT_CORPUS is unset or there is no node: SARIF is not validated");
    return;
  }
  for (const ReportCase* files : cases) {
    const TempFolder folder;
    for (const Source& source : files->sources) folder.write(source.path, source.text);
    folder.write("report.sarif", sarif_report(files->report(), "check"));
    const std::string command =
        script + " --strict --src " + folder.path() + " " + folder.path("report.sarif");
    CHECK(std::system(command.c_str()) == 0);
  }
}

}  // namespace

TEST_CASE("sarif: message, locations and path of a finding over two files") {
  const json result = first_result(Difficult());
  CHECK(result["message"]["text"] ==
        "Role 'a \\[b\\]' trusts nobody. Nothing can assume it. Related: [service account \\[1\\]](1); "
        "[beside it](2).");
  CHECK(result["ruleId"] == "some-rule");
  CHECK(result["ruleIndex"] == 0);
  CHECK(result["level"] == "error");
  REQUIRE(result["locations"].size() == 1);
  const json& place = result["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "iam/trust%20policy%20%231%20%C3%A4%25.json");
  CHECK(place["region"] == json::parse(R"({"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 15,
                                           "snippet": {"text": "\"a [b]\""}})"));
  CHECK(place["contextRegion"]["startLine"] == 1);
  CHECK(place["contextRegion"]["endLine"] == 3);
  CHECK(place["contextRegion"]["snippet"]["text"] ==
        "\uFEFF{\r\n\t\"\U0001F600\": \"a [b]\",\r\n\t\"token\": \"********\"\r\n");
  CHECK(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "/\U0001F600");
  REQUIRE(result["relatedLocations"].size() == 2);
  CHECK(result["relatedLocations"][1]["id"] == 2);
  CHECK(result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "k8s/sa.yaml");
  const json& steps = result["codeFlows"][0]["threadFlows"][0]["locations"];
  REQUIRE(steps.size() == 3);
  CHECK(steps[2]["location"]["message"]["text"] == "this role");
  CHECK(steps[2]["location"]["physicalLocation"] == place);
}

TEST_CASE("sarif: edits become a fix with one change for each file") {
  const json fix = first_result(Difficult())["fixes"][0];
  CHECK(fix["description"]["text"] == "Unsafe fix, to be reviewed: Write 'example'.");
  REQUIRE(fix["artifactChanges"].size() == 2);
  CHECK(fix["artifactChanges"][0]["replacements"][0] ==
        json::parse(R"({"deletedRegion": {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 14},
                        "insertedContent": {"text": "example"}})"));
  CHECK(fix["artifactChanges"][1]["replacements"][0]["insertedContent"]["text"] == "");

  ReportCase plain({file("a.yaml", "k: v\n")});
  plain.add(plain.find(0, "v"), "M.").help = "Only words.";
  CHECK_FALSE(first_result(plain).contains("fixes"));
  CHECK_FALSE(first_result(plain).contains("codeFlows"));
}

TEST_CASE("sarif: the tool lists every rule that ran") {
  Difficult files;
  const Rule silent = make_rule("pod-a-b", Severity::note);
  files.rules = {&silent, &files.rule};
  const json run = sarif(files)["runs"][0];
  const json& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["name"] == "PodAB");
  CHECK(rules[0]["properties"] ==
        json::parse(R"({"precision": "high", "problem.severity": "recommendation", "tags": ["documents"]})"));
  CHECK(
      rules[1]["properties"] ==
      json::parse(R"({"precision": "high", "security-severity": "7.5", "tags": ["documents", "security"]})"));
  CHECK(rules[1]["fullDescription"]["text"] == "A summary of one sentence. It fails at launch.");
  CHECK(rules[1]["help"]["markdown"] == kPage);
  CHECK(rules[1]["helpUri"].get<std::string>().ends_with("/rules/documents/some-rule.md"));
  for (const json& result : run["results"]) CHECK(result["ruleIndex"] == 1);
  CHECK(run["automationDetails"]["id"] == "celint/check/");
  CHECK(run["columnKind"] == "utf16CodeUnits");
  CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] ==
        "Skipped 'iam/deep one.json': nested deeper than 100 levels.");
}

TEST_CASE("sarif: fingerprints stay when lines move, and tell equal findings apart") {
  ReportCase before({file("a.yaml", "list:\n- v\n- v\n")});
  before.add({0, 8, 9}, "M.");
  before.add({0, 8, 9}, "M.");
  before.add({0, 12, 13}, "M.");
  ReportCase after({file("a.yaml", "# new\nlist:\n- v\n- v\n")});
  after.add({0, 14, 15}, "M.");
  const auto semantic = [](const json& log, std::size_t i) {
    return log["runs"][0]["results"][i]["partialFingerprints"]["celintSemantic/v1"].get<std::string>();
  };
  const json old = sarif(before);
  CHECK(semantic(old, 0) == semantic(sarif(after), 0));
  CHECK(semantic(old, 1) == semantic(old, 0).substr(0, 16) + ":2");
  CHECK(semantic(old, 2).substr(0, 16) != semantic(old, 0).substr(0, 16));
}

TEST_CASE("sarif: more results than code scanning takes are cut by severity") {
  ReportCase many({file("a.yaml", "k: v\n")});
  const Rule hint = make_rule("hint", Severity::note);
  many.rules.push_back(&hint);
  for (int i = 0; i < 6000; ++i)
    many.add({0, 0, 1}, "M" + std::to_string(i) + ".").rule = i < 3000 ? &hint : &many.rule;
  const json run = sarif(many)["runs"][0];
  REQUIRE(run["results"].size() == 5000);
  CHECK(run["results"][0]["message"]["text"] == "M0.");
  CHECK(run["results"][1999]["message"]["text"] == "M1999.");
  CHECK(run["results"][2000]["message"]["text"] == "M3000.");
  CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"] == "results-cut");
}

TEST_CASE("sarif: long regions have no snippet, long lines no context") {
  ReportCase minified({file("a.json", "[\"" + std::string(600, 'x') + "\", \"y\"]")});
  minified.add(minified.find(0, std::string(600, 'x')), "M.");
  minified.add(minified.find(0, "\"y\""), "M.");
  const json results = sarif(minified)["runs"][0]["results"];
  CHECK_FALSE(results[0]["locations"][0]["physicalLocation"]["region"].contains("snippet"));
  CHECK(results[1]["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "\"y\"");
  CHECK_FALSE(results[1]["locations"][0]["physicalLocation"].contains("contextRegion"));
}

TEST_CASE("sarif: paths are URI references") {
  CHECK(uri("a/b-c_d.e~f") == "a/b-c_d.e~f");
  CHECK(uri("a b:c?d#e%f\\g\"") == "a%20b%3Ac%3Fd%23e%25f%5Cg%22");
  CHECK(uri("\u00e4\xff") == "%C3%A4%FF");
}

TEST_CASE("sarif: valid for code scanning") {
  const Difficult difficult;
  const ReportCase nothing({file("a.yaml", "k: v\n")});
  ReportCase notified({file("a.yaml", "k: v\n")});
  notified.world.coverage.skipped = {{"a.yaml", "it is nested too deep"}};
  ReportCase whole({file("a.json", "{\"a\": 1}")});
  whole.add(whole.documents[0].root.span, "The object as a whole is wrong.");
  validate({&difficult, &nothing, &notified, &whole});
}
