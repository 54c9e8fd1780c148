// Golden findings that need a whole set around the published document: numbers are those of the list of
// acceptance cases.
#include <catch2/catch.hpp>

#include "set_copy.h"

using namespace celint;

namespace {

/// The messages of a rule in a set, one a line.
std::string messages(const SetCopy& set, std::string_view rule) {
  const auto result = set.check(Audience::pedantic);
  std::string text;
  for (const Finding& finding : result->findings)
    if (finding.rule->id == rule) text += finding.message + "\n";
  return text;
}

std::string token(const std::string& place) {
  return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: tower-launcher-token\n" + place +
         "  annotations:\n    kubernetes.io/service-account.name: tower-launcher-sa\ntype: "
         "kubernetes.io/service-account-token\n";
}

std::string token_messages(const std::string& place) {
  SetCopy set("healthy-legacy-storage");
  set.write("kubernetes/token.yaml", token(place));
  return messages(set, "static-account-token");
}

/// aws-auth of the set without its node entry.
std::unique_ptr<SetCopy> without_nodes() {
  auto set = std::make_unique<SetCopy>("healthy");
  REQUIRE(
      set->replace("kubernetes/aws-auth.yaml",
                   "    - rolearn: arn:aws:iam::111122223333:role/example-nf-nodes\n      username: "
                   "system:node:{{EC2PrivateDNSName}}\n      groups:\n        - system:bootstrappers\n       "
                   " - system:nodes\n",
                   ""));
  return set;
}

}  // namespace

TEST_CASE("golden 24: scratch volumes of the Kubernetes page") {
  const auto with_volume = [](const std::string& metadata, const std::string& source) {
    auto set = std::make_unique<SetCopy>("healthy-legacy-storage");
    REQUIRE(set->replace("kubernetes/cluster.yaml", "storageClassName: efs-sc", "storageClassName: scratch"));
    set->write("kubernetes/volume.yaml",
               "apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: tower-storage\n" + metadata +
                   "spec:\n  storageClassName: scratch\n  capacity:\n    storage: 10Gi\n  accessModes: "
                   "[ReadWriteMany]\n" +
                   source);
    return set;
  };
  const auto local = with_volume("  namespace: tower-nf\n", "  hostPath:\n    path: /tmp/tower\n");
  CHECK_FALSE(messages(*local, "claim-not-shared").empty());
  CHECK_FALSE(messages(*local, "inert-metadata").empty());
  const auto nfs =
      with_volume("", "  nfs:\n    server: nfs-server.tower-nf.svc.cluster.local\n    path: /\n");
  CHECK(nfs->check(Audience::pedantic)->findings.empty());
}

TEST_CASE("golden 25: the token Secret of the Kubernetes page, by the namespace it has") {
  CHECK(token_messages("").find("depends on the apply") != std::string::npos);
  CHECK(token_messages("  namespace: other\n").find("no token is issued") != std::string::npos);
  CHECK(token_messages("  namespace: tower-nf\n").find("never expires") != std::string::npos);
}

TEST_CASE("golden 43: aws-auth without a node entry") {
  const std::string mode =
      ",\n        \"accessConfig\": {\n            \"authenticationMode\": \"CONFIG_MAP\"\n        }";
  const auto by_hand = without_nodes();
  REQUIRE(by_hand->replace("aws/describe-cluster.json", mode, ""));
  CHECK_FALSE(messages(*by_hand, "node-mapping-missing").empty());
  const auto exported = without_nodes();
  REQUIRE(exported->replace("kubernetes/aws-auth.yaml", "  name: aws-auth\n",
                            "  name: aws-auth\n  uid: 0a1b2c3d-1111-2222-3333-444455556666\n"));
  CHECK(messages(*exported, "node-mapping-missing").empty());
  const auto entries = without_nodes();
  REQUIRE(entries->replace("aws/describe-cluster.json", "CONFIG_MAP", "API"));
  CHECK(messages(*entries, "node-mapping-missing").empty());
}
