#include "access/arn_fault.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "access/arn.h"
#include "access/catalogue.h"
#include "access/glob.h"
#include "access/partition.h"
#include "access/resource_template.h"
#include "access/table.h"

namespace celint {
namespace {

bool is_wild(std::string_view part) {
  return std::any_of(part.begin(), part.end(), [](char c) { return c == '*' || c == '?' || c == '$'; });
}

bool is_account(std::string_view part) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return part.empty() || (part.size() == 12 && std::all_of(part.begin(), part.end(), is_digit)) ||
         part == "aws" || is_wild(part);
}

/// Blanks and typographic quotes, which no ARN holds before its resource.
std::size_t length_of_stray(std::string_view text) {
  static constexpr std::array kQuotes{"\u201c", "\u201d", "\u2018", "\u2019"};
  if (text.empty() || (static_cast<unsigned char>(text.front()) > ' ' && text.front() != kQuotes[0][0]))
    return 0;
  if (text.starts_with(' ') || text.starts_with('\t') || text.starts_with('\n') || text.starts_with('\r'))
    return 1;
  for (const std::string_view quote : kQuotes)
    if (text.starts_with(quote)) return quote.size();
  return 0;
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t stray = length_of_stray(text)) text.remove_prefix(stray);
  const auto last = [&text]() -> std::size_t {
    for (const std::size_t size : {1U, 3U})
      if (text.size() >= size && length_of_stray(text.substr(text.size() - size)) == size) return size;
    return 0;
  };
  while (const std::size_t stray = last()) text.remove_suffix(stray);
  return text;
}

ArnFault fault(std::string_view text, std::string_view part, std::string message, std::string_view code) {
  const std::size_t begin = static_cast<std::size_t>(part.data() - text.data());
  return {std::move(message), code, begin, begin + part.size(), {}};
}

std::optional<ArnFault> find_stray(std::string_view text) {
  const std::string_view inner = trimmed(text);
  if (inner.size() == text.size()) return std::nullopt;
  ArnFault found =
      fault(text, text, "it has a blank or a typographic quote at its edge", "INVALID_ARN_PREFIX");
  if (inner == "*" || (parse_arn(inner) && !find_arn_fault(inner))) found.replacement = inner;
  return found;
}

/// `arn:...,arn:...`: a list that is written into one text.
std::optional<ArnFault> find_second(std::string_view text) {
  if (text.find("arn:", 1) == std::string_view::npos) return std::nullopt;
  for (const std::string_view separator : {",", ", ", " ", ";", "; "}) {
    const std::size_t at = text.find(std::string(separator) + "arn:");
    if (at == std::string_view::npos) continue;
    return fault(text, text.substr(at), "it holds several ARNs, and each needs an entry of its own", "");
  }
  return std::nullopt;
}

/// The text with the colons that S3 and IAM leave empty fields between: their one form.
std::string with_lost_colons(std::string_view text) {
  const std::vector<std::string_view> fields = split(text, ':');
  if (fields.size() < 4 || fields[0] != "arn" || !is_partition(fields[1])) return {};
  const std::string head = "arn:" + std::string(fields[1]) + ":";
  const std::string_view last = fields.back();
  if (fields[2] == "iam" && fields.size() == 5 && !fields[3].empty() && is_account(fields[3]))
    return head + "iam::" + std::string(fields[3]) + ":" + std::string(last);
  const bool only_last =
      std::all_of(fields.begin() + 3, fields.end() - 1, [](auto field) { return field.empty(); });
  return fields[2] == "s3" && only_last && !last.empty() ? head + "s3:::" + std::string(last) : std::string();
}

ArnFault form_fault(std::string_view text) {
  if (!text.starts_with("arn:")) {
    const bool other_case = text.size() > 4 && (text[0] == 'A' || text[0] == 'a') && text[3] == ':';
    return fault(
        text, text,
        other_case ? "it does not start with 'arn:' in small letters" : "it does not start with 'arn:'",
        "INVALID_ARN_PREFIX");
  }
  const auto fields = std::count(text.begin(), text.end(), ':') + 1;
  ArnFault found = fault(text, text, "it has " + std::to_string(fields) + " fields where an ARN has six",
                         "MISSING_ARN_FIELD");
  const std::string whole = with_lost_colons(text);
  if (!whole.empty() && !find_arn_fault(whole)) found.replacement = whole;
  return found;
}

/// The region is none (of EKS: malformed-region), or one of another partition. Some services write
/// `aws-global`.
std::optional<ArnFault> find_region_fault(std::string_view text, const Arn& arn) {
  if (arn.region.empty() || is_wild(arn.region) || arn.region.starts_with("aws-")) return std::nullopt;
  const std::string_view partition = partition_of_region(arn.region);
  if (partition.empty() ? arn.service == "eks" : partition == arn.partition || is_wild(arn.partition))
    return std::nullopt;
  const std::string region = "'" + std::string(arn.region) + "'";
  if (partition.empty()) return fault(text, arn.region, region + " is no AWS region", "INVALID_ARN_REGION");
  return fault(text, arn.region,
               "region " + region + " lies in partition '" + std::string(partition) + "', not in '" +
                   std::string(arn.partition) + "'",
               "INVALID_ARN_REGION");
}

