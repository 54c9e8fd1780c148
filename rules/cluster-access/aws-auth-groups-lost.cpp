#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/world.h"

namespace celint {
namespace {

std::string effect(const LostGroup& lost) {
  switch (lost.why) {
    case LostGroup::Why::null:
      return "This group is null and becomes the empty text";
    case LostGroup::Why::not_text:
      return "YAML reads '" + std::string(lost.written) +
             "' as a number or boolean, and the group becomes the empty text";
    case LostGroup::Why::mapping:
      return lost.meant.empty() ? "This group is not text and becomes the empty text"
                                : "With the blank after the colon, '" + lost.meant +
                                      "' is a mapping, and the group becomes the empty text";
    case LostGroup::Why::folded:
      return "YAML folds these lines into the one group '" + std::string(lost.written) + "'";
  }
  return {};
}

void offer(const World& world, const AwsAuth& map, const IdentityMapping& entry, const LostGroup& lost,
           Finding& finding) {
  if (lost.why == LostGroup::Why::folded)
    return finding.offer(FixKind::safe, unfolded(world, map, entry, lost));
  const bool quoted = lost.why == LostGroup::Why::not_text;
  if (!quoted && lost.meant.empty()) return;
  const std::string group = quoted ? std::string(lost.written) : lost.meant;
  std::vector<Mapped> intended = mapped(map);
  for (std::size_t i = 0; i < entry.groups.size(); ++i)
    if (entry.groups[i].span == lost.span) intended[place_of(map, entry)].groups[i] = group;
  std::vector<Edit> edits{{lost.span, quoted ? "'" + group + "'" : group}};
  if (!rereads_as(world, map, edits, intended)) return;
  finding.edits = std::move(edits);
  finding.fix = quoted ? FixKind::safe : FixKind::unsafe;
}

void check_value(const World& world, const AwsAuth& map, const IdentityMapping& entry, Findings& out) {
  if (!entry.groups_lost || entry.has_groups) return;
  const Str& written = *entry.groups_lost;
  Finding& finding =
      out.add(written.span,
              "'groups' must be a list: the authenticator drops this value, and the caller has no group.");
  finding.help = "write a list, even of one group";
  if (written.value.empty()) return;
  std::vector<Mapped> intended = mapped(map);
  intended[place_of(map, entry)].groups = {std::string(written.value)};
  std::vector<Edit> edits{{written.span, "['" + std::string(written.value) + "']"}};
  if (!rereads_as(world, map, edits, intended)) return;
  finding.edits = std::move(edits);
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth& map, const AwsAuthKey&, const IdentityMapping& entry) {
    if (!entry.kept) return;
    check_value(world, map, entry, out);
    for (const LostGroup& lost : entry.lost_groups) {
      Finding& finding =
          out.add(lost.span, effect(lost) + ": the caller is not in the group that was meant.");
      finding.help = lost.why == LostGroup::Why::folded ? "put each '- ' in the column of the first"
                                                        : "write the group as text";
      offer(world, map, entry, lost, finding);
    }
  });
}

}  // namespace

extern const Rule aws_auth_groups_lost{
    .id = "aws-auth-groups-lost",
    .summary = "Groups are written in an aws-auth entry but not given.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authorise},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
