// The pages are held against the code and the fixtures they quote.
#include <catch2/catch.hpp>
#include <sstream>

#include "fixture.h"
#include "report/rule_list.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

/// The text of one section, without its heading.
std::string section(std::string_view page, const std::string& heading) {
  const std::size_t begin = page.find("## " + heading + "\n");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = page.find("\n## ", begin);
  return std::string(page.substr(begin, end == std::string_view::npos ? end : end - begin));
}

/// The lines of the first code block.
std::string code(const std::string& text) {
  const std::size_t fence = text.find("```");
  if (fence == std::string::npos) return {};
  const std::size_t begin = text.find('\n', fence) + 1;
  return text.substr(begin, text.find("```", begin) - begin);
}

std::string without_cr(std::string text) {
  std::erase(text, '\r');
  return text;
}

/// Some file of the rule's bad (or good) cases holds these lines.
bool quoted_from(const Rule& rule, const std::string& kind, const std::string& lines) {
  for (const fs::path& folder : folders(repository() / "fixtures" / rule.id)) {
    if (!folder.filename().string().starts_with(kind)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.is_regular_file() && without_cr(read_file(entry.path())).find(lines) != std::string::npos)
        return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a page has the rule's id, its summary and its five parts") {
  for (const Rule& rule : all_rules()) {
    INFO(rule.id);
    const std::string page(rule.page);
    CHECK(page.starts_with("# " + std::string(rule.id) + "\n\n" + std::string(rule.summary) + "\n"));
    for (const std::string heading : {"Why it matters", "Flagged", "Not flagged", "Fix"})
      CHECK_FALSE(section(page, heading).empty());
  }
}

TEST_CASE("the examples of a page are quotes of its fixtures") {
  for (const Rule& rule : all_rules()) {
    INFO(rule.id);
    const std::string flagged = code(section(rule.page, "Flagged"));
    const std::string silent = code(section(rule.page, "Not flagged"));
    REQUIRE_FALSE(flagged.empty());
    REQUIRE_FALSE(silent.empty());
    CHECK(quoted_from(rule, "bad-", flagged));
    CHECK(quoted_from(rule, "good-", silent));
  }
}

TEST_CASE("docs/rules.md is what the program says of its rules") {
  CHECK(read_file(repository() / "docs/rules.md") == rules_markdown(all_rules()));
}
