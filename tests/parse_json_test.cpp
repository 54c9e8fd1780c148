#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "parse/parse.h"
#include "tests/parsed.h"

using namespace celint;
using Lines = std::vector<std::string>;

namespace {

// Applies the edits of every problem, last first.
std::string fixed(const Parsed& parsed) {
  std::vector<Edit> edits;
  for (const Document& document : parsed.documents)
    for (const Problem& problem : document.problems)
      edits.insert(edits.end(), problem.fix.begin(), problem.fix.end());
  std::string text = parsed.sources.front().text;
  std::ranges::sort(edits, std::greater<>(), &Edit::span);
  for (const Edit& edit : edits) text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  return text;
}

}  // namespace

TEST_CASE("JSON spans hold the whole token", "[parse]") {
  const Parsed parsed("a.json", R"({"k" : [1, -2.5e+3 , "a\"b",true ,null, {} ,[]], "k": "é"})");
  CHECK(parsed.problems().empty());
  const Node& root = parsed.root();
  REQUIRE(root.members().size() == 2);
  CHECK(parsed.source(root.span) == parsed.sources[0].text);
  CHECK(parsed.source(root.members()[0].key.span) == "\"k\"");
  const auto items = root.members()[0].value.items();
  Lines sources;
  for (const Node& item : items) sources.push_back(parsed.source(item.span));
  CHECK(sources == Lines{"1", "-2.5e+3", "\"a\\\"b\"", "true", "null", "{}", "[]"});
  CHECK(items[2].scalar() == "a\"b");
  CHECK(items[3].kind == Kind::boolean);
  CHECK(items[4].is_null());
  CHECK(root.get("k")->scalar() == "é");
  CHECK(root.get("none") == nullptr);
}

TEST_CASE("a text without escapes is a view into its source", "[parse]") {
  const Parsed parsed("a.json", R"(["plain", "esc\u0061ped"])");
  const std::string& text = parsed.sources[0].text;
  CHECK(parsed.root().items()[0].scalar().data() == text.data() + 2);
  CHECK(parsed.root().items()[1].scalar() == "escaped");
}

TEST_CASE("JSON escapes decode, surrogate pairs included", "[parse]") {
  const Parsed parsed("a.json", R"(["\ud83d\ude00\u00e9\n\t\/\\", "x"])");
  CHECK(parsed.root().items()[0].scalar() == "\U0001F600é\n\t/\\");
  CHECK(parsed.source(parsed.root().items()[1].span) == "\"x\"");
}

TEST_CASE("a byte order mark and CRLF count in offsets", "[parse]") {
  const Parsed parsed("a.json", "\xEF\xBB\xBF{\r\n\"a\": 1\r\n}\r\n");
  CHECK(parsed.problems().empty());
  CHECK(parsed.root().span == Span{0, 3, 15});
  CHECK(parsed.source(parsed.root().get("a")->span) == "1");
}

TEST_CASE("objects in a row are several documents", "[parse]") {
  const Parsed parsed("a.json", "{\"a\":1}{\"b\":2}\n[3]\n");
  CHECK(parsed.problems().empty());
  REQUIRE(parsed.documents.size() == 3);
  CHECK(parsed.source(parsed.documents[1].root.span) == "{\"b\":2}");
  CHECK(parsed.source(parsed.documents[2].root.span) == "[3]");
}

TEST_CASE("the format follows the name, then the first character", "[parse]") {
  const auto format = [](const char* path, const char* text) {
    const Parsed parsed(path, text);
    return parsed.documents.at(0).format;
  };
  CHECK(format("a.json", "a: 1") == Format::json);
  CHECK(format("a.JSON", "{}") == Format::json);
  CHECK(format("a.yaml", "\xEF\xBB\xBF \n{\"a\": 1}") == Format::json);
  CHECK(format("a", "[1]") == Format::json);
  CHECK(format("a.yaml", "a: 1") == Format::yaml);
  CHECK(format("a.yaml", "{{ .Values.a }}: 1") == Format::yaml);
}

TEST_CASE("a Source with a problem is not parsed", "[parse]") {
  Source bad;
  bad.path = "bad.json";
  bad.text = "{";
  bad.problems.push_back({{0, 0, 1}, "It is not UTF-8.", {}});
  Source good;
  good.path = "good.json";
  good.text = "{}";
  const auto documents = parse({bad, good});
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].root.span.source == 1);
}

TEST_CASE("nothing but white space gives no document", "[parse]") {
  CHECK(Parsed("a.json", "").documents.empty());
  CHECK(Parsed("a.json", " \n\t").documents.empty());
}

