// Resources of a CloudFormation template, each given to the reader of the tool's own export. Their properties
// are those of the AWS CLI in other letter case.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "model/cloudformation_values.h"

namespace celint {
namespace {

/// A role, user or group and what its properties and other resources give it.
struct Holding {
  Holder::Type type = Holder::Type::role;
  Str name;  ///< Empty if the stack makes it up.
};

struct Cfn {
  Reading& reading;
  const Template values;
  std::set<std::string_view> attached_policies;  ///< Managed policies modelled with who holds them.
  bool open_ended = false;  ///< A policy goes to an identity that the template does not name.
};

const Node* properties_of(const Node& resource) {
  const Node* found = resource.get("Properties");
  return found != nullptr && found->is_map() ? found : nullptr;
}

bool is_open(std::string_view text) { return text.find(kUnknownText) != std::string_view::npos; }

bool is_known(const Node* node) { return node != nullptr && node->is_string() && !is_open(node->scalar()); }

/// A policy document as it counts: a statement that is not known may allow anything.
Node document_of(const Cfn& cfn, const Node& document, bool trust) {
  const Node* written = document.get("Statement");
  if (written == nullptr) return document;
  const Reshape& shape = cfn.values.shape();
  const auto open_statement = [&](Span span) {
    MapOf statement(shape, span);
    statement.text("Effect", "Allow").text("Action", kUnknownText);
    if (trust) return statement.put("Principal", MapOf(shape, span).text("AWS", kUnknownText).node()).node();
    return statement.text("Resource", kUnknownText).node();
  };
  const auto counted = [&](const Node& item) { return item.is_map() ? item : open_statement(item.span); };
  std::vector<Node> statements;
  if (!written->is_list()) statements.push_back(counted(*written));
  for (const Node& item : written->items()) statements.push_back(counted(item));
  std::vector<Member> members;
  for (const Member& member : document.members())
    members.push_back({member.key, member.key.scalar() == "Statement" ? shape.list(statements, written->span)
                                                                      : member.value});
  return shape.map(members, document.span);
}

void add_policy(Cfn& cfn, const Node& properties, Holder holder) {
  const Node* document = properties.get("PolicyDocument");
  if (document == nullptr) return;
  for (const std::string_view key : {"PolicyName", "ManagedPolicyName"})
    if (const Node* name = properties.get(key); is_known(name)) holder.policy_name = name->scalar();
  model_policy_value(cfn.reading, document_of(cfn, *document, false), PolicyKind::identity, holder);
}

/// Who a policy resource names under `Roles`, `Users` or `Groups`; a resource of the template without a name
/// of its own is nobody else, one that is not known may be anybody.
std::vector<Holding> holders(Cfn& cfn, const Node& written, const Node& resolved) {
  static constexpr std::array<std::pair<std::string_view, Holder::Type>, 6> kKeys{
      {{"Roles", Holder::Type::role},
       {"Users", Holder::Type::user},
       {"Groups", Holder::Type::group},
       {"RoleName", Holder::Type::role},
       {"UserName", Holder::Type::user},
       {"GroupName", Holder::Type::group}}};
  std::vector<Holding> found;
  const auto add = [&](const Node& raw, const Node& value, Holder::Type type) {
    if (is_known(&value))
      found.push_back({type, value.str()});
    else if (cfn.values.referred(raw).empty())
      cfn.open_ended = true;
  };
  for (const auto& [key, type] : kKeys) {
    const Node* raw = written.get(key);
    const Node* value = resolved.get(key);
    if (raw == nullptr || value == nullptr) continue;
    if (!value->is_list() || value->items().size() != raw->items().size()) add(*raw, *value, type);
    for (std::size_t i = 0; value->is_list() && i < value->items().size() && i < raw->items().size(); ++i)
      add(raw->items()[i], value->items()[i], type);
  }
  return found;
}

/// AWS::IAM::Policy, ManagedPolicy, RolePolicy, UserPolicy, GroupPolicy.
void add_policy_resource(Cfn& cfn, const Node& written, const Node& resolved, bool managed) {
  const std::vector<Holding> found = holders(cfn, written, resolved);
  for (const Holding& holding : found) {
    Holder holder;
    holder.type = holding.type;
    holder.name = holding.name.value;
    add_policy(cfn, resolved, holder);
  }
  if (!found.empty()) return;
  Holder holder;
  if (managed) holder.type = Holder::Type::managed_policy;
  if (const Node* name = resolved.get("ManagedPolicyName"); is_known(name)) holder.name = name->scalar();
  add_policy(cfn, resolved, holder);
}

/// ManagedPolicyArns: policies of the template count with their documents, the others by ARN.
Node attached(Cfn& cfn, const Node& written, const Node& resolved, const Holder& holder) {
  const Reshape& shape = cfn.values.shape();
  std::vector<Node> items;
  for (std::size_t i = 0; i < resolved.items().size(); ++i) {
    const Node& arn = resolved.items()[i];
    const Node* raw = i < written.items().size() ? &written.items()[i] : nullptr;
    const std::string_view id = raw != nullptr ? cfn.values.referred(*raw) : std::string_view();
    const Node* policy = id.empty() ? nullptr : properties_of(*cfn.values.resource(id));
    if (policy != nullptr && policy->get("PolicyDocument") != nullptr && !holder.name.empty()) {
      add_policy(cfn, cfn.values.resolve(*policy), holder);
      cfn.attached_policies.insert(id);
      continue;
    }
    items.push_back(MapOf(shape, arn.span).put("PolicyArn", arn).node());
  }
  if (!resolved.is_list())
    items.push_back(MapOf(shape, resolved.span).put("PolicyArn", shape.unknown(resolved.span)).node());
  return shape.list(items, resolved.span);
}

struct EntityKeys {
  std::string_view list;
  std::string_view name;
  std::string_view inline_list;
  Holder::Type type;
};

/// Policies: policy resources may add to them, so that a list that is not written is not an empty one.
Node inline_list(const Cfn& cfn, const Node& resolved) {
  const Reshape& shape = cfn.values.shape();
  std::vector<Node> policies;
  if (const Node* list = resolved.get("Policies"))
    for (const Node& item : list->items())
      if (const Node* document = item.get("PolicyDocument"))
        policies.push_back(MapOf(shape, item.span)
                               .put("PolicyName", item.get("PolicyName"))
                               .put("PolicyDocument", document_of(cfn, *document, false))
                               .node());
  return policies.empty() ? shape.unknown(resolved.span) : shape.list(policies, resolved.span);
}

/// Whether an item of Policies, or all of them, is not known.
bool has_open_policies(const Node& resolved) {
  const Node* list = resolved.get("Policies");
  if (list == nullptr || list->is_null()) return false;
  return !list->is_list() || std::any_of(list->items().begin(), list->items().end(), [](const Node& item) {
    return item.get("PolicyDocument") == nullptr;
  });
}

void add_entity(Cfn& cfn, const Node& written, const Node& resolved, const EntityKeys& keys) {
  const Reshape& shape = cfn.values.shape();
  Holder holder;
  holder.type = keys.type;
  if (const Node* name = resolved.get(keys.name); is_known(name)) holder.name = name->scalar();
  MapOf entity(shape, resolved.span);
  entity.put(keys.name, resolved.get(keys.name));
  if (const Node* trust = resolved.get("AssumeRolePolicyDocument"))
    entity.put("AssumeRolePolicyDocument", document_of(cfn, *trust, true));
  if (const Node* boundary = resolved.get("PermissionsBoundary"))
    entity.put("PermissionsBoundary",
               MapOf(shape, boundary->span).put("PermissionsBoundaryArn", boundary).node());
  if (const Node* arns = resolved.get("ManagedPolicyArns"); arns != nullptr && !arns->is_null())
    entity.put("AttachedManagedPolicies", attached(cfn, *written.get("ManagedPolicyArns"), *arns, holder));
  const Node inline_policies = inline_list(cfn, resolved);
  entity.put(keys.inline_list, inline_policies);
  const Node item = entity.node();
  std::deque<IamEntity>& entities = cfn.reading.out.iam_entities;
  const std::size_t before = entities.size();
  read_as(cfn.reading, MapOf(shape, resolved.span).put(keys.list, shape.list({&item, 1}, item.span)).node(),
          model_iam_export);
  for (std::size_t i = before; has_open_policies(resolved) && i < entities.size(); ++i)
    cfn.reading.out.add(entities[i].attached, {kUnknownText, entities[i].span});
}

/// `clusterName` of `ClusterName`, through the whole value.
Node lower_first(const Reshape& shape, const Node& value) {
  if (value.is_list()) {
    std::vector<Node> items;
    for (const Node& item : value.items()) items.push_back(lower_first(shape, item));
    return shape.list(items, value.span);
  }
  if (!value.is_map()) return value;
  std::vector<Member> members;
  for (const Member& member : value.members()) {
    std::string key(member.key.scalar());
    if (!key.empty() && key[0] >= 'A' && key[0] <= 'Z') key[0] = static_cast<char>(key[0] - 'A' + 'a');
    members.push_back({shape.text(shape.keep(key), member.key.span), lower_first(shape, member.value)});
  }
  return shape.map(members, value.span);
}

void read_wrapped(Cfn& cfn, std::string_view wrapper, const Node& properties, void (*build)(Reading&)) {
  const Reshape& shape = cfn.values.shape();
  const Node node = MapOf(shape, properties.span).put(wrapper, lower_first(shape, properties)).node();
  read_as(cfn.reading, node, build);
}

void add_access_entry(Cfn& cfn, const Node& properties) {
  read_wrapped(cfn, "accessEntry", properties, model_access_entry);
  const Node* policies = properties.get("AccessPolicies");
  if (policies == nullptr || !policies->is_list()) return;
  const Reshape& shape = cfn.values.shape();
  MapOf entry(shape, properties.span);
  entry.put("clusterName", properties.get("ClusterName")).put("principalArn", properties.get("PrincipalArn"));
  entry.put("associatedAccessPolicies", lower_first(shape, *policies));
  read_as(cfn.reading, entry.node(), model_access_entry);
}

void add_bucket(Cfn& cfn, const Node& properties) {
  const StrField name = string_field(cfn.reading, properties, "BucketName");
  const Node* encryption = properties.get("BucketEncryption");
  const Node* rules = encryption != nullptr ? encryption->get("ServerSideEncryptionConfiguration") : nullptr;
  const Node* standard = rules != nullptr && !rules->items().empty()
                             ? rules->items().front().get("ServerSideEncryptionByDefault")
                             : nullptr;
  if (standard != nullptr && standard->is_map())
    cfn.reading.out.push_back(BucketEncryption{&cfn.reading.document, rules->span, name,
                                               string_field(cfn.reading, *standard, "SSEAlgorithm"),
                                               string_field(cfn.reading, *standard, "KMSMasterKeyID")});
  const Node* block = properties.get("PublicAccessBlockConfiguration");
  if (block == nullptr || !block->is_map()) return;
  PublicAccessBlock result;
  result.document = &cfn.reading.document;
  result.span = block->span;
  result.bucket = name;
  result.blocks_public_acls = bool_field(*block, "BlockPublicAcls");
  result.ignores_public_acls = bool_field(*block, "IgnorePublicAcls");
  result.blocks_public_policy = bool_field(*block, "BlockPublicPolicy");
  result.restricts_public_buckets = bool_field(*block, "RestrictPublicBuckets");
  cfn.reading.out.push_back(result);
}

void add_resource_policy(Cfn& cfn, const Node& properties, std::string_view key, Holder::Type type) {
  const Node* document = properties.get(key);
  if (document == nullptr) return;
  Holder holder;
  holder.type = type;
  if (const Node* bucket = properties.get("Bucket"); is_known(bucket)) holder.name = bucket->scalar();
  // A statement that is not known has a principal that is not known.
  model_policy_value(cfn.reading, document_of(cfn, *document, true), PolicyKind::resource, holder);
}

void add_oidc_provider(Cfn& cfn, const Node& properties) {
  MapOf provider(cfn.values.shape(), properties.span);
  provider.put("Url", properties.get("Url")).put("ClientIDList", properties.get("ClientIdList"));
  read_as(cfn.reading, provider.node(), model_oidc_providers);
}

constexpr EntityKeys kRole{"RoleDetailList", "RoleName", "RolePolicyList", Holder::Type::role};
constexpr EntityKeys kUser{"UserDetailList", "UserName", "UserPolicyList", Holder::Type::user};
constexpr EntityKeys kGroup{"GroupDetailList", "GroupName", "GroupPolicyList", Holder::Type::group};

void add_resource(Cfn& cfn, std::string_view id, std::string_view type, const Node& written) {
  const Node resolved = cfn.values.resolve(written);
  if (type == "AWS::IAM::Role") return add_entity(cfn, written, resolved, kRole);
  if (type == "AWS::IAM::User") return add_entity(cfn, written, resolved, kUser);
  if (type == "AWS::IAM::Group") return add_entity(cfn, written, resolved, kGroup);
  if (type == "AWS::IAM::ManagedPolicy" && cfn.attached_policies.count(id) > 0) return;
  if (type.starts_with("AWS::IAM::") && type.ends_with("Policy"))
    return add_policy_resource(cfn, written, resolved, type == "AWS::IAM::ManagedPolicy");
  if (type == "AWS::IAM::OIDCProvider") return add_oidc_provider(cfn, resolved);
  if (type == "AWS::EKS::Cluster") return read_wrapped(cfn, "cluster", resolved, model_cluster);
  if (type == "AWS::EKS::AccessEntry") return add_access_entry(cfn, resolved);
  if (type == "AWS::EKS::PodIdentityAssociation")
    return read_wrapped(cfn, "association", resolved, model_pod_identity);
  if (type == "AWS::EKS::FargateProfile")
    return read_wrapped(cfn, "fargateProfile", resolved, model_fargate_profile);
  if (type == "AWS::S3::Bucket") return add_bucket(cfn, resolved);
  if (type == "AWS::S3::BucketPolicy")
    return add_resource_policy(cfn, resolved, "PolicyDocument", Holder::Type::bucket);
  if (type == "AWS::KMS::Key") return add_resource_policy(cfn, resolved, "KeyPolicy", Holder::Type::key);
}

}  // namespace

void model_cloudformation(Reading& reading) {
  Cfn cfn{reading, Template(reading.document, reading.root), {}, false};
  std::deque<IamEntity>& entities = reading.out.iam_entities;
  const std::size_t first = reading.out.size(), first_entity = entities.size();
  const Node* resources = reading.root.get("Resources");
  // Roles first: they take the policies of the template that they attach.
  for (const bool policies : {false, true})
    for (const Member& member : resources->members()) {
      const Node* type = member.value.get("Type");
      const Node* properties = properties_of(member.value);
      if (type == nullptr || properties == nullptr) continue;
      const bool is_policy = type->scalar().starts_with("AWS::IAM::") && type->scalar().ends_with("Policy");
      if (is_policy == policies) add_resource(cfn, member.key.scalar(), type->scalar(), *properties);
    }
  for (std::size_t i = first_entity; cfn.open_ended && i < entities.size(); ++i)
    reading.out.add(entities[i].attached, {kUnknownText, entities[i].span});
  if (reading.out.size() == first) reading.recognition.skipped = "no resource that celint reads";
}

}  // namespace celint
