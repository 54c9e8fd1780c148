#include "report/report.h"

#include "report_case.h"

using namespace celint;

namespace {

Step step(StepId id, Verdict verdict, std::string settled_by) {
  Step result{.id = id, .verdict = verdict};
  result.settled_by = std::move(settled_by);
  return result;
}

constexpr const char* kComputeEnvironment =
    "{\n"
    "  \"computeEnv\": {\n"
    "    \"config\": {\n"
    "      \"region\": \"eu-west-1\",\n"
    "      \"clusterName\": \"example\",\n"
    "\n"
    "\n"
    "\n"
    "      \"namespace\": \"jobs-nf\",\n"
    "      \"headServiceAccount\": \"launcher\"\n"
    "    }\n"
    "  }\n"
    "}\n";

constexpr const char* kServiceAccount =
    "apiVersion: v1\n"
    "kind: ServiceAccount\n"
    "metadata:\n"
    "  name: launcher\n"
    "  namespace: jobs-nf\n"
    "  annotations:\n"
    "    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/example-head\n";

constexpr const char* kTrust =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": )"
    R"("arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"}, "Action": )"
    R"("sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": )"
    R"({"oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub": "system:serviceaccount:jobs:launcher"}}}]})";

/// A finding about three documents, with all that a finding can hold.
struct ThreeFiles : ReportCase {
  ThreeFiles()
      : ReportCase({file("seqera/ce.json", kComputeEnvironment), file("k8s/sa.yaml", kServiceAccount),
                    file("iam/trust.json", kTrust)}) {
    ComputeEnvironment& ce = world.compute_environments.emplace_back();
    ce.span = documents[0].root.span;
    ce.name.value = "example-prod";
    ServiceAccount& account = world.service_accounts.emplace_back();
    account.meta.span = documents[1].root.span;
    account.meta.name.value = "launcher";
    account.meta.ns.value = "jobs-nf";
    Policy& trust = world.policies.emplace_back();
    trust.kind = PolicyKind::trust;
    trust.span = documents[2].root.span;
    Statement statement;
    statement.span = {2, 39, static_cast<std::uint32_t>(sources[2].text.size() - 2)};
    trust.statements = world.keep<Statement>({statement});
    Identity& head = world.identities.emplace_back();
    head.name = "example-head";
    head.trust = &trust;

    Finding& finding =
        add(find(0, "\"jobs-nf\""),
            "Role 'example-head' will refuse this compute environment. Its trust policy names another "
            "namespace.",
            "head pods run in this namespace");
    finding.notes = {
        {find(0, "\"launcher\""), "as this service account"},
        {find(1, "arn:aws:iam::111122223333:role/example-head"), "which may assume only this role"},
        {find(1, "jobs-nf"), "declared in the same namespace"},
        {find(2, "jobs:"), "trusts namespace 'jobs'"}};
    finding.help = "Change 'jobs' to 'jobs-nf' in the trust policy.";
    finding.fix = FixKind::unsafe;
    finding.edits = {{find(2, "jobs:"), "jobs-nf:"}};
    finding.confidence = Confidence::medium;
  }
};

}  // namespace

TEST_CASE("text: one finding over three files") {
  CHECK(ThreeFiles().text() ==
        R"(error[some-rule]: Role 'example-head' will refuse this compute environment
  --> seqera/ce.json:9:20  compute environment example-prod, /computeEnv/config/namespace
   |
 9 |       "namespace": "jobs-nf",
   |                    ^^^^^^^^^ head pods run in this namespace
10 |       "headServiceAccount": "launcher"
   |                             ---------- as this service account
   |
  ::: k8s/sa.yaml:7:33  ServiceAccount jobs-nf/launcher
   |
 5 |   namespace: jobs-nf
   |              ------- declared in the same namespace
...
 7 |     eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/example-head
   |                                 ------------------------------------------- which may assume only this role
   |
  ::: iam/trust.json:1:324  trust policy of role example-head, Statement[0]
   |
 1 | ...s:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub": "system:serviceaccount:jobs:launcher"}}}]}
   |                                                                                                                                           ----- trusts namespace 'jobs'
   |
   = note: Its trust policy names another namespace.
   = help: Change 'jobs' to 'jobs-nf' in the trust policy.
   = fix: unsafe, replace 'jobs:' by 'jobs-nf:'
   = confidence: medium, as it rests on a join that was inferred from content
   = explain: celint explain some-rule

Found 1 error, 0 warnings, 0 notes in 3 files (3 Kubernetes objects).
)");
}

