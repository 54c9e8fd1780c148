#include "access/principal.h"

#include <algorithm>
#include <array>

#include "access/arn.h"

namespace celint {
namespace {

/// The 12 digits of `text`, or the account of an ARN of its root; empty if it names no account.
std::string_view named_account(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.size() == 12 && digits) return text;
  const auto arn = parse_arn(text);
  return arn && arn->service == "iam" && arn->resource == "root" ? arn->account : std::string_view();
}

/// Ids of users and roles, which stand in a stored policy for a principal that was deleted.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
bool is_unique_id(std::string_view text) { return text.starts_with("AIDA") || text.starts_with("AROA"); }

bool is_session(const Arn& arn) { return arn.service == "sts" && arn.resource.starts_with("assumed-role/"); }

bool is_iam_role(const Arn& arn) { return arn.service == "iam" && arn.resource.starts_with("role/"); }

/// `assumed-role/NAME/SESSION` is a session of `role/.../NAME` in the same account: names are unique whatever
/// the path.
bool is_session_of(const Arn& session, const Arn& role) {
  if (!is_session(session) || !is_iam_role(role) || session.account != role.account) return false;
  std::string_view name = session.resource.substr(std::string_view("assumed-role/").size());
  return name.substr(0, name.find('/')) == role.name();
}

PrincipalMatch names_aws(std::string_view value, const Caller& caller) {
  PrincipalMatch match;
  if (value == "*") {
    match.itself = Truth::yes;
    return match;
  }
  if (caller.type != Caller::Type::aws) return match;
  if (is_placeholder(value) || has_unexpanded_variable(value) || is_unique_id(value)) {
    match.itself = Truth::maybe;
    return match;
  }
  if (const std::string_view account = named_account(value); !account.empty()) {
    match.account = truth(account == caller.account());
    return match;
  }
  const auto named = parse_arn(value), actual = parse_arn(caller.value);
  if (value == caller.value) {
    (actual && is_iam_role(*actual) ? match.role : match.itself) = Truth::yes;
  } else if (named && actual) {
    if (is_session_of(*actual, *named)) match.role = Truth::yes;
    if (is_session_of(*named, *actual)) match.itself = Truth::maybe;  // The session's name is not known.
  }
  return match;
}

PrincipalMatch names_exactly(std::string_view value, const Caller& caller, Caller::Type type) {
  PrincipalMatch match;
  if (caller.type != type) return match;
  const bool unknown = is_placeholder(value) || has_unexpanded_variable(value);
  match.itself = unknown ? Truth::maybe : truth(value == caller.value);
  return match;
}

}  // namespace

std::string_view Caller::account() const {
  const auto arn = parse_arn(value);
  return arn ? arn->account : std::string_view();
}

PrincipalMatch names(const Principal& principal, const Caller& caller) {
  const std::string_view type = principal.type.value, value = principal.value.value;
  if (type.empty() || type == "AWS") return names_aws(value, caller);
  if (type == "Service") return names_exactly(value, caller, Caller::Type::service);
  if (type == "Federated") return names_exactly(value, caller, Caller::Type::federated);
  return {};
}

PrincipalMatch names(const Statement& statement, const Caller& caller) {
  PrincipalMatch match;
  for (const Principal& principal : statement.principals) {
    const PrincipalMatch one = names(principal, caller);
    match.itself = either(match.itself, one.itself);
    match.role = either(match.role, one.role);
    match.account = either(match.account, one.account);
  }
  if (!statement.not_principal) return match;
  PrincipalMatch rest;
  rest.itself = negated(match.any());
  return rest;
}

}  // namespace celint
