#include "link/web_identity.h"

#include <algorithm>
#include <string>

#include "access/arn.h"
#include "model/letters.h"

namespace celint {
namespace {

bool is_unknown(std::string_view text) { return is_placeholder(text) || has_unexpanded_variable(text); }

std::optional<OidcProvider> oidc_provider(const Principal& principal) {
  const std::string_view text = principal.value.value;
  constexpr std::string_view kMarker = ":oidc-provider/";
  const std::size_t marker = text.find(kMarker);
  if (principal.type.value != "Federated" || marker == std::string_view::npos) return std::nullopt;
  const std::size_t begin = marker + kMarker.size();
  OidcProvider provider;
  provider.arn = principal.value;
  provider.issuer = {text.substr(begin), part_of(principal.value, begin, text.size())};
  if (const auto arn = parse_arn(text)) provider.account = arn->account;
  provider.eks = is_eks_issuer(provider.issuer.value);
  provider.unknown = is_unknown(text);
  return provider;
}

/// `op` without set prefix and IfExists.
std::string_view bare_operator(std::string_view op) {
  if (const std::size_t colon = op.find(':'); colon != std::string_view::npos) op.remove_prefix(colon + 1);
  if (op.ends_with("IfExists")) op.remove_suffix(8);
  return op;
}

std::optional<ClaimCondition> claim_condition(const Condition& condition) {
  const std::string_view key = condition.key.value;
  const std::size_t colon = key.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view claim = key.substr(colon + 1);
  const bool aud = equal_ignoring_case(claim, "aud");
  if (!aud && !equal_ignoring_case(claim, "sub")) return std::nullopt;
  if (key.find('.') == std::string_view::npos && key.find('<') == std::string_view::npos) return std::nullopt;
  const std::string_view op = condition.op.value;
  const std::string_view bare = bare_operator(op);
  ClaimCondition found;
  found.condition = &condition;
  found.issuer = {key.substr(0, colon), part_of(condition.key, 0, colon)};
  found.claim = aud ? "aud" : "sub";
  found.like = bare == "StringLike";
  found.positive = (found.like || bare == "StringEquals" || bare == "StringEqualsIgnoreCase") &&
                   !op.ends_with("IfExists") && !op.starts_with("ForAllValues:");
  found.unknown = is_unknown(key);
  return found;
}

std::optional<FederatedStatement> federated_statement(const Policy& trust, const Statement& statement) {
  if (!statement.allows() || statement.not_principal) return std::nullopt;
  FederatedStatement found;
  found.policy = &trust;
  found.statement = &statement;
  for (const Principal& principal : statement.principals)
    if (auto provider = oidc_provider(principal)) found.providers.push_back(*provider);
  if (found.providers.empty()) return std::nullopt;
  for (const Condition& condition : statement.conditions)
    if (auto claim = claim_condition(condition)) found.claims.push_back(*claim);
  return found;
}

}  // namespace

bool FederatedStatement::eks() const {
  return std::any_of(providers.begin(), providers.end(),
                     [](const OidcProvider& provider) { return provider.eks; });
}

std::vector<FederatedStatement> federated_statements(const Policy& trust) {
  std::vector<FederatedStatement> result;
  for (const Statement& statement : trust.statements)
    if (auto found = federated_statement(trust, statement)) result.push_back(std::move(*found));
  return result;
}

bool is_eks_issuer(std::string_view issuer) {
  return issuer.starts_with("oidc.eks.") || issuer.starts_with("oidc-eks.");
}

std::optional<ServiceAccountSubject> parse_subject(std::string_view text) {
  constexpr std::string_view kPrefix = "system:serviceaccount:";
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
  if (text.find(':', colon + 1) != std::string_view::npos) return std::nullopt;
  return ServiceAccountSubject{text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace celint