TEST_CASE("text: tabs, CRLF and wide, combining and escaped characters keep the underline true") {
  ReportCase tabs({file("a.yaml", "a:\tb\r\nc: d\r\n")});
  tabs.add(tabs.find(0, "b"), "M.");
  CHECK(tabs.frame_only() == "  |\n1 | a:    b\n  |       ^\n  |\n  ");

  ReportCase wide({file("a.yaml", "\u4e2d\u6587e\u0301: value\n")});
  wide.add(wide.find(0, "value"), "M.");
  CHECK(wide.frame_only() == "  |\n1 | \u4e2d\u6587e\u0301: value\n  |        ^^^^^\n  |\n  ");

  ReportCase hidden({file("a.yaml", "k: \"\u202e\x1b[2K\u200b\" # v\n")});
  hidden.add(hidden.find(0, "v"), "M.");
  CHECK(hidden.frame_only() ==
        "  |\n1 | k: \"\\u202e\\u001b[2K\\u200b\" # v\n  |                              ^\n  |\n  ");
}

TEST_CASE("text: a byte order mark is not drawn, a lone CR ends a line") {
  ReportCase mark({file("a.yaml", "\xEF\xBB\xBFkey: v\n")});
  mark.add(mark.find(0, "key"), "M.");
  CHECK(mark.frame_only() == "  |\n1 | key: v\n  | ^^^\n  |\n  ");

  ReportCase cr({file("a.yaml", "a: 1\rb: 2\r")});
  cr.add(cr.find(0, "2"), "M.");
  CHECK(cr.frame_only() == "  |\n2 | b: 2\n  |    ^\n  |\n  ");
}

TEST_CASE("text: bytes that are not UTF-8 are shown as such") {
  ReportCase broken({file("a.yaml", "a: \xff\xc3(\n")});
  broken.add({0, 3, 4}, "M.");
  CHECK(broken.frame_only() == "  |\n1 | a: \\xff\\xc3(\n  |    ^^^^\n  |\n  ");
}

TEST_CASE("text: a span over several lines is shown by its first, an empty one by one caret") {
  ReportCase lines({file("a.json", "{\"a\": {\n  \"b\": 1\n}}\n")});
  lines.add({0, 6, 18}, "M.", "this");
  CHECK(lines.frame_only() == "  |\n1 | {\"a\": {\n  |       ^... this\n  |\n  ");

  ReportCase end({file("a.json", "{\"a\": 1\n}\n")});
  end.add({0, 7, 7}, "M.");
  CHECK(end.frame_only() == "  |\n1 | {\"a\": 1\n  |        ^\n  |\n  ");

  ReportCase nothing({file("a.json", "")});
  nothing.add({0, 0, 0}, "M.");
  CHECK(nothing.frame_only() == "  |\n1 |\n  | ^\n  |\n  ");
}

TEST_CASE("text: a minified line is cut around each place") {
  std::string text = "[";
  for (int i = 0; i < 2000; ++i) text += "\"item" + std::to_string(i) + "\",";
  text.back() = ']';
  ReportCase minified({file("a.json", text)});
  minified.add(minified.find(0, "\"item1000\""), "M.").notes = {{minified.find(0, "\"item1002\""), "near"},
                                                                {minified.find(0, "\"item1900\""), "far"}};
  const std::string shown = text_report(minified.report(), {.colour = false, .width = 64});
  CHECK(shown.find(R"(  |
1 | ...,"item999","item1000","item1001","item1002","item1003"...
  |               ^^^^^^^^^^
  |                                     ---------- near
...
1 | ..."item1898","item1899","item1900","item1901","item1902"...
  |                          ---------- far
  |
)") != std::string::npos);
}

TEST_CASE("text: a span longer than the line is cut with it") {
  ReportCase wide({file("a.json", "\"" + std::string(5000, 'x') + "\"")});
  wide.add(wide.documents[0].root.span, "M.", "all of it");
  const std::string shown = text_report(wide.report(), {.colour = false, .width = 50});
  CHECK(shown.find("1 | \"" + std::string(39, 'x') + "...\n  | " + std::string(40, '^') + " all of it\n") !=
        std::string::npos);
}

TEST_CASE("text: colour adds nothing but switches") {
  const ThreeFiles three;
  const std::string coloured = text_report(three.report(), {.colour = true});
  std::string stripped;
  for (std::size_t at = 0; at < coloured.size(); ++at) {
    if (coloured[at] == '\x1b') {
      at = coloured.find('m', at);
    } else {
      stripped.push_back(coloured[at]);
    }
  }
  CHECK(coloured != stripped);
  CHECK(stripped == three.text());
}

TEST_CASE("text: names from the input cannot reach the terminal raw") {
  ReportCase hostile({file("a\x1b[2J.yaml", "k: v\n")});
  Finding& finding = hostile.add(hostile.find(0, "v"), "Value '\x1b]0;x\x07' is wrong.", "\u202elabel");
  finding.help = "Write '\x1b'.";
  finding.notes = {{hostile.find(0, "k"), "\x1b[31m"}};
  hostile.world.coverage.skipped = {{"s\x1b.json", "bad \x1b"}};
  hostile.world.coverage.unrecognised = {"u\x1b.json"};
  Environment& environment = hostile.world.environments.emplace_back();
  environment.title = "t\x1b";
  environment.steps = {step(StepId::describe, Verdict::unknown, "d\x1b")};
  const std::string shown = text_report(hostile.report(), {.colour = false, .width = 0, .verbose = true});
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown.find("\u202e") == std::string::npos);
  CHECK(concise_report(hostile.report()).find('\x1b') == std::string::npos);
}

