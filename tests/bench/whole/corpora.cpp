#include "corpora.h"

#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace bench {
namespace {

namespace fs = std::filesystem;

/// Actions that go together, and the resource that they work on: `#` becomes a number.
struct Grant {
  std::string_view service;
  std::vector<std::string_view> actions;
  std::string_view resource;
};

const std::vector<Grant> kGrants{
    {"s3",
     {"GetObject", "PutObject", "DeleteObject", "GetObjectTagging", "PutObjectTagging",
      "AbortMultipartUpload", "ListMultipartUploadParts"},
     "arn:aws:s3:::example-#/*"},
    {"s3",
     {"ListBucket", "GetBucketLocation", "GetBucketVersioning", "ListBucketMultipartUploads",
      "GetEncryptionConfiguration"},
     "arn:aws:s3:::example-#"},
    {"ec2",
     {"DescribeInstances", "DescribeSubnets", "DescribeVpcs", "DescribeImages", "DescribeSecurityGroups",
      "DescribeLaunchTemplates", "DescribeAvailabilityZones", "Describe*"},
     "*"},
    {"logs",
     {"CreateLogStream", "PutLogEvents", "GetLogEvents", "DescribeLogStreams", "FilterLogEvents"},
     "arn:aws:logs:eu-west-1:111122223333:log-group:/example/group-#:*"},
    {"sqs",
     {"SendMessage", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl"},
     "arn:aws:sqs:eu-west-1:111122223333:example-#"},
    {"dynamodb",
     {"GetItem", "PutItem", "UpdateItem", "Query", "Scan", "BatchGetItem", "DescribeTable"},
     "arn:aws:dynamodb:eu-west-1:111122223333:table/example-#"},
    {"eks",
     {"DescribeCluster", "ListNodegroups", "ListFargateProfiles", "ListUpdates", "ListAddons"},
     "arn:aws:eks:eu-west-1:111122223333:cluster/example-#"},
    {"cloudwatch", {"GetMetricData", "ListMetrics", "PutMetricData", "GetMetricStatistics"}, "*"},
    {"ecr",
     {"BatchGetImage", "GetDownloadUrlForLayer", "BatchCheckLayerAvailability", "DescribeImages",
      "ListImages"},
     "arn:aws:ecr:eu-west-1:111122223333:repository/example-#"},
    {"batch", {"DescribeJobs", "ListJobs", "DescribeJobQueues", "DescribeComputeEnvironments"}, "*"},
    {"secretsmanager",
     {"GetSecretValue", "DescribeSecret", "ListSecretVersionIds"},
     "arn:aws:secretsmanager:eu-west-1:111122223333:secret:example-#-??????"}};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  /// Not std::uniform_int_distribution: its results differ between libraries.
  std::size_t below(std::size_t limit) { return random_() % limit; }

  template <typename List>
  std::string one_of(const List& list) {
    return list[below(list.size())];
  }

  std::string name(std::string_view kind) { return std::string(kind) + "-" + std::to_string(below(1000000)); }

  /// A policy document as the AWS CLI prints it, by four blanks; every line but the first starts with
  /// `indent`.
  std::string policy(const std::string& indent) {
    std::string text =
        "{\n" + indent + "    \"Version\": \"2012-10-17\",\n" + indent + "    \"Statement\": [";
    const std::size_t statements = 2 + below(3);
    for (std::size_t i = 0; i < statements; ++i)
      text += (i > 0 ? "," : "") + statement(indent + "        ", i);
    return text + "\n" + indent + "    ]\n" + indent + "}";
  }

  std::string trust(const std::string& indent) {
    const std::string in = "\n" + indent + "    ";
    return "{" + in + "\"Version\": \"2012-10-17\"," + in + "\"Statement\": [" + in + "    {" + in +
           "        \"Effect\": \"Allow\"," + in + "        \"Principal\": {" + in +
           "            \"Service\": \"ec2.amazonaws.com\"" + in + "        }," + in +
           "        \"Action\": \"sts:AssumeRole\"" + in + "    }" + in + "]\n" + indent + "}";
  }

 private:
  /// One in twenty names the resource of other actions.
  std::string statement(const std::string& indent, std::size_t number) {
    const Grant& grant = kGrants[below(kGrants.size())];
    const Grant& target = below(20) == 0 ? kGrants[below(kGrants.size())] : grant;
    const std::string in = "\n" + indent + "    ";
    std::string text = "\n" + indent + "{" + in + "\"Sid\": \"Statement" + std::to_string(number) + "\"," +
                       in + "\"Effect\": \"Allow\"," + in + "\"Action\": [";
    const std::size_t actions = 2 + below(grant.actions.size() - 1), first = below(grant.actions.size());
    for (std::size_t i = 0; i < actions; ++i)
      text += (i > 0 ? "," : "") + in + "    \"" + std::string(grant.service) + ":" +
              std::string(grant.actions[(first + i) % grant.actions.size()]) + "\"";
    std::string resource(target.resource);
    if (const std::size_t at = resource.find('#'); at != std::string::npos)
      resource.replace(at, 1, std::to_string(below(1000000)));
    return text + in + "]," + in + "\"Resource\": \"" + resource + "\"\n" + indent + "}";
  }

  std::mt19937 random_;
};

std::ofstream opened(const fs::path& file) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  if (!out) throw std::runtime_error("cannot write " + file.string());
  return out;
}

