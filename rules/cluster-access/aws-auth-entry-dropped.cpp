#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/world.h"

namespace celint {
namespace {

std::string list(const AwsAuthKey& key) { return std::string(key.key.value); }

void check_whole(const World& world, const AwsAuth& map, const AwsAuthKey& key, Findings& out) {
  if (key.not_a_list) {
    Finding& finding =
        out.add(*key.not_a_list, "The text of " + list(key) + " is not a list, so it contributes no entry" +
                                     (list(key) == "mapRoles" ? ": those of the nodes are lost too." : "."));
    finding.notes = {{key.key.span, "the key that contributes nothing"}};
    finding.help = "make it one list: each entry begins with '- '";
    finding.offer(FixKind::unsafe, as_one_list(world, map, key));
  }
  if (key.left_out) {
    Finding& finding = out.add(*key.left_out, "Only the first YAML document of " + list(key) +
                                                  " is read, so everything here is dropped.");
    finding.help = "remove the '---' line and keep one list";
    finding.offer(FixKind::unsafe, as_one_list(world, map, key));
  }
}

void check_entries(const World& world, const AwsAuth& map, const AwsAuthKey& key, Findings& out) {
  for (const IdentityMapping& entry : key.entries) {
    if (entry.kept || entry.dropped_because.empty()) continue;
    Finding& finding = out.add(entry.dropped_at, "The authenticator drops this item of " + list(key) + ": " +
                                                     entry.dropped_because + ".");
    if (!entry.arn.value.empty()) finding.offer(FixKind::unsafe, without_sso(world, map, entry));
    if (entry.other_arn.value.empty() || !entry.arn.value.empty()) continue;
    const bool role = list(key) == "mapRoles";
    finding.span = entry.other_arn.span;
    finding.notes = {{entry.span, "the whole entry is lost"}};
    finding.help = std::string("move it to ") + (role ? "mapUsers" : "mapRoles") + ", or write '" +
                   (role ? "rolearn" : "userarn") + "'";
    finding.offer(FixKind::unsafe, in_list_of_its_kind(world, map, entry));
  }
}

bool is_account_id(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void check_accounts(const AwsAuthKey& key, Findings& out) {
  for (const Span& item : key.dropped_accounts)
    out.add(item, "The authenticator drops this item of mapAccounts: it is not an account id.").help =
        "write the 12 digits alone";
  for (const Str& account : key.accounts) {
    if (is_account_id(account.value) || typed(account).unknown()) continue;
    out.add(account.span,
            "'" + std::string(account.value) +
                "' has not the 12 digits of an account id, so this item of mapAccounts matches nobody.")
        .help = "write the 12 digits, leading zeros included";
  }
}

void check(const World& world, Findings& out) {
  for (const AwsAuth& map : world.aws_auth) {
    if (!map.read) continue;
    for (const std::optional<AwsAuthKey>* key : {&map.roles, &map.users, &map.accounts}) {
      if (!*key) continue;
      check_whole(world, map, **key, out);
      check_entries(world, map, **key, out);
      check_accounts(**key, out);
    }
  }
}

}  // namespace

extern const Rule aws_auth_entry_dropped{
    .id = "aws-auth-entry-dropped",
    .summary = "The authenticator drops an item of aws-auth, or what follows it.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
