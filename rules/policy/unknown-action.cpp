#include <algorithm>

#include "access/catalogue.h"
#include "access/cover.h"
#include "access/unlisted.h"
#include "check/finding.h"
#include "link/policy_edit.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// Names of API calls that people take for actions, and what those calls ask for
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/, required permissions).
std::vector<std::string> known_trap(std::string_view action) {
  static const std::vector<std::pair<std::string_view, std::vector<std::string>>> kTraps{
      {"s3:CopyObject", {"s3:GetObject", "s3:PutObject"}},
      {"s3:HeadObject", {"s3:GetObject"}},
      {"s3:HeadBucket", {"s3:ListBucket"}},
      {"s3:ListObjects", {"s3:ListBucket"}},
      {"s3:ListObjectsV2", {"s3:ListBucket"}},
      {"s3:ListBuckets", {"s3:ListAllMyBuckets"}},
  };
  for (const auto& [name, right] : kTraps)
    if (equal_ignoring_case(action, name)) return right;
  return {};
}

bool matches_nothing(std::string_view action) {
  if (catalogue().names_any(action)) return false;
  const std::size_t colon = action.find(':');
  if (colon == std::string_view::npos) return true;
  if (action.find_first_of(", \t:", colon + 1) != std::string_view::npos ||
      action.find_first_of(", \t") < colon)
    return true;
  return is_launch_service(action.substr(0, colon));
}

std::string advice(std::string_view action) {
  if (const std::vector<std::string> right = known_trap(action); !right.empty())
    return "the API call of this name asks for " + right.front() +
           (right.size() > 1 ? " and " + right.back() : std::string());
  if (const std::string nearest = catalogue().nearest(action); !nearest.empty())
    return "did you mean " + nearest + "?";
  return "write service:Action, one action in each entry";
}

/// The right names in its place, but those that the list has.
std::vector<Edit> edits(const World& world, const Policy& policy, const Statement& statement,
                        std::size_t index) {
  std::span<const Str> list = statement.actions;
  std::vector<std::string> right = known_trap(list[index].value);
  if (const std::string nearest = catalogue().nearest(list[index].value); right.empty() && !nearest.empty())
    right = {nearest};
  if (right.empty() || policy.text != nullptr) return {};
  std::erase_if(right, [&list](const std::string& name) {
    return std::any_of(list.begin(), list.end(),
                       [&name](const Str& other) { return covers(other.value, name, Case::ignored); });
  });
  if (right.empty()) return without_values(list, {index});
  if (list.size() == 1 && right.size() > 1)
    return with_all_values(world, policy, statement.actions_span, right);
  std::vector<Edit> result{rewritten(list[index], right.front())};
  if (right.size() > 1) result.push_back(appended(world, list, {right.begin() + 1, right.end()}));
  return result;
}

void check_action(const World& world, const Policy& policy, const Statement& statement, std::size_t index,
                  Findings& out) {
  const Str action = statement.actions[index];
  if (action.value == "*" || !matches_nothing(action.value) || typed(action).unknown()) return;
  const char* effect = statement.denies() ? "denies" : "grants";
  Finding& finding =
      out.add(action.span, "'" + std::string(action.value) + "' is no IAM action, so this entry " + effect +
                               " nothing (data of " + std::string(catalogue_date()) + ").");
  finding.help = advice(action.value);
  finding.offer(FixKind::unsafe, edits(world, policy, statement, index));
  finding.aliases = {"INVALID_ACTION"};
}

void check(const World& world, const Policy& policy, const Statement& statement, Findings& out) {
  for (std::size_t i = 0; i < statement.actions.size(); ++i) check_action(world, policy, statement, i, out);
}

}  // namespace

extern const Rule unknown_action{
    .id = "unknown-action",
    .summary = "A policy entry names an action that AWS does not have.",
    .severity = Severity::error,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::unsafe,
    .check_statement = check,
    .concerns = kUnlisted,
};

}  // namespace celint