std::string role(Maker& make, std::size_t number) {
  const std::string name = "example-role-" + std::to_string(number);
  const std::string in = "\n            ";
  return "        {" + in + "\"Path\": \"/\"," + in + "\"RoleName\": \"" + name + "\"," + in +
         "\"RoleId\": \"AROAEXAMPLE\"," + in + "\"Arn\": \"arn:aws:iam::111122223333:role/" + name + "\"," +
         in + "\"CreateDate\": \"2024-01-01T00:00:00+00:00\"," + in +
         "\"AssumeRolePolicyDocument\": " + make.trust("            ") + "," + in +
         "\"InstanceProfileList\": []," + in + "\"RolePolicyList\": [" + in + "    {" + in +
         "        \"PolicyName\": \"inline\"," + in +
         "        \"PolicyDocument\": " + make.policy("                    ") + in + "    }" + in + "]," +
         in + "\"AttachedManagedPolicies\": [" + in + "    {" + in +
         "        \"PolicyName\": \"ReadOnlyAccess\"," + in +
         "        \"PolicyArn\": \"arn:aws:iam::aws:policy/ReadOnlyAccess\"" + in + "    }" + in + "]," + in +
         "\"Tags\": []\n        }";
}

/// Roles until `enough` says so; returns how many.
template <typename Enough>
std::size_t write_details(const fs::path& file, unsigned seed, const Enough& enough) {
  Maker make(seed);
  std::ofstream out = opened(file);
  out << "{\n    \"UserDetailList\": [],\n    \"GroupDetailList\": [],\n    \"RoleDetailList\": [\n";
  std::size_t roles = 0;
  while (!enough(roles, static_cast<std::size_t>(out.tellp()))) {
    if (roles > 0) out << ",\n";
    out << role(make, roles++);
  }
  out << "\n    ],\n    \"Policies\": []\n}\n";
  return roles;
}

std::string object(Maker& make, const std::string& kind, const std::string& version,
                   const std::string& rest) {
  return "---\napiVersion: " + version + "\nkind: " + kind +
         "\nmetadata:\n  annotations:\n    example.com/owner: team-" + std::to_string(make.below(50)) +
         "\n  creationTimestamp: \"2024-01-01T00:00:00Z\"\n  labels:\n    app: " + make.name("app") +
         "\n  name: " + make.name(kind == "Pod" ? "pod" : "object") + "\n  namespace: ns-" +
         std::to_string(make.below(40)) + "\n  resourceVersion: \"" + std::to_string(make.below(9999999)) +
         "\"\n" + rest;
}

std::string pod(Maker& make) {
  std::string rest = "spec:\n  containers:\n";
  const std::size_t containers = 1 + make.below(3);
  for (std::size_t i = 0; i < containers; ++i)
    rest += "  - image: registry.example.com/" + make.name("image") + ":1.0\n    name: " + make.name("main") +
            "\n    env:\n    - name: LEVEL\n      value: info\n    resources:\n      limits:\n        cpu: "
            "\"1\"\n        memory: 1Gi\n      requests:\n        cpu: 100m\n        memory: 256Mi\n";
  return object(make, "Pod", "v1", rest + "  serviceAccountName: default\nstatus:\n  phase: Running\n");
}

std::string role_of_cluster(Maker& make) {
  return object(
      make, "Role", "rbac.authorization.k8s.io/v1",
      "rules:\n- apiGroups:\n  - \"\"\n  resources:\n  - pods\n  - pods/log\n  verbs:\n  - get\n  - "
      "list\n  - watch\n");
}

std::string binding(Maker& make) {
  return object(
      make, "RoleBinding", "rbac.authorization.k8s.io/v1",
      "roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: " + make.name("object") +
          "\nsubjects:\n- kind: ServiceAccount\n  name: " + make.name("account") + "\n  namespace: ns-1\n");
}

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

void write_policies(const fs::path& folder, std::size_t count, unsigned seed) {
  Maker make(seed);
  for (std::size_t i = 0; i < count; ++i)
    opened(folder / std::to_string(i / 500) / ("policy-" + std::to_string(i) + ".json"))
        << make.policy("") << "\n";
}

std::size_t write_account(const fs::path& file, std::size_t bytes, unsigned seed) {
  return write_details(file, seed, [bytes](std::size_t, std::size_t size) { return size >= bytes; });
}

void write_roles(const fs::path& file, std::size_t roles, unsigned seed) {
  write_details(file, seed, [roles](std::size_t made, std::size_t) { return made == roles; });
}

void write_cluster(const fs::path& file, std::size_t bytes, unsigned seed) {
  Maker make(seed);
  std::ofstream out = opened(file);
  while (static_cast<std::size_t>(out.tellp()) < bytes) {
    switch (make.below(4)) {
      case 0:
        out << object(make, "ServiceAccount", "v1", "");
        break;
      case 1:
        out << role_of_cluster(make);
        break;
      case 2:
        out << binding(make);
        break;
      default:
        out << pod(make);
    }
  }
}

void write_fleet(const fs::path& folder, const fs::path& healthy, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::string account = std::to_string(100000000000 + i);
    for (const auto& entry : fs::recursive_directory_iterator(healthy)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::string text{std::istreambuf_iterator<char>(in), {}};
      replace_all(text, "111122223333", account);
      if (i % 2 == 1) replace_all(text, ":aud\": \"sts.amazonaws.com", ":aud\": \"sts.example.com");
      opened(folder / account / entry.path().lexically_relative(healthy)) << text;
    }
  }
}

}  // namespace bench
