// `celint trace` through the program: what it prints, in which format, with which exit status.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "fixture.h"
#include "json_schema.h"
#include "temp_folder.h"

using namespace celint;

namespace {

struct Ran {
  int status = 0;
  std::string out;
  std::string error;
};

/// Runs the program in the folder of environments.
Ran trace(const std::string& arguments) {
  const TempFolder streams;
  const std::string folder = (repository() / "fixtures/environments").string();
  const std::string command = "cd '" + folder + "' && '" + binary().string() + "' trace " + arguments +
                              " </dev/null >" + streams.path("out") + " 2>" + streams.path("err");
  const int status = std::system(command.c_str());
  return {WEXITSTATUS(status), read_file(streams.path("out")), read_file(streams.path("err"))};
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

JsonSchema schema() {
  std::ifstream file(repository() / "schemas/trace.schema.json");
  return JsonSchema(nlohmann::json::parse(file));
}

}  // namespace

TEST_CASE("trace: the exit status is that of the worst step") {
  CHECK(trace("healthy").status == 0);
  CHECK(trace("quickstart").status == 1);
  CHECK(trace("healthy/seqera").status == 0);
  CHECK(trace("healthy/seqera --require proven").status == 1);
  CHECK(trace("healthy --require proven").status == 0);
  CHECK(trace("healthy/iam").status == 3);
}

TEST_CASE("trace: one compute environment of several, by its name") {
  CHECK(holds(trace("two-accounts").out, "'test.json'"));
  const Ran one = trace("prod.json two-accounts");
  CHECK(one.status == 0);
  CHECK(holds(one.out, "'prod.json'"));
  CHECK_FALSE(holds(one.out, "'test.json'"));
  CHECK(trace("two-accounts --ce prod.json").out == one.out);
  const Ran none = trace("staging two-accounts");
  CHECK(none.status == 2);
  CHECK(holds(none.error, "'staging' is neither a file nor a compute environment"));
}

TEST_CASE("trace: a refuted step shows where, an unknown one what to export") {
  const std::string refuted = trace("quickstart").out;
  CHECK(holds(refuted, "[!] refuted authorise"));
  CHECK(holds(refuted, "kubernetes/aws-auth.yaml:14:17"));
  CHECK(holds(refuted, "= explain: celint explain platform-identity-unbound"));
  const std::string unknown = trace("healthy/seqera").out;
  CHECK(holds(unknown, "[?] unknown region"));
  CHECK(holds(unknown, "aws s3api get-bucket-location --bucket example-nf-work"));
}

TEST_CASE("trace: JSON is valid against its schema, for every kind of answer") {
  for (const char* arguments : {"quickstart", "two-accounts", "healthy/seqera", "docs-23.3", "healthy-dumps",
                                "healthy --can seqera-platform eks:DescribeCluster '*'"}) {
    INFO(arguments);
    const auto json = nlohmann::json::parse(trace(std::string(arguments) + " --format json").out);
    CHECK(schema().errors(json).empty());
    CHECK_FALSE(json.at("launchPaths").empty());
  }
}

TEST_CASE("trace: graphs hold every step, and a verdict by word and shape") {
  const std::string dot = trace("quickstart --format dot").out;
  CHECK(dot.starts_with("digraph celint {"));
  CHECK(holds(dot, "p0s3 [label=\"authorise: refuted"));
  CHECK(holds(dot, "p0s12 -> p0s13"));
  CHECK(holds(dot, "shape=octagon"));
  const std::string mermaid = trace("quickstart --format mermaid").out;
  CHECK(mermaid.starts_with("flowchart TD"));
  CHECK(holds(mermaid, "p0s3{{\"authorise: refuted"));
}

TEST_CASE("trace: a single question is answered with its proof") {
  const Ran yes = trace("healthy --can example-nf-head s3:PutObject arn:aws:s3:::example-nf-work/work/x");
  CHECK(yes.status == 0);
  CHECK(holds(yes.out, "[+] proven  question"));
  CHECK(holds(yes.out, "roles/example-nf-head/work-bucket.json:17:9"));
  CHECK(holds(yes.out, "allows it"));
  const Ran no = trace("healthy --can example-nf-head s3:PutObject arn:aws:s3:::example-other/x");
  CHECK(no.status == 1);
  CHECK(holds(no.out, "[!] refuted question"));
  CHECK(trace("healthy --can arn:aws:iam::111122223333:user/seqera sts:AssumeRole "
              "arn:aws:iam::111122223333:role/example-nf-head")
            .status == 1);
  CHECK(trace("healthy-customer-key --can example-nf-head kms:Decrypt "
              "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666")
            .status == 0);
  const Ran nobody = trace("healthy --can nobody s3:GetObject '*'");
  CHECK(nobody.status == 2);
  CHECK(holds(nobody.error, "no document names an IAM user or role 'nobody'"));
}

TEST_CASE("trace: what is not known in full is unknown, not refuted") {
  const Ran unknown =
      trace("healthy/seqera healthy/kubernetes --can example-nf-head s3:GetObject arn:aws:s3:::b/k");
  CHECK(unknown.status == 0);
  CHECK(holds(unknown.out, "[?] unknown question"));
  CHECK(holds(unknown.out, "aws iam get-account-authorization-details"));
}
