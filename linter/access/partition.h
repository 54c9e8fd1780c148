// AWS partitions and regions. Data: schemas/partitions.tsv (npm @aws-sdk/core).
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace celint {

struct Partition {
  std::string_view name;                        ///< `aws`, `aws-cn`, ...
  std::string_view dns_suffix;                  ///< `amazonaws.com`, ...
  std::vector<std::string_view> region_starts;  ///< `us`, `eu`, ...: before `-<direction>-<number>`.
  std::vector<std::string_view> regions;        ///< Sorted.
};

/// All partitions, `aws` first.
std::span<const Partition> partitions();

/// The partition with this name, compared exactly; null if there is none.
const Partition* find_partition(std::string_view name);

bool is_partition(std::string_view text);

/// A region that AWS lists.
bool is_region(std::string_view text);

/// Has the form of a region of some partition (`eu-west-9`, though AWS lists none such): new regions appear.
bool is_region_shaped(std::string_view text);

/// The partition whose regions have this form; empty if it has no region's form.
std::string_view partition_of_region(std::string_view region);

}  // namespace celint
