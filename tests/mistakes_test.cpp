// What people get wrong most often, one folder for each: `fixtures/mistakes/<number>-<rule>`. The set fails
// with that rule and with no other error.
#include <catch2/catch.hpp>
#include <set>

#include "fixture.h"
#include "report/report.h"

namespace fs = std::filesystem;
using namespace celint;

TEST_CASE("each common mistake is found by its rule, and nothing else is called an error") {
  std::set<int> numbers;
  for (const fs::path& folder : folders(repository() / "fixtures" / "mistakes")) {
    INFO(folder.string());
    const std::string name = folder.filename().string();
    numbers.insert(std::stoi(name));
    const std::string rule = name.substr(name.find('-') + 1);
    const auto result = run(folder, Audience::pedantic);
    CHECK(concise_report({result->sources, result->world, result->rules, result->findings}) ==
          read_file(folder / "expected.txt"));
    bool found = false;
    for (const Finding& finding : result->findings) {
      found |= finding.rule->id == rule;
      CHECK((finding.rule->id == rule || finding.rule->severity != Severity::error));
    }
    CHECK(found);
  }
  for (int number = 1; number <= 45; ++number) {
    INFO("mistake " << number);
    CHECK(numbers.contains(number));
  }
}
