#include "report/rule_list.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "report/headline.h"

namespace celint {
namespace {

std::string steps_text(const Rule& rule) {
  std::string text;
  for (const StepId step : rule.steps) text.append(text.empty() ? "" : ",").append(to_string(step));
  return text.empty() ? "-" : text;
}

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width - std::min(width, text.size()), ' ');
}

/// `pedantic, medium confidence, safe fix`: only what differs from the usual.
std::string remarks(const Rule& rule) {
  std::string text;
  const auto add = [&](std::string_view a, std::string_view b) {
    text.append(text.empty() ? "" : ", ").append(a).append(b);
  };
  if (rule.audience != Audience::everyone) add(to_string(rule.audience), "");
  if (rule.confidence != Confidence::high) add(to_string(rule.confidence), " confidence");
  if (rule.fix != FixKind::none) add(to_string(rule.fix), " fix");
  return text;
}

std::map<std::string_view, std::vector<const Rule*>> by_module(const std::vector<Rule>& rules) {
  std::map<std::string_view, std::vector<const Rule*>> modules;
  for (const Rule& rule : rules) modules[rule.module].push_back(&rule);
  return modules;
}

}  // namespace

std::string rules_markdown(const std::vector<Rule>& rules) {
  std::string out =
      "# Rules\n\n" + counted(rules.size(), "rule") +
      ". Written by `celint rules --format markdown`; a test holds this file against the program.\n";
  for (const auto& [module, members] : by_module(rules)) {
    out += "\n## " + std::string(module) +
           "\n\n| rule | severity | what it says | remarks |\n|---|---|---|---|\n";
    for (const Rule* rule : members) {
      const std::string id(rule->id);
      out += "| [" + id + "](../rules/" + std::string(module) + "/" + id + ".md) | " +
             std::string(to_string(rule->severity)) + " | " + std::string(rule->summary) + " | " +
             remarks(*rule) + " |\n";
    }
  }
  return out;
}

std::string rules_text(const std::vector<Rule>& rules) {
  std::size_t longest_id = 0;
  for (const Rule& rule : rules) longest_id = std::max(longest_id, rule.id.size());
  std::string out;
  for (const auto& [module, members] : by_module(rules)) {
    out += std::string(module) + "\n";
    for (const Rule* rule : members)
      out += "  " + padded(rule->id, longest_id) + "  " + padded(to_string(rule->severity), 7) + "  " +
             std::string(rule->summary) + (remarks(*rule).empty() ? "" : " (" + remarks(*rule) + ")") + "\n";
    out += "\n";
  }
  return out + counted(rules.size(), "rule") + ". 'celint explain RULE' prints the page of one.\n";
}

std::string rules_json(const std::vector<Rule>& rules) {
  std::string out = "[";
  std::string_view separator = "\n";
  for (const Rule& rule : rules) {
    const nlohmann::ordered_json row{
        {"id", rule.id},
        {"module", rule.module},
        {"severity", to_string(rule.severity)},
        {"confidence", to_string(rule.confidence)},
        {"audience", to_string(rule.audience)},
        {"security_severity", rule.security_severity.empty() ? "-" : rule.security_severity},
        {"step", steps_text(rule)},
        {"fix", to_string(rule.fix)},
        {"summary", rule.summary}};
    out.append(separator).append(row.dump());
    separator = ",\n";
  }
  return out + "\n]\n";
}

std::string explanation(const Rule& rule) {
  std::string page(rule.page);
  if (!page.ends_with('\n')) page.push_back('\n');
  return page;
}

}  // namespace celint
