// The steps of the launch path, each on documents that prove it, refute it or leave it open: the verdict, and
// the places that support it, in the order a reader follows them.
#include <catch2/catch.hpp>

#include "fixture.h"
#include "temp_folder.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

struct Edited {
  std::string file;
  std::string from;
  std::string to;
};

/// The healthy set with some texts replaced. Without a text to replace the file gets the new one, and is left
/// out if that is empty.
std::unique_ptr<Run> healthy(const std::vector<Edited>& edits) {
  const TempFolder folder;
  const fs::path set = repository() / "fixtures/environments/healthy";
  for (const auto& entry : fs::recursive_directory_iterator(set)) {
    if (!entry.is_regular_file()) continue;
    const std::string file = entry.path().lexically_relative(set).string();
    std::string text = read_file(entry.path());
    for (const Edited& edit : edits) {
      if (edit.file != file) continue;
      const std::size_t at = edit.from.empty() ? 0 : text.find(edit.from);
      REQUIRE(at != std::string::npos);
      text = edit.from.empty() ? std::string() : text.replace(at, edit.from.size(), edit.to);
    }
    if (!text.empty()) folder.write(file, text);
  }
  for (const Edited& edit : edits)
    if (edit.from.empty() && !edit.to.empty()) folder.write(edit.file, edit.to);
  return run(folder.path(), Audience::everyone);
}

using Places = std::vector<std::string>;

/// `file: the first line of the text`
Places places(const Run& result, const Step& step) {
  Places found;
  for (const Evidence& evidence : step.evidence) {
    const Source& source = result.sources[evidence.span.source];
    const std::string text = source.text.substr(evidence.span.begin, evidence.span.end - evidence.span.begin);
    found.push_back(source.path + ": " + text.substr(0, text.find('\n')));
  }
  return found;
}

/// Decides one step on the edited set.
struct Decided {
  std::unique_ptr<Run> result;
  const Step* step;

  Decided(StepId id, const std::vector<Edited>& edits) : result(healthy(edits)) {
    REQUIRE(result->world.environments.size() == 1);
    step = &result->world.environments.front().step(id);
  }
  Places at() const { return places(*result, *step); }
};

constexpr const char* kCe = "seqera/compute-env.json";

}  // namespace

TEST_CASE("steps: credentials") {
  const Decided proven(StepId::credentials, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{"iam/platform-trust.json: \"sts:AssumeRole\""});
  const Decided refuted(StepId::credentials, {{"iam/platform-trust.json", "user/seqera", "user/other"}});
  CHECK(refuted.step->verdict == Verdict::refuted);
  CHECK(refuted.at() == Places{"iam/platform-trust.json: {"});
  const Decided unknown(StepId::credentials, {{"iam/platform-trust.json", "", ""}});
  CHECK(unknown.step->verdict == Verdict::unknown);
  CHECK(unknown.at().empty());
}

TEST_CASE("steps: describe") {
  const Decided proven(StepId::describe, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{"iam/platform-policy.json: \"eks:DescribeCluster\""});
  const Decided gone(StepId::describe, {{"aws/describe-cluster.json", "ACTIVE", "FAILED"}});
  CHECK(gone.step->verdict == Verdict::refuted);
  CHECK(gone.at() == Places{"aws/describe-cluster.json: \"FAILED\""});
  CHECK(Decided(StepId::describe, {{"iam/platform-policy.json", "", ""}}).step->verdict == Verdict::unknown);
}

TEST_CASE("steps: authenticate and authorise") {
  const Decided mapped(StepId::authenticate, {});
  CHECK(mapped.step->verdict == Verdict::proven);
  CHECK(mapped.at() == Places{"kubernetes/aws-auth.yaml: tower-launcher-user"});
  const Decided lost(StepId::authenticate,
                     {{"kubernetes/aws-auth.yaml", "role/seqera-platform", "role/x/seqera-platform"}});
  CHECK(lost.step->verdict == Verdict::refuted);
  CHECK(lost.at() == Places{"kubernetes/aws-auth.yaml: arn:aws:iam::111122223333:role/x/seqera-platform"});
  const Decided unbound(StepId::authorise,
                        {{"kubernetes/aws-auth.yaml", "tower-launcher-user", "tower-launcher-role"}});
  CHECK(unbound.step->verdict == Verdict::refuted);
  CHECK(unbound.at() == Places{"kubernetes/aws-auth.yaml: tower-launcher-role"});
  CHECK(Decided(StepId::authorise, {{"kubernetes/cluster.yaml", "", ""}}).step->verdict == Verdict::unknown);
}

