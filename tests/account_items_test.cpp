// Details of an account are modelled while they are read, item by item: to the same models as a tree that is
// there whole.
#include <algorithm>

#include "modelled.h"

using namespace celint;

namespace {

std::string at(Span span) { return "@" + std::to_string(span.begin) + "-" + std::to_string(span.end); }
std::string said(const Str& text) { return std::string(text.value) + at(text.span); }
std::string said(const StrField& field) {
  return std::to_string(static_cast<int>(field.presence)) + std::string(field.value) + at(field.span);
}

std::vector<std::string> notes(const Recognition& recognition) {
  std::vector<std::string> all;
  for (const DuplicateKey& one : recognition.duplicates)
    all.push_back("twice " + said(one.key) + at(one.winner) + at(one.place));
  for (const Str& one : recognition.placeholders) all.push_back("placeholder " + said(one));
  for (const ShapeFault& one : recognition.shape) all.push_back(one.message + said(one.key) + at(one.span));
  std::ranges::sort(all);
  return all;
}

std::string described(const Policy& policy) {
  std::string text = "policy " + std::to_string(static_cast<int>(policy.kind)) + at(policy.span) +
                     at(policy.list_span) + std::string(policy.holder.name) + "," +
                     std::string(policy.holder.arn) + "," + std::string(policy.holder.policy_name) + " of " +
                     std::to_string(policy.length);
  for (const Statement& statement : policy.statements) {
    text += "\n  " + at(statement.span) + said(statement.sid);
    for (const Str& action : statement.actions) text += " " + said(action);
    for (const Str& resource : statement.resources) text += " " + said(resource);
    for (const Principal& principal : statement.principals) text += " " + said(principal.value);
  }
  for (const PolicyFault& fault : policy.faults)
    text += "\n  " + fault.problem.message + at(fault.problem.span);
  return text;
}

std::string described(const IamEntity& entity) {
  std::string text = "entity " + std::to_string(static_cast<int>(entity.type)) + at(entity.span) +
                     said(entity.name) + said(entity.arn) + said(entity.boundary);
  for (const auto* list : {&entity.attached, &entity.inline_policies, &entity.groups})
    for (const Str& one : *list) text += " " + said(one);
  return text;
}

/// In order: the documents, what is noted about each, the policies, the entities.
std::vector<std::string> described(const Models& models) {
  std::vector<std::string> all;
  const auto number = [&](const Document* document) {
    const auto found = std::ranges::find(models.recognitions, document, &Recognition::document);
    REQUIRE(found != models.recognitions.end());
    return std::to_string(found - models.recognitions.begin()) + " ";
  };
  for (const Recognition& one : models.recognitions) {
    all.push_back(std::string(to_string(one.kind)) + at(one.document->root.span));
    for (const std::string& note : notes(one)) all.push_back(note);
    for (const Problem& problem : one.document->problems) all.push_back(problem.message + at(problem.span));
  }
  for (const Policy& policy : models.policies) all.push_back(number(policy.document) + described(policy));
  for (const IamEntity& entity : models.iam_entities)
    all.push_back(number(entity.document) + described(entity));
  return all;
}

/// Items of every list, with faults of each sort in them. `more` comes behind the lists, `twice` behind the
/// document.
std::string details(const std::string& more, const std::string& behind = "\n") {
  const std::string policy =
      R"({"Version": "2012-10-17", "Statement": [{"Sid": "A\u0042", "Effect": "Allow", "Action": ["s3:GetObject", "s3:Get*"],
          "Resource": "arn:aws:s3:::example/*", "Resource": "*"}]})";
  return R"({"UserDetailList": [{"UserName": "one", "Arn": "arn:aws:iam::111122223333:user/one", "GroupList": ["g"],
      "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": ")"
         "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22ec2%3ADescribe%2A%22%2C%"
         "22Resource%22%3A%22%2A%22%7D%5D%7D"
         R"("}]}, "text", [{"UserName": "in a list"}], {"UserName": 7, "UserName": "<NAME>"}],
    "GroupDetailList": [{"GroupName": "g", "GroupPolicyList": {"PolicyName": "q"}}],
    "RoleDetailList": [{"RoleName": "r", "Arn": "<ARN>", "RolePolicyList": [{"PolicyName": "i", "PolicyDocument": )" +
         policy +
         R"(}], "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
      "Action": "sts:AssumeRole"}]}, "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]}, {}],
    "Policies": [{"PolicyName": "m", "PolicyVersionList": [{"IsDefaultVersion": true, "Document": )" +
         policy + R"(}]}])" + more + "}" + behind;
}

std::string long_details() {
  std::string roles;
  for (int i = 0; i < 300; ++i)
    roles += (i > 0 ? ", " : "") + std::string(R"({"RoleName": "role-)") + std::to_string(i) +
             R"(", "Path": ")" + std::string(static_cast<std::size_t>(i), 'p') +
             R"(", "RolePolicyList": [{"PolicyName": "\u0070", "PolicyDocument":
               {"Statement": [{"Effect": "Allow", "Action": ")" +
             (i % 2 == 0 ? "s3:*" : "\\u0073qs:*") + R"(", "Resource": "*"}]}}]})";
  return R"({"RoleDetailList": [)" + roles + "]}";
}

