#include "read/parallel.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "fixture.h"
#include "read/read.h"
#include "report/report.h"

using namespace celint;

namespace {

/// The report on all fixtures at once: thousands of files, findings of every rule.
std::string sarif_of_fixtures(unsigned jobs) {
  const std::string root = repository() / "fixtures/environments";
  const std::vector<Source> sources = read({.paths = {root}, .root = root, .jobs = jobs});
  std::vector<Documents> documents;
  const World world = link(read_models(sources, documents, jobs), sources, {});
  const std::vector<const Rule*> rules = select(all_rules(), {Audience::audit, {}, {}});
  const std::vector<Finding> findings = check(world, rules, jobs);
  CHECK(findings.size() > 20);
  return sarif_report({sources, world, rules, findings}, "check");
}

}  // namespace

TEST_CASE("parallel: each index once, for any number of threads") {
  for (const unsigned jobs : {0U, 1U, 2U, 8U, 100U})
    for (const std::size_t count : {0U, 1U, 2U, 1000U}) {
      std::vector<std::atomic<int>> calls(count);
      for_each_index(count, jobs, [&](std::size_t i) { ++calls[i]; });
      for (const std::atomic<int>& number : calls) CHECK(number == 1);
    }
}

TEST_CASE("parallel: the failure of the lowest index is the one that is told") {
  for (const unsigned jobs : {1U, 2U, 8U})
    for (int round = 0; round < 50; ++round)
      CHECK_THROWS_WITH(for_each_index(500, jobs,
                                       [](std::size_t i) {
                                         if (i % 100 == 37) throw CannotRun(std::to_string(i));
                                       }),
                        "37");
}

TEST_CASE("parallel: small inputs start no thread") {
  CHECK(worth(8, 0) == 1);
  CHECK(worth(8, 65535) == 1);
  CHECK(worth(8, 65536) == 2);
  CHECK(worth(8, 1 << 30) == 8);
  CHECK(worth(1, 1 << 30) == 1);
}

TEST_CASE("parallel: the report is the same for any number of threads") {
  const std::string one = sarif_of_fixtures(1);
  CHECK((sarif_of_fixtures(2) == one));
  CHECK((sarif_of_fixtures(8) == one));
}
