// Trust statements for OIDC providers, taken apart: which provider, which claims.
// https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/truth.h"
#include "model/policy.h"

namespace celint {

/// `arn:P:iam::A:oidc-provider/<issuer>` of a Federated principal.
struct OidcProvider {
  Str arn;
  Str issuer;  ///< Host and path; its span is that part of the ARN.
  std::string_view account;
  bool eks = false;        ///< An EKS issuer by its host.
  bool unknown = false;    ///< Holds a placeholder, an unexpanded variable or a wildcard.
  bool malformed = false;  ///< An EKS issuer in a form that IAM never compares equal.
};

/// How many service accounts a condition on `sub` admits, narrowest first.
enum class Breadth : std::uint8_t {
  accounts,    ///< Named ones, or a pattern over names in one namespace.
  namespaces,  ///< Every account of a namespace, or accounts of several namespaces.
  cluster,     ///< Every account of every namespace.
};

/// A condition on `<issuer>:aud` or `<issuer>:sub`, where the issuer is a host with a dot.
struct ClaimCondition {
  const Condition* condition = nullptr;
  Str issuer;              ///< The key up to its last colon; its span is that part of the key.
  std::string_view claim;  ///< `aud` or `sub`, lower case.
  bool positive =
      false;          ///< StringEquals, StringLike, StringEqualsIgnoreCase without IfExists or ForAllValues.
  bool like = false;  ///< Wildcards count.
  bool unknown = false;    ///< Its key holds a placeholder or an unexpanded variable.
  bool malformed = false;  ///< Its issuer is an EKS issuer in a form that IAM never compares equal.
  bool names_provider =
      false;  ///< Its issuer is that of a provider of the statement; letter case does not count.

  /// Compared without wildcards, whatever the set prefix.
  bool literal() const;

  /// Compared without letter case.
  bool ignores_case() const;
};

/// Whether a value of a positive condition admits a claim. Maybe: the value is not known.
Truth admits(const ClaimCondition& claim, const Str& value, std::string_view text);

/// Whether some value does.
Truth admits(const ClaimCondition& claim, std::string_view text);

/// Of one value of a positive condition on `sub`.
Breadth breadth(const ClaimCondition& claim, const Str& value);

/// The widest of its values.
Breadth breadth(const ClaimCondition& claim);

/// An Allow statement with a Federated OIDC provider.
struct FederatedStatement {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
  std::vector<OidcProvider> providers;
  std::vector<ClaimCondition> claims;
  bool web_identity = false;  ///< Its actions include sts:AssumeRoleWithWebIdentity.

  /// Some EKS provider is among them.
  bool eks() const;

  /// Every claim's key is known and names a provider of the statement: else nothing can be said of what it
  /// admits, and oidc-key-mismatch or oidc-url-malformed speaks.
  bool keys_fit() const;

  /// Its token claims admit this subject. Yes without a condition on `sub`.
  Truth admits_subject(std::string_view subject) const;
};

/// The statements of a trust policy that name an OIDC provider.
std::vector<FederatedStatement> federated_statements(const Policy& trust);

/// Host and path of an EKS cluster's issuer, as far as its host tells:
/// `oidc.eks.REGION.amazonaws.com[.cn]/id/ID` and the dual-stack `oidc-eks.REGION.api.aws` forms.
bool is_eks_issuer(std::string_view issuer);

/// The canonical form of an EKS issuer written with a scheme, a port, a slash at the end, an ARN before it or
/// `oidc.REGION.eks.` as its host; empty if there is none, the id being at fault; nothing if the text is no
/// EKS issuer, or is one in its canonical form. Only hosts of public partitions are judged.
std::optional<std::string> repaired_issuer(std::string_view issuer);

/// The parts of `system:serviceaccount:NAMESPACE:NAME`; nothing if the text is not of that form.
struct ServiceAccountSubject {
  std::string_view ns;
  std::string_view name;
};
std::optional<ServiceAccountSubject> parse_subject(std::string_view text);

}  // namespace celint
