#include "access/unlisted.h"

#include <algorithm>
#include <array>
#include <vector>

#include "access/cover.h"
#include "access/table.h"
#include "read/letters.h"

namespace celint {

/// schemas/unlisted.tsv, embedded by schemas/catalogue.cmake.
extern const std::string_view kUnlistedTable;

namespace {

struct Row {
  std::string_view kind;
  std::string_view name;
  std::string_view date;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> known = [] {
    std::vector<Row> result;
    for (std::string_view line : split(kUnlistedTable, '\n')) {
      const std::string_view kind = cut(line, '\t'), name = cut(line, '\t');
      if (!kind.starts_with('#')) result.push_back({kind, name, line});
    }
    return result;
  }();
  return known;
}

}  // namespace

bool is_launch_service(std::string_view prefix) {
  static constexpr std::array kServices{"eks", "s3", "sts", "kms", "iam"};
  return std::any_of(kServices.begin(), kServices.end(),
                     [prefix](const char* known) { return equal_ignoring_case(prefix, known); });
}

bool is_unlisted_service(std::string_view prefix) {
  return std::any_of(rows().begin(), rows().end(), [prefix](const Row& row) {
    return row.kind == "S" && equal_ignoring_case(row.name, prefix);
  });
}

std::string_view last_listed(std::string_view action) {
  for (const Row& row : rows())
    if (row.kind == "A" && covers(action, row.name, Case::ignored)) return row.date;
  return {};
}

}  // namespace celint
