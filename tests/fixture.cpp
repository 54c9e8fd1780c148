#include "fixture.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "read/read.h"
#include "read/settings.h"

namespace fs = std::filesystem;
using namespace celint;

Settings settings_of(const std::vector<Source>& sources) {
  Settings settings;
  for (std::size_t i = 0; i < sources.size(); ++i)
    if (sources[i].path == "celint.yaml")
      settings = read_settings(sources[i], static_cast<SourceId>(i)).settings;
  settings.today = "2026-01-01";
  settings.given = {""};
  return settings;
}

std::unique_ptr<Run> run(const fs::path& path, Audience audience) {
  auto result = std::make_unique<Run>();
  ReadOptions options;
  options.paths = {path.string()};
  options.root = path.string();
  result->sources = read(options);
  Models models = read_models(result->sources, result->documents, 1);
  result->world = link(std::move(models), result->sources, settings_of(result->sources));
  Selection selection;
  selection.audience = audience;
  result->rules = select(all_rules(), selection);
  result->findings = visible(check(result->world, result->rules));
  return result;
}

fs::path repository() { return CELINT_ROOT; }

fs::path binary() { return CELINT_BINARY; }

fs::path corpus() {
  const char* path = std::getenv("CELINT_CORPUS");
  return path != nullptr ? fs::path(path) : fs::path();
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool names_command(const std::string& settled_by) {
  static constexpr std::array kStarts{": aws ", ": kubectl ", ": tw ", ": nextflow ", ": GET /"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](const char* start) { return settled_by.find(start) != std::string::npos; });
}

std::vector<fs::path> folders(const fs::path& path) {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator(path))
    if (entry.is_directory()) result.push_back(entry.path());
  std::sort(result.begin(), result.end());
  return result;
}
