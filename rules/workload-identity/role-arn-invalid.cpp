#include <algorithm>
#include <cctype>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

bool is_one_of(char c, std::string_view letters) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || letters.find(c) != std::string_view::npos;
}

/// What the webhook holds an annotation against: ^arn:aws[a-z0-9-]*:iam::\d{12}:role\\/[\\w-\\/.@+=,]+$
/// (amazon-eks-pod-identity-webhook, pkg/cache/cache.go).
bool is_role_arn(std::string_view text) {
  if (!text.starts_with("arn:aws")) return false;
  const std::size_t partition = text.find(':', 4);
  if (partition == std::string_view::npos || !text.substr(partition).starts_with(":iam::")) return false;
  const std::string_view name = text.substr(4, partition - 4);
  const auto lower = [](char c) {
    return is_one_of(c, "-") && std::isupper(static_cast<unsigned char>(c)) == 0;
  };
  if (!std::all_of(name.begin(), name.end(), lower)) return false;
  text.remove_prefix(partition + 6);
  if (text.size() < 19 ||
      !std::all_of(text.begin(), text.begin() + 12, [](unsigned char c) { return std::isdigit(c); }))
    return false;
  text.remove_prefix(12);
  return text.starts_with(":role/") &&
         std::all_of(text.begin() + 6, text.end(), [](char c) { return is_one_of(c, "_-/.@+=,"); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

void report(const ServiceAccount& account, Findings& out) {
  const StrField& arn = account.role_arn;
  Finding& finding = out.add(
      arn.span, "'" + std::string(arn.value) +
                    "' is no role ARN: the webhook injects it all the same, and the pods get no role.");
  finding.label = "expected arn:aws:iam::ACCOUNT:role/NAME";
  finding.notes = {{account.meta.name.span, "the annotation of this account"}};
  finding.help = "write the full ARN of the role, its path included";
  if (!is_role_arn(trimmed(arn.value))) return;
  finding.edits = {{part_of({arn.value, arn.span}, 0, arn.value.size()), std::string(trimmed(arn.value))}};
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const ServiceAccount& account : world.service_accounts) {
    if (!account.role_arn.known() || is_role_arn(account.role_arn.value)) continue;
    const bool bare_name = account.role_arn.value.find(':') == std::string_view::npos;
    if (!bare_name || !world.settings.compose_role_arn) report(account, out);
  }
}

}  // namespace

extern const Rule role_arn_invalid{
    .id = "role-arn-invalid",
    .summary = "The role annotation of a service account is no role ARN.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_role, StepId::compute_role},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