TEST_CASE("footer: what was read, linked, skipped and not recognised") {
  ReportCase none({file("a.yaml", "k: v\n")});
  none.world.coverage = {.files = 14,
                         .compute_environments = 1,
                         .iam = 6,
                         .kubernetes = 5,
                         .other = 0,
                         .skipped = {{"x.json", "the document is too deep"}},
                         .unrecognised = {"y.yaml", "z.yaml"},
                         .unbound = {}};
  Environment& environment = none.world.environments.emplace_back();
  environment.title = "compute environment 'example'";
  environment.steps = {step(StepId::describe, Verdict::proven, ""),
                       step(StepId::head_trust, Verdict::unknown, "the trust policy: run this"),
                       step(StepId::compute_trust, Verdict::unknown, "the trust policy: run this"),
                       step(StepId::region, Verdict::unknown, "the location: run that"),
                       step(StepId::storage, Verdict::refuted, "")};
  CHECK(none.text() ==
        R"(No findings in 14 files (1 compute environment, 6 IAM documents, 5 Kubernetes objects).
Launch path of compute environment 'example': 1 proven, 1 refuted, 3 unknown.
  head-trust, compute-trust: the trust policy: run this
  region: the location: run that
Skipped 1 file:
  x.json: the document is too deep
2 files were not recognised (--verbose lists them).
)");
  const std::string verbose = text_report(none.report(), {.colour = false, .width = 0, .verbose = true});
  CHECK(verbose.ends_with("2 files were not recognised:\n  y.yaml\n  z.yaml\n"));
}

TEST_CASE("footer: long lists are counted, not printed") {
  ReportCase many({file("a.yaml", "k: v\n")});
  for (int i = 0; i < 8; ++i) {
    Environment& environment = many.world.environments.emplace_back();
    environment.title = "e" + std::to_string(i);
    environment.steps = {step(StepId::region, Verdict::unknown, "document " + std::to_string(i)),
                         step(StepId::describe, Verdict::proven, "")};
    many.world.coverage.skipped.push_back({"s" + std::to_string(i), "r"});
  }
  const std::string shown = many.text();
  CHECK(
      shown.find("Launch path of e4: 1 proven, 1 unknown.\nLaunch paths of 3 more: 3 proven, 3 unknown.\n") !=
      std::string::npos);
  CHECK(shown.find("  region: document 4\n  and 3 more\n") != std::string::npos);
  CHECK(shown.find("  s4: r\n  and 3 more\n") != std::string::npos);
}

TEST_CASE("footer: files that celint.yaml names and that were not read") {
  ReportCase unread({file("a.yaml", "k: v\n")});
  unread.world.settings.principals = {{.arn = "", .trust = "a.yaml", .policies = {"b.json"}, .span = {}}};
  CHECK(unread.text().ends_with("1 file that celint.yaml names was not read:\n  b.json\n"));
}

TEST_CASE("footer: nothing recognised is not the same as nothing found") {
  ReportCase empty({file("a.txt", "k: v\n"), file("b.txt", "k: v\n")});
  empty.world.coverage.kubernetes = 0;
  CHECK(empty.text() == "Nothing to check: no document was recognised in 2 files.\n");
}

TEST_CASE("concise: one line each") {
  ThreeFiles three;
  three.add(three.find(1, "launcher"), "One sentence, 'a. b' inside.");
  CHECK(concise_report(three.report()) ==
        "seqera/ce.json:9:20: error[some-rule] Role 'example-head' will refuse this compute environment (+4 "
        "related)\n"
        "k8s/sa.yaml:4:9: error[some-rule] One sentence, 'a. b' inside\n");
}

TEST_CASE("problem_frame shows a faulty setting") {
  const Source config = file("celint.yaml", "principals: []\nprincpals: []\n");
  const Problem problem{{0, 15, 24}, "There is no setting 'princpals'.", {}};
  CHECK(problem_frame(config, problem, {}) ==
        "error: There is no setting 'princpals'.\n --> celint.yaml:2:1\n  |\n2 | princpals: []\n  | "
        "^^^^^^^^^\n  |\n");
}