/// Faults that one field shows by itself.
std::optional<ArnFault> find_field_fault(std::string_view text, const Arn& arn) {
  const auto quoted = [](std::string_view part) { return "'" + std::string(part) + "'"; };
  if (!is_partition(arn.partition) && !is_wild(arn.partition))
    return fault(text, arn.partition, "AWS has no partition " + quoted(arn.partition), "INVALID_PARTITION");
  if (std::any_of(arn.service.begin(), arn.service.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
      !is_wild(arn.service))
    return fault(text, arn.service, "the service is written in small letters", "INVALID_ARN_SERVICE_CASE");
  if (!is_account(arn.account))
    return fault(text, arn.account, quoted(arn.account) + " is no account id of 12 digits",
                 "INVALID_ARN_ACCOUNT");
  return find_region_fault(text, arn);
}

using Forms = std::vector<const ArnForm*>;

bool fits_any(const Forms& forms, const Arn& arn) {
  std::optional<Glob> resource;
  return std::any_of(forms.begin(), forms.end(),
                     [&](const ArnForm* form) { return can_have_form(*form, arn, resource); });
}

/// Services whose list of resource types is known to be whole; in S3 `bucket:*` has a rule of its own. Of
/// others AWS honours more than it documents: documents of ssm without an account, listeners of
/// elasticloadbalancing, ...
bool is_listed_whole(std::string_view service) {
  static constexpr std::array kServices{"eks", "iam", "kms", "sts"};
  return std::find(kServices.begin(), kServices.end(), service) != kServices.end();
}

/// Those of the catalogue, looked up once on a thread. It lists what actions work on; sessions and
/// security keys have ARNs too.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
const Forms& forms_of(std::string_view service) {
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  thread_local std::unordered_map<std::string, Forms, Hash, std::equal_to<>> known;
  if (const auto found = known.find(service); found != known.end()) return found->second;
  Forms& forms = known[std::string(service)];
  for (const ResourceType& type : catalogue().resource_types_of_arns(service))
    forms.push_back(&arn_form(type.arn));
  if (service == "iam") forms.push_back(&arn_form("arn:${Partition}:iam::${Account}:u2f/${TokenId}"));
  if (service == "sts")
    forms.push_back(&arn_form("arn:${Partition}:sts::${Account}:assumed-role/${RoleName}/${SessionName}"));
  return forms;
}

/// Region, account and resource against the formats that the service has.
std::optional<ArnFault> find_format_fault(std::string_view text, const Arn& arn) {
  const Forms& forms = forms_of(arn.service);
  if (forms.empty() || is_wild(arn.service) || fits_any(forms, arn)) return std::nullopt;
  // Its users and themes are written without a region too, in AWS's own policies:
  // https://docs.aws.amazon.com/quicksight/latest/APIReference/API_CreateGroup.html
  if (arn.service == "quicksight" && arn.region.empty()) return std::nullopt;
  Arn free = arn;
  free.region = free.account = "*";
  if (!fits_any(forms, free)) {
    if (!is_listed_whole(arn.service)) return std::nullopt;
    return fault(text, arn.resource,
                 std::string(arn.service) + " has no resource '" + std::string(arn.resource) + "'",
                 "INVALID_ARN_RESOURCE");
  }
  free.region = arn.region;
  if (!fits_any(forms, free))
    return arn.region.empty()
               ? fault(text, text, "this resource lies in a region, and none is named", "MISSING_ARN_REGION")
               : fault(text, arn.region, "ARNs of this resource have no region", "ARN_REGION_NOT_ALLOWED");
  if (!arn.account.empty())
    return fault(text, arn.account, "ARNs of this resource have no account", "ARN_ACCOUNT_NOT_ALLOWED");
  if (!is_listed_whole(arn.service)) return std::nullopt;
  return fault(text, text, "this resource belongs to an account, and none is named", "MISSING_ARN_ACCOUNT");
}

}  // namespace

bool has_arns(std::string_view service) { return !forms_of(service).empty(); }

std::optional<ArnFault> find_arn_fault(std::string_view text) {
  if (text == "*") return std::nullopt;
  const std::optional<Arn> arn = parse_arn(text);
  // A variable in one of the fields is text to IAM: another fault, and its colon is no separator.
  const std::size_t variable = text.find("${");
  if (arn && variable < static_cast<std::size_t>(arn->resource.data() - text.data())) return std::nullopt;
  if (auto found = find_stray(text)) return found;
  if (!arn) return form_fault(text);
  if (auto found = find_second(text)) return found;
  if (auto found = find_field_fault(text, *arn)) return found;
  return find_format_fault(text, *arn);
}

}  // namespace celint
