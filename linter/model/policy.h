// IAM policy documents of every kind: identity policies, role trust policies, resource policies.
// Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "model/value.h"
#include "parse/tree.h"
#include "read/arena.h"

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
  List<Str> values;
  Span values_span = {};  ///< Of the list, or of the one value.
};

/// One statement, as far as it can be read; what is wrong with it is a fault of its Policy.
struct Statement {
  Span span;
  std::uint32_t index = 0;  ///< Position in Statement, from 0.
  StrField sid;             ///< Known if it is text.
  Field<Effect> effect;     ///< Known if exactly Allow or Deny.
  List<Str> actions;
  List<Str> resources;
  List<Principal> principals;
  List<Condition> conditions;
  Span actions_span;  ///< The value of Action or NotAction.
  Span resources_span;
  bool not_action = false;
  bool not_resource = false;
  bool has_resource = false;  ///< Resource or NotResource is written (trust policies have none).
  bool not_principal = false;
  bool has_principal = false;

  bool allows() const { return effect.known() && effect.value == Effect::allow; }
  bool denies() const { return effect.known() && effect.value == Effect::deny; }
};

enum class PolicyKind : std::uint8_t { identity, trust, resource };

/// Where a policy document hangs, as far as its document or file name says. Empty fields are not known.
struct Holder {
  enum class Type : std::uint8_t { unknown, user, role, group, managed_policy, bucket, key };
  Type type = Type::unknown;
  bool placed = false;           ///< The file's path gives the name, the document does not.
  std::string_view name;         ///< User, role, group, managed policy or bucket name; key id.
  std::string_view arn;          ///< The holder's ARN if it is written.
  std::string_view policy_name;  ///< Of an inline policy.
};

/// What is wrong with the grammar of a policy, whatever it is about: AWS refuses to save it or, if `part` is
/// `empty`, a part of it says nothing.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
struct PolicyFault {
  enum class Part : std::uint8_t { element, principal, condition, empty };
  Part part = Part::element;
  Problem problem;
  std::string_view code;  ///< Access Analyzer's issue code; empty if it has none.
};

/// A policy document.
struct Policy {
  const Document* document = nullptr;
  std::shared_ptr<const Document> text;  ///< Owns the decoded strings if the policy stands inside a string.
  PolicyKind kind = PolicyKind::identity;
  bool fragment = false;  ///< A bare statement, or several, where a policy document belongs.
  Span span;
  Span list_span = {};  ///< The key Statement; the whole document if it has none.
  Holder holder;
  StrField version;
  Few<StrField> id;  ///< One, if it is written.
  List<Statement> statements;
  Few<PolicyFault> faults;  ///< None for fragments. In written order, those of a statement together.
  std::size_t length = 0;   ///< Characters of the minified document, as AWS's quotas count them.
};

/// The first character of an object: where something that it lacks is reported.
Span opening(Span object);

/// The edits that take these entries (ascending, not all) out of a list, each with its comma or YAML dash.
std::vector<Edit> without_entries(std::span<const Str> entries, const std::vector<std::size_t>& dropped);

}  // namespace celint
