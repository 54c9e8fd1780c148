// IAM policy documents of every kind: identity policies, role trust policies, resource policies.
// Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "model/value.h"
#include "parse/tree.h"

namespace celint {

enum class Effect : std::uint8_t { allow, deny };

/// One principal of a statement. `type` is AWS, Service, Federated, CanonicalUser or, for `"Principal": "*"`,
/// empty.
struct Principal {
  Str type;
  Str value;
};

/// One operator-key pair of a condition block, with its values as written (numbers and booleans as text).
struct Condition {
  Str op;   ///< As written, with set prefix and IfExists: `ForAnyValue:StringLikeIfExists`.
  Str key;  ///< As written; compared without case.
  std::vector<Str> values;
};

/// One statement, as far as it can be read; what is wrong with it is a Problem of its Policy.
struct Statement {
  Span span;
  std::size_t index = 0;  ///< Position in Statement, from 0.
  std::optional<Str> sid;
  Field<Effect> effect;  ///< Known if exactly Allow or Deny.
  std::vector<Str> actions;
  bool not_action = false;
  Span actions_span;  ///< The value of Action or NotAction.
  std::vector<Str> resources;
  bool not_resource = false;
  Span resources_span;
  bool has_resource = false;  ///< Resource or NotResource is written (trust policies have none).
  std::vector<Principal> principals;
  bool not_principal = false;
  bool has_principal = false;
  std::vector<Condition> conditions;

  bool allows() const { return effect.known() && effect.value == Effect::allow; }
  bool denies() const { return effect.known() && effect.value == Effect::deny; }
};

enum class PolicyKind : std::uint8_t { identity, trust, resource };

/// Where a policy document hangs, as far as its document or file name says. Empty fields are not known.
struct Holder {
  enum class Type : std::uint8_t { unknown, user, role, group, managed_policy, bucket, key };
  Type type = Type::unknown;
  Str name;         ///< User, role, group, managed policy or bucket name; key id.
  Str arn;          ///< The holder's ARN if it is written.
  Str policy_name;  ///< Of an inline policy.
};

/// A policy document.
struct Policy {
  const Document* document = nullptr;
  std::shared_ptr<const Document> text;  ///< Owns the decoded strings if the policy stands inside a string.
  PolicyKind kind = PolicyKind::identity;
  Holder holder;
  Span span;
  StrField version;
  StrField id;
  std::vector<Statement> statements;
  bool fragment = false;  ///< A bare statement, or several, where a policy document belongs.
};

}  // namespace celint
