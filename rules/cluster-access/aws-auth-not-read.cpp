#include <algorithm>

#include "check/finding.h"
#include "link/aws_auth_edit.h"
#include "link/world.h"

namespace celint {
namespace {

bool holds_entries(const AwsAuth& map) {
  if (map.roles || map.users) return true;
  return std::any_of(map.unread.begin(), map.unread.end(),
                     [](const UnreadAwsAuthKey& key) { return key.has_entries; });
}

void offer_key(const AwsAuth& map, const UnreadAwsAuthKey& key, std::string_view name, Finding& finding) {
  const bool taken = (name == "mapRoles" && map.roles) || (name == "mapUsers" && map.users) ||
                     (name == "mapAccounts" && map.accounts);
  finding.help = "write '" + std::string(name) + "'";
  if (taken || finding.span.end - finding.span.begin != key.key.value.size()) return;
  finding.edits = {{finding.span, std::string(name)}};
  finding.fix = FixKind::safe;
}

void check_key(const World& world, const AwsAuth& map, const UnreadAwsAuthKey& key, Findings& out) {
  const std::string written = "'" + std::string(key.key.value) + "'";
  const std::string_view name = key.meant;
  if (name.empty()) return;
  if (key.why == UnreadAwsAuthKey::Why::not_text) {
    Finding& finding = out.add(
        key.key.span,
        "The value of " + written +
            " is YAML and not text, so the API server refuses this ConfigMap: no entry of it is ever read.");
    finding.help = "write '" + std::string(key.key.value) + ": |' and leave the entries indented below it";
    finding.offer(FixKind::safe, as_text(world, map, key));
  } else if (key.why == UnreadAwsAuthKey::Why::binary) {
    out.add(key.key.span,
            "Key " + written +
                " stands under binaryData, which the authenticator never reads: all its entries are lost.")
        .help = "move it to data, as text";
  } else if (name != key.key.value) {
    Finding& finding =
        out.add(key.key.span, "The authenticator reads no key " + written +
                                  ": names are compared with case, and all entries below it are lost.");
    finding.label = "is read by nobody";
    offer_key(map, key, name, finding);
  }
}

void check_place(const AwsAuth& map, Findings& out) {
  const bool name = map.meta.name.known() && map.meta.name.value != "aws-auth";
  const StrField& field = name ? map.meta.name : map.meta.ns;
  const std::string right = name ? "aws-auth" : "kube-system";
  Finding& finding =
      out.add(field.span, "The authenticator reads only ConfigMap 'kube-system/aws-auth', and " +
                              std::string(name ? "this one is named '" : "this one is in namespace '") +
                              std::string(field.value) + "': all its entries are lost.");
  finding.help = "write '" + right + "'";
  if (!map.meta.ns.known() || field.span.end - field.span.begin != field.value.size()) return;
  finding.edits = {{field.span, right}};
  finding.fix = FixKind::safe;
}

void check(const World& world, Findings& out) {
  for (const AwsAuth& map : world.aws_auth) {
    if (!map.whole() || !map.meta.name.known()) continue;
    if (!map.read && holds_entries(map)) check_place(map, out);
    if (!map.read) continue;
    for (const UnreadAwsAuthKey& key : map.unread) check_key(world, map, key, out);
  }
}

}  // namespace

extern const Rule aws_auth_not_read{
    .id = "aws-auth-not-read",
    .summary = "A ConfigMap holds aws-auth entries where the authenticator never looks.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::authenticate},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
