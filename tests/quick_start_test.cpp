// What the broad quick-start policy of the documentation grants beyond its own scoped statements, for every
// set of features.
#include <catch2/catch.hpp>
#include <set>

#include "access/compare.h"
#include "access/permission.h"
#include "access/surplus.h"
#include "access_policies.h"

using namespace celint;
using testing::OwnedPolicy;
using testing::policy_with;

namespace {

const std::vector<std::string> kFeatures{"bucket-list", "data-explorer", "data-explorer-write", "studios"};

// The scoped statements of https://docs.seqera.io/platform-cloud/compute-envs/eks (required permissions, S3
// access) and https://docs.seqera.io/platform-cloud/data/data-explorer, with the region check that the text
// asks for, for cluster example, work directory s3://example-work/runs and data bucket example-data.
const std::string kLaunch = R"(
  {"Effect": "Allow", "Action": ["eks:ListClusters", "sts:GetCallerIdentity"], "Resource": "*"},
  {"Effect": "Allow", "Action": "eks:DescribeCluster",
   "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/example"},
  {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::example-work"},
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example-work/runs/*"})";
const std::string kOfFeature[] = {
    R"({"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"})",
    R"({"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"},
       {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketPolicy", "s3:GetBucketAcl"],
        "Resource": "arn:aws:s3:::example-data"},
       {"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectTagging"], "Resource": "arn:aws:s3:::example-data/*"},
       {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example-work/*"})",
    R"({"Effect": "Allow", "Action": ["s3:PutObject", "s3:DeleteObject", "s3:PutObjectTagging"],
        "Resource": "arn:aws:s3:::example-data/*"})",
    R"({"Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:PutObject"],
        "Resource": ["arn:aws:s3:::example-data", "arn:aws:s3:::example-data/*"]})"};

const std::string kQuickStart = R"([
  {"Effect": "Allow", "Action": ["eks:DescribeCluster", "eks:ListClusters"], "Resource": "*"},
  {"Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject"],
   "Resource": "*"}])";

bool has_feature(unsigned mask, std::size_t i) { return (mask >> i & 1) != 0; }

OwnedPolicy scoped(unsigned mask) {
  std::string text = "[" + kLaunch;
  for (std::size_t i = 0; i < kFeatures.size(); ++i)
    if (has_feature(mask, i)) text += "," + kOfFeature[i];
  return policy_with(text + "]");
}

std::vector<Needed> table(unsigned mask) {
  NeedValues values = testing::values();
  values.buckets = {"example-data"};
  std::vector<Needed> result;
  for (const Need& need : needs()) {
    const auto feature = std::find(kFeatures.begin(), kFeatures.end(), need.feature);
    const bool off = feature != kFeatures.end() &&
                     !has_feature(mask, static_cast<std::size_t>(feature - kFeatures.begin()));
    if (need.concerns(NeedPrincipal::platform) && !off)
      result.push_back({&need, Truth::yes, std::make_shared<const NeedValues>(values)});
  }
  return result;
}

/// The table's needs written as a policy.
OwnedPolicy as_policy(const std::vector<Needed>& needed) {
  nlohmann::json statements = nlohmann::json::array();
  for (const Needed& one : needed)
    statements.push_back({{"Effect", "Allow"}, {"Action", one.need->actions}, {"Resource", one.resources()}});
  return testing::policy_of({{"Version", "2012-10-17"}, {"Statement", statements}});
}

/// The actions of the quick-start policy that have a request outside the scoped statements.
std::set<std::string> beyond(const OwnedPolicy& quick_start, const OwnedPolicy& narrow) {
  const std::vector<const Policy*> both{&quick_start.policy, &narrow.policy};
  const ActionSpace space = action_space(catalogue(), both);
  const ConditionsOf none = [](const Policy&, const Statement&) { return Truth::yes; };
  const PermissionSet rest = minus(permissions_of(space, {both[0]}, nullptr, Bound::may, none),
                                   permissions_of(space, {both[1]}, nullptr, Bound::may, none));
  std::set<std::string> actions;
  for (const Permission& term : rest.terms)
    for (const ActionId action : term.actions.ids())
      if (find_typed_request(space, term, action, {"aws", {}, {}}).result == GlobSearch::Result::found)
        actions.insert(space.name(action));
  return actions;
}

bool allows(const OwnedPolicy& policy, const Surplus& found) {
  PolicyInputs inputs;
  inputs.identity = {&policy.policy};
  inputs.identity_side_only = true;
  return decide(inputs, {found.action, found.resource}, Context()).may;
}

}  // namespace

TEST_CASE("the table of needs says what the documentation's scoped statements say, feature by feature") {
  for (unsigned mask = 0; mask < 16; ++mask) {
    const OwnedPolicy docs = scoped(mask), ours = as_policy(table(mask));
    const Beyond more = find_beyond({{&ours.policy}, nullptr}, {{&docs.policy}, nullptr});
    const Beyond less = find_beyond({{&docs.policy}, nullptr}, {{&ours.policy}, nullptr});
    CAPTURE(mask, more.action, more.resource, less.action, less.resource);
    CHECK(more.result == GlobSearch::Result::none);
    CHECK(less.result == GlobSearch::Result::none);
  }
}

TEST_CASE("the quick-start policy exceeds each feature set by what the scoped statements leave out") {
  const OwnedPolicy quick_start = policy_with(kQuickStart);
  for (unsigned mask = 0; mask < 16; ++mask) {
    const OwnedPolicy docs = scoped(mask);
    SurplusQuestion question;
    question.policies = {&quick_start.policy};
    question.needs = table(mask);
    std::set<std::string> actions;
    for (const Surplus& found : surplus(question)) {
      actions.insert(found.all_actions.begin(), found.all_actions.end());
      CAPTURE(mask, found.action, found.resource);
      CHECK(allows(quick_start, found));
      CHECK_FALSE(allows(docs, found));
    }
    CAPTURE(mask);
    CHECK(actions == beyond(quick_start, docs));
    // The bucket list of the form is the one S3 action that a feature takes out as a whole.
    CHECK((actions.count("s3:ListAllMyBuckets") == 0) == ((mask & 3) != 0));
  }
}
