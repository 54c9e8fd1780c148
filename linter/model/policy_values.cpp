#include "model/policy_values.h"

#include "read/letters.h"

namespace celint {
namespace {

/// A value that a template tool fills in: CloudFormation's `{"Ref": ...}`, `{"Fn::Sub": ...}`.
bool is_intrinsic(const Node& node) {
  if (!node.is_map() || node.members().size() != 1) return false;
  const std::string_view key = node.members().front().key.scalar();
  return key == "Ref" || key.starts_with("Fn::");
}

std::string_view kind_name(const Node& node) {
  switch (node.kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "a boolean";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::list:
      return "a list";
    case Kind::map:
      break;
  }
  return "an object";
}

void check_condition_value(Grammar& out, const Member& key, std::string_view written_op) {
  const Node& value = key.value;
  if (value.is_list() && value.items().empty()) {
    const std::string op = lowered(written_op);
    const std::string_view code = op.starts_with("forallvalues:")  ? "EMPTY_ARRAY_CONDITION_FORALLVALUES"
                                  : op.starts_with("foranyvalue:") ? "EMPTY_ARRAY_CONDITION_FORANYVALUE"
                                  : op.ends_with("ifexists")       ? "EMPTY_ARRAY_CONDITION_IFEXISTS"
                                                                   : "EMPTY_ARRAY_CONDITION";
    return out.add(Part::empty, value.span,
                   "Condition key " + quoted(key.key.scalar()) + " is compared with an empty list.", code);
  }
  if (value.is_map() || value.is_null())
    return wrong_type(out, Part::condition, value, "The value of a condition key",
                      "a scalar or a list of them");
  for (const Node& item : value.items()) {
    if (!item.is_scalar() || item.is_null())
      return wrong_type(out, Part::condition, item, "A value of a condition key", "a scalar");
    if (item.kind != value.items().front().kind)
      return out.add(
          Part::condition, item.span,
          "The values of condition key " + quoted(key.key.scalar()) + " are of different JSON types.",
          "INVALID_CONDITION_DATA_TYPE");
  }
}

}  // namespace

void wrong_type(Grammar& out, Part part, const Node& node, std::string_view what, std::string_view wanted) {
  if (is_intrinsic(node)) return;
  std::string message(what);
  message.append(" is ").append(kind_name(node)).append(" where IAM wants ").append(wanted).append(".");
  out.add(part, node.span, std::move(message), "DATA_TYPE_MISMATCH");
}

void check_strings(Grammar& out, Part part, const Node& node, std::string_view what,
                   std::string_view empty_code) {
  if (node.is_list()) {
    if (node.items().empty())
      out.add(Part::empty, node.span, std::string(what) + " is an empty list and says nothing.", empty_code);
    for (const Node& item : node.items())
      if (!item.is_string()) wrong_type(out, part, item, "An entry of " + std::string(what), "a string");
  } else if (!node.is_string()) {
    wrong_type(out, part, node, what, "a string or a list of strings");
  }
}

void check_principal(Grammar& out, const Node& node) {
  if (node.is_string() && node.scalar() == "*") return;
  if (!node.is_map()) {
    if (!node.is_string() || !has_unexpanded_variable(node.scalar()))
      out.add(
          Part::principal, node.span,
          "A principal is '*' or an object such as {\"AWS\": ...}, not " + std::string(kind_name(node)) + ".",
          "INVALID_PRINCIPAL_FORMAT");
    return;
  }
  if (node.members().empty())
    out.add(Part::empty, node.span, "The principal is an empty object and names nobody.",
            "EMPTY_OBJECT_PRINCIPAL");
  if (is_intrinsic(node)) return;
  for (const Member& member : node.members())
    check_strings(out, Part::principal, member.value, "The principal", "EMPTY_ARRAY_PRINCIPAL");
}

void check_condition(Grammar& out, const Node& node) {
  if (!node.is_map()) return wrong_type(out, Part::condition, node, "Condition", "an object of operators");
  if (node.members().empty())
    out.add(Part::empty, node.span, "The condition is empty and asks for nothing.", "EMPTY_OBJECT_CONDITION");
  for (const Member& op : node.members()) {
    if (!op.value.is_map()) {
      wrong_type(out, Part::condition, op.value, "Condition operator " + quoted(op.key.scalar()),
                 "an object of condition keys");
      continue;
    }
    if (op.value.members().empty())
      out.add(Part::empty, op.value.span, "This condition operator has no key and asks for nothing.",
              "EMPTY_OBJECT_CONDITION");
    for (const Member& key : op.value.members()) check_condition_value(out, key, op.key.scalar());
  }
}

}  // namespace celint
