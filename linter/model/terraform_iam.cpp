// aws_iam_*: roles, users, their policies and attachments. A plan often does not know an ARN yet; then the
// configuration says which resource is meant.
#include <algorithm>

#include "model/terraform_resources.h"
#include "read/letters.h"

namespace celint {
namespace {

bool is_known(const Node* node) {
  return node != nullptr && node->is_string() && node->scalar() != kUnknownText;
}

/// The name of the identity that an attribute names, itself or through the resource it refers to.
const Node* holder_name(const Terraform& tf, const TerraformResource& resource, std::string_view attribute) {
  if (const Node* name = resource.values.get(attribute); is_known(name)) return name;
  const TerraformResource* referred = tf.plan.referred(resource, attribute);
  const Node* name = referred != nullptr ? referred->values.get("name") : nullptr;
  return is_known(name) ? name : nullptr;
}

struct Attribute {
  std::string_view name;
  Holder::Type type;
};

/// The attribute of an inline policy or an attachment that names who holds it.
Attribute attribute_of(std::string_view type) {
  if (type.starts_with("aws_iam_user")) return {"user", Holder::Type::user};
  if (type.starts_with("aws_iam_group")) return {"group", Holder::Type::group};
  return {"role", Holder::Type::role};
}

Node entity(const Terraform& tf, const Node& values, std::string_view name_key) {
  MapOf entity(tf.shape, values.span);
  entity.put(name_key, values.get("name")).put("Arn", values.get("arn"));
  entity.put("AssumeRolePolicyDocument", values.get("assume_role_policy"));
  if (const Node* boundary = values.get("permissions_boundary"); boundary != nullptr && !boundary->is_null())
    if (!boundary->scalar().empty())
      entity.put("PermissionsBoundary",
                 MapOf(tf.shape, boundary->span).put("PermissionsBoundaryArn", boundary).node());
  if (const Node* arns = values.get("managed_policy_arns"); arns != nullptr && !arns->is_null()) {
    std::vector<Node> attached;
    const auto add = [&](const Node& arn) {
      attached.push_back(MapOf(tf.shape, arn.span).put("PolicyArn", arn).node());
    };
    if (arns->is_string()) add(*arns);
    for (const Node& arn : arns->items()) add(arn);
    if (!attached.empty()) entity.put("AttachedManagedPolicies", tf.shape.list(attached, arns->span));
  }
  std::vector<Node> policies;
  if (const Node* list = values.get("inline_policy"))
    for (const Node& item : list->items())
      if (const Node* policy = item.get("policy"); policy != nullptr && !policy->is_null())
        policies.push_back(MapOf(tf.shape, item.span)
                               .put("PolicyName", item.get("name"))
                               .put("PolicyDocument", policy)
                               .node());
  // Other resources may add to them: the list is never known to be whole.
  const Node* inline_policies = values.get("inline_policy");
  const Span place = inline_policies != nullptr ? inline_policies->span : values.span;
  entity.put("RolePolicyList", policies.empty() ? tf.shape.unknown(place) : tf.shape.list(policies, place));
  return entity.node();
}

void read_details(Terraform& tf, std::string_view list, const Node& entity) {
  const Node items = tf.shape.list({&entity, 1}, entity.span);
  const Node details = MapOf(tf.shape, entity.span).put(list, items).node();
  read_as(tf.reading, details, model_iam_export);
}

void push_attached(Terraform& tf, const Node& span_of, IamEntity::Type type, const Node& name, Str arn) {
  IamEntity entity;
  entity.document = &tf.reading.document;
  entity.span = span_of.span;
  entity.type = type;
  entity.name = {Presence::known, name.scalar(), name.span};
  entity.arn = entity.boundary = {Presence::absent, {}, span_of.span};
  tf.reading.out.add(entity.attached, arn);
  tf.reading.out.push_back(std::move(entity));
}

IamEntity::Type entity_type(Holder::Type type) {
  if (type == Holder::Type::user) return IamEntity::Type::user;
  return type == Holder::Type::group ? IamEntity::Type::group : IamEntity::Type::role;
}

/// The managed policy of the plan that an attachment with an unknown ARN means; null if there is none.
const TerraformResource* referred_policy(const Terraform& tf, const TerraformResource& attachment) {
  if (is_known(attachment.values.get("policy_arn"))) return nullptr;
  const TerraformResource* policy = tf.plan.referred(attachment, "policy_arn");
  return policy != nullptr && policy->type == "aws_iam_policy" ? policy : nullptr;
}

/// One holder of an attachment: the policy's document if the plan has it, else its ARN.
void attach(Terraform& tf, const TerraformResource& resource, Holder::Type type, const Node& name) {
  if (const TerraformResource* policy = referred_policy(tf, resource)) {
    const Node* text = policy->values.get("policy");
    if (is_known(text)) {
      Holder holder;
      holder.type = type;
      holder.name = name.scalar();
      if (const Node* title = policy->values.get("name"); is_known(title))
        holder.policy_name = title->scalar();
      return model_policy_value(tf.reading, *text, PolicyKind::identity, holder);
    }
  }
  const Node* arn = resource.values.get("policy_arn");
  push_attached(tf, resource.values, entity_type(type), name,
                is_known(arn) ? arn->str() : Str{kUnknownText, resource.values.span});
}

/// A document that other resources hold in their own attributes is read there.
bool used_elsewhere(const Terraform& tf, std::string_view text) {
  return std::any_of(tf.plan.resources().begin(), tf.plan.resources().end(), [&](const auto& resource) {
    return std::any_of(resource.values.members().begin(), resource.values.members().end(),
                       [&](const Member& member) {
                         return resource.type != "aws_iam_policy_document" && member.value.scalar() == text;
                       });
  });
}

}  // namespace

void note_referred_policies(Terraform& tf) {
  for (const TerraformResource& resource : tf.plan.resources()) {
    if (!resource.type.ends_with("_policy_attachment")) continue;
    const Attribute attribute = attribute_of(resource.type);
    if (holder_name(tf, resource, attribute.name) == nullptr) continue;
    if (const TerraformResource* policy = referred_policy(tf, resource)) tf.referred_policies.insert(policy);
  }
}

void add_role(Terraform& tf, const TerraformResource& resource) {
  read_details(tf, "RoleDetailList", entity(tf, resource.values, "RoleName"));
}

void add_user(Terraform& tf, const TerraformResource& resource) {
  Node user = entity(tf, resource.values, "UserName");
  const Node more = MapOf(tf.shape, user.span).put("UserPolicyList", tf.shape.unknown(user.span)).node();
  std::vector<Member> members(user.members().begin(), user.members().end());
  members.insert(members.end(), more.members().begin(), more.members().end());
  read_details(tf, "UserDetailList", tf.shape.map(members, user.span));
}

void add_group(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  MapOf group(tf.shape, values.span);
  group.put("GroupName", values.get("name")).put("Arn", values.get("arn"));
  group.put("GroupPolicyList", tf.shape.unknown(values.span));
  read_details(tf, "GroupDetailList", group.node());
}

void add_managed_policy(Terraform& tf, const TerraformResource& resource) {
  if (tf.referred_policies.count(&resource) > 0) return;
  Holder holder;
  holder.type = Holder::Type::managed_policy;
  if (const Node* name = resource.values.get("name"); is_known(name)) holder.name = name->scalar();
  if (const Node* arn = resource.values.get("arn"); is_known(arn)) holder.arn = arn->scalar();
  if (const Node* text = resource.values.get("policy"); is_known(text))
    model_policy_value(tf.reading, *text, PolicyKind::identity, holder);
}

void add_inline_policy(Terraform& tf, const TerraformResource& resource) {
  const Attribute attribute = attribute_of(resource.type);
  const Node* name = holder_name(tf, resource, attribute.name);
  const Node* text = resource.values.get("policy");
  if (name == nullptr) tf.open_ended = true;
  if (name != nullptr && !is_known(text))
    return push_attached(tf, resource.values, entity_type(attribute.type), *name,
                         {kUnknownText, resource.values.span});
  if (text == nullptr) return;
  Holder holder;
  holder.type = attribute.type;
  if (name != nullptr) holder.name = name->scalar();
  if (const Node* title = resource.values.get("name"); is_known(title)) holder.policy_name = title->scalar();
  if (is_known(text)) model_policy_value(tf.reading, *text, PolicyKind::identity, holder);
}

void add_attachment(Terraform& tf, const TerraformResource& resource) {
  if (resource.type == "aws_iam_policy_attachment") {
    const auto each = [&](std::string_view key, Holder::Type type) {
      const Node* list = resource.values.get(key);
      if (list == nullptr) return;
      if (list->is_string()) tf.open_ended = true;
      for (const Node& item : list->items()) {
        if (is_known(&item)) attach(tf, resource, type, item);
        if (!is_known(&item)) tf.open_ended = true;
      }
    };
    each("roles", Holder::Type::role);
    each("users", Holder::Type::user);
    return each("groups", Holder::Type::group);
  }
  const Attribute attribute = attribute_of(resource.type);
  const Node* name = holder_name(tf, resource, attribute.name);
  if (name == nullptr) tf.open_ended = true;
  if (name != nullptr) attach(tf, resource, attribute.type, *name);
}

void add_policy_document(Terraform& tf, const TerraformResource& resource) {
  const Node* text = resource.values.get("json");
  if (!is_known(text) || used_elsewhere(tf, text->scalar())) return;
  std::deque<Policy>& policies = tf.reading.out.policies;
  const std::size_t before = policies.size();
  model_policy_value(tf.reading, *text, PolicyKind::identity, {});
  if (policies.size() == before) return;
  Policy& policy = policies.back();
  for (const Statement& statement : policy.statements) {
    if (!statement.has_principal) continue;
    const bool assumes =
        std::any_of(statement.actions.begin(), statement.actions.end(),
                    [](const Str& action) { return equal_ignoring_case(action.value.substr(0, 4), "sts:"); });
    policy.kind = assumes ? PolicyKind::trust : PolicyKind::resource;
  }
}

void add_oidc_provider(Terraform& tf, const TerraformResource& resource) {
  const Node& values = resource.values;
  MapOf provider(tf.shape, values.span);
  provider.put("Arn", values.get("arn")).put("Url", values.get("url"));
  provider.put("ClientIDList", values.get("client_id_list"));
  read_as(tf.reading, provider.node(), model_oidc_providers);
}

}  // namespace celint
