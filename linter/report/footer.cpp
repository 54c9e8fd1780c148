#include "report/footer.h"

#include <algorithm>
#include <set>

#include "link/world.h"
#include "report/character.h"
#include "report/headline.h"
#include "report/missing.h"
#include "report/paint.h"

namespace celint {
namespace {

constexpr std::size_t kHandful = 5;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : ", ").append(part);
  return text;
}

/// ` in 14 files (3 compute environments, 6 IAM documents)`
std::string read_what(const Coverage& coverage) {
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, std::string_view noun) {
    if (count > 0) parts.push_back(counted(count, noun));
  };
  add(coverage.compute_environments, "compute environment");
  add(coverage.iam, "IAM document");
  add(coverage.kubernetes, "Kubernetes object");
  add(coverage.other, "other document");
  std::string text = " in " + counted(coverage.files, "file");
  return parts.empty() ? text : text + " (" + joined(parts) + ")";
}

std::string verdict_line(const Report& report) {
  const Coverage& coverage = report.world.coverage;
  const SeverityCounts counts = count(report.findings);
  const bool none = counts.errors + counts.warnings + counts.notes == 0;
  if (none && coverage.recognised() == 0)
    return "Nothing to check: no document was recognised in " + counted(coverage.files, "file") + ".";
  if (none) return "No findings" + read_what(coverage) + ".";
  return "Found " + counted(counts.errors, "error") + ", " + counted(counts.warnings, "warning") + ", " +
         counted(counts.notes, "note") + read_what(coverage) + ".";
}

void append_hidden(std::string& out, const HiddenCounts& hidden) {
  std::vector<std::string> parts;
  if (hidden.suppressed > 0) parts.push_back(std::to_string(hidden.suppressed) + " suppressed");
  if (hidden.known > 0) parts.push_back(std::to_string(hidden.known) + " in the baseline");
  if (!parts.empty()) out += "Not counted: " + joined(parts) + ".\n";
}

std::string counts_text(const StepCounts& counts) {
  std::vector<std::string> parts{std::to_string(counts.proven) + " proven"};
  if (counts.refuted > 0) parts.push_back(std::to_string(counts.refuted) + " refuted");
  if (counts.unknown > 0) parts.push_back(std::to_string(counts.unknown) + " unknown");
  return joined(parts);
}

void append_launch_paths(std::string& out, const World& world, std::size_t most) {
  StepCounts rest;
  std::size_t shown = 0;
  for (const Environment& environment : world.environments) {
    const StepCounts counts = count(environment.steps);
    if (shown < most) {
      ++shown;
      out += "Launch path of " + printable(environment.title) + ": " + counts_text(counts) + ".\n";
      continue;
    }
    rest.proven += counts.proven;
    rest.refuted += counts.refuted;
    rest.unknown += counts.unknown;
  }
  const std::size_t more = world.environments.size() - shown;
  if (more > 0) out += "Launch paths of " + std::to_string(more) + " more: " + counts_text(rest) + ".\n";
}

void append_missing(std::string& out, const World& world, std::size_t most) {
  const std::vector<MissingDocument> all = missing_documents(world);
  for (std::size_t i = 0; i < std::min(all.size(), most); ++i)
    out += "  " + names(all[i].steps) + ": " + printable(all[i].document) + "\n";
  if (all.size() > most) out += "  and " + std::to_string(all.size() - most) + " more\n";
}

void append_skipped(std::string& out, const Coverage& coverage, std::size_t most) {
  if (coverage.skipped.empty()) return;
  out += "Skipped " + counted(coverage.skipped.size(), "file") + ":\n";
  for (std::size_t i = 0; i < std::min(coverage.skipped.size(), most); ++i)
    out += "  " + printable(coverage.skipped[i].path) + ": " + printable(coverage.skipped[i].reason) + "\n";
  if (coverage.skipped.size() > most)
    out += "  and " + std::to_string(coverage.skipped.size() - most) + " more\n";
}

void append_unbound(std::string& out, const Coverage& coverage, std::size_t most) {
  const std::size_t number = coverage.unbound.size();
  if (number == 0) return;
  out += counted(number, "policy document") + (number == 1 ? " belongs" : " belong") +
         " to no known identity; name the identity in celint.yaml (principals: arn, trust, policies):\n";
  for (std::size_t i = 0; i < std::min(number, most); ++i)
    out += "  " + printable(coverage.unbound[i]) + "\n";
  if (number > most) out += "  and " + std::to_string(number - most) + " more\n";
}

/// Files that celint.yaml names and that were not read: what it says of them has no effect.
void append_unread(std::string& out, const World& world, std::size_t most) {
  std::set<std::string> named;
  for (const PrincipalBinding& binding : world.settings.principals) {
    named.insert(binding.trust);
    named.insert(binding.policies.begin(), binding.policies.end());
  }
  for (const EnvironmentBinding& binding : world.settings.environments) named.insert(binding.credentials);
  named.erase("");
  for (const Source& source : *world.sources) named.erase(source.path);
  if (named.empty()) return;
  out += counted(named.size(), "file") + " that celint.yaml names " + (named.size() == 1 ? "was" : "were") +
         " not read:\n";
  std::size_t shown = 0;
  for (const std::string& path : named)
    if (++shown <= most) out += "  " + printable(path) + "\n";
  if (named.size() > most) out += "  and " + std::to_string(named.size() - most) + " more\n";
}

void append_unrecognised(std::string& out, const Coverage& coverage, bool verbose) {
  if (coverage.unrecognised.empty()) return;
  const std::size_t number = coverage.unrecognised.size();
  out += counted(number, "file") + (number == 1 ? " was" : " were") + " not recognised" +
         (verbose ? ":\n" : " (--verbose lists them).\n");
  if (!verbose) return;
  for (const std::string_view path : coverage.unrecognised) out += "  " + printable(path) + "\n";
}

}  // namespace

StepCounts count(const std::vector<Step>& steps) {
  StepCounts counts;
  for (const Step& step : steps) {
    counts.proven += step.verdict == Verdict::proven ? 1 : 0;
    counts.refuted += step.verdict == Verdict::refuted ? 1 : 0;
    counts.unknown += step.verdict == Verdict::unknown ? 1 : 0;
  }
  return counts;
}

std::string footer(const Report& report, const TextStyle& style) {
  const std::size_t most = style.verbose ? SIZE_MAX : kHandful;
  std::string out = painted(style.colour, kBold, verdict_line(report)) + "\n";
  append_hidden(out, report.hidden);
  append_launch_paths(out, report.world, most);
  append_missing(out, report.world, most);
  append_unbound(out, report.world.coverage, most);
  append_unread(out, report.world, most);
  append_skipped(out, report.world.coverage, most);
  append_unrecognised(out, report.world.coverage, style.verbose);
  return out;
}

}  // namespace celint
