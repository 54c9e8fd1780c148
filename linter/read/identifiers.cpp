#include "read/identifiers.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace celint {
namespace {

bool only(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kName = "abcdefghijklmnopqrstuvwxyz0123456789-";

std::vector<std::string_view> split(std::string_view text, char separator, std::size_t most) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < most && text.find(separator) != std::string_view::npos) {
    parts.push_back(text.substr(0, text.find(separator)));
    text.remove_prefix(parts.back().size() + 1);
  }
  parts.push_back(text);
  return parts;
}

// An ARN of a service in an account, in any partition.
bool is_arn(std::string_view text, std::string_view service) {
  const std::vector<std::string_view> parts = split(text, ':', 6);
  return parts.size() == 6 && parts[0] == "arn" && parts[1].starts_with("aws") && parts[2] == service &&
         is_account(parts[4]);
}

}  // namespace

bool is_account(std::string_view text) { return text.size() == 12 && only(text, kDigits); }

bool is_identity_arn(std::string_view text) {
  if (!is_arn(text, "iam")) return false;
  const std::string_view resource = split(text, ':', 6)[5];
  return (resource.starts_with("user/") || resource.starts_with("role/")) && resource.size() > 5 &&
         resource.back() != '/';
}

bool is_cluster(std::string_view text) {
  if (text.starts_with("arn:")) return is_arn(text, "eks") && split(text, ':', 6)[5].starts_with("cluster/");
  return text.size() <= 100 && text.find_first_of(" /:") == std::string_view::npos;
}

bool has_region_form(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '-', 8);
  const auto is_word = [](std::string_view part) { return !part.empty() && only(part, kLower); };
  return parts.size() >= 3 && std::all_of(parts.begin(), parts.end() - 1, is_word) && !parts.back().empty() &&
         only(parts.back(), kDigits);
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= 63 && only(text, kName) && text.front() != '-' && text.back() != '-';
}

bool is_version(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.', 4);
  return parts.size() >= 2 && parts.size() <= 3 && std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && only(part, kDigits);
         });
}

bool is_nextflow_version(std::string_view text) {
  const std::size_t dash = text.find('-');
  return is_version(text.substr(0, dash)) &&
         (dash == std::string_view::npos || is_label(text.substr(dash + 1)));
}

bool is_bucket(std::string_view text) {
  constexpr std::string_view kBucket = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  return text.size() >= 3 && text.size() <= 63 && only(text, kBucket);
}

bool is_service(std::string_view text) { return !text.empty() && only(text, kName); }

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const std::vector<std::string_view> parts = split(text, '-', 3);
  if (parts.size() != 3 || !std::ranges::all_of(parts, [](auto part) { return only(part, kDigits); }))
    return false;
  const auto number = [](std::string_view digits) { return std::stoi(std::string(digits)); };
  return std::chrono::year_month_day(std::chrono::year(number(parts[0])),
                                     std::chrono::month(static_cast<unsigned>(number(parts[1]))),
                                     std::chrono::day(static_cast<unsigned>(number(parts[2]))))
      .ok();
}

}  // namespace celint
