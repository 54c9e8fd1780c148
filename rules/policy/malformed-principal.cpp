#include <algorithm>
#include <array>

#include "access/arn.h"
#include "access/condition_fit.h"
#include "access/partition.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

struct Wrong {
  std::string_view why;
  std::string_view code;
};

constexpr Wrong kFine{};
constexpr Wrong kNone{"is no ARN of a user, role or session, no account and no service",
                      "INVALID_PRINCIPAL_FORMAT"};

bool is_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_account(std::string_view text) { return text.size() == 12 && is_digits(text); }

/// AIDA..., AROA...: what is left of a deleted user or role (deleted-principal).
bool is_unique_id(std::string_view text) {
  return text.size() >= 16 &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [text](std::string_view start) {
    return text.starts_with(start) && text.size() > start.size();
  });
}

Wrong aws(std::string_view value) {
  if (value == "*" || is_account(value) || is_unique_id(value)) return kFine;
  if (value.find_first_of("*?") != std::string_view::npos)
    return {"holds a wildcard, and a principal takes none but '*' alone",
            "UNSUPPORTED_WILDCARD_IN_PRINCIPAL"};
  const std::optional<Arn> arn = parse_arn(value);
  if (!arn || !is_partition(arn->partition) || !arn->region.empty()) return kNone;
  if (arn->service == "cloudfront" || arn->account == "cloudfront") return kFine;
  if (!is_account(arn->account)) return kNone;
  if (arn->service == "iam" &&
      (arn->resource == "root" || starts_with_any(arn->resource, {"user/", "role/"})))
    return kFine;
  if (arn->service == "sts" && starts_with_any(arn->resource, {"assumed-role/", "federated-user/"}))
    return kFine;
  if (arn->service == "iam" && starts_with_any(arn->resource, {"group/", "policy/", "instance-profile/"}))
    return {"names a group, policy or instance profile, and none of these can call AWS",
            "INVALID_PRINCIPAL_FORMAT"};
  return kNone;
}

Wrong service(std::string_view value) {
  if (value.find_first_of("*?") != std::string_view::npos)
    return {"holds a wildcard, and a service principal takes none", "UNSUPPORTED_WILDCARD_IN_PRINCIPAL"};
  if (is_service_principal(value, PrincipalParts::any)) return kFine;
  return {"is no service principal: these read service.amazonaws.com, in lower case",
          "INVALID_SERVICE_PRINCIPAL_FORMAT"};
}

Wrong federated(std::string_view value) {
  static constexpr std::array kDomains{"cognito-identity.amazonaws.com",
                                       "cognito-identity-us-gov.amazonaws.com",
                                       "www.amazon.com",
                                       "graph.facebook.com",
                                       "accounts.google.com",
                                       "*"};
  // The provider URL of an EKS cluster has a rule of its own (oidc-url-malformed).
  if (value.find("oidc.eks") != std::string_view::npos ||
      value.find(":oidc-provider/") != std::string_view::npos)
    return kFine;
  if (std::any_of(kDomains.begin(), kDomains.end(), [value](const char* known) { return value == known; }))
    return kFine;
  const std::optional<Arn> arn = parse_arn(value);
  if (arn && is_partition(arn->partition) && arn->service == "iam" && is_account(arn->account) &&
      arn->resource.starts_with("saml-provider/"))
    return kFine;
  return {"is neither the ARN of an identity provider nor a known provider's domain",
          "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY"};
}

bool is_hex64(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Wrong judge(const Principal& principal) {
  const std::string_view type = principal.type.value;
  const std::string_view value = principal.value.value;
  if (type == "AWS") return aws(value);
  if (type == "Service") return service(value);
  if (type == "Federated") return federated(value);
  if (type == "CanonicalUser" && !is_hex64(value))
    return {"is no canonical user id of 64 hex digits", "INVALID_PRINCIPAL_FORMAT"};
  return kFine;
}

bool is_known_type(std::string_view type) {
  return type.empty() || type == "AWS" || type == "Service" || type == "Federated" || type == "CanonicalUser";
}

void check_principal(const Principal& principal, Findings& out) {
  if (!is_known_type(principal.type.value)) {
    Finding& finding = out.add(principal.type.span,
                               "There is no type of principal '" + std::string(principal.type.value) + "'.");
    finding.help = "write AWS, Service, Federated or CanonicalUser";
    finding.aliases = {"INVALID_PRINCIPAL_KEY"};
    return;
  }
  if (typed(principal.value).unknown() || principal.value.value.find("${") != std::string_view::npos) return;
  const Wrong wrong = judge(principal);
  if (wrong.why.empty()) return;
  Finding& finding = out.add(principal.value.span, "Principal '" + std::string(principal.value.value) + "' " +
                                                       std::string(wrong.why) + ".");
  finding.aliases = {wrong.code};
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const PolicyFault& fault : policy.faults)
    if (fault.part == PolicyFault::Part::principal)
      out.add(fault.problem.span, fault.problem.message).aliases = {fault.code};
  for (const Statement& statement : policy.statements)
    for (const Principal& principal : statement.principals)
      if (!principal.type.value.empty()) check_principal(principal, out);
}

}  // namespace

extern const Rule malformed_principal{
    .id = "malformed-principal",
    .summary = "A principal has a form that AWS refuses.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check_policy = check,
};

}  // namespace celint
