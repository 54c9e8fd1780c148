// `celint access` through the program.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "fixture.h"
#include "temp_folder.h"

using namespace celint;
using Json = nlohmann::json;

namespace {

struct Ran {
  int status = 0;
  std::string out;
  std::string error;
};

/// The program in a folder with policies.
class Access {
 public:
  Access() {
    folder_.write("role.json", R"({"Version": "2012-10-17", "Statement": [
      {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::example/*"},
      {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::example/secret/*"},
      {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
       "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}]})");
    folder_.write("narrow.json", R"({"Version": "2012-10-17", "Statement":
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/data/*"}})");
    folder_.write("bucket.json", R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:user/ada"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}})");
    folder_.write("version.json",
                  R"({"PolicyVersion": {"VersionId": "v1", "IsDefaultVersion": true, "Document":
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:ListClusters", "Resource": "*"}]}}})");
  }

  Ran operator()(const std::string& arguments) const {
    const TempFolder streams;
    const std::string command = "cd '" + folder_.path() + "' && '" + binary().string() +
                                "' access </dev/null >" + streams.path("out") + " 2>" + streams.path("err") +
                                " " + arguments;
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), read_file(streams.path("out")), read_file(streams.path("err"))};
  }

  const TempFolder& folder() const { return folder_; }

 private:
  TempFolder folder_;
};

std::string decision(const Ran& ran) {
  REQUIRE(ran.status == 0);
  return Json::parse(ran.out)["decision"];
}

const std::string kAsk = "--policy role.json --format json --action ";

}  // namespace

TEST_CASE("access: one question, with the statements that decide it") {
  const Access access;
  const Ran ran = access(kAsk + "s3:GetObject --resource arn:aws:s3:::example/secret/k");
  CHECK(ran.error.empty());
  CHECK(ran.out ==
        R"({"action":"s3:GetObject","resource":"arn:aws:s3:::example/secret/k","decision":"denied",)"
        R"("statements":[{"path":"role.json","pointer":"/Statement/1","sid":null,"effect":"Deny",)"
        R"("region":{"startLine":3,"startColumn":7,"endLine":3,"endColumn":88}}]})"
        "\n");
  CHECK(access("--policy role.json --action s3:GetObject --resource arn:aws:s3:::example/k").out ==
        "allowed: s3:GetObject on arn:aws:s3:::example/k\n  role.json:2:7: Allow 'Read'\n");
  CHECK(access("--policy role.json --action s3:PutObject --resource arn:aws:s3:::a/k").out ==
        "depends: s3:PutObject on arn:aws:s3:::a/k\n"
        "  role.json:4:7: Allow depends on IpAddress aws:SourceIp\n");
  CHECK(access("--policy role.json --action s3:GetObjec --resource arn:aws:s3:::a/k")
            .out.find("Did you mean 's3:GetObject'?") != std::string::npos);
}

TEST_CASE("access: a context that is given is closed") {
  const Access access;
  const std::string put = kAsk + "s3:PutObject --resource arn:aws:s3:::a/k";
  CHECK(decision(access(put)) == "depends");
  CHECK(decision(access(put + " --context aws:SourceIp=192.0.2.9")) == "allowed");
  CHECK(decision(access(put + " --context aws:SourceIp=198.51.100.9")) == "not-allowed");
  CHECK(decision(access(put + " --context aws:username=ada")) == "not-allowed");
}

TEST_CASE("access: boundary, resource policy and principal") {
  const Access access;
  const std::string get = kAsk + "s3:GetObject --resource arn:aws:s3:::example/k";
  CHECK(decision(access(get + " --boundary narrow.json")) == "not-allowed");
  CHECK(
      decision(access(kAsk + "s3:GetObject --resource arn:aws:s3:::example/data/k --boundary narrow.json")) ==
      "allowed");
  const std::string by_bucket =
      "--resource-policy bucket.json --format json --action s3:GetObject --resource arn:aws:s3:::example/k";
  CHECK(decision(access(by_bucket + " --principal arn:aws:iam::111122223333:user/ada")) == "allowed");
  CHECK(decision(access(by_bucket + " --principal arn:aws:iam::111122223333:user/bob")) == "not-allowed");
}

TEST_CASE("access: many requests, each with its own context") {
  const Access access;
  access.folder().write("requests.jsonl",
                        R"({"action": "s3:GetObject", "resource": "arn:aws:s3:::example/k"}
{"action": "s3:PutObject", "resource": "arn:aws:s3:::example/k", "context": {"aws:SourceIp": "192.0.2.1"}}
{"action": "s3:PutObject", "resource": "arn:aws:s3:::example/k", "context": {}}
)");
  const Ran ran = access("--policy role.json --requests requests.jsonl --format json");
  std::vector<std::string> decisions;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) decisions.push_back(Json::parse(line)["decision"]);
  CHECK(decisions == std::vector<std::string>{"allowed", "allowed", "not-allowed"});
  CHECK(access("--policy role.json --requests - < requests.jsonl").out.starts_with("allowed: s3:GetObject"));
}

TEST_CASE("access: comparing two policies gives a witness each way") {
  const Access access;
  CHECK(access("--compare narrow.json narrow.json").out == "narrow.json and narrow.json allow the same.\n");
  access.folder().write("wide.json", R"({"Version": "2012-10-17", "Statement":
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/*"}})");
  const Json found = Json::parse(access("--compare narrow.json wide.json --format json").out);
  CHECK(found["relation"] == "narrower");
  REQUIRE(found["beyond"].size() == 1);
  CHECK(found["beyond"][0]["allowedBy"] == "wide.json");
  CHECK(found["beyond"][0]["action"] == "s3:GetObject");
  const std::string witness = found["beyond"][0]["resource"];
  const std::string ask = " --format json --action s3:GetObject --resource '" + witness + "'";
  CHECK(decision(access("--policy wide.json" + ask)) == "allowed");
  CHECK(decision(access("--policy narrow.json" + ask)) == "not-allowed");
}

TEST_CASE("access: the list of grants; an export holds policies too") {
  const Access access;
  CHECK(access("--policy narrow.json --list").out ==
        "s3\n  read: 1 of 66\n    GetObject\n    on arn:aws:s3:::example/data/*\n");
  const Json line = Json::parse(access("--policy version.json --list --format json").out);
  CHECK(line["service"] == "eks");
  CHECK(line["actions"] == Json{"eks:ListClusters"});
  CHECK(line["certain"] == true);
}

TEST_CASE("access: what cannot be answered ends with status 2 and says why") {
  const Access access;
  access.folder().write("broken.json", "{\"Version\" \"2012-10-17\"}");
  access.folder().write("other.json", "{\"a\": 1}");
  access.folder().write("bad.jsonl",
                        "{\"action\": \"s3:GetObject\", \"resource\": \"*\"}\n{\"action\": 3}\n");
  const std::pair<const char*, const char*> cases[] = {
      {"", "ask with"},
      {"--list", "--policy is missing"},
      {"--policy role.json --list --compare role.json narrow.json", "ask with"},
      {"--policy role.json --action s3:GetObject", "belong together"},
      {"--policy role.json --compare role.json narrow.json", "leave out --policy"},
      {"--policy role.json --action a:B --resource '*' --context x", "KEY=VALUE"},
      {"--policy role.json --requests bad.jsonl", "'bad.jsonl' is faulty at line 2, column 1"},
      {"--policy broken.json --list", "'broken.json' is faulty at line 1"},
      {"--policy other.json --list", "'other.json' holds no identity policy"},
      {"--policy bucket.json --list", "holds no identity policy"},
      {"--policy role.json --resource-policy narrow.json --list", "holds no policy with a Principal"},
      {"--policy nowhere.json --list", "nowhere.json"},
      {"--policy role.json --list --format sarif", "not one of"},
  };
  for (const auto& [arguments, message] : cases) {
    const Ran ran = access(arguments);
    CAPTURE(arguments, ran.error);
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    CHECK(ran.error.find(message) != std::string::npos);
  }
}
