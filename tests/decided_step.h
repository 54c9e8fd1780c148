// One step of the launch path, decided on a healthy set with some texts replaced.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "fixture.h"
#include "temp_folder.h"

namespace celint {

struct Edited {
  std::string file;
  std::string from;
  std::string to;
};

/// A healthy set with some texts replaced. Without a text to replace the file gets the new one, and is left
/// out if that is empty.
inline std::unique_ptr<Run> healthy(const std::vector<Edited>& edits, const char* name = "healthy") {
  namespace fs = std::filesystem;
  const TempFolder folder;
  const fs::path set = repository() / "fixtures/environments" / name;
  for (const auto& entry : fs::recursive_directory_iterator(set)) {
    if (!entry.is_regular_file()) continue;
    const std::string file = entry.path().lexically_relative(set).string();
    std::string text = read_file(entry.path());
    for (const Edited& edit : edits) {
      if (edit.file != file) continue;
      const std::size_t at = edit.from.empty() ? 0 : text.find(edit.from);
      REQUIRE(at != std::string::npos);
      text = edit.from.empty() ? std::string() : text.replace(at, edit.from.size(), edit.to);
    }
    if (!text.empty()) folder.write(file, text);
  }
  for (const Edited& edit : edits)
    if (edit.from.empty() && !edit.to.empty()) folder.write(edit.file, edit.to);
  return run(folder.path(), Audience::everyone);
}

using Places = std::vector<std::string>;

/// `file: the first line of the text`
inline Places places(const Run& result, const Step& step) {
  Places found;
  for (const Evidence& evidence : step.evidence) {
    const Source& source = result.sources[evidence.span.source];
    const std::string text = source.text.substr(evidence.span.begin, evidence.span.end - evidence.span.begin);
    found.push_back(source.path + ": " + text.substr(0, text.find('\n')));
  }
  return found;
}

/// Decides one step on the edited set.
struct Decided {
  std::unique_ptr<Run> result;
  const Step* step;

  Decided(StepId id, const std::vector<Edited>& edits, const char* set = "healthy")
      : result(healthy(edits, set)) {
    REQUIRE(result->world.environments.size() == 1);
    step = &result->world.environments.front().step(id);
  }
  Places at() const { return places(*result, *step); }
  bool finds(std::string_view rule) const {
    return std::any_of(result->findings.begin(), result->findings.end(),
                       [rule](const Finding& finding) { return finding.rule->id == rule; });
  }
};

}  // namespace celint
