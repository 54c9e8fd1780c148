// A plan says three things of a resource: its planned values, which of them are known only after apply, and
// which are sensitive. The values here are all three in one: what is not known or not to be shown is unknown.
#include "model/terraform_plan.h"

#include <algorithm>

namespace celint {
namespace {

bool is_true(const Node* node) {
  return node != nullptr && node->kind == Kind::boolean && node->scalar() == "true";
}

const Node* path(const Node& node, std::initializer_list<std::string_view> keys) {
  const Node* at = &node;
  for (const std::string_view key : keys)
    if (at = at->get(key); at == nullptr) return nullptr;
  return at;
}

std::string_view text_of(const Node& map, std::string_view key) {
  const Node* value = map.get(key);
  return value != nullptr ? value->scalar() : std::string_view();
}

const Node* item_of(const Node* list, std::size_t index) {
  return list != nullptr && index < list->items().size() ? &list->items()[index] : nullptr;
}

const Node* member_of(const Node* map, std::string_view key) {
  return map != nullptr ? map->get(key) : nullptr;
}

/// `module.a.module.b` of `module.a.module.b.aws_iam_role.x`, with its dot; empty in the root module.
/// Instance keys (`["a.b"]`) may hold dots: those addresses are taken as far as the first key.
std::string_view module_of(std::string_view address) {
  std::size_t end = 0;
  while (address.substr(end).starts_with("module.")) {
    const std::size_t dot = address.find('.', end + 7);
    if (dot == std::string_view::npos) break;
    end = dot + 1;
  }
  return address.substr(0, end);
}

std::string_view without_key(std::string_view name) {
  return name.substr(0, std::min(name.find('['), name.size()));
}

}  // namespace

TerraformPlan::TerraformPlan(const Document& document, const Node& root) : shape_(document), root_(root) {
  ByAddress changes;
  if (const Node* list = root.get("resource_changes"))
    for (const Node& change : list->items()) changes[text_of(change, "address")] = &change;
  // Data that was read while planning stands in the prior state only.
  if (const Node* prior = path(root, {"prior_state", "values", "root_module"}))
    add_module(*prior, {}, true, 0);
  const Node* planned = path(root, {"planned_values", "root_module"});
  if (planned != nullptr) add_module(*planned, changes, false, 0);
  if (const Node* state = path(root, {"values", "root_module"})) add_module(*state, {}, false, 0);
  if (planned == nullptr)
    for (const auto& [address, change] : changes)
      if (const Node* after = path(*change, {"change", "after"}); after != nullptr && after->is_map())
        add(*change, *after, path(*change, {"change", "after_unknown"}),
            path(*change, {"change", "after_sensitive"}));
  std::sort(resources_.begin(), resources_.end(),
            [](const auto& a, const auto& b) { return a.values.span < b.values.span; });
  for (const TerraformResource& resource : resources_) by_address_.emplace(resource.address, &resource);
}

void TerraformPlan::add_module(const Node& module, const ByAddress& changes, bool data_only,
                               std::size_t depth) {
  if (const Node* list = module.get("resources"))
    for (const Node& resource : list->items()) {
      if (data_only && text_of(resource, "mode") != "data") continue;
      const Node* values = resource.get("values");
      if (values == nullptr || !values->is_map()) continue;
      const auto change = changes.find(text_of(resource, "address"));
      const Node* unknown =
          change != changes.end() ? path(*change->second, {"change", "after_unknown"}) : nullptr;
      add(resource, *values, unknown, resource.get("sensitive_values"));
    }
  if (const Node* children = module.get("child_modules"))
    for (const Node& child : children->items()) add_module(child, changes, data_only, depth + 1);
}

void TerraformPlan::add(const Node& resource, const Node& values, const Node* unknown,
                        const Node* sensitive) {
  resources_.push_back(
      {text_of(resource, "address"), text_of(resource, "type"), overlay(values, unknown, sensitive)});
}

Node TerraformPlan::overlay(const Node& value, const Node* unknown, const Node* sensitive) const {
  if (is_true(unknown)) return shape_.unknown(unknown->span);
  if (is_true(sensitive)) return shape_.unknown(value.span);
  if (unknown == nullptr && sensitive == nullptr) return value;
  if (value.is_null() && unknown != nullptr && !unknown->is_scalar()) return only_unknown(*unknown);
  if (value.is_map()) return overlay_map(value, unknown, sensitive);
  if (value.is_list()) return overlay_list(value, unknown, sensitive);
  return value;
}

Node TerraformPlan::overlay_map(const Node& value, const Node* unknown, const Node* sensitive) const {
  std::vector<Member> members;
  for (const Member& member : value.members()) {
    const std::string_view key = member.key.scalar();
    members.push_back(
        {member.key, overlay(member.value, member_of(unknown, key), member_of(sensitive, key))});
  }
  if (unknown != nullptr)
    for (const Member& member : unknown->members()) {
      if (value.get(member.key.scalar()) != nullptr) continue;
      const Node left = only_unknown(member.value);
      if (!left.is_null()) members.push_back({member.key, left});
    }
  return shape_.map(members, value.span);
}

Node TerraformPlan::overlay_list(const Node& value, const Node* unknown, const Node* sensitive) const {
  std::vector<Node> items;
  for (std::size_t i = 0; i < value.items().size(); ++i)
    items.push_back(overlay(value.items()[i], item_of(unknown, i), item_of(sensitive, i)));
  if (unknown != nullptr)
    for (std::size_t i = items.size(); i < unknown->items().size(); ++i)
      if (const Node left = only_unknown(unknown->items()[i]); !left.is_null()) items.push_back(left);
  return shape_.list(items, value.span);
}

/// What is left of `after_unknown` where there is no value; null if nothing of it is unknown.
Node TerraformPlan::only_unknown(const Node& unknown) const {
  Node nothing;
  nothing.span = unknown.span;
  if (is_true(&unknown)) return shape_.unknown(unknown.span);
  std::vector<Member> members;
  for (const Member& member : unknown.members())
    if (const Node left = only_unknown(member.value); !left.is_null()) members.push_back({member.key, left});
  if (!members.empty()) return shape_.map(members, unknown.span);
  std::vector<Node> items;
  for (const Node& item : unknown.items())
    if (const Node left = only_unknown(item); !left.is_null()) items.push_back(left);
  return items.empty() ? nothing : shape_.list(items, unknown.span);
}

const Node* TerraformPlan::configured(std::string_view address) const {
  const Node* module = path(root_, {"configuration", "root_module"});
  const std::string_view prefix = module_of(address);
  std::string_view rest = prefix;
  while (module != nullptr && rest.starts_with("module.")) {
    const std::size_t dot = rest.find('.', 7);
    const std::string_view name = without_key(rest.substr(7, dot - 7));
    const Node* calls = module->get("module_calls");
    const Node* call = calls != nullptr ? calls->get(name) : nullptr;
    module = call != nullptr ? call->get("module") : nullptr;
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  }
  const Node* list = module != nullptr ? module->get("resources") : nullptr;
  const std::string_view local = without_key(address.substr(prefix.size()));
  if (list != nullptr)
    for (const Node& resource : list->items())
      if (text_of(resource, "address") == local) return &resource;
  return nullptr;
}

const TerraformResource* TerraformPlan::referred(const TerraformResource& from,
                                                 std::string_view attribute) const {
  const Node* config = configured(from.address);
  const Node* references =
      config != nullptr ? path(*config, {"expressions", attribute, "references"}) : nullptr;
  if (references == nullptr) return nullptr;
  const TerraformResource* found = nullptr;
  for (const Node& reference : references->items()) {
    const std::string address = std::string(module_of(from.address)) + std::string(reference.scalar());
    const auto hit = by_address_.find(address);
    if (hit == by_address_.end()) continue;
    if (found != nullptr && found != hit->second) return nullptr;
    found = hit->second;
  }
  return found;
}

const Node* TerraformPlan::region(const TerraformResource& resource) const {
  const Node* config = configured(resource.address);
  const Node* providers = path(root_, {"configuration", "provider_config"});
  if (config == nullptr || providers == nullptr) return nullptr;
  const Node* provider = providers->get(text_of(*config, "provider_config_key"));
  const Node* expression = provider != nullptr ? path(*provider, {"expressions", "region"}) : nullptr;
  if (expression == nullptr) return nullptr;
  if (const Node* constant = expression->get("constant_value")) return constant;
  const Node* references = expression->get("references");
  if (references == nullptr || references->items().size() != 1) return nullptr;
  const std::string_view name = references->items().front().scalar();
  return name.starts_with("var.") ? path(root_, {"variables", name.substr(4), "value"}) : nullptr;
}

}  // namespace celint
