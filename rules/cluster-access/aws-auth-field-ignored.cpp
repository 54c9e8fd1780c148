#include <algorithm>

#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

void check_fields(const AwsAuthKey& key, const IdentityMapping& entry, Findings& out) {
  for (const UnknownEntryField& field : entry.unknown_fields) {
    Finding& finding = out.add(
        field.name.span, "The authenticator knows no field '" + std::string(field.name.value) + "' in " +
                             std::string(key.key.value) + " and ignores it with all below it.");
    finding.help = field.meant.empty() ? "remove it" : "write '" + std::string(field.meant) + "'";
  }
  if (entry.sso)
    out.add(*entry.sso,
            "An sso block matches nobody unless the alpha feature SSORoleMatch is on, which is off by "
            "default.")
        .help = "map the AWSReservedSSO role by its ARN, without the path";
}

bool is_known(std::string_view name) {
  const auto known = known_templates();
  return std::find(known.begin(), known.end(), name) != known.end();
}

/// The template that differs by blanks or case alone.
std::string_view meant(std::string_view name) {
  const std::size_t begin = name.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  const std::string_view bare = name.substr(begin, name.find_last_not_of(' ') - begin + 1);
  for (const std::string_view known : known_templates())
    if (equal_ignoring_case(bare, known)) return known;
  return {};
}

void check_text(const World& world, const AwsAuth& map, const IdentityMapping& entry, const Str& text,
                std::string Mapped::*field, Findings& out) {
  for (const IdentityTemplate& use : identity_templates(text.value)) {
    if (is_known(use.name)) continue;
    const std::string_view known = meant(use.name);
    Finding& finding =
        out.add(part_of(text, use.begin, use.end),
                "'{{" + std::string(use.name) + "}}' is no template of the authenticator and stays as text.");
    finding.help = known.empty()
                       ? "use one of EC2PrivateDNSName, AccountID, SessionName, SessionNameRaw, AccessKeyID"
                       : "write '{{" + std::string(known) + "}}'";
    if (known.empty() || field == nullptr) continue;
    std::vector<Mapped> intended = mapped(map);
    std::string& value = intended[place_of(map, entry)].*field;
    value.replace(use.begin, use.end - use.begin, "{{" + std::string(known) + "}}");
    std::vector<Edit> edits{{finding.span, "{{" + std::string(known) + "}}"}};
    if (!rereads_as(world, map, edits, intended)) continue;
    finding.edits = std::move(edits);
    finding.fix = FixKind::safe;
  }
}

void check(const World& world, Findings& out) {
  each_entry(world, [&](const AwsAuth& map, const AwsAuthKey& key, const IdentityMapping& entry) {
    if (!entry.kept) return;
    check_fields(key, entry, out);
    check_text(world, map, entry, entry.username, &Mapped::username, out);
    for (const Str& group : entry.groups) check_text(world, map, entry, group, nullptr, out);
  });
}

}  // namespace

extern const Rule aws_auth_field_ignored{
    .id = "aws-auth-field-ignored",
    .summary = "The authenticator ignores a field or a template of an aws-auth entry.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
