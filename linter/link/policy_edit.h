// Edits of policy documents, in the layout of the text around them. Each is empty where the document cannot
// be edited: text inside a string, forms that the edit does not know.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/smallest.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {

/// One operator and key of a condition block.
struct Restriction {
  std::string op;
  std::string key;
  std::vector<std::string> values;
};

/// An Allow statement to be written. What is empty is left out.
struct NewStatement {
  std::string principal_type;  ///< `AWS`, `Service`, ...
  std::vector<std::string> principals;
  std::vector<std::string> actions;
  std::vector<std::string> resources;
};

/// The value of an element (`span`) replaced by these strings: one alone as a string, several as a list.
std::vector<Edit> with_all_values(const World& world, const Policy& policy, Span span,
                                  const std::vector<std::string>& values);

/// Strings added to an element's value.
std::vector<Edit> with_values(const World& world, const Policy& policy, std::span<const Str> values,
                              Span span, const std::vector<std::string>& added);

/// A statement put into the policy.
std::vector<Edit> with_statement(const World& world, const Policy& policy, const NewStatement& added);

/// A statement for actions put into a policy of the identity: its last that nobody else has.
std::vector<Edit> granted(const World& world, const Identity& identity, const Grant& grant);

/// Whether something else than this identity may use the policy: another identity, or AWS itself.
bool is_shared(const World& world, const Identity& identity, const Policy& policy);

/// A statement taken out of the policy, if it is not the only one.
std::vector<Edit> without_statement(const Policy& policy, const Statement& statement);

/// A principal taken out of the statement, with all that would be left without it.
std::vector<Edit> without_principal(const Policy& policy, const Statement& statement, std::size_t principal);

/// A principal of the same type put beside this one.
std::vector<Edit> with_principal(const World& world, const Policy& policy, const Principal& beside,
                                 std::string_view added);

/// The statement cut down to these grants, each of which it must cover; everything else that it says stays.
std::vector<Edit> narrowed(const World& world, const Policy& policy, const Statement& statement,
                           const std::vector<Grant>& grants);

/// A condition added to the statement.
std::vector<Edit> with_condition(const World& world, const Policy& policy, const Statement& statement,
                                 const Restriction& condition);

/// The operator of a condition, and with it of all keys beside it, replaced.
std::vector<Edit> with_operator(const Policy& policy, const Statement& statement, const Condition& condition,
                                std::string_view op);

/// The subjects of the service accounts that carry the role of this trust policy; none if one is not known.
std::vector<std::string> subjects_of(const World& world, const Policy& trust);

}  // namespace celint
