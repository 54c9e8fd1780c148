// Who calls, and whom a Principal element names.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#pragma once

#include <string>
#include <string_view>

#include "access/truth.h"
#include "model/policy.h"

namespace celint {

/// The principal of a request.
struct Caller {
  enum class Type : std::uint8_t {
    aws,        ///< ARN of a user, a role or an assumed-role session.
    service,    ///< `pods.eks.amazonaws.com`
    federated,  ///< ARN of an OIDC or SAML provider.
  };
  Type type = Type::aws;
  std::string value;

  /// The account of an ARN; empty for a service.
  std::string_view account() const;
};

/// How surely a Principal element names the caller, and how. What is granted to the caller itself needs no
/// identity policy in its own account; what is granted to its account does.
struct PrincipalMatch {
  Truth itself = Truth::no;   ///< User, session, service or provider; `*`.
  Truth role = Truth::no;     ///< The role of the caller's session.
  Truth account = Truth::no;  ///< 12 digits or `:root`.

  Truth any() const { return either(itself, either(role, account)); }
};

/// Names compare exactly; there are no wildcards but `*` alone. A unique id (`AIDA...`) or a placeholder may
/// be anyone.
PrincipalMatch names(const Principal& principal, const Caller& caller);

/// Principal or NotPrincipal of a statement. What NotPrincipal leaves over is granted to the caller itself.
PrincipalMatch names(const Statement& statement, const Caller& caller);

}  // namespace celint
