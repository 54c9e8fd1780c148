// Texts made to break a reader: each is read in little time and leaves spans inside the file.
#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "parse/parse.h"
#include "tests/parsed.h"

using namespace celint;

namespace {

std::string repeated(std::string_view part, std::size_t size) {
  std::string text;
  text.reserve(size + part.size());
  while (text.size() < size) text += part;
  return text;
}

void check_inside(const Document& document, std::size_t size) {
  each_node(document.root, [&](const Node& node) {
    REQUIRE(node.span.begin <= node.span.end);
    REQUIRE(node.span.end <= size);
  });
  for (const Problem& problem : document.problems) {
    REQUIRE(problem.span.begin < problem.span.end);
    REQUIRE(problem.span.end <= size);
    REQUIRE(problem.message.ends_with('.'));
    for (const Edit& edit : problem.fix) REQUIRE(edit.span.end <= size);
  }
}

// Reads the text in both formats, and each of its texts as a text of its own.
void check_read(const std::string& text) {
  for (const char* path : {"a.json", "a.yaml"}) {
    const Parsed parsed(path, text);
    for (const Document& document : parsed.documents) {
      check_inside(document, text.size());
      int budget = 200;
      each_node(document.root, [&](const Node& node) {
        if (!node.is_string() || --budget < 0) return;
        const Passage passage = inner_text(document, node);
        REQUIRE(passage.text.data() == node.scalar().data());
        for (const Document& inner : parse_json(passage)) check_inside(inner, text.size());
        for (const Document& inner : yaml_documents(passage)) check_inside(inner, text.size());
        check_inside(parse_yaml_value(passage), text.size());
        pointer(document, node.span);
      });
    }
  }
}

const char* const kSample =
    "{\"Version\": \"2012-10-17\", // note\n \"Statement\": [{\"Effect\": 'Allow', Action: "
    "[\"s3:\\u0047et\", \"\\\"\"],},],\n"
    " \"n\": -1.5e3, \"t\": true}\n---\n# c\na: &x !t [1, 'it''s', \"q\\x41\\\n  b\"]\nb: |2-\n    lit\n   "
    "eral\nc: >+\n  fold\n  ed\n\n"
    "d: {<<: *x, ? y : é}\n...\n";

}  // namespace

TEST_CASE("a megabyte of one thing is read in little time", "[parse]") {
  constexpr std::size_t kMegabyte = 1 << 20;
  for (const char* part : {"[",        "{",
                           "]",        "}",
                           "{\"a\":",  "[[],",
                           "{}",       "{} ",
                           "[1]\n",    ",",
                           ":",        "\"",
                           "'",        "\"\n",
                           "\\",       "\"\\u",
                           "/*",       "//\n",
                           "#",        "- ",
                           "-\n",      "? ",
                           "? a\n",    "---\n",
                           "--- a\n",  "...\n",
                           "&a ",      "&a [",
                           "*a ",      "*a\n",
                           "!",        "!a ",
                           "%",        "%YAML 1.2\n---\n",
                           "|\n",      ">\n",
                           "a: ",      "a:\n",
                           "a\n",      "a: *b\n",
                           "a: &a\n",  " ",
                           "\n",       "\t",
                           "\r",       "\xEF\xBB\xBF",
                           "é",        "\u2028",
                           "1",        "1,",
                           "true",     "a,",
                           "\"a\" ",   "\"a\",",
                           "\"a\":1,", "${",
                           "“",        "'\n",
                           "[a, ",     "{a, ",
                           "a: {",     "<<: {a: 1}\n",
                           "~: 1\n"}) {
    INFO(part);
    const std::string text = repeated(part, kMegabyte);
    for (const char* path : {"a.json", "a.yaml"}) {
      const auto start = std::chrono::steady_clock::now();
      const Parsed parsed(path, text);
      for (const Document& document : parsed.documents) check_inside(document, text.size());
      const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
      CHECK(seconds.count() < 10);
    }
  }
}

TEST_CASE("no more Problems are kept than anyone reads", "[parse]") {
  for (const char* part : {"~: 1\n", "a: *b\n", "? [a]\n: 1\n"}) {
    const Parsed parsed("a.yaml", repeated(part, 100'000));
    CHECK(parsed.problems().size() <= 202);
    CHECK(parsed.documents[0].broken);
  }
  for (const char* part : {"# c\n", "[1,,]", "\"a\" b ", "{} , "}) {
    const Parsed parsed("a.json", repeated(part, 100'000));
    CHECK(parsed.problems().size() <= 202);
  }
}

TEST_CASE("a text cut off anywhere is read", "[parse]") {
  const std::string sample = kSample;
  for (std::size_t size = 0; size <= sample.size(); ++size) {
    check_read(sample.substr(0, size));
    check_read(sample.substr(size));
  }
}

TEST_CASE("a text with random changes is read", "[parse]") {
  std::mt19937 engine(1);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine);
  };
  constexpr std::string_view kBytes = "{}[],:\"'\\/#-?&*!|>%@` \t\r\n\0x0ua<.~";
  for (int round = 0; round < 3000; ++round) {
    std::string text = kSample;
    for (std::size_t i = 1 + below(8); i > 0; --i) {
      const std::size_t at = below(text.size());
      const char byte = kBytes[below(kBytes.size())];
      if (below(3) == 0) text[at] = byte;
      if (below(3) == 1) text.insert(at, 1, byte);
      if (below(3) == 2) text.erase(at, 1 + below(5));
      if (text.empty()) text = "x";
    }
    INFO(text);
    check_read(text);
  }
}

TEST_CASE("text inside text may hold a NUL", "[parse]") {
  const Parsed parsed("a.json", R"(["{\"a\":1}\u0000{\"b\":2}", "a: 1\u0000\nb: 2"])");
  REQUIRE(parsed.problems().empty());
  const auto json = parse_json(inner_text(parsed.documents[0], parsed.root().items()[0]));
  REQUIRE_FALSE(json[0].problems.empty());
  CHECK(parsed.source(json[0].problems[0].span) == "\\u0000");
  const auto yaml = yaml_documents(inner_text(parsed.documents[0], parsed.root().items()[1]));
  REQUIRE(yaml[0].problems.size() == 1);
  CHECK(parsed.source(yaml[0].problems[0].span) == "\\u0000");
}

TEST_CASE("many documents inside a text with many escapes need little memory and time", "[parse]") {
  const Parsed parsed("a.json", "[\"" + repeated("{\\u0022\\u0022:1}\\n", 400'000) + "\"]");
  const auto inner = parse_json(inner_text(parsed.documents[0], parsed.root().items()[0]));
  CHECK(inner.size() > 20'000);
  CHECK(inner[1].passage.pieces == inner[0].passage.pieces);
}

TEST_CASE("merges of merges stay within the limits of aliases", "[parse]") {
  std::string text = "a0: &a0 {";
  for (int i = 0; i < 1000; ++i) text += "k" + std::to_string(i) + ": 1, ";
  text += "}\n";
  for (int i = 1; i < 5000; ++i) {
    const std::string last = std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " {<<: *a" + last + "}\n";
  }
  const Parsed parsed("a.yaml", text);
  CHECK(parsed.problems().size() == 1);
}
