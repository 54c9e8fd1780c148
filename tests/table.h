// Tables of test data in tests/environments: a line a row, ` | ` between the cells.
#pragma once

#include <catch2/catch.hpp>
#include <sstream>

#include "fixture.h"

using Row = std::vector<std::string>;

/// `\n` in a cell is a line end, `\|` a bar.
inline std::string unescaped(std::string cell) {
  for (std::size_t at = 0; (at = cell.find('\\', at)) != std::string::npos; ++at)
    if (const char next = at + 1 < cell.size() ? cell[at + 1] : ' ';
        next == 'n' || next == '|' || next == '\\')
      cell.replace(at, 2, 1, next == 'n' ? '\n' : next);
  return cell;
}

/// The rows of a table; `#` begins a comment.
inline std::vector<Row> table(const char* name, std::size_t columns) {
  std::istringstream lines(read_file(repository() / "tests/environments" / name));
  std::vector<Row> rows;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    Row row;
    for (std::size_t end; (end = line.find(" | ")) != std::string::npos; line.erase(0, end + 3))
      row.push_back(unescaped(line.substr(0, end)));
    row.push_back(unescaped(line));
    INFO(line);
    REQUIRE(row.size() == columns);
    rows.push_back(std::move(row));
  }
  return rows;
}