TEST_CASE("comments are Problems that their fix deletes", "[parse]") {
  const Parsed parsed("a.json",
                      "// first\n{\n  # hash\n  \"a\": 1, // end\n  \"b\":/* in */2/**/,\n  \"c\": 3 /* x\n "
                      "y */\n}\n/* last */");
  CHECK(parsed.problems() == Lines{"// first: JSON has no comments.", "# hash: JSON has no comments.",
                                   "// end: JSON has no comments.", "/* in */: JSON has no comments.",
                                   "/**/: JSON has no comments.", "/* x\n y */: JSON has no comments.",
                                   "/* last */: JSON has no comments."});
  CHECK(parsed.root().get("c")->scalar() == "3");
  CHECK(fixed(parsed) == "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n");
}

TEST_CASE("an unclosed comment reaches to the end", "[parse]") {
  const Parsed parsed("a.json", "{\"a\": 1} /* open");
  CHECK(parsed.problems() == Lines{"/* open: JSON has no comments."});
  CHECK(nlohmann::json::accept(fixed(parsed)));
}

TEST_CASE("surplus commas are Problems that their fix deletes", "[parse]") {
  const Parsed parsed("a.json", R"({,"a": [1,,2,],"b": {"c": 1,},})");
  CHECK(parsed.problems() == Lines(5, ",: This comma is one too many."));
  CHECK(fixed(parsed) == R"({"a": [1,2],"b": {"c": 1}})");
  CHECK(parsed.root().get("a")->items().size() == 2);
}

TEST_CASE("a missing comma is a Problem at the value behind it", "[parse]") {
  const Parsed parsed("a.json", "{\"a\": [\"x\"\n\"y\" {\"z\": 1}]\n \"b\": 2 c: 3}");
  CHECK(parsed.problems() ==
        Lines{"\"y\": A comma is missing before '\"y\"'.", "{: A comma is missing before '{'.",
              "\"b\": A comma is missing before '\"b\"'.", "c: The text 'c' must stand in double quotes.",
              "c: A comma is missing before 'c'."});
  CHECK(parsed.root().get("a")->items().size() == 3);
  CHECK(parsed.root().get("c")->scalar() == "3");
  // The bare key has no fix of its own, nor has the comma before it.
  CHECK(fixed(parsed) == "{\"a\": [\"x\",\n\"y\", {\"z\": 1}],\n \"b\": 2 c: 3}");
}

TEST_CASE("bare keys and words are read as what they mean", "[parse]") {
  const Parsed parsed(
      "a.json", "{Effect: Allow, arn: arn:aws:s3:::b/*, v: ${VAR}, t: True, n: None, x: 01, s: 'it\\'s'}");
  const Node& root = parsed.root();
  CHECK(root.get("Effect")->scalar() == "Allow");
  CHECK(root.get("arn")->scalar() == "arn:aws:s3:::b/*");
  CHECK(root.get("v")->scalar() == "${VAR}");
  CHECK(root.get("t")->kind == Kind::boolean);
  CHECK(root.get("n")->is_null());
  CHECK(root.get("x")->kind == Kind::number);
  CHECK(root.get("s")->scalar() == "it's");
  CHECK(parsed.problems() ==
        Lines{"Effect: The text 'Effect' must stand in double quotes.",
              "Allow: The text 'Allow' must stand in double quotes.",
              "arn: The text 'arn' must stand in double quotes.",
              "arn:aws:s3:::b/*: The text 'arn:aws:s3:::b/*' must stand in double quotes.",
              "v: The text 'v' must stand in double quotes.",
              "${VAR}: The text '${VAR}' must stand in double quotes.",
              "t: The text 't' must stand in double quotes.", "True: JSON spells 'True' as 'true'.",
              "n: The text 'n' must stand in double quotes.", "None: JSON spells 'None' as 'null'.",
              "x: The text 'x' must stand in double quotes.", "01: '01' is not a number in JSON.",
              "s: The text 's' must stand in double quotes.",
              "'it\\'s': A string must stand in straight double quotes."});
}

TEST_CASE("curly quotes are read as quotes", "[parse]") {
  const Parsed parsed("a.json", "{“a”: “b”}");
  CHECK(parsed.root().get("a")->scalar() == "b");
  CHECK(parsed.problems().size() == 2);
}

TEST_CASE("a bad escape is one Problem, and stays as written", "[parse]") {
  const Parsed parsed("a.json", R"(["a\qb", "\u12", "\ud800x", "tab	tab"])");
  CHECK(parsed.problems() == Lines{"\\q: '\\q' is not an escape sequence of JSON.",
                                   "\\u: '\\u' is not an escape sequence of JSON.",
                                   "\\ud800: '\\ud800' is half of a surrogate pair.",
                                   "\t: A string must not hold a raw line break or control character."});
  CHECK(parsed.root().items()[0].scalar() == "a\\qb");
  CHECK(parsed.root().items()[2].scalar() == "\uFFFDx");
}

