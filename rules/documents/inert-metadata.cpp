#include <algorithm>
#include <array>

#include "check/finding.h"
#include "link/value_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/ (not all objects are in one)
bool is_cluster_scoped(std::string_view kind) {
  static constexpr std::array kKinds{"PersistentVolume", "Namespace", "StorageClass", "ClusterRole",
                                     "ClusterRoleBinding"};
  return std::any_of(kKinds.begin(), kKinds.end(), [kind](const char* known) { return kind == known; });
}

void report(const World& world, const ObjectMeta& meta, Span key, std::string message, Findings& out) {
  Finding& finding = out.add(key, std::move(message));
  finding.help = "delete it";
  finding.offer(FixKind::safe, without(world, *meta.document, key));
}

/// The key of `namespace: value`, in front of the value.
Span key_of(const World& world, Span value) {
  const std::string_view text = (*world.sources)[value.source].text;
  const std::size_t at = text.rfind("namespace", value.begin);
  if (at == std::string_view::npos || text.substr(at, value.begin - at).find('\n') != std::string_view::npos)
    return value;
  return {value.source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 9)};
}

void check_meta(const World& world, const ObjectMeta& meta, Findings& out) {
  if (meta.listed) return;
  const std::string kind(meta.kind.value);
  if (is_cluster_scoped(meta.kind.value) && meta.ns.known())
    report(world, meta, key_of(world, meta.ns.span),
           "A " + kind + " belongs to no namespace, so this one has no effect.", out);
  for (const Str& field : meta.server_fields)
    report(world, meta, field.span,
           "'" + std::string(field.value) + "' is set by the server, and a manifest cannot set it.", out);
}

void check(const World& world, Findings& out) {
  const auto each = [&](const auto& objects) {
    for (const auto& object : objects) check_meta(world, object.meta, out);
  };
  each(world.aws_auth);
  each(world.service_accounts);
  each(world.namespaces);
  each(world.roles);
  each(world.bindings);
  each(world.claims);
  each(world.volumes);
  each(world.storage_classes);
  each(world.limit_ranges);
  each(world.quotas);
  each(world.secrets);
  each(world.config_maps);
  each(world.workloads);
  each(world.other_objects);
}

}  // namespace

extern const Rule inert_metadata{
    .id = "inert-metadata",
    .summary = "A field of an object is set by the server or has no effect there.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
