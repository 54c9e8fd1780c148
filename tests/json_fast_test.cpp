// The fast JSON reader against the careful one: whatever it accepts, it reads the same; what is broken, it
// leaves.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "fixture.h"
#include "parse/json_readers.h"

using namespace celint;
namespace fs = std::filesystem;

namespace {

using Documents = std::vector<Document>;

void dump(std::string& out, const Node& node) {
  out += std::to_string(node.span.begin) + "-" + std::to_string(node.span.end) + " " +
         std::to_string(static_cast<int>(node.kind)) + std::to_string(static_cast<int>(node.style)) + " " +
         std::string(node.scalar()) + "\n";
  for (const Node& item : node.items()) dump(out, item);
  for (const Member& member : node.members()) {
    dump(out, member.key);
    dump(out, member.value);
  }
}

std::string dumped(const Documents& documents) {
  std::string out;
  for (const Document& document : documents) {
    out += "document\n";
    dump(out, document.root);
    for (const Problem& problem : document.problems) out += "problem " + problem.message + "\n";
  }
  return out;
}

/// Whether the fast reader takes the text; if it does, both trees are the same and nothing is wrong with it.
bool takes(std::string_view text) {
  const Passage passage{text, 0, nullptr};
  const std::optional<Documents> fast = read_fast_json(passage);
  if (fast) CHECK(dumped(*fast) == dumped(read_careful_json(passage)));
  return fast.has_value();
}

bool is_clean(std::string_view text) {
  for (const Document& document : read_careful_json({text, 0, nullptr}))
    if (!document.problems.empty()) return false;
  return true;
}

/// Every JSON file below a folder; returns how many the fast reader took.
std::size_t check_files(const fs::path& folder) {
  std::size_t taken = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    INFO(entry.path().string());
    const std::string text = read_file(entry.path());
    const bool took = takes(text);
    CHECK(took == is_clean(text));
    taken += took ? 1 : 0;
  }
  return taken;
}

const std::vector<std::string> kGood{"",
                                     " \n\t\r ",
                                     "{}",
                                     "[]",
                                     "[[],{}]",
                                     "\xEF\xBB\xBF{\"a\":1}",
                                     "{\"a\":1}{\"b\":2}\n[3] 4 \"x\" null",
                                     "0",
                                     "-0",
                                     "-0.50",
                                     "[123456789012345678901234567890.5]",
                                     "[1,2 , 3\n,\t4]",
                                     "[true,false,null]",
                                     "truefalse",
                                     "{\"a\":{\"a\":[{\"a\":\"a\"}]},\"a\":2}",
                                     "[\"\", \"1234567\", \"12345678\", \"123456789012345678901234567890\"]",
                                     "[\"\x7F\"]",
                                     R"(["\"\\\/\b\f\n\r\t"])",
                                     R"(["long text before an escape\nlong text behind it", "\u0041"])",
                                     R"(["\u00e9\u20AC\uFFFF\ud83d\ude00\u0000"])",
                                     "[\"é\", \"€uro\", \"12345678é12345678\", \"\xF0\x9F\x98\x80\"]",
                                     "{\"é\\\"é\": \"é\\u00e9é\"}",
                                     std::string(100, '[') + std::string(100, ']'),
                                     "{\n                    \"a\":\n                 1\n            }\n"};

const std::vector<std::string> kBad{"{",
                                    "[",
                                    "}",
                                    "]",
                                    "[1,]",
                                    "[,1]",
                                    "[1 2]",
                                    "[1}",
                                    "{]",
                                    "{\"a\"}",
                                    "{\"a\":}",
                                    "{\"a\":1,}",
                                    "{\"a\":1 \"b\":2}",
                                    "{a:1}",
                                    "{1:1}",
                                    "{\"a\"::1}",
                                    "{'a':1}",
                                    ":",
                                    ",",
                                    "{},{}",
                                    "tru",
                                    "True",
                                    "nul",
                                    "NaN",
                                    "-",
                                    "+1",
                                    ".5",
                                    "1.",
                                    "-.5",
                                    "1.e3",
                                    "[0x1]",
                                    "[1e]",
                                    "[1e+]",
                                    "[1e999]",
                                    "\"",
                                    "\"abc",
                                    "\"abcdefgh",
                                    "\"a\nb\"",
                                    "\"a\tb\"",
                                    "\"12345678\n\"",
                                    "\"\\",
                                    "\"\\\"",
                                    "\"\\x\"",
                                    "\"\\u\"",
                                    "\"\\u12\"",
                                    "\"\\u12G4\"",
                                    "\"\\uD800\"",
                                    "\"\\uD800x\"",
                                    "\"\\uD800\\n\"",
                                    "\"\\uD800\\u0041\"",
                                    "\"\\uDC00\"",
                                    "\"\xFF\"",
                                    "\"\xC0\xAF\"",
                                    "\"\xED\xA0\x80\"",
                                    "\"\xE2\x82\"",
                                    "\"12345678\xC3\"",
                                    "[1]\xEF\xBB\xBF",
                                    "\xEF\xBB\xBF\xEF\xBB\xBF[1]",
                                    "// c\n[1]",
                                    "[1] # c",
                                    "/**/[]",
                                    "\xC2\xA0[]",
                                    std::string("[1]\0[2]", 7),
                                    std::string("[\"\0\"]", 5),
                                    std::string(101, '[') + std::string(101, ']')};

}  // namespace

TEST_CASE("fast JSON: what RFC 8259 allows is read as the careful reader reads it", "[parse]") {
  for (const std::string& text : kGood) {
    CAPTURE(text);
    CHECK(takes(text));
    CHECK(is_clean(text));
  }
}

TEST_CASE("fast JSON: broken text is left to the careful reader", "[parse]") {
  for (const std::string& text : kBad) {
    CAPTURE(text);
    CHECK_FALSE(takes(text));
    CHECK_FALSE(is_clean(text));
  }
}

TEST_CASE("fast JSON: some numbers are left, right as they may be", "[parse]") {
  for (const std::string text : {"[1e5]", "[-1.5E+10]", "1e-3", "01"}) {
    CHECK_FALSE(takes(text));
    CHECK(is_clean(text));
  }
}

TEST_CASE("fast JSON: every cut and every changed byte of a document", "[parse]") {
  const std::string text = R"({ "Version": "2012-10-17", "é": ["a\u00e9\\b", -1.5, true, null,    {}, []] })";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    CAPTURE(text.substr(0, size));
    CHECK(takes(text.substr(0, size)) == is_clean(text.substr(0, size)));
  }
  for (std::size_t at = 0; at < text.size(); ++at)
    for (const char c : std::string("\"\\{}[]:, 0e-.tu\n\x01\x80\xC3\xFF", 20)) {
      std::string changed = text;
      changed[at] = c;
      CAPTURE(changed);
      // Left for their exponent only: clean, and not taken.
      if (takes(changed)) CHECK(is_clean(changed));
    }
}

TEST_CASE("fast JSON: all fixtures", "[parse]") { CHECK(check_files(repository() / "fixtures") > 100); }

TEST_CASE("fast JSON: the corpus", "[parse]") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is not set");
    return;
  }
  CHECK(check_files(corpus()) > 500);
}
