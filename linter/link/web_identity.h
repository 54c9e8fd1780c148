// Trust statements for OIDC providers, taken apart: which provider, which claims.
// https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/policy.h"

namespace celint {

/// `arn:P:iam::A:oidc-provider/<issuer>` of a Federated principal.
struct OidcProvider {
  Str arn;
  Str issuer;  ///< Host and path; its span is that part of the ARN.
  std::string_view account;
  bool eks = false;      ///< An EKS issuer by its host.
  bool unknown = false;  ///< Holds a placeholder or an unexpanded variable.
};

/// A condition on `<issuer>:aud` or `<issuer>:sub`.
struct ClaimCondition {
  const Condition* condition = nullptr;
  Str issuer;              ///< The key up to its last colon; its span is that part of the key.
  std::string_view claim;  ///< `aud` or `sub`, lower case.
  bool positive =
      false;          ///< StringEquals, StringLike, StringEqualsIgnoreCase without IfExists or ForAllValues.
  bool like = false;  ///< Wildcards count.
  bool unknown = false;  ///< Its key holds a placeholder or an unexpanded variable.
};

/// An Allow statement with a Federated OIDC provider.
struct FederatedStatement {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
  std::vector<OidcProvider> providers;
  std::vector<ClaimCondition> claims;

  /// Some EKS provider is among them.
  bool eks() const;
};

/// The statements of a trust policy that name an OIDC provider.
std::vector<FederatedStatement> federated_statements(const Policy& trust);

/// Host and path of an EKS cluster's issuer, as far as its host tells:
/// `oidc.eks.REGION.amazonaws.com[.cn]/id/ID` and the dual-stack `oidc-eks.REGION.api.aws` forms.
bool is_eks_issuer(std::string_view issuer);

/// The parts of `system:serviceaccount:NAMESPACE:NAME`; nothing if the text is not of that form.
struct ServiceAccountSubject {
  std::string_view ns;
  std::string_view name;
};
std::optional<ServiceAccountSubject> parse_subject(std::string_view text);

}  // namespace celint
