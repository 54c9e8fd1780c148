// The IAM CLI's output: get-role, get-user, get-*-policy, list-*, get-account-authorization-details. Policy
// documents stand in it as objects, as JSON strings or URL-encoded.
#include "model/iam.h"

#include <algorithm>
#include <array>

#include "model/reading.h"

namespace celint {
namespace {

using Type = IamEntity::Type;

constexpr Holder::Type holder_type(Type type) {
  switch (type) {
    case Type::user:
      return Holder::Type::user;
    case Type::role:
      return Holder::Type::role;
    case Type::group:
      return Holder::Type::group;
    case Type::managed_policy:
      return Holder::Type::managed_policy;
  }
  return Holder::Type::unknown;
}

std::string_view text_of(const StrField& field) { return field.known() ? field.value : std::string_view(); }

Holder holder_of(const IamEntity& entity) {
  Holder holder;
  holder.type = holder_type(entity.type);
  holder.name = text_of(entity.name);
  holder.arn = text_of(entity.arn);
  return holder;
}

IamEntity entity_of(Reading& reading, const Node& node, Type type, std::string_view name_key) {
  IamEntity entity;
  entity.document = &reading.document;
  entity.span = node.span;
  entity.type = type;
  entity.name = string_field(reading, node, name_key);
  entity.arn = string_field(reading, node, "Arn");
  entity.boundary = {Presence::absent, {}, node.span};
  if (const Node* boundary = node.get("PermissionsBoundary"); boundary != nullptr && boundary->is_map())
    entity.boundary = string_field(reading, *boundary, "PermissionsBoundaryArn");
  return entity;
}

List<Str> each_string(Reading& reading, const Node& list, std::string_view key) {
  std::vector<Str> result;
  for (const Node& item : list.items())
    if (const Node* value = item.get(key); value != nullptr && value->is_string())
      result.push_back(value->str());
  return reading.out.keep(result);
}

void read_attached(Reading& reading, const Node& node, IamEntity& entity, std::string_view key) {
  const Node* list = node.get(key);
  if (list == nullptr || !list->is_list()) return;
  entity.attached = each_string(reading, *list, "PolicyArn");
  entity.lists_attached = true;
}

/// Inline policies written out, as get-account-authorization-details has them.
void model_inline(Reading& reading, const Node& node, IamEntity& entity, std::string_view key) {
  const Node* list = node.get(key);
  if (list != nullptr && !list->is_list()) return;
  entity.lists_inline = true;
  if (list == nullptr) return;
  entity.inline_policies = each_string(reading, *list, "PolicyName");
  for (const Node& item : list->items()) {
    const Node* document = item.get("PolicyDocument");
    if (document == nullptr) continue;
    Holder holder = holder_of(entity);
    if (const Node* name = item.get("PolicyName")) holder.policy_name = name->scalar();
    model_policy_value(reading, *document, PolicyKind::identity, holder);
  }
}

void model_role(Reading& reading, const Node& node) {
  const IamEntity entity = entity_of(reading, node, Type::role, "RoleName");
  if (const Node* trust = node.get("AssumeRolePolicyDocument"))
    model_policy_value(reading, *trust, PolicyKind::trust, holder_of(entity));
  reading.out.push_back(entity);
}

void model_user(Reading& reading, const Node& node) {
  reading.out.push_back(entity_of(reading, node, Type::user, "UserName"));
}

/// One entry of a detail list: everything about the entity in one place.
void model_detail(Reading& reading, const Node& node, Type type, std::string_view name_key,
                  std::string_view inline_key) {
  IamEntity entity = entity_of(reading, node, type, name_key);
  read_attached(reading, node, entity, "AttachedManagedPolicies");
  model_inline(reading, node, entity, inline_key);
  entity.groups = strings(reading, node.get("GroupList"));
  if (const Node* trust = node.get("AssumeRolePolicyDocument"))
    model_policy_value(reading, *trust, PolicyKind::trust, holder_of(entity));
  reading.out.push_back(std::move(entity));
}

/// A managed policy of the detail list: its default version counts.
void model_managed_detail(Reading& reading, const Node& node) {
  const IamEntity entity = entity_of(reading, node, Type::managed_policy, "PolicyName");
  if (const Node* versions = node.get("PolicyVersionList"))
    for (const Node& version : versions->items()) {
      const Node* standard = version.get("IsDefaultVersion");
      const Node* document = version.get("Document");
      if (document != nullptr && standard != nullptr && standard->scalar() == "true")
        model_policy_value(reading, *document, PolicyKind::identity, holder_of(entity));
    }
  reading.out.push_back(entity);
}

void model_account_details(Reading& reading, const Node& root) {
  for (const std::string_view key : kAccountLists)
    if (const Node* list = root.get(key))
      for (const Node& item : list->items()) model_account_item(reading, key, item);
}

/// get-role-policy, get-user-policy, get-group-policy.
bool model_named_inline(Reading& reading, const Node& root) {
  const Node* document = root.get("PolicyDocument");
  if (document == nullptr) return false;
  Holder holder;
  const auto take = [&](std::string_view key, Holder::Type type) {
    const Node* name = root.get(key);
    if (name == nullptr || !name->is_string()) return;
    holder.type = type;
    holder.name = name->scalar();
  };
  take("RoleName", Holder::Type::role);
  take("UserName", Holder::Type::user);
  take("GroupName", Holder::Type::group);
  if (const Node* name = root.get("PolicyName")) holder.policy_name = name->scalar();
  model_policy_value(reading, *document, PolicyKind::identity, holder);
  return true;
}

void model_lists(Reading& reading, const Node& root) {
  IamEntity entity;
  entity.document = &reading.document;
  entity.span = root.span;
  entity.name = entity.arn = entity.boundary = {Presence::absent, {}, root.span};
  read_attached(reading, root, entity, "AttachedPolicies");
  if (const Node* names = root.get("PolicyNames")) {
    entity.inline_policies = strings(reading, names);
    entity.lists_inline = true;
  }
  reading.out.push_back(std::move(entity));
}

}  // namespace

void model_account_item(Reading& reading, std::string_view list, const Node& item) {
  if (!item.is_map()) return;
  if (list == "UserDetailList") return model_detail(reading, item, Type::user, "UserName", "UserPolicyList");
  if (list == "GroupDetailList")
    return model_detail(reading, item, Type::group, "GroupName", "GroupPolicyList");
  if (list == "RoleDetailList") return model_detail(reading, item, Type::role, "RoleName", "RolePolicyList");
  if (list == "Policies") model_managed_detail(reading, item);
}

bool is_account_details(const Node& root) {
  constexpr std::array kOthers{
      "Role", "User", "PolicyVersion", "Policy", "PolicyDocument", "AttachedPolicies", "PolicyNames"};
  const auto is_single = [&](std::string_view key) {
    return std::ranges::count(root.members(), key,
                              [](const Member& member) { return member.key.scalar(); }) <= 1;
  };
  return std::ranges::none_of(kOthers, [&](const char* key) { return root.get(key) != nullptr; }) &&
         std::ranges::all_of(kAccountLists, is_single);
}

void model_iam_export(Reading& reading) {
  const Node& root = reading.root;
  if (const Node* role = root.get("Role")) return model_role(reading, *role);
  if (const Node* user = root.get("User")) return model_user(reading, *user);
  if (const Node* version = root.get("PolicyVersion")) {
    Holder holder;
    holder.type = Holder::Type::managed_policy;
    if (const Node* document = version->get("Document"))
      model_policy_value(reading, *document, PolicyKind::identity, holder);
    return;
  }
  if (const Node* policy = root.get("Policy"); policy != nullptr && policy->is_map())
    return reading.out.push_back(entity_of(reading, *policy, Type::managed_policy, "PolicyName"));
  if (model_named_inline(reading, root)) return;
  if (root.get("AttachedPolicies") != nullptr || root.get("PolicyNames") != nullptr)
    return model_lists(reading, root);
  model_account_details(reading, root);
}

void model_oidc_providers(Reading& reading) {
  const Node& root = reading.root;
  const auto add = [&](const Node& node) {
    OidcProviderExport provider;
    provider.document = &reading.document;
    provider.span = node.span;
    provider.arn = string_field(reading, node, "Arn");
    provider.url = string_field(reading, node, "Url");
    provider.client_ids = strings(reading, node.get("ClientIDList"));
    reading.out.push_back(std::move(provider));
  };
  if (root.get("Url") != nullptr) add(root);
  if (const Node* list = root.get("OpenIDConnectProviderList"))
    for (const Node& item : list->items())
      if (item.is_map()) add(item);
}

}  // namespace celint
