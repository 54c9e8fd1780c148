// "Did you mean": the action most like a name that does not exist.
#include <algorithm>
#include <numeric>

#include "access/catalogue.h"
#include "read/letters.h"

namespace celint {
namespace {

/// Number of single-letter edits that turn one text into the other, letter case ignored; `limit` if it is not
/// less.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) >= limit) return limit;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    std::size_t least = row[0];
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min(substituted, std::min(row[j], row[j + 1]) + 1);
      least = std::min(least, row[j + 1]);
    }
    if (least >= limit) return limit;  // No later row holds less than the least of this one.
  }
  return std::min(row[b.size()], limit);
}

}  // namespace

std::string Catalogue::nearest(std::string_view action) const {
  const std::size_t colon = action.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view prefix = action.substr(0, colon), wanted = action.substr(colon + 1);
  // Every third letter may differ: more, and the proposal would be a guess.
  std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  std::optional<ActionId> nearest_id;
  const auto consider = [&](const ServiceRow& service, std::size_t cost) {
    for (ActionId id = service.first_action; id < service.first_action + service.action_count; ++id) {
      if (cost >= best) return;
      const std::size_t distance = cost + edit_distance(name(id), wanted, best - cost);
      if (distance < best) best = distance, nearest_id = id;
    }
  };
  if (wanted.size() > 128) return {};
  if (const auto index = find_service(prefix)) {
    consider(table_.services[*index], 0);
  } else {
    for (const ServiceRow& service : table_.services)
      if (const std::size_t cost = edit_distance(text(service.prefix), prefix, 3); cost <= 2)
        consider(service, cost);
  }
  return nearest_id ? full_name(*nearest_id) : std::string();
}

}  // namespace celint
