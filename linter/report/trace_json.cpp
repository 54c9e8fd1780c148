#include <nlohmann/json.hpp>

#include "report/footer.h"
#include "report/mask.h"
#include "report/source_text.h"
#include "report/subject.h"
#include "report/trace.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

Json place_json(SourceTexts& texts, Span span) {
  const SourceText& text = texts.of(span.source);
  const Extent place = extent(text, span);
  return {{"path", text.source.path},
          {"region",
           {{"startLine", place.begin.line},
            {"startColumn", place.begin.column},
            {"endLine", place.end.line},
            {"endColumn", place.end.column}}}};
}

Json step_json(const LaunchPath& path, const Step& step, SourceTexts& texts, const Subjects& subjects) {
  Json evidence = Json::array();
  for (const Evidence& one : step.evidence) {
    Json place = place_json(texts, one.span);
    place["pointer"] = subjects.pointer(one.span);
    place["message"] = masked(one.message);
    evidence.push_back(std::move(place));
  }
  return {{"id", name_of(path, step)},
          {"verdict", to_string(step.verdict)},
          {"claim", masked(step.claim)},
          {"confidence", step.how == How::inferred ? "medium" : "high"},
          {"evidence", std::move(evidence)},
          {"rule", text_or_null(step.refuted_by)},
          {"settledBy", text_or_null(step.verdict == Verdict::unknown ? masked(step.settled_by) : "")}};
}

Json joins_json(const Environment& environment) {
  Json joins = Json::array();
  for (const Join& join : environment.joins)
    joins.push_back({{"what", join.what}, {"how", to_string(join.how)}});
  return joins;
}

Json policies_json(const World& world, const Identity& identity) {
  Json policies = Json::array();
  for (const PolicyJoin& join : identity.joins)
    policies.push_back({{"path", world.path_of(join.policy->span)}, {"how", to_string(join.how)}});
  return policies;
}

Json identities_json(const World& world, const Environment& environment) {
  Json identities = Json::array();
  for (const LaunchIdentity& one : environment.identities)
    identities.push_back({{"part", to_string(one.part)},
                          {"name", one.identity->name},
                          {"arn", text_or_null(one.identity->arn)},
                          {"knownInFull", one.identity->complete},
                          {"policies", policies_json(world, *one.identity)}});
  return identities;
}

Json path_json(const World& world, const LaunchPath& path, SourceTexts& texts, const Subjects& subjects) {
  const StepCounts counts = count(path.steps);
  Json result{{"title", masked(path.title)},
              {"proven", counts.proven},
              {"refuted", counts.refuted},
              {"unknown", counts.unknown}};
  if (const Environment* environment = path.environment) {
    result["computeEnvironment"] = world.path_of(environment->ce->span);
    result["joins"] = joins_json(*environment);
    result["identities"] = identities_json(world, *environment);
  }
  result["steps"] = Json::array();
  for (const Step& step : path.steps) result["steps"].push_back(step_json(path, step, texts, subjects));
  return result;
}

}  // namespace

std::string trace_json(const Trace& trace) {
  SourceTexts texts(trace.sources);
  const Subjects subjects(trace.world);
  Json paths = Json::array();
  for (const LaunchPath& path : trace.paths) paths.push_back(path_json(trace.world, path, texts, subjects));
  const Json whole{{"version", 1}, {"launchPaths", std::move(paths)}};
  return whole.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace celint
