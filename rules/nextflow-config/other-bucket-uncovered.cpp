#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "check/finding.h"
#include "link/access_questions.h"
#include "link/needs.h"
#include "link/policy_edit.h"
#include "link/s3_folder.h"
#include "link/world.h"

namespace celint {
namespace {

/// What names a place that tasks write.
constexpr std::array<std::string_view, 3> kOutputs{"workDir", "outputDir", "process.publishDir"};

struct Place {
  std::string_view option;
  Part writer = Part::compute;
  const Identity* role = nullptr;
  Span span;
  S3Folder folder;
};

/// Nothing unless the option is a literal `s3://` place, the role is known, and the storage step does not
/// speak of the bucket already.
std::optional<Place> place_of(const Environment& environment, std::string_view option, Part writer) {
  const bool head = writer == Part::head;
  const Identity* role = head ? environment.head.role : environment.compute.role;
  const NextflowSetting setting = environment.ce->nextflow.setting(option);
  if (!setting.known() || role == nullptr || !role->complete) return std::nullopt;
  const GroovyValue& value = setting.assignment->value;
  const GroovyValue* path = value.is_map() ? value.get("path") : &value;
  if (path == nullptr || !path->is_string() || !typed({path->text, path->span}).known()) return std::nullopt;
  auto folder = parse_s3_folder(path->text);
  if (!folder || folder->bucket.empty()) return std::nullopt;
  const Step& storage = environment.step(head ? StepId::head_storage : StepId::compute_storage);
  if (environment.work && folder->bucket == environment.work->bucket && storage.verdict == Verdict::refuted)
    return std::nullopt;
  return Place{option, writer, role, value.span, std::move(*folder)};
}

void report(const World& world, const Environment& environment, const Place& place,
            const std::string& lacking, const Grant& grant, Findings& out) {
  Finding& finding = out.add(place.span, std::string(place.option) + " is a place where the role of the " +
                                             (place.writer == Part::head ? "head pod, " : "task pods, ") +
                                             title(*place.role) + ", lacks " + lacking + ".");
  finding.label = "outside what the role may write";
  finding.notes = {{environment.ce->work_dir.span, "the work directory"}};
  finding.offer(FixKind::unsafe, granted(world, *place.role, grant));
  finding.help = "allow the role to write there, or use a place that it may write";
}

void check_cache(const World& world, const Environment& environment, const Place& place, Findings& out) {
  std::string lacking;
  Grant grant;
  for (const Needed& needed : needs_of(environment, NeedPrincipal::head))
    if (needed.need->feature == "cloudcache")
      for (const Asked& asked : ask(environment, *place.role, needed))
        if (asked.in_use == Truth::yes && !asked.decision.may) {
          lacking += (lacking.empty() ? "" : ", ") + asked.request.action;
          grant.actions.push_back(asked.request.action);
          for (const std::string& resource : needed.resources())
            if (std::find(grant.resources.begin(), grant.resources.end(), resource) == grant.resources.end())
              grant.resources.push_back(resource);
        }
  if (!lacking.empty()) report(world, environment, place, lacking, grant, out);
}

void check_output(const World& world, const Environment& environment, const Place& place, Findings& out) {
  const Request request{"s3:PutObject", "arn:" + environment.partition + ":s3:::" + place.folder.bucket +
                                            "/" + place.folder.prefix + "0f/1e2d3c/example.txt"};
  const PolicyInputs policies = policies_of(environment, *place.role, request);
  if (!decide(policies, request, context_of(*place.role)).may)
    report(
        world, environment, place, request.action,
        {{request.action},
         {"arn:" + environment.partition + ":s3:::" + place.folder.bucket + "/" + place.folder.prefix + "*"}},
        out);
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (!environment.uses_fusion()) continue;
    if (const auto cache = place_of(environment, "cloudcache.path", Part::head))
      check_cache(world, environment, *cache, out);
    for (const std::string_view option : kOutputs)
      if (const auto place = place_of(environment, option, Part::compute))
        check_output(world, environment, *place, out);
  }
}

}  // namespace

extern const Rule other_bucket_uncovered{
    .id = "other-bucket-uncovered",
    .summary = "The Nextflow configuration writes to a place that the role may not write.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
