// Single faults put into healthy sets, and single documents taken away: each fault is refuted at the right
// step by the right rule, and a missing document makes unknown what needs it, nothing else. Data:
// tests/environments/mutations.txt and removals.txt.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "set_copy.h"
#include "table.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

bool is_refuted(const Run& result, const std::string& step, const std::string& rule) {
  for (const Environment& environment : result.world.environments)
    for (const Step& one : environment.steps)
      if (to_string(one.id) == step && one.verdict == Verdict::refuted && one.refuted_by == rule) return true;
  return false;
}

std::string verdicts(const Run& result) {
  std::string text;
  for (const Environment& environment : result.world.environments)
    for (const Step& step : environment.steps)
      if (step.verdict != Verdict::proven)
        text += std::string(to_string(step.id)) + " " + std::string(to_string(step.verdict)) + " " +
                std::string(step.refuted_by) + " " + step.settled_by + "\n";
  return text;
}

bool exists(const std::string& rule) {
  return std::ranges::any_of(all_rules(), [&](const Rule& one) { return one.id == rule; });
}

bool is_found(const Run& result, const std::string& rule) {
  return std::ranges::any_of(result.findings,
                             [&](const Finding& finding) { return finding.rule->id == rule; });
}

/// The documents of a set: all of its files but celint.yaml.
std::vector<std::string> documents(const fs::path& set) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(set))
    if (entry.is_regular_file() && entry.path().filename() != "celint.yaml")
      files.push_back(entry.path().lexically_relative(set).string());
  std::ranges::sort(files);
  return files;
}

bool is_healthy(const fs::path& set) {
  const std::string name = set.filename().string();
  return name.starts_with("healthy") || name.starts_with("two-");
}

/// `a, b` as a set.
std::set<std::string> words(const std::string& list) {
  std::set<std::string> result;
  std::istringstream parts(list);
  for (std::string word; parts >> word;)
    result.insert(word.ends_with(',') ? word.substr(0, word.size() - 1) : word);
  result.erase("-");
  return result;
}

}  // namespace

TEST_CASE("environments: a single fault is refuted at its step, and its rule speaks") {
  const std::vector<Row> rows = table("mutations.txt", 6);
  CHECK(rows.size() >= 60);
  for (const Row& row : rows) {
    SetCopy copy(row[0]);
    INFO(row[0] << ", " << row[1] << ": " << row[2] << " -> " << row[3]);
    REQUIRE(copy.replace(row[1], row[2], row[3]));
    const auto result = copy.check();
    INFO(verdicts(*result));
    CHECK(is_refuted(*result, row[4], row[5]));
    if (exists(row[5])) CHECK(is_found(*result, row[5]));
  }
}

TEST_CASE("environments: a rule that refutes a step is one of the catalogue") {
  std::set<std::string> named;
  for (const Row& row : table("mutations.txt", 6)) named.insert(row[5]);
  CHECK(std::ranges::count_if(named, exists) > 10);
}

TEST_CASE("environments: without one document, what needs it is unknown and its export is named") {
  const std::vector<Row> rows = table("removals.txt", 4);
  std::size_t removed = 0;
  for (const fs::path& set : folders(repository() / "fixtures/environments")) {
    if (!is_healthy(set)) continue;
    for (const std::string& file : documents(set)) {
      INFO(set.filename().string() << " without " << file);
      const auto row = std::ranges::find_if(
          rows, [&](const Row& one) { return one[0] == set.filename() && one[1] == file; });
      REQUIRE(row != rows.end());
      SetCopy copy(set.filename().string());
      copy.remove(file);
      const auto result = copy.check();
      CHECK(result->findings.empty());
      std::set<std::string> unknown;
      bool named = words((*row)[2]).empty();
      for (const Environment& environment : result->world.environments)
        for (const Step& step : environment.steps) {
          CHECK(step.verdict != Verdict::refuted);
          if (step.verdict != Verdict::unknown) continue;
          unknown.emplace(to_string(step.id));
          INFO(to_string(step.id) << ": " << step.settled_by);
          CHECK(names_command(step.settled_by));
          named = named || step.settled_by.find((*row)[3]) != std::string::npos;
        }
      CHECK(unknown == words((*row)[2]));
      CHECK(named);
      ++removed;
    }
  }
  CHECK(removed == rows.size());
}
