#include "access/arn.h"
#include "access/partition.h"
#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// What decides the partition of a launch path: the CE's region.
struct Wanted {
  std::string_view partition;
  const StrField* region = nullptr;
};

Finding& report(const Wanted& wanted, Span place, std::string_view text, std::string_view found,
                Findings& out) {
  Finding& finding =
      out.add(place, "'" + std::string(text) + "' belongs to partition '" + std::string(found) +
                         "', and region '" + std::string(wanted.region->value) + "' is in partition '" +
                         std::string(wanted.partition) + "': nothing reaches from one into the other.");
  finding.label = "partition '" + std::string(found) + "'";
  finding.notes = {{wanted.region->span, "the region of the compute environment"}};
  finding.help =
      "write 'arn:" + std::string(wanted.partition) + ":...', and the accounts and names of that partition";
  return finding;
}

void check_arn(const Wanted& wanted, const StrField& field, Findings& out) {
  const auto arn = field.known() ? parse_arn(field.value) : std::nullopt;
  if (!arn || !is_partition(arn->partition) || arn->partition == wanted.partition) return;
  const std::size_t begin = std::string_view("arn:").size();
  const Span place = part_of({field.value, field.span}, begin, begin + arn->partition.size());
  report(wanted, place, field.value, arn->partition, out)
      .offer(FixKind::unsafe, {{place, std::string(wanted.partition)}});
}

/// Issuers of aws and aws-us-gov are on amazonaws.com, those of aws-cn on amazonaws.com.cn; of others nobody
/// knows.
void check_issuer(const Wanted& wanted, const Str& issuer, Findings& out) {
  const std::string_view host = issuer.value.substr(0, issuer.value.find('/'));
  const bool china = host.ends_with(".amazonaws.com.cn");
  if (wanted.partition == "aws-cn" && host.ends_with(".amazonaws.com"))
    report(wanted, issuer.span, host, "aws", out);
  if ((wanted.partition == "aws" || wanted.partition == "aws-us-gov") && china)
    report(wanted, issuer.span, host, "aws-cn", out);
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    const StrField& region = environment.ce->region;
    const Wanted wanted{region.known() ? partition_of_region(region.value) : std::string_view(), &region};
    if (wanted.partition.empty()) continue;
    if (environment.cluster != nullptr) check_arn(wanted, environment.cluster->arn, out);
    if (environment.credential != nullptr) check_arn(wanted, environment.credential->assume_role_arn, out);
    for (const PodAccount* account : {&environment.head, &environment.compute}) {
      if (account->object != nullptr) check_arn(wanted, account->object->role_arn, out);
      if (account->association != nullptr) check_arn(wanted, account->association->role_arn, out);
      if (account->role == nullptr) continue;
      for (const FederatedStatement& statement : world.federated)
        for (const OidcProvider& provider : statement.providers)
          if (statement.policy == account->role->trust && provider.eks && !provider.unknown)
            check_issuer(wanted, provider.issuer, out);
    }
  }
}

}  // namespace

extern const Rule partition_mismatch{
    .id = "partition-mismatch",
    .summary = "Documents of one launch path belong to different AWS partitions.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