void check_alike(const std::string& path, const std::string& text, std::size_t entities) {
  INFO(text.substr(text.size() - std::min<std::size_t>(text.size(), 300)));
  const Modelled whole(path, text);
  std::vector<Documents> documents;
  Models by_items = read_models(whole.sources, documents, 1);
  CHECK(described(by_items) == described(whole.models));
  CHECK(by_items.iam_entities.size() == entities);
  for (const Documents& run : documents)
    for (const Document& document : run) CHECK_FALSE(document.has_tree);
}

bool was_parted(const std::string& text) {
  const std::vector<Source> sources{{"details.json", text, true, {}}};
  std::vector<Documents> documents;
  read_models(sources, documents, 1);
  return documents.front().front().parted;
}

}  // namespace

TEST_CASE("details of an account are modelled item by item as they are whole", "[documents]") {
  check_alike("details.json", details(""), 6);
  check_alike("details.json", long_details(), 300);
  CHECK(was_parted(details("")));
}

TEST_CASE("lists of an account are modelled in one order, whatever the file's", "[documents]") {
  const std::string text =
      R"({"Policies": [{"PolicyName": "m"}], "RoleDetailList": [{"RoleName": "r"}, {"RoleName": "s"}],
      "GroupDetailList": [{"GroupName": "g"}], "UserDetailList": [{"UserName": "u"}]})";
  check_alike("details.json", text, 5);
  const Modelled whole("details.json", text);
  std::vector<std::string_view> names;
  for (const IamEntity* entity : whole.all<IamEntity>()) names.push_back(entity->name.value);
  CHECK(names == std::vector<std::string_view>{"u", "g", "r", "s", "m"});
}

TEST_CASE("lists of an account that are no details are read whole", "[documents]") {
  const std::string terraform = R"(, "format_version": "1.2", "planned_values": {}, "resource_changes": [])";
  const std::string policy =
      R"(, "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}])";
  for (const auto& [more, entities] : {std::pair{terraform, 0U},
                                       {policy, 0U},
                                       {std::string(R"(, "Role": {"RoleName": "other"})"), 1U},
                                       {std::string(R"(, "PolicyNames": ["a"])"), 1U}}) {
    check_alike("details.json", details(more), entities);
    CHECK_FALSE(was_parted(details(more)));
  }
  const std::string only_policies =
      R"({"Policies": [{"PolicyName": "a", "Arn": "arn:aws:iam::111122223333:policy/a"}]})";
  check_alike("list-policies.json", only_policies, 0);
}

TEST_CASE("of a list of an account written twice the last one counts", "[documents]") {
  const std::string twice = details(R"(, "RoleDetailList": [{"RoleName": "second"}])");
  check_alike("details.json", twice, 5);
}

TEST_CASE("details of an account in text that is not strict, or beside others", "[documents]") {
  check_alike("details.json", details("", "} // end\n"), 6);
  check_alike("details.json", details(", "), 6);
  check_alike("details.json", details(", \"Policies\": [{\"PolicyName\": \"cut\""), 6);
  check_alike("details.json", details("", "\n" + details("")), 12);
  check_alike("details.json", details(R"(, "Role": {"RoleName": "other"})", "\n" + details("")), 7);
  check_alike("details.json", details("", "\n" + details(", ")), 12);
}
