#include "access/partition.h"

#include <algorithm>

#include "access/table.h"

namespace celint {

/// schemas/partitions.tsv, embedded by schemas/tables.cmake.
extern const std::string_view kPartitionTable;

namespace {

std::vector<Partition> read_table(std::string_view table) {
  std::vector<Partition> result;
  while (!table.empty()) {
    std::string_view line = cut(table, '\n');
    const std::string_view kind = cut(line, '\t');
    if (kind == "P") {
      Partition& partition = result.emplace_back();
      partition.name = cut(line, '\t');
      partition.dns_suffix = cut(line, '\t');
      partition.region_starts = split(line, '|');
    } else if (kind == "R") {
      result.back().regions.push_back(line);
    }
  }
  return result;
}

/// A compass direction as region names have it: `west`, `northeast`, `central`.
bool is_direction(std::string_view text) {
  if (text == "central") return true;
  const auto skip = [&text](std::string_view start) {
    if (text.starts_with(start)) text.remove_prefix(start.size());
  };
  const bool some = !text.empty();
  skip(text.starts_with("north") ? "north" : "south");
  skip(text.starts_with("east") ? "east" : "west");
  return some && text.empty();
}

/// `-<direction>-<number>`: what follows the start of a region's name.
bool is_direction_and_number(std::string_view text) {
  if (!text.starts_with('-')) return false;
  const std::size_t dash = text.find('-', 1);
  if (dash == std::string_view::npos || dash == 1 || dash + 1 == text.size()) return false;
  const auto is_digit = [](unsigned char c) { return c >= '0' && c <= '9'; };
  const std::string_view direction = text.substr(1, dash - 1), number = text.substr(dash + 1);
  return is_direction(direction) && std::all_of(number.begin(), number.end(), is_digit);
}

bool has_form_of(const Partition& partition, std::string_view region) {
  return std::any_of(
      partition.region_starts.begin(), partition.region_starts.end(), [&](std::string_view start) {
        return region.starts_with(start) && is_direction_and_number(region.substr(start.size()));
      });
}

}  // namespace

std::span<const Partition> partitions() {
  static const std::vector<Partition> table = read_table(kPartitionTable);
  return table;
}

const Partition* find_partition(std::string_view name) {
  for (const Partition& partition : partitions())
    if (partition.name == name) return &partition;
  return nullptr;
}

bool is_partition(std::string_view text) { return find_partition(text) != nullptr; }

bool is_region(std::string_view text) {
  return std::any_of(partitions().begin(), partitions().end(), [&](const Partition& partition) {
    return std::binary_search(partition.regions.begin(), partition.regions.end(), text);
  });
}

std::string_view partition_of_region(std::string_view region) {
  for (const Partition& partition : partitions())
    if (has_form_of(partition, region)) return partition.name;
  return {};
}

bool is_region_shaped(std::string_view text) { return !partition_of_region(text).empty(); }

}  // namespace celint
