#include "link/needs.h"

#include <algorithm>
#include <memory>

#include "access/arn.h"
#include "link/access_questions.h"
#include "read/letters.h"

namespace celint {
namespace {

Truth truth_of(const Field<bool>& field) {
  return field.unknown() ? Truth::maybe : truth(field.known() && field.value);
}

Truth uses_role(const Environment& environment) {
  if (environment.platform != nullptr) return truth(environment.user != environment.platform);
  return Truth::maybe;
}

Truth uses_work_bucket(const Environment& environment) {
  if (environment.work) return Truth::yes;
  return environment.ce->work_dir.unknown() ? Truth::maybe : Truth::no;
}

/// Fusion tags what it writes unless nextflowConfig tells it not to (fusion.tags).
Truth uses_tags(const Environment& environment) {
  const NextflowSetting tags = environment.ce->nextflow.setting("fusion.tags");
  const bool off =
      tags.known() && tags.assignment->value.text == "false" && !tags.assignment->value.is_string();
  const Truth on = tags.presence == Presence::unknown ? Truth::maybe : truth(!off);
  return both(truth_of(environment.ce->fusion), on);
}

Truth uses_key(const Environment& environment) {
  return both(truth_of(environment.ce->fusion), truth(environment.kms_key.known()));
}

/// Where the head keeps its cache; nothing if that is not known.
std::optional<S3Folder> cache_of(const Environment& environment) {
  const StrField path = environment.ce->nextflow.string("cloudcache.path");
  if (!path.known() || !typed({path.value, path.span}).known()) return std::nullopt;
  return parse_s3_folder(path.value);
}

/// The head takes the path where `enabled` is true. The environment of Nextflow may say so instead:
/// https://www.nextflow.io/docs/latest/reference/env-vars.html, NXF_CLOUDCACHE_PATH.
Truth uses_cache(const Environment& environment) {
  const Field<bool> enabled = environment.ce->nextflow.flag("cloudcache.enabled");
  if (environment.ce->nextflow.setting("cloudcache.path").presence == Presence::absent) return Truth::no;
  if (!enabled.known()) return Truth::maybe;
  return enabled.value && !cache_of(environment) ? Truth::maybe : truth(enabled.value);
}

NeedValues values_of(const Environment& environment) {
  NeedValues values;
  values.partition = environment.partition;
  if (environment.ce->region.known()) values.region = environment.ce->region.value;
  if (environment.ce->cluster_name.known()) values.cluster = environment.ce->cluster_name.value;
  if (const auto arn = parse_arn(environment.cluster_arn)) {
    values.partition = arn->partition;
    values.region = arn->region;
    values.account = arn->account;
    values.cluster = arn->name();
  }
  if (environment.work) {
    values.work_bucket = environment.work->bucket;
    values.work_prefix = environment.work->prefix;
  }
  if (environment.platform != nullptr) values.assume_role = environment.platform->arn;
  if (environment.kms_key.known()) values.kms_key = environment.kms_key.value;
  if (auto cache = cache_of(environment)) {
    values.cache_bucket = std::move(cache->bucket);
    values.cache_prefix = std::move(cache->prefix);
  }
  return values;
}

/// One resource that a pattern of the table stands for: objects end in a name that no policy spells out.
std::optional<std::string> example_of(std::string pattern) {
  if (pattern == "*") return pattern;
  if (pattern.ends_with('*')) {
    pattern.pop_back();
    if (parse_arn(pattern).value_or(Arn()).resource.find('/') == std::string_view::npos) return std::nullopt;
    pattern += "0f/1e2d3c/.command.log";
  }
  return pattern.find('*') == std::string::npos ? std::optional(std::move(pattern)) : std::nullopt;
}

}  // namespace

const Identity* identity_of(const Environment& environment, NeedPrincipal principal) {
  switch (principal) {
    case NeedPrincipal::platform:
      return environment.platform;
    case NeedPrincipal::user:
      return environment.user;
    case NeedPrincipal::head:
      return environment.head.role;
    case NeedPrincipal::compute:
      return environment.compute.role;
  }
  return nullptr;
}

const UnknownField* misspelt_fusion(const ComputeEnvironment& ce) {
  const auto found = std::find_if(
      ce.unknown_fields.begin(), ce.unknown_fields.end(),
      [](const UnknownField& field) { return lowered(field.key.value).find("fusion") != std::string::npos; });
  return found == ce.unknown_fields.end() ? nullptr : &*found;
}

Truth uses(const Environment& environment, std::string_view feature) {
  if (feature == "launch" || feature == "cluster-list") return Truth::yes;
  if (feature == "assume-role") return uses_role(environment);
  if (feature == "work-directory") return uses_work_bucket(environment);
  if (feature == "fusion") return truth_of(environment.ce->fusion);
  if (feature == "fusion-tags") return uses_tags(environment);
  if (feature == "kms") return uses_key(environment);
  if (feature == "cloudcache") return uses_cache(environment);
  if (!environment.features) return Truth::maybe;
  const std::vector<std::string>& named = *environment.features;
  return truth(std::find(named.begin(), named.end(), feature) != named.end());
}

std::vector<Needed> needs_of(const Environment& environment, NeedPrincipal principal) {
  std::vector<Needed> result;
  const auto values = std::make_shared<const NeedValues>(values_of(environment));
  for (const Need& need : needs()) {
    if (!need.concerns(principal)) continue;
    const Truth in_use = uses(environment, need.feature);
    if (in_use != Truth::no) result.push_back({&need, in_use, values});
  }
  return result;
}

std::vector<Asked> ask(const Environment& environment, const Identity& identity, const Needed& needed) {
  std::vector<Asked> result;
  for (const std::string_view action : needed.need->actions) {
    if (action.find('*') != std::string_view::npos) continue;
    for (const std::string& pattern : needed.resources())
      if (const auto resource = example_of(pattern)) {
        const Request request{std::string(action), *resource};
        result.push_back({request,
                          decide(policies_of(environment, identity, request), request,
                                 context_of(environment, identity, request)),
                          needed.need, needed.in_use});
      }
  }
  return result;
}

}  // namespace celint
