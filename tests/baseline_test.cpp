// An earlier report hides what it holds, and nothing else; hidden findings do not count.
#include "report/baseline.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "json_schema.h"
#include "program.h"

using namespace celint;
using nlohmann::json;

namespace {

std::string object(const std::string& name, const std::string& labels) {
  return "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: " + name + "\n  labels:\n" + labels;
}

/// Two findings, of which the second is the one in the label `b`.
const std::string kTwo = object("example", "    a: 1\n    b: 2\n");

json report_of(const TempFolder& folder, const std::string& arguments) {
  return json::parse(run(folder, arguments + " --format json").out);
}

/// `LINE STATE` of each finding of a JSON report.
std::vector<std::string> states(const json& report) {
  std::vector<std::string> lines;
  for (const json& finding : report.at("findings"))
    lines.push_back(finding.at("region").at("startLine").dump() + " " +
                    finding.value("baselineState", std::string("-")) +
                    (finding.contains("suppressed") ? " suppressed" : ""));
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("baseline: what it holds is hidden and does not count, from JSON and SARIF") {
  for (const std::string format : {"json", "sarif"}) {
    INFO(format);
    const TempFolder folder;
    folder.write("a b.yaml", kTwo);
    CHECK(run(folder, "--format " + format + " --output base").status == 1);
    const Ran same = run(folder, "--baseline base");
    CHECK(same.status == 0);
    CHECK(same.out.find("No findings") == 0);
    CHECK(same.out.find("Not counted: 2 in the baseline.\n") != std::string::npos);

    // Lines move, a third one comes.
    folder.write("a b.yaml", "# new\n\n" + kTwo + "    c: 3\n");
    CHECK(states(report_of(folder, "--baseline base")) == Lines{"10 new"});
    CHECK(report_of(folder, "--baseline base").at("summary").at("inBaseline") == 2);
    CHECK(states(report_of(folder, "--baseline base --show-suppressed")) ==
          Lines{"8 unchanged", "9 unchanged", "10 new"});
    CHECK(run(folder, "--baseline base --show-suppressed").status == 1);
    CHECK(run(folder, "--baseline base --format concise").out.find("a b.yaml:10:") == 0);

    // Another file of the same text is new.
    folder.write("other.yaml", kTwo);
    CHECK(report_of(folder, "--baseline base").at("findings").size() == 3);
  }
}

TEST_CASE("baseline: a place that moved within its document is known by its line") {
  const TempFolder folder;
  const std::string item =
      "  - {apiVersion: v1, kind: ServiceAccount, metadata: {name: NAME, labels: {a: 1}}}\n";
  const auto named = [&](const std::string& name) {
    return std::string(item).replace(item.find("NAME"), 4, name);
  };
  const std::string head = "apiVersion: v1\nkind: List\nitems:\n";
  folder.write("list.yaml", head + named("one") + named("two"));
  CHECK(run(folder, "--format sarif --output base").status == 1);
  folder.write("list.yaml", head + named("zero") + named("one") + named("two"));
  // Three places of equal text: two of them are known.
  CHECK(states(report_of(folder, "--baseline base --show-suppressed")).size() == 3);
  CHECK(report_of(folder, "--baseline base").at("findings").size() == 1);
  // One finding of the baseline stands for one finding.
  folder.write("list.yaml", head + named("one"));
  CHECK(run(folder, "--format sarif --output one").status == 1);
  folder.write("list.yaml", head + named("one") + named("one"));
  CHECK(report_of(folder, "--baseline one").at("findings").size() == 1);
}

TEST_CASE("baseline: what a suppression hid comes back when the suppression goes") {
  const TempFolder folder;
  const std::string comment = "# celint: ignore unquoted-yaml-value -- old\n";
  folder.write("a.yaml", comment + kTwo);
  CHECK(run(folder, "--format json --show-suppressed --output base").status == 0);
  CHECK(run(folder, "--baseline base").status == 0);
  folder.write("a.yaml", kTwo);
  CHECK(states(report_of(folder, "--baseline base")) == Lines{"6 new", "7 new"});
}

TEST_CASE("baseline: a file that is no report is said so") {
  const TempFolder folder;
  folder.write("a.yaml", kTwo);
  folder.write("reports/text", "no report");
  folder.write("reports/list", "[]");
  folder.write("reports/foreign", R"({"version": "2.1.0", "runs": [{"results": [{"ruleId": "x"}]}]})");
  for (const std::string file : {"reports/text", "reports/list", "reports/foreign", "reports/missing"}) {
    const Ran result = run(folder, "a.yaml --baseline " + file);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
  }
}

TEST_CASE("suppressed findings: not reported, not counted, and said to be there") {
  const TempFolder folder;
  folder.write("a.yaml", "# celint: ignore unquoted-yaml-value -- old <tool>\n" + kTwo);
  const Ran text = run(folder, "a.yaml");
  CHECK(text.status == 0);
  CHECK(text.out.find("Not counted: 2 suppressed.\n") != std::string::npos);
  CHECK(text.out.find("error[") == std::string::npos);
  CHECK(run(folder, "a.yaml --fail-on note --show-suppressed").status == 0);
  CHECK(run(folder, "a.yaml --show-suppressed").out.find("= suppressed: old <tool>\n") != std::string::npos);
  CHECK(run(folder, "a.yaml --format concise").out.empty());
  CHECK(run(folder, "a.yaml --format concise --show-suppressed").out.find(" (suppressed)\n") !=
        std::string::npos);
  const std::string html = run(folder, "a.yaml --format html").out;
  CHECK(html.find("<article") == std::string::npos);
  CHECK(html.find("Not counted: 2 suppressed.") != std::string::npos);
  CHECK(run(folder, "a.yaml --format html --show-suppressed").out.find("old &lt;tool&gt;") !=
        std::string::npos);
}

TEST_CASE("suppressed findings: in JSON and SARIF only when asked for, as their schemas want them") {
  const TempFolder folder;
  folder.write("celint.yaml", "ignore: [{rule: unquoted-yaml-value, pointer: /metadata/labels/b}]\n");
  folder.write("a.yaml",
               object("example", "    a: 1 # celint: ignore unquoted-yaml-value -- old\n    b: 2\n"));
  CHECK(report_of(folder, ".").at("findings").empty());
  const json shown = report_of(folder, "--show-suppressed");
  const JsonSchema schema(json::parse(std::ifstream(repository() / "schemas/report.schema.json")));
  CHECK(schema.errors(shown).empty());
  CHECK(shown.at("summary").at("suppressed") == 2);
  CHECK(shown.at("summary").at("errors") == 0);
  CHECK(shown.at("findings")[0].at("suppressed") == json{{"kind", "inSource"}, {"reason", "old"}});
  CHECK(shown.at("findings")[1].at("suppressed") == json{{"kind", "external"}, {"reason", ""}});

  CHECK(json::parse(run(folder, "--format sarif").out).at("runs")[0].at("results").empty());
  const json log = json::parse(run(folder, "--format sarif --show-suppressed").out);
  const json& results = log.at("runs")[0].at("results");
  REQUIRE(results.size() == 2);
  CHECK(results[0].at("suppressions") == json::parse(R"([{"kind": "inSource", "justification": "old"}])"));
  CHECK(results[1].at("suppressions") == json::parse(R"([{"kind": "external"}])"));
  CHECK_FALSE(results[0].contains("baselineState"));
}

TEST_CASE("suppressions and baselines: shares merged are the report of one run") {
  const TempFolder folder;
  for (const std::string world : {"a", "b", "c", "d"}) {
    folder.write("all/" + world + "/x.yaml", kTwo + "# celint: ignore duplicate-key\n");
    folder.write("all/" + world + "/y.yaml", "# celint: ignore unquoted-yaml-value\n" + kTwo);
  }
  folder.write("all/celint.yaml", "ignore: [{rule: unquoted-yaml-value, path: b}, {rule: duplicate-key}]\n");
  CHECK(run(folder, "--each all --shard 1/2 --format json --output base --exit-zero").status == 0);
  for (const std::string format : {"json", "sarif"}) {
    const std::string common = "--each all --show-suppressed --baseline base --format " + format;
    const Ran whole = run(folder, common);
    CHECK(whole.out.find("unused-suppression") != std::string::npos);
    for (const std::string share : {"1", "2"})
      run(folder, common + " --shard " + share + "/2 --output r" + share);
    const Ran merged = run(folder, "merge r2 r1");
    CHECK(merged.out == whole.out);
    CHECK(merged.status == whole.status);
  }
  // Hidden findings of a merged report do not count.
  folder.write("quiet/a/x.yaml", "# celint: ignore unquoted-yaml-value\n" + kTwo);
  for (const std::string format : {"json", "sarif"}) {
    CHECK(run(folder, "--each quiet --show-suppressed --format " + format + " --output q").status == 0);
    CHECK(run(folder, "merge q").status == 0);
  }
}

TEST_CASE("today: suppressions expire by it, and it must be a date") {
  const TempFolder folder;
  folder.write("a.yaml", "# celint: ignore unquoted-yaml-value expires 2030-06-30\n" + kTwo);
  CHECK(run(folder, "a.yaml --today 2030-06-30").status == 0);
  CHECK(run(folder, "a.yaml --today 2030-07-01").status == 1);
  CHECK(run(folder, "a.yaml --today 2030-07-01").out.find("expired on 2030-06-30") != std::string::npos);
  CHECK(run(folder, "a.yaml --today yesterday").status == 2);
  // Without it the clock's: later than this was written.
  folder.write("b.yaml", "# celint: ignore unquoted-yaml-value expires 2026-01-01\n" + kTwo);
  CHECK(run(folder, "b.yaml").status == 1);
}

TEST_CASE("fix: unused suppressions go, also from celint.yaml, and suppressed findings are left alone") {
  const TempFolder folder;
  folder.write("celint.yaml", "ignore:\n  # the chart's\n  - rule: duplicate-key\n    reason: generated\n");
  folder.write("a.yaml", "# celint: ignore unquoted-yaml-value, duplicate-key\n" + kTwo);
  CHECK(run(folder, "--fix").status == 0);
  CHECK(content(folder.path("a.yaml")) == "# celint: ignore unquoted-yaml-value\n" + kTwo);
  CHECK(content(folder.path("celint.yaml")).find("duplicate-key") == std::string::npos);
  CHECK(run(folder, ".").status == 0);
}
