#include "link/web_identity.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "access/arn.h"
#include "access/condition.h"
#include "access/glob.h"
#include "read/letters.h"

namespace celint {
namespace {

using Family = ConditionOperator::Family;

constexpr std::string_view kSubjectPrefix = "system:serviceaccount:";

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
  provider.malformed = repaired_issuer(provider.issuer.value).has_value();
  provider.eks = provider.malformed || is_eks_issuer(provider.issuer.value);
  provider.unknown = is_unknown(text) || text.find_first_of("*?") != std::string_view::npos;
  return provider;
}

std::optional<ClaimCondition> claim_condition(const Condition& condition) {
  const std::string_view key = condition.key.value;
  const std::size_t colon = key.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view claim = key.substr(colon + 1);
  const bool aud = equal_ignoring_case(claim, "aud");
  if (!aud && !equal_ignoring_case(claim, "sub")) return std::nullopt;
  if (key.find('.') == std::string_view::npos && !is_unknown(key)) return std::nullopt;
  const auto op = parse_condition_operator(condition.op.value);
  const bool admits_text = op && op->family <= Family::string_like && !op->negated;
  ClaimCondition found;
  found.condition = &condition;
  found.issuer = {key.substr(0, colon), part_of(condition.key, 0, colon)};
  found.claim = aud ? "aud" : "sub";
  found.like = admits_text && op->family == Family::string_like;
  found.positive = admits_text && !op->if_exists && op->set != ConditionOperator::SetPrefix::for_all_values;
  found.unknown = is_unknown(key);
  found.malformed = repaired_issuer(found.issuer.value).has_value();
  return found;
}

bool names_provider(const std::vector<OidcProvider>& providers, const ClaimCondition& claim) {
  return std::any_of(providers.begin(), providers.end(), [&claim](const OidcProvider& provider) {
    return provider.unknown || equal_ignoring_case(provider.issuer.value, claim.issuer.value);
  });
}

/// Suffixes of hosts in the other partitions are not settled.
bool has_public_suffix(std::string_view host) {
  return host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn") ||
         host.ends_with(".api.aws") || host.ends_with(".api.amazonwebservices.com.cn");
}

bool is_alphanumeric(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c); });
}

bool assumes_with_web_identity(const Statement& statement) {
  const bool listed = std::any_of(statement.actions.begin(), statement.actions.end(), [](const Str& action) {
    return matches(parse_glob(action.value, Case::ignored), "sts:AssumeRoleWithWebIdentity") != Truth::no;
  });
  return listed != statement.not_action;
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
    if (auto claim = claim_condition(condition)) {
      claim->names_provider = names_provider(found.providers, *claim);
      found.claims.push_back(*claim);
    }
  found.web_identity = assumes_with_web_identity(statement);
  return found;
}

}  // namespace

bool FederatedStatement::eks() const {
  return std::any_of(providers.begin(), providers.end(),
                     [](const OidcProvider& provider) { return provider.eks; });
}

bool FederatedStatement::keys_fit() const {
  return std::all_of(claims.begin(), claims.end(), [](const ClaimCondition& claim) {
    return !claim.unknown && !claim.malformed && claim.names_provider;
  });
}

Truth FederatedStatement::admits_subject(std::string_view subject) const {
  Truth truth = Truth::yes;
  for (const ClaimCondition& claim : claims)
    if (claim.claim == "sub") truth = both(truth, claim.positive ? admits(claim, subject) : Truth::maybe);
  return truth;
}

bool ClaimCondition::ignores_case() const { return condition->op.value.ends_with("IgnoreCase"); }

bool ClaimCondition::literal() const {
  const auto op = parse_condition_operator(condition->op.value);
  return op && op->family < Family::string_like && !op->negated && !op->if_exists;
}

Truth admits(const ClaimCondition& claim, const Str& value, std::string_view text) {
  if (typed(value).unknown()) return Truth::maybe;
  if (claim.like) return matches(parse_glob(value.value), text);
  const auto op = parse_condition_operator(claim.condition->op.value);
  const bool any_case = op && op->family == Family::string_equals_ignore_case;
  const bool same = any_case ? equal_ignoring_case(value.value, text) : value.value == text;
  return same ? Truth::yes : Truth::no;
}

Truth admits(const ClaimCondition& claim, std::string_view text) {
  Truth truth = Truth::no;
  for (const Str& value : claim.condition->values) truth = either(truth, admits(claim, value, text));
  return truth;
}

Breadth breadth(const ClaimCondition& claim, const Str& value) {
  std::string_view text = value.value;
  if (!claim.like || typed(value).unknown()) return Breadth::accounts;
  if (matches(parse_glob(text), "system:serviceaccount:!!!!:!!!!") == Truth::yes) return Breadth::cluster;
  if (!text.starts_with(kSubjectPrefix)) return Breadth::accounts;
  text.remove_prefix(kSubjectPrefix.size());
  const std::size_t colon = text.find(':');
  const bool many_namespaces = text.substr(0, colon).find_first_of("*?") != std::string_view::npos;
  const bool every_name = colon != std::string_view::npos && text.substr(colon + 1) == "*";
  return many_namespaces || every_name ? Breadth::namespaces : Breadth::accounts;
}

Breadth breadth(const ClaimCondition& claim) {
  Breadth widest = Breadth::accounts;
  for (const Str& value : claim.condition->values) widest = std::max(widest, breadth(claim, value));
  return widest;
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

std::optional<std::string> repaired_issuer(std::string_view issuer) {
  std::string_view text = issuer;
  if (is_unknown(text) || text.find_first_of("*?") != std::string_view::npos) return std::nullopt;
  if (const std::size_t arn = text.find(":oidc-provider/"); arn != std::string_view::npos)
    text.remove_prefix(arn + 15);
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos)
    text.remove_prefix(scheme + 3);
  const std::size_t slash = std::min(text.find('/'), text.size());
  std::string host(text.substr(0, std::min(slash, text.find(':'))));
  std::string_view path = text.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  const bool swapped = host.starts_with("oidc.") && host.find(".eks.amazonaws.com") != std::string::npos;
  if (swapped) {
    const std::string region = host.substr(5, host.find(".eks.") - 5);
    host = "oidc.eks." + region + host.substr(host.find(".eks.") + 4);
  }
  if (!is_eks_issuer(host) || !has_public_suffix(host)) return std::nullopt;
  if (!path.starts_with("/id/") || !is_alphanumeric(path.substr(4))) return "";
  std::string canonical = host + std::string(path);
  return canonical == issuer ? std::nullopt : std::optional(std::move(canonical));
}

std::optional<ServiceAccountSubject> parse_subject(std::string_view text) {
  if (!text.starts_with(kSubjectPrefix)) return std::nullopt;
  text.remove_prefix(kSubjectPrefix.size());
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
  if (text.find(':', colon + 1) != std::string_view::npos) return std::nullopt;
  return ServiceAccountSubject{text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace celint
