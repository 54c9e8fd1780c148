// A stream of documents is read as each of its documents alone would be.
#include <catch2/catch.hpp>
#include <random>

#include "parse/parse.h"
#include "tests/parsed.h"

using namespace celint;

namespace {

/// Longer than what is read together.
const std::string kFar = "\n#" + std::string(70'000, '.') + "\n";

std::string described(const Parsed& parsed, const Node& node) {
  std::string text = std::to_string(static_cast<int>(node.kind)) + "<" +
                     (node.is_scalar() ? std::string(node.scalar()) + "|" : std::string()) +
                     parsed.source(node.span);
  for (const Node& item : node.items()) text += described(parsed, item);
  for (const Member& member : node.members())
    text += described(parsed, member.key) + ":" + described(parsed, member.value);
  return text + ">";
}

std::vector<std::string> described(const std::vector<std::string>& parts, const std::string& behind) {
  std::string stream;
  for (const std::string& part : parts) stream += part + behind;
  const Parsed parsed("a.yaml", stream);
  std::vector<std::string> all;
  for (const Document& document : parsed.documents) {
    all.push_back(described(parsed, document.root));
    for (const Problem& problem : document.problems) all.back() += "\n" + problem.message;
  }
  return all;
}

}  // namespace

TEST_CASE("a stream of YAML is read as its documents alone", "[parse]") {
  const std::vector<std::string> separators{"---\n",   "--- # note\n", "---\n# note\n", "---#note\n",
                                            "---x\n",  "--- {a: 1}\n", "...\n---\n",    "...\nb: 2\n---\n",
                                            "---\t\n", "---\r\n"};
  const std::vector<std::string> bodies{"a: 1\n",
                                        "",
                                        "# nothing\n",
                                        "a: [1,\n",
                                        "a: 'x\n",
                                        "a: |\n  text\n",
                                        "word\n",
                                        "%YAML 1.1\n",
                                        "a: &x 1\nb: *x\n",
                                        "b: *x\n",
                                        "\ta: 1\n",
                                        "a: @\n",
                                        "- 1\n- b: c\n",
                                        "a: \u00e4\n",
                                        "'quoted\n",
                                        "c: {a: b}\n",
                                        "a: >+\n  folded\n",
                                        "? k\n: v\n"};
  std::mt19937 random(7);
  for (int round = 0; round < 1500; ++round) {
    std::vector<std::string> parts;
    for (std::size_t i = 0, count = 2 + random() % 4; i < count; ++i)
      parts.push_back((i == 0 && random() % 2 == 0 ? "" : separators[random() % separators.size()]) +
                      bodies[random() % bodies.size()]);
    INFO(Catch::StringMaker<std::vector<std::string>>::convert(parts));
    REQUIRE(described(parts, "\n") == described(parts, kFar));
  }
}
