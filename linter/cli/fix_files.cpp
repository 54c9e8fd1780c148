#include "cli/fix_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/output.h"
#include "fix/fix.h"
#include "report/report.h"

namespace celint {
namespace {

/// Writes what changed, or shows it. A file is replaced only if it still holds what was read.
void write_fixed(const std::vector<Source>& before, const std::vector<Source>& after, const std::string& root,
                 bool only_show) {
  std::string shown;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].text == after[i].text) continue;
    if (only_show) {
      shown += unified_diff(before[i].path, before[i].text, after[i].text);
      continue;
    }
    const std::filesystem::path path = std::filesystem::path(root) / before[i].path;
    std::ifstream file(path, std::ios::binary);
    const std::string now{std::istreambuf_iterator<char>(file), {}};
    if (now != before[i].text) throw CannotRun("'" + before[i].path + "' cannot be fixed where it is");
    write_output(path.string(), after[i].text);
  }
  if (only_show) write_output({}, shown);
}

}  // namespace

std::vector<Source> fixed(const Options& options, std::vector<Source> sources, const RunContext& context,
                          const std::vector<const Rule*>& rules) {
  const Analysis analysis = [&](const std::vector<Source>& texts) {
    return visible(check(linked(texts, context, jobs(options))->world, rules));
  };
  Fixed result = fix(sources, *options.fix, analysis);
  write_fixed(sources, result.sources, context.root, options.diff);
  say(std::string(options.diff ? "would fix " : "fixed ") + std::to_string(result.fixes) +
      (result.fixes == 1 ? " finding" : " findings"));
  return options.diff ? std::move(sources) : std::move(result.sources);
}

}  // namespace celint
