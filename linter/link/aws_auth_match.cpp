#include "link/aws_auth_match.h"

#include <algorithm>
#include <array>

#include "access/arn.h"
#include "access/glob.h"
#include "read/letters.h"

namespace celint {
namespace {

bool is_account_id(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// pkg/endpoints/partitions.go.
bool is_known_partition(std::string_view text) {
  static constexpr std::array kKnown{"aws",       "aws-cn",    "aws-us-gov", "aws-iso",
                                     "aws-iso-b", "aws-iso-e", "aws-iso-f",  "aws-eusc"};
  return std::find(kKnown.begin(), kKnown.end(), lowered(text)) != kKnown.end();
}

/// Takes blanks, and quotes that a word processor made, off both ends.
std::string_view bare(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kTrim{" ",      "\t",     "\n",     "\r",    "\u201c",
                                                         "\u201d", "\u2018", "\u2019", "\u00a0"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view part : kTrim) {
      if (text.starts_with(part)) text.remove_prefix(part.size()), again = true;
      if (text.ends_with(part)) text.remove_suffix(part.size()), again = true;
    }
  }
  return text;
}

std::optional<std::string> misfit_of_iam(const Arn& arn) {
  if (!arn.region.empty()) return "names a region, which no IAM ARN does";
  if (!is_account_id(arn.account)) return "has no account of 12 digits";
  const std::string type = lowered(arn.resource_type());
  if (lowered(arn.resource) == "root") return std::nullopt;
  if (type == "group") return "is an IAM group, which is no principal here";
  if (type == "instance-profile") return "is an instance profile and not its role";
  if (type == "policy") return "is a policy and no principal";
  if (type != "role" && type != "user") return "names no user, role or root";
  return arn.name().empty() ? std::optional<std::string>("names nobody") : std::nullopt;
}

std::optional<std::string> misfit_of_sts(const Arn& arn) {
  const std::string type = lowered(arn.resource_type());
  if (type == "federated-user") return std::nullopt;
  if (type == "assumed-role") return "is a session, and the caller's ARN is made that of its role first";
  return "names no user, role or root";
}

/// What keeps a text that is free of blanks and quotes from being a caller's ARN.
std::optional<std::string> misfit_of_text(std::string_view text, bool role) {
  if (text.find_first_of(" \t\n\r") != std::string_view::npos) return "holds a blank";
  const std::string lower = lowered(text);
  const std::optional<Arn> arn = parse_arn(lower);
  if (!arn) return lower.starts_with("arn:") ? "lacks a part of an ARN" : "is no ARN";
  if (!role && text.find_first_of("*?") != std::string_view::npos)
    return "holds a wildcard, which is compared as text";
  if (!is_known_partition(arn->partition)) return "names a partition that the authenticator does not know";
  if (arn->service == "iam") return misfit_of_iam(*arn);
  if (arn->service == "sts") return misfit_of_sts(*arn);
  return "is not an ARN of IAM";
}

/// `arn:aws:iam:ACCOUNT:role/NAME` lost the colon of its empty region.
std::string with_lost_colon(std::string_view text) {
  constexpr std::string_view kStart = ":iam:";
  const std::size_t at = text.find(kStart);
  if (at == std::string_view::npos || text.size() < at + kStart.size() + 13) return {};
  const std::size_t account = at + kStart.size();
  if (!is_account_id(text.substr(account, 12)) || text[account + 12] != ':') return {};
  return std::string(text.substr(0, account)) + ":" + std::string(text.substr(account));
}

/// The sound ARN that a misfit was meant to be.
std::string meant(std::string_view text, bool role) {
  const std::string kept(bare(text));
  const std::optional<Arn> arn = parse_arn(kept);
  for (const std::string& candidate :
       {kept, with_lost_colon(kept), arn ? role_of_session(*arn) : std::string()})
    if (!candidate.empty() && candidate != text && !misfit_of_text(candidate, role)) return candidate;
  return {};
}

bool is_role_key(const AwsAuthKey& key) { return key.key.value == "mapRoles"; }

/// The key cannot give what was written into it.
std::optional<Evidence> lost_key(const AwsAuthKey& key) {
  const std::string name(key.key.value);
  if (!key.unparsable.empty())
    return Evidence{key.value, name + " cannot be parsed, so all its entries are lost"};
  if (key.not_a_list) return Evidence{*key.not_a_list, name + " is not a list, so it holds no entry"};
  if (key.left_out) return Evidence{*key.left_out, "what follows a '---' line in " + name + " is dropped"};
  return std::nullopt;
}

std::optional<Evidence> lost_entry(const AwsAuthKey& key, const IdentityMapping& entry,
                                   const std::string& arn) {
  if (!entry.kept && (lowered(entry.arn.value) == arn || lowered(entry.other_arn.value) == arn))
    return Evidence{entry.dropped_at, "this entry is dropped: " + entry.dropped_because};
  if (lowered(without_role_path(entry)) == arn)
    return Evidence{entry.arn.span, "the path in this ARN keeps it from ever matching"};
  if (const auto misfit = arn_misfit(key, entry); misfit && lowered(misfit->meant) == arn)
    return Evidence{entry.arn.span, "this ARN " + misfit->why};
  return std::nullopt;
}

}  // namespace

std::optional<ArnMisfit> arn_misfit(const AwsAuthKey& key, const IdentityMapping& entry) {
  const bool role = is_role_key(key);
  const std::string_view text = entry.arn.value;
  if (!entry.kept || entry.arn_unknown || text.empty()) return std::nullopt;
  if (role && text.find_first_of("*?") != std::string_view::npos) return std::nullopt;
  std::optional<std::string> why = misfit_of_text(text, role);
  if (bare(text) != text)
    why = bare(text).find_first_of(" \t") == std::string_view::npos &&
                  text.find_first_of(" \t\n\r") != std::string_view::npos
              ? "holds a blank"
              : "holds quotes that a word processor made";
  if (!why) return std::nullopt;
  return ArnMisfit{*why, meant(text, role)};
}

std::string without_role_path(const IdentityMapping& entry) {
  const std::optional<Arn> arn = parse_arn(entry.arn.value);
  const bool wildcard = entry.arn.value.find_first_of("*?") != std::string_view::npos;
  if (!entry.kept || entry.arn_unknown || wildcard || !arn || !equal_ignoring_case(arn->service, "iam") ||
      !equal_ignoring_case(arn->resource_type(), "role") || arn->path() == "/" || arn->name().empty())
    return {};
  Arn without = *arn;
  const std::string resource = std::string(arn->resource_type()) + "/" + std::string(arn->name());
  without.resource = resource;
  return to_string(without);
}

std::string_view principal_type(const IdentityMapping& entry) {
  const std::optional<Arn> arn = parse_arn(entry.arn.value);
  if (!arn) return {};
  for (const std::string_view type : {"role", "user", "federated-user"})
    if (equal_ignoring_case(arn->resource_type(), type)) return type;
  return equal_ignoring_case(arn->resource, "root") ? std::string_view("root") : std::string_view();
}

bool never_matches(const AwsAuthKey& key, const IdentityMapping& entry) {
  return !entry.kept || arn_misfit(key, entry) || !without_role_path(entry).empty();
}

std::string canonical_arn(const Identity& identity) {
  if (identity.type == Identity::Type::user) return lowered(identity.arn);
  const std::optional<Arn> arn = parse_arn(identity.arn);
  if (!arn) return {};
  return lowered("arn:" + std::string(arn->partition) + ":iam::" + identity.account + ":role/" +
                 identity.name);
}

std::vector<const AwsAuthKey*> entry_keys(const AwsAuth& map) {
  std::vector<const AwsAuthKey*> keys;
  if (map.roles) keys.push_back(&*map.roles);
  if (map.users) keys.push_back(&*map.users);
  return keys;
}

std::optional<Evidence> lost_mapping(const AwsAuth& map, const Identity& identity) {
  const std::string arn = canonical_arn(identity);
  if (!map.read)
    return Evidence{map.meta.name.known() ? map.meta.name.span : map.meta.span,
                    "the authenticator does not read this ConfigMap"};
  for (const AwsAuthKey* key : entry_keys(map)) {
    if (std::optional<Evidence> lost = lost_key(*key)) return lost;
    for (const IdentityMapping& entry : key->entries)
      if (std::optional<Evidence> lost = lost_entry(*key, entry, arn)) return lost;
  }
  for (const UnreadAwsAuthKey& key : map.unread)
    if (key.has_entries) return Evidence{key.key.span, "the authenticator does not read this key"};
  return std::nullopt;
}

void each_entry(const World& world,
                const std::function<void(const AwsAuth&, const AwsAuthKey&, const IdentityMapping&)>& visit) {
  for (const AwsAuth& map : world.aws_auth) {
    if (!map.read) continue;
    for (const AwsAuthKey* key : entry_keys(map))
      for (const IdentityMapping& entry : key->entries) visit(map, *key, entry);
  }
}

bool may_match(const AwsAuth& map, const Identity& identity) {
  const std::string arn = canonical_arn(identity);
  for (const AwsAuthKey* key : entry_keys(map)) {
    if (key->unknown) return true;
    for (const IdentityMapping& entry : key->entries) {
      if (entry.arn_unknown || (!entry.kept && entry.dropped_because.empty())) return true;
      const bool wildcard = entry.arn.value.find_first_of("*?") != std::string_view::npos;
      if (entry.kept && wildcard && matches(parse_glob(lowered(entry.arn.value)), arn) == Truth::yes)
        return true;
    }
  }
  return map.accounts && map.accounts->unknown;
}

}  // namespace celint
