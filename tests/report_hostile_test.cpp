// Whatever stands in a file, and wherever a span points in it, a report is a report.
#include <nlohmann/json.hpp>
#include <random>

#include "report/character.h"
#include "report_case.h"

using namespace celint;

namespace {

/// Text made of what hurts: line ends, wide, combining, broken and invisible characters, secrets, long runs.
std::string hostile_text(std::mt19937& random) {
  static const std::vector<std::string> parts{"\n",
                                              "\r\n",
                                              "\r",
                                              "\t",
                                              " ",
                                              "\xEF\xBB\xBF",
                                              "\u4e2d",
                                              "e\u0301",
                                              "\U0001F600",
                                              "\xff",
                                              "\xe4\xb8",
                                              "\x80",
                                              "\u202e",
                                              "\x1b[31m",
                                              "\u200b",
                                              "{",
                                              "}",
                                              "[",
                                              "]",
                                              "\"k\": \"v\"",
                                              "\"\\\"",
                                              "k: v\n",
                                              "- item\n",
                                              std::string(1, '\0'),
                                              "\"password\": \"abc\"",
                                              "-----BEGIN PRIVATE KEY-----",
                                              std::string(300, 'x'),
                                              std::string(300, '\xe4')};
  std::string text;
  for (std::size_t i = random() % 30; i-- > 0;) text += parts[random() % parts.size()];
  return text;
}

Span any_span(const std::vector<Source>& sources, std::mt19937& random) {
  const auto source = static_cast<SourceId>(random() % sources.size());
  const auto size = static_cast<std::uint32_t>(sources[source].text.size());
  const auto a = static_cast<std::uint32_t>(random() % (size + 1));
  const auto b = static_cast<std::uint32_t>(random() % (size + 1));
  return {source, std::min(a, b), std::max(a, b)};
}

bool printable_only(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (needs_escape(character) && character.code_point != '\n') return false;
    at += character.size;
  }
  return true;
}

}  // namespace

TEST_CASE("reports: any span of any text") {
  std::mt19937 random(7);  // NOLINT: the same texts in every run.
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    ReportCase files({file("a.json", hostile_text(random)), file("b.yaml", hostile_text(random)),
                      file(hostile_text(random) + ".yaml", hostile_text(random))});
    for (int i = 0; i < 4; ++i) {
      Finding& finding =
          files.add(any_span(files.sources, random), hostile_text(random), hostile_text(random));
      finding.help = hostile_text(random);
      for (std::size_t n = random() % 4; n-- > 0;)
        finding.notes.push_back({any_span(files.sources, random), hostile_text(random)});
      if (random() % 2 == 0) finding.edits = {{any_span(files.sources, random), hostile_text(random)}};
    }
    REQUIRE(printable_only(text_report(files.report(), {.colour = false, .width = random() % 200})));
    REQUIRE(printable_only(concise_report(files.report())));
    REQUIRE(nlohmann::json::accept(json_report(files.report())));
    const nlohmann::json log = nlohmann::json::parse(sarif_report(files.report(), "check"));
    for (const nlohmann::json& result : log["runs"][0]["results"]) {
      const nlohmann::json& region = result["locations"][0]["physicalLocation"]["region"];
      REQUIRE((region["startLine"] < region["endLine"] || region["startColumn"] < region["endColumn"]));
    }
  }
}