TEST_CASE("steps: a binding to a Role that is not there") {
  const Decided dangling(StepId::head_account,
                         {{"kubernetes/cluster.yaml", "kind: Role\n  name: tower-launcher-role\nsubjects",
                           "kind: Role\n  name: launcher\nsubjects"}});
  CHECK(dangling.step->verdict == Verdict::refuted);
  CHECK(dangling.step->refuted_by == "dangling-reference");
  CHECK(dangling.at() ==
        Places{"kubernetes/cluster.yaml: kind: ServiceAccount", "kubernetes/cluster.yaml: launcher"});
}

TEST_CASE("steps: region") {
  const Decided proven(StepId::region, {});
  CHECK(proven.step->verdict == Verdict::proven);
  const Decided bucket(StepId::region,
                       {{"aws/bucket-location.example-nf-work.json", "eu-central-1", "eu-west-1"}});
  CHECK(bucket.step->verdict == Verdict::refuted);
  CHECK(bucket.at() == Places{std::string(kCe) + ": \"eu-central-1\"",
                              "aws/bucket-location.example-nf-work.json: \"eu-west-1\""});
  const Decided cluster(StepId::region, {{kCe, "eu-central-1", "eu-west-1"}});
  CHECK(cluster.step->refuted_by == "cluster-region-mismatch");
  CHECK(cluster.at() ==
        Places{std::string(kCe) + ": \"eu-west-1\"",
               "aws/describe-cluster.json: \"arn:aws:eks:eu-central-1:111122223333:cluster/example-nf\""});
}

TEST_CASE("steps: storage") {
  const Decided proven(StepId::storage, {});
  CHECK(proven.step->verdict == Verdict::proven);
  CHECK(proven.at() == Places{std::string(kCe) + ": true", std::string(kCe) + ": true",
                              std::string(kCe) + ": \"s3://example-nf-work/work\""});
  const Decided refuted(StepId::storage, {{kCe, "\"waveEnabled\" : true", "\"waveEnabled\" : false"}});
  CHECK(refuted.step->verdict == Verdict::refuted);
  CHECK(refuted.at() == Places{std::string(kCe) + ": true", std::string(kCe) + ": false"});
}

TEST_CASE("steps: two of a kind that cannot be told apart leave a step open") {
  const Decided credentials(
      StepId::credentials,
      {{"celint.yaml", "", ""},
       {"other.json", "",
        "{\"provider\": \"aws\", \"keys\": {\"discriminator\": \"aws\", \"mode\": \"keys\"}}"}});
  CHECK(credentials.step->verdict == Verdict::unknown);
  CHECK(credentials.step->settled_by.find("which of the 2 credentials it uses (celint.yaml") == 0);
  const std::string second =
      "{\"cluster\": {\"name\": \"example-nf\", \"arn\": "
      "\"arn:aws:eks:eu-central-1:444455556666:cluster/example-nf\"}}";
  const Decided clusters(StepId::head_trust, {{"second.json", "", second}});
  CHECK(clusters.result->world.environments.front().cluster == nullptr);
  CHECK(clusters.step->verdict == Verdict::unknown);
}

TEST_CASE("steps: an inferred join is recorded and carried to the steps that rest on it") {
  const Decided inferred(StepId::describe, {{"celint.yaml", "", ""}});
  const Environment& environment = inferred.result->world.environments.front();
  REQUIRE(environment.platform != nullptr);
  CHECK(environment.platform->how == How::inferred);
  CHECK(inferred.step->verdict == Verdict::proven);
  CHECK(inferred.step->how == How::inferred);
}
