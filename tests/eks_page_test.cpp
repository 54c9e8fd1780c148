// The EKS page of the Seqera documentation, statement by statement: each that can be decided offline is
// broken in a healthy set, and the rule that holds it speaks. Data: tests/environments/statements.txt.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "set_copy.h"
#include "table.h"

using namespace celint;

namespace {

/// The numbers of the statements that can be decided offline, in whole or with a document that is not always
/// there.
std::set<std::string> decidable() {
  // Console steps, names, prices, and what only the cluster or the form knows.
  const std::set<int> undecidable{9, 10, 22, 35, 37, 41, 42, 45, 46, 53, 75, 76, 82, 101, 102};
  std::set<std::string> numbers;
  for (int number = 1; number <= 110; ++number)
    if (!undecidable.contains(number)) numbers.insert(std::to_string(number));
  for (int number = 1; number <= 7; ++number) numbers.insert("A" + std::to_string(number));
  return numbers;
}

bool is_found(const Run& result, const std::string& rule) {
  return std::ranges::any_of(result.findings,
                             [&](const Finding& finding) { return finding.rule->id == rule; });
}

std::string with_long_text(std::string text) {
  constexpr std::string_view kMark = "{long}";
  const std::size_t at = text.find(kMark);
  return at == std::string::npos ? text : text.replace(at, kMark.size(), std::string(2100, 'x'));
}

void edit(SetCopy& set, const Row& row) {
  if (row[3] == "new")
    set.write(row[2], row[4]);
  else
    REQUIRE(set.replace(row[2], row[3], with_long_text(row[4])));
}

}  // namespace

TEST_CASE("EKS page: each statement that can be decided offline is held by its rule") {
  const std::vector<Row> rows = table("statements.txt", 6);
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SetCopy set(rows[i][1]);
    edit(set, rows[i]);
    while (rows[i][5] == "&") edit(set, rows.at(++i));
    INFO("statement " << rows[i][0] << ": " << rows[i][3] << " -> " << rows[i][4]);
    const auto result = set.check(Audience::audit);
    std::string found;
    for (const Finding& finding : result->findings) found += std::string(finding.rule->id) + " ";
    INFO(rows[i][5] << " is not among: " << found);
    CHECK(is_found(*result, rows[i][5]));
    numbers.insert(rows[i][0]);
  }
  CHECK(numbers == decidable());
}

TEST_CASE("EKS page: the sets of the statements are silent before the edit") {
  std::set<std::string> sets;
  for (const Row& row : table("statements.txt", 6)) sets.insert(row[1]);
  for (const std::string& set : sets) {
    INFO(set);
    CHECK(SetCopy(set).check(Audience::audit)->findings.empty());
  }
}
