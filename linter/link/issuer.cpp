// Whether a provider that a trust policy names can be the cluster's.
#include <algorithm>

#include "access/arn.h"
#include "link/joins.h"

namespace celint {
namespace {

/// `oidc.eks.REGION. ...` and `oidc-eks.REGION. ...`
std::string_view region_of(std::string_view issuer) {
  issuer.remove_prefix(std::min(issuer.size(), std::string_view("oidc.eks.").size()));
  return issuer.substr(0, issuer.find('.'));
}

std::string_view path_of(std::string_view issuer) {
  return issuer.substr(std::min(issuer.find('/'), issuer.size()));
}

bool may_be_cluster(const Environment& environment, const Identity& role, const OidcProvider& provider) {
  if (provider.unknown || provider.malformed) return true;
  if (!role.account.empty() && !provider.account.empty() && provider.account != role.account) return false;
  const std::optional<Arn> arn = parse_arn(provider.arn.value);
  if (!role.partition.empty() && arn && arn->partition != role.partition) return false;
  const std::string_view issuer = environment.issuer.value;
  if (!issuer.empty()) return same_cluster(provider.issuer.value, issuer);
  const StrField& region = environment.ce->region;
  return !region.known() || region_of(provider.issuer.value) == region.value;
}

}  // namespace

bool same_cluster(std::string_view a, std::string_view b) {
  return a == b ||
         (is_eks_issuer(a) && is_eks_issuer(b) && region_of(a) == region_of(b) && path_of(a) == path_of(b));
}

bool other_stack(std::string_view a, std::string_view b) {
  return same_cluster(a, b) && a.starts_with("oidc-eks.") != b.starts_with("oidc-eks.");
}

const OidcProvider* foreign_provider(const World& world, const Environment& environment,
                                     const PodAccount& account) {
  if (account.role == nullptr || account.role->trust == nullptr || account.association != nullptr)
    return nullptr;
  const OidcProvider* foreign = nullptr;
  for (const FederatedStatement& statement : world.federated) {
    if (statement.policy != account.role->trust || !statement.web_identity) continue;
    for (const OidcProvider& provider : statement.providers) {
      if (provider.unknown || (provider.eks && may_be_cluster(environment, *account.role, provider)))
        return nullptr;
      if (provider.eks && foreign == nullptr) foreign = &provider;
    }
  }
  return foreign;
}

}  // namespace celint
