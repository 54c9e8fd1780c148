#include <array>
#include <string>

#include "check/finding.h"
#include "link/access_questions.h"
#include "link/world.h"

namespace celint {
namespace {

struct Place {
  std::string_view option;
  bool head = false;  ///< Written by the head; else by tasks.
};

constexpr std::array kPlaces{Place{"cloudcache.path", true}, Place{"workDir"}, Place{"outputDir"},
                             Place{"process.publishDir"}};

/// `s3://BUCKET/PREFIX` as an object below it; empty if the text is something else.
std::string object_below(const Environment& environment, const GroovyValue& value) {
  constexpr std::string_view kScheme = "s3://";
  const GroovyValue* path = value.is_map() ? value.get("path") : &value;
  if (path == nullptr || !path->is_string() || !path->text.starts_with(kScheme)) return {};
  if (!typed({path->text, path->span}).known()) return {};
  std::string rest = path->text.substr(kScheme.size());
  while (rest.ends_with('/')) rest.pop_back();
  const std::string bucket = rest.substr(0, rest.find('/'));
  if (bucket.empty() || (environment.work && bucket == environment.work->bucket)) return {};
  return "arn:" + environment.partition + ":s3:::" + rest + "/0f/1e2d3c/example.txt";
}

void check_place(const Environment& environment, const Place& place, Findings& out) {
  const NextflowSetting setting = environment.ce->nextflow.setting(place.option);
  const Identity* role = place.head ? environment.head.role : environment.compute.role;
  if (!setting.known() || role == nullptr || !role->complete) return;
  const std::string object = object_below(environment, setting.assignment->value);
  if (object.empty()) return;
  const Request request{"s3:PutObject", object};
  const Decision decision = decide(policies_of(environment, *role, request), request, context_of(*role));
  if (decision.may) return;
  Finding& finding =
      out.add(setting.assignment->value.span,
              std::string(place.option) + " is in a bucket that the role of the " +
                  (place.head ? "head pod, " : "task pods, ") + title(*role) + ", may not write.");
  finding.label = "another bucket than the work bucket";
  finding.notes = {{environment.ce->work_dir.span, "the work directory"}};
  finding.help = "allow the role to write there, or use the work bucket";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments)
    if (environment.uses_fusion())
      for (const Place& place : kPlaces) check_place(environment, place, out);
}

}  // namespace

extern const Rule other_bucket_uncovered{
    .id = "other-bucket-uncovered",
    .summary = "The Nextflow configuration writes to a bucket that the role may not write.",
    .severity = Severity::warning,
    .confidence = Confidence::medium,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::head_storage, StepId::compute_storage},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
