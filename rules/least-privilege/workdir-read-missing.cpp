#include "access/arn.h"
#include "check/finding.h"
#include "link/needs.h"
#include "link/policy_edit.h"
#include "link/world.h"

namespace celint {
namespace {

/// A resource entry of an S3 statement that names the work bucket, and how it misses what is asked.
struct Nearest {
  Span span;
  std::string difference;
};

std::optional<Nearest> nearest(const Identity& identity, const Environment& environment) {
  const std::string& bucket = environment.work->bucket;
  for (const Policy* policy : identity.policies)
    for (const Statement& statement : policy->statements)
      for (const Str& resource : statement.resources) {
        const auto arn = parse_arn(resource.value);
        if (!statement.allows() || !arn || arn->service != "s3" || !arn->resource.starts_with(bucket))
          continue;
        const std::string_view key = arn->resource.substr(bucket.size());
        if (key.empty() || key == "/*" || key.front() != '/') continue;
        const bool one_key = key.find_first_of("*?") == std::string_view::npos;
        return Nearest{resource.span,
                       one_key ? "one key, without '/*'" : "another prefix than the work directory's"};
      }
  return std::nullopt;
}

/// A statement for what is missing, scoped to the work directory.
std::vector<Edit> edits(const World& world, const Environment& environment) {
  Grant grant;
  for (const Asked& asked : environment.step(StepId::read_logs).asked)
    for (const Needed& needed : needs_of(environment, NeedPrincipal::platform))
      if (asked.missing() && needed.need == asked.need) {
        grant.actions.push_back(asked.request.action);
        for (std::string& resource : needed.resources()) grant.resources.push_back(std::move(resource));
      }
  return granted(world, *environment.platform, grant);
}

void report(const World& world, const Environment& environment, const std::string& actions, Findings& out) {
  const Identity& identity = *environment.platform;
  const StrField& place = environment.ce->work_dir;
  Finding& finding = out.add(place.span, "The platform identity, " + title(identity) + ", may not " +
                                             actions + " in the work directory '" + std::string(place.value) +
                                             "': Platform shows neither logs nor reports of its runs.");
  finding.label = "not readable for Platform";
  if (const auto near = nearest(identity, environment)) finding.notes = {{near->span, near->difference}};
  finding.help = "allow s3:ListBucket on 'arn:" + environment.partition +
                 ":s3:::" + environment.work->bucket +
                 "', and s3:GetObject on the objects below the work directory";
  finding.offer(FixKind::unsafe, edits(world, environment));
  if (environment.inferred() || identity.how == How::inferred) finding.confidence = Confidence::medium;
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    std::string actions;
    for (const Asked& asked : environment.step(StepId::read_logs).asked)
      if (asked.missing() && asked.in_use == Truth::yes)
        actions += (actions.empty() ? "" : " and ") + asked.request.action;
    if (!actions.empty() && environment.work && environment.platform != nullptr)
      report(world, environment, actions, out);
  }
}

}  // namespace

extern const Rule workdir_read_missing{
    .id = "workdir-read-missing",
    .summary = "The platform identity may not read the work directory.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::read_logs},
    .fix = FixKind::unsafe,
    .check = check,
};

}  // namespace celint