TEST_CASE("an unclosed string ends with its line", "[parse]") {
  const Parsed parsed("a.json", "{\"a\": \"Allow,\n \"b\": \"two\nlines\"}");
  CHECK(parsed.root().get("a")->scalar() == "Allow");
  CHECK(parsed.root().get("b")->scalar() == "two\nlines");
  CHECK(parsed.problems() == Lines{"\"Allow: This string has no closing quote.",
                                   "\n: A string must not hold a raw line break or control character."});
}

TEST_CASE("a cut-off text keeps what it says", "[parse]") {
  const Parsed parsed("a.json", R"({"a": [1, {"b": "c"})");
  CHECK(parsed.root().get("a")->items()[1].get("b")->scalar() == "c");
  CHECK(parsed.problems() == Lines{"[: This '[' is never closed."});
}

TEST_CASE("brackets that do not match close what they can", "[parse]") {
  const Parsed parsed("a.json", R"({"a": [1, {"b": 2], "c": 3})");
  CHECK(parsed.root().get("a")->items().size() == 2);
  CHECK(parsed.root().get("c")->scalar() == "3");
  CHECK(parsed.problems() == Lines{"]: Expected '}' before ']'."});
  const Parsed stray("a.json", R"({"a": 1], "b": 2})");
  CHECK(stray.root().get("b")->scalar() == "2");
  CHECK(stray.problems() == Lines{"]: Nothing is open that this ']' could close."});
}

TEST_CASE("missing colons and values", "[parse]") {
  const Parsed parsed("a.json", R"({"a" 1, "b":, "c" {"d": 2}, : 3})");
  CHECK(parsed.root().get("a")->is_null());
  CHECK(parsed.root().get("b")->is_null());
  CHECK(parsed.root().get("c")->get("d")->scalar() == "2");
  CHECK_FALSE(parsed.problems().empty());
}

TEST_CASE("statements joined by commas are documents of one file", "[parse]") {
  const Parsed parsed("a.json", "{\"Sid\": \"a\"},\n{\"Sid\": \"b\"},\n{\"Sid\": \"c\"},");
  REQUIRE(parsed.documents.size() == 3);
  for (const Document& document : parsed.documents) CHECK(document.comma_joined);
  CHECK(parsed.problems() == Lines{",: Values joined by commas are not JSON; put them in a list.",
                                   ",: Values joined by commas are not JSON; put them in a list.",
                                   ",: This comma is one too many."});
  const Parsed one("a.json", "{\"Sid\": \"a\"},");
  CHECK_FALSE(one.documents.at(0).comma_joined);
  CHECK(fixed(one) == "{\"Sid\": \"a\"}");
}

TEST_CASE("members without their braces are read as an object", "[parse]") {
  const Parsed parsed("a.json", "\"Statement\": [{\"Effect\": \"Allow\"}], \"Version\": \"x\"");
  CHECK(parsed.root().get("Version")->scalar() == "x");
  CHECK(parsed.problems() == Lines{"\"Statement\": The braces around these members are missing."});
}

TEST_CASE("text that is not JSON at all gives one Problem", "[parse]") {
  const Parsed words("a.json", "Lorem ipsum dolor sit amet\nconsectetur\n");
  CHECK(words.problems() == Lines{"L: This is not JSON."});
  CHECK(words.documents[0].broken);
  CHECK(words.root().is_null());
  const Parsed tail("a.json", "{\"a\": 1} tail of the file");
  CHECK(tail.problems() == Lines{"t: There is text after the end of the JSON value."});
  CHECK(tail.root().get("a") != nullptr);
  const Parsed separated("a.json", "{\"a\": 1}\n---\n{\"b\": 1}\n");
  CHECK(separated.documents.size() == 2);
  CHECK(separated.problems() == Lines{"---: JSON has no document separator '---'."});
}

TEST_CASE("a number beyond a double is refused, as encoding/json does", "[parse]") {
  const Parsed parsed("a.json", "{\"a\": 1e999, \"b\": 1}");
  CHECK(parsed.problems().size() == 1);
  CHECK(parsed.root().get("b")->scalar() == "1");
}

TEST_CASE("a NUL does not end JSON", "[parse]") {
  const Parsed parsed("a.json", std::string("{\"a\":1}\0{\"Action\":\"*\"}", 22));
  REQUIRE_FALSE(parsed.problems().empty());
  CHECK(parsed.documents[0].problems[0].span.begin == 7);
}

TEST_CASE("a second byte order mark is refused", "[parse]") {
  CHECK_FALSE(Parsed("a.json", "{}\xEF\xBB\xBF{}").problems().empty());
}

TEST_CASE("JSON is read to a depth of 100", "[parse]") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(Parsed("a.json", nested(kMaxDepth)).problems().empty());
  const Parsed parsed("a.json", "{\"a\": 1, \"b\": " + nested(kMaxDepth) + "}");
  CHECK(parsed.problems() == Lines{"[: Lists and objects are nested more than 100 deep."});
  CHECK(parsed.documents[0].broken);
  CHECK(parsed.root().get("a")->scalar() == "1");
}
