#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/inventory_entity.h"
#include "report/subject.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view policy_word(const Policy& policy) {
  if (policy.fragment) return "policy-fragment";
  return policy.kind == PolicyKind::trust      ? "trust-policy"
         : policy.kind == PolicyKind::resource ? "resource-policy"
                                               : "identity-policy";
}

std::string_view word(IamEntity::Type type) {
  switch (type) {
    case IamEntity::Type::user:
      return "user";
    case IamEntity::Type::role:
      return "role";
    case IamEntity::Type::group:
      return "group";
    case IamEntity::Type::managed_policy:
      return "managed policy";
  }
  return "";
}

Json principals_json(const Statement& statement) {
  Json list = Json::array();
  for (const Principal& principal : statement.principals)
    list.push_back({{"type", text_json(principal.type.value)}, {"value", text_json(principal.value.value)}});
  return list;
}

Json conditions_json(const Statement& statement) {
  Json list = Json::array();
  for (const Condition& condition : statement.conditions)
    list.push_back({{"operator", text_json(condition.op.value)},
                    {"key", text_json(condition.key.value)},
                    {"values", list_json(condition.values)}});
  return list;
}

Json statement_json(const Statement& statement) {
  Json object = Json::object();
  if (statement.sid.known()) object["sid"] = text_json(statement.sid.value);
  if (statement.effect.known()) object["effect"] = statement.allows() ? "Allow" : "Deny";
  object[statement.not_action ? "notActions" : "actions"] = list_json(statement.actions);
  if (statement.has_resource)
    object[statement.not_resource ? "notResources" : "resources"] = list_json(statement.resources);
  if (statement.has_principal)
    object[statement.not_principal ? "notPrincipals" : "principals"] = principals_json(statement);
  if (!statement.conditions.empty()) object["conditions"] = conditions_json(statement);
  return object;
}

/// Whose document it is: `role example-head`, with how that was found out.
struct Belongs {
  std::string text;
  std::string how;
};

Belongs belongs(const Subjects& subjects, const Policy& policy) {
  const Holder& holder = policy.holder;
  const std::string named = std::string(word(holder.type)) + " " + std::string(holder.name);
  if (holder.type == Holder::Type::bucket || holder.type == Holder::Type::key)
    return holder.name.empty() ? Belongs{} : Belongs{named, holder.placed ? "placed" : "named"};
  if (holder.type != Holder::Type::unknown && !holder.name.empty()) return {named, "named"};
  const Identity* identity = subjects.holder(policy);
  if (identity == nullptr) return {};
  const std::string type = identity->type == Identity::Type::user ? "user " : "role ";
  const auto join = std::find_if(identity->joins.begin(), identity->joins.end(),
                                 [&policy](const PolicyJoin& one) { return one.policy == &policy; });
  return {type + identity->name, std::string(to_string(join->how))};
}

InventoryEntity entity(const Subjects& subjects, const Policy& policy) {
  const Belongs belonging = belongs(subjects, policy);
  Json object{{"kind", policy_word(policy)}};
  if (!belonging.text.empty())
    object.update({{"belongsTo", text_json(belonging.text)}, {"decided", belonging.how}});
  if (!policy.holder.arn.empty()) object["arn"] = text_json(policy.holder.arn);
  if (!policy.holder.policy_name.empty()) object["policyName"] = text_json(policy.holder.policy_name);
  put(object, "version", policy.version);
  for (const StrField& id : policy.id) put(object, "id", id);
  object["statements"] = Json::array();
  for (const Statement& statement : policy.statements)
    object["statements"].push_back(statement_json(statement));
  return {policy.document, policy.span,   std::string(policy_word(policy)),
          belonging.text,  belonging.how, dumped(object)};
}

InventoryEntity entity(const IamEntity& item) {
  const bool listed = item.name.absent() && item.arn.absent();
  Json object{{"kind", "account-details"}};
  if (!listed) object["type"] = word(item.type);
  put(object, "name", item.name);
  put(object, "arn", item.arn);
  put(object, "permissionsBoundary", item.boundary);
  if (item.lists_attached) object["attachedPolicies"] = list_json(item.attached);
  if (item.lists_inline) object["inlinePolicies"] = list_json(item.inline_policies);
  if (!item.groups.empty()) object["groups"] = list_json(item.groups);
  const std::string name =
      listed ? std::string() : std::string(word(item.type)) + " " + std::string(item.name.value);
  return {item.document, item.span, "account-details", name, listed ? "" : "named", dumped(object)};
}

InventoryEntity entity(const OidcProviderExport& item) {
  Json object{{"kind", "oidc-provider"}};
  put(object, "arn", item.arn);
  put(object, "url", item.url);
  if (!item.client_ids.empty()) object["clientIds"] = list_json(item.client_ids);
  const StrField& name = item.url.absent() ? item.arn : item.url;
  return {item.document, item.span, "oidc-provider", std::string(name.value), "named", dumped(object)};
}

}  // namespace

void add_iam(const World& world, std::vector<InventoryEntity>& out) {
  const Subjects subjects(world);
  for (const Policy& policy : world.policies) out.push_back(entity(subjects, policy));
  for (const IamEntity& item : world.iam_entities) out.push_back(entity(item));
  for (const OidcProviderExport& item : world.oidc_providers) out.push_back(entity(item));
}

}  // namespace celint
