#include <catch2/catch.hpp>

#include "parse/parse.h"
#include "tests/parsed.h"

using namespace celint;
using Lines = std::vector<std::string>;

namespace {

Kind kind_of(const std::string& scalar) {
  const Parsed parsed("a.yaml", "k: " + scalar + "\n");
  REQUIRE(parsed.problems().empty());
  return parsed.root().get("k")->kind;
}

// `scalar` ends in a line break only if it is a block.
std::string value_of(const std::string& scalar) {
  const Parsed parsed("a.yaml", "k: " + scalar);
  return std::string(parsed.root().get("k")->scalar());
}

std::string span_of(const std::string& scalar, const std::string& after = "\nnext: 1\n") {
  const Parsed parsed("a.yaml", "k: " + scalar + after);
  return parsed.source(parsed.root().get("k")->span);
}

}  // namespace

TEST_CASE("plain scalars have the types of YAML 1.1 as kubectl reads it", "[parse]") {
  for (const char* text :
       {"y", "Y",  "yes", "Yes", "YES",   "true",  "True",  "TRUE", "on",  "On",  "ON",        "n",
        "N", "no", "No",  "NO",  "false", "False", "FALSE", "off",  "Off", "OFF", "!!bool yes"}) {
    INFO(text);
    CHECK(kind_of(text) == Kind::boolean);
  }
  for (const char* text : {"", "~", "null", "Null", "NULL", "!!null ''"}) CHECK(kind_of(text) == Kind::null);
  for (const char* text : {"0",
                           "1",
                           "-1",
                           "+1",
                           "010",
                           "0o10",
                           "0O7",
                           "0b11",
                           "0B11",
                           "-0b11",
                           "0x1F",
                           "0X1f",
                           "-0x1F",
                           "1_000",
                           "1_",
                           "0_7",
                           "0x_1F",
                           "012345678912",
                           "08",
                           "-08",
                           "1e3",
                           "12e03",
                           "1e1_0",
                           ".5",
                           "+.5",
                           "5.",
                           "1.5",
                           "1._5",
                           "1.e5",
                           "18446744073709551615",
                           "99999999999999999999",
                           "!!int '12'",
                           "!!float 1"}) {
    INFO(text);
    CHECK(kind_of(text) == Kind::number);
  }
  for (const char* text : {"str",
                           "\"yes\"",
                           "'1'",
                           "190:20:30",
                           "1:30",
                           "2001-01-01",
                           "2001-01-01T00:00:00Z",
                           "=",
                           "<<",
                           "yEs",
                           "tRUE",
                           "nULL",
                           "0b2",
                           "0x",
                           "0b",
                           "1e999",
                           ".5e999",
                           "_1",
                           ".",
                           "..",
                           "+",
                           "-.",
                           ".e5",
                           "1e",
                           "0x1p3",
                           "NaN",
                           "nan",
                           "infinity",
                           "+.inf2",
                           "1.2.3",
                           "1e5.5",
                           "0xFFFFFFFFFFFFFFFFFF",
                           "! yes",
                           "!!str yes",
                           "!!str 123",
                           "!foo 12",
                           "|\n  yes",
                           ">\n  12"}) {
    INFO(text);
    CHECK(kind_of(text) == Kind::string);
  }
  CHECK(value_of("010") == "010");
}

TEST_CASE("what JSON cannot hold is a Problem", "[parse]") {
  CHECK(Parsed("a.yaml", "k: .inf\nl: -.Inf\nm: .nan\n").problems().size() == 3);
  CHECK(Parsed("a.yaml", "k: !!int foo").problems() == Lines{"foo: 'foo' does not fit its tag '!!int'."});
  CHECK(Parsed("a.yaml", "{? a : 1}").problems() != Lines{});
  CHECK(Parsed("a.yaml", "~: 1").problems() == Lines{"~: A key must not be null."});
  CHECK(Parsed("a.yaml", "? [a]\n: 1").problems() == Lines{"[: A list or map cannot be a key."});
  CHECK(Parsed("a.yaml", "k: \"a\\/b\\\\/\"").problems() ==
        Lines{"\\/: kubectl does not know the escape sequence '\\/'."});
}

TEST_CASE("binary values are decoded", "[parse]") {
  CHECK(value_of("!!binary aGVsbG8=") == "hello");
  CHECK(value_of("!!binary |\n  aGVs\n  bG8=\n") == "hello");
  CHECK(value_of("!!binary /w==") == "\uFFFD");
  CHECK(value_of("!!binary ''").empty());
  for (const char* bad : {"!!binary a", "!!binary a===", "!!binary aGV%", "!!binary \"aGVs bG8=\""})
    CHECK(Parsed("a.yaml", std::string("k: ") + bad).problems().size() == 1);
}

TEST_CASE("scalar spans hold the whole token", "[parse]") {
  CHECK(span_of("plain text # comment") == "plain text");
  CHECK(span_of("plain\n  over lines\n\n") == "plain\n  over lines");
  CHECK(span_of("'it''s'") == "'it''s'");
  CHECK(span_of("\"a\\n\n  b\" ") == "\"a\\n\n  b\"");
  CHECK(span_of("|\n  a\n  b\n\n") == "|\n  a\n  b");
  CHECK(span_of("|2-  # note\n    a\n") == "|2-  # note\n    a");
  CHECK(span_of(">+\n  a\n\n\n") == ">+\n  a");
  CHECK(span_of("|") == "|");
  CHECK(span_of("|\n  trailing  \n \n") == "|\n  trailing  ");
  CHECK(span_of("").empty());
  CHECK(span_of("&anchor  value") == "value");
  CHECK(span_of("!!str &anchor # note\n  'value'") == "'value'");
  CHECK(span_of("!!str").empty());
  CHECK(span_of("é \U0001F600 ü", "\nö: \"ä\"\n") == "é \U0001F600 ü");
}

TEST_CASE("container spans end with their last value", "[parse]") {
  CHECK(span_of("\n  a: 1\n  b:\n  - x\n  - y\n\n# comment\n") == "a: 1\n  b:\n  - x\n  - y");
  CHECK(span_of("&x\n- a\n- b: c\n  d: e") == "- a\n- b: c\n  d: e");
  CHECK(span_of("{a: 1, b: [1, 2] } # c") == "{a: 1, b: [1, 2] }");
  CHECK(span_of("!foo { }") == "{ }");
  CHECK(span_of("[a: 1, b]") == "[a: 1, b]");
  const Parsed pair("a.yaml", "k: [a: 1, b]");
  CHECK(pair.source(pair.root().get("k")->items()[0].span) == "a: 1");
  const Parsed absent("a.yaml", "a:\n\nb:\n  c:\n\n\n");
  CHECK(absent.source(absent.root().span) == "a:\n\nb:\n  c:");
  CHECK(absent.root().get("a")->span == Span{0, 2, 2});
}

TEST_CASE("spans count bytes after text that is not ASCII, a byte order mark and CRLF", "[parse]") {
  std::string text = "\xEF\xBB\xBF";
  for (int i = 0; i < 200; ++i) text += "k\u00e9" + std::to_string(i) + ": \U0001F600\u20ac\r\n";
  const Parsed parsed("a.yaml", text + "last: [here]\r\n");
  CHECK(parsed.root().span.begin == 3);
  for (const Member& member : parsed.root().members().first(200)) {
    CHECK(parsed.source(member.key.span) == member.key.scalar());
    CHECK(parsed.source(member.value.span) == "\U0001F600\u20ac");
  }
  CHECK(parsed.source(parsed.root().get("last")->items()[0].span) == "here");
}

TEST_CASE("documents end at lines that start with three dashes", "[parse]") {
  const Parsed parsed(
      "a.yaml", "a: 1\n---\n# only a comment\n---\n\n--- # c\nb: 2\n...\n---\r\nnull\n---\n~\n---\nc: 3\n");
  CHECK(parsed.problems().empty());
  REQUIRE(parsed.documents.size() == 3);
  CHECK(parsed.source(parsed.documents[1].root.span) == "b: 2");
  CHECK(parsed.source(parsed.documents[2].root.span) == "c: 3");
}

TEST_CASE("a broken document leaves the others alone", "[parse]") {
  const Parsed parsed("a.yaml", "a: 1\n---\nb: [1,\nc: 2\n---\nd: 3\n");
  REQUIRE(parsed.documents.size() == 3);
  CHECK(parsed.documents[0].problems.empty());
  CHECK(parsed.documents[1].broken);
  CHECK(parsed.documents[1].root.get("b")->items()[0].scalar() == "1");
  CHECK_FALSE(parsed.documents[2].broken);
  CHECK(parsed.documents[2].root.get("d")->scalar() == "3");
}

TEST_CASE("text after a separator and directives are Problems", "[parse]") {
  const Parsed text("a.yaml", "a: 1\n--- foo \r\nb: 2\n");
  CHECK(text.problems() == Lines{"foo: No text may follow the document separator '---'."});
  CHECK(text.documents.at(1).root.get("b") != nullptr);
  CHECK(Parsed("a.yaml", "a: 1\n-----\nb: 2\n").problems().size() == 1);
  const Parsed directive("a.yaml", "# c\n%YAML 1.2\n---\na: 1\n");
  CHECK(directive.problems() == Lines{"%YAML 1.2: kubectl refuses the directive '%YAML 1.2'."});
  CHECK(directive.documents.at(1).root.get("a") != nullptr);
  CHECK(Parsed("a.yaml", "a: 1\n...\n# c\n").problems().empty());
  CHECK(Parsed("a.yaml", "a: 1\n...\nb: 2\n").problems() ==
        Lines{"b: 2: kubectl ignores what follows '...'; part documents with '---'."});
}

TEST_CASE("YAML faults are Problems at their place", "[parse]") {
  CHECK(Parsed("a.yaml", "a:\n\tb: 1\n").problems() == Lines{"\t: A tab cannot indent YAML."});
  CHECK(Parsed("a.yaml", "a: @b\n").problems() ==
        Lines{"@: A plain value cannot start with '@'; put it in quotes."});
  CHECK(Parsed("a.yaml", "é: |\n- a\n  b: c\n").problems() ==
        Lines{"-: This is not valid YAML: did not find expected key while parsing a block mapping."});
  CHECK(Parsed("a.yaml", "a: b: c\n").problems() ==
        Lines{":: This is not valid YAML: mapping values are not allowed in this context."});
  CHECK(Parsed("a.yaml", "a: \"b\n").problems().size() == 1);
  CHECK(Parsed("a.yaml", "a: x\x7Fy\n").problems() ==
        Lines{"\x7F: This is not valid YAML: control characters are not allowed."});
  CHECK(Parsed("a.yaml", "a: {{ .Values.x }}\n").problems() == Lines{"{: A list or map cannot be a key."});
}

TEST_CASE("aliases share the anchored value and keep its span", "[parse]") {
  const Parsed parsed("a.yaml", "a: &x [1, 2]\nb: *x\nc: &x 3\nd: *x\n");
  CHECK(parsed.problems().empty());
  const Node* a = parsed.root().get("a");
  const Node* b = parsed.root().get("b");
  CHECK_FALSE(a->aliased);
  CHECK(b->aliased);
  CHECK(b->data == a->data);
  CHECK(parsed.source(b->span) == "[1, 2]");
  CHECK(parsed.root().get("d")->scalar() == "3");
}

TEST_CASE("aliases to nothing and to themselves are Problems", "[parse]") {
  const Parsed parsed("a.yaml", "a: *x\nb: &y [*y, 1]\nc: 2\n---\nd: &x 1\n---\ne: *x\n");
  CHECK(parsed.problems() == Lines{"*x: No anchor in this document is named 'x'.",
                                   "*y: The anchor 'y' stands for a value that holds this alias.",
                                   "*x: No anchor in this document is named 'x'."});
  CHECK(parsed.documents[0].root.get("c")->scalar() == "2");
}

TEST_CASE("merged members stand where the merge stands", "[parse]") {
  const Parsed parsed("a.yaml",
                      "m: &m {name: t, space: q}\n"
                      "before:\n  <<: *m\n  name: over\n"
                      "after:\n  name: over\n  <<: *m\n"
                      "list: {<<: [*m, {name: z, b: 1}]}\n"
                      "quoted: {\"<<\": 1}\n");
  CHECK(parsed.problems().empty());
  const Node* before = parsed.root().get("before");
  CHECK(before->members().size() == 2);
  CHECK(before->get("name")->scalar() == "over");
  CHECK(before->get("space")->scalar() == "q");
  CHECK(before->get("space")->aliased);
  // yaml.v2 lets a later merge win.
  CHECK(parsed.root().get("after")->get("name")->scalar() == "t");
  CHECK(parsed.root().get("list")->members().size() == 3);
  CHECK(parsed.root().get("list")->get("name")->scalar() == "t");
  CHECK(parsed.root().get("list")->get("b")->scalar() == "1");
  CHECK(parsed.root().get("quoted")->get("<<") != nullptr);
  CHECK(Parsed("a.yaml", "a: {<<: 3}").problems().size() == 1);
  CHECK(Parsed("a.yaml", "l: &l [{a: 1}]\na: {<<: *l}").problems().size() == 1);
}

TEST_CASE("alias bombs are refused where yaml.v2 refuses them", "[parse]") {
  // 10 strings per list: 100 aliases of 12 decoder steps are a ratio of 0.98 and pass, of 22 they do not.
  const auto text = [](int items, int aliases) {
    std::string result = "a: &a [";
    for (int i = 0; i < items; ++i) result += "x,";
    result += "]\nb: [";
    for (int i = 0; i < aliases; ++i) result += "*a,";
    return result + "]\n";
  };
  CHECK(Parsed("a.yaml", text(10, 200)).problems().empty());
  CHECK(Parsed("a.yaml", text(150, 1000)).problems().size() == 1);
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) bomb += last + ",";
    bomb += "]\n";
  }
  const Parsed parsed("a.yaml", bomb);
  CHECK(parsed.problems().size() == 1);
  CHECK(parsed.documents[0].broken);
}

TEST_CASE("duplicate keys keep their order, the last counts", "[parse]") {
  const Parsed parsed("a.yaml", "a: 1\nb: 2\na: 3\n");
  CHECK(parsed.problems().empty());
  CHECK(parsed.root().members().size() == 3);
  CHECK(parsed.root().get("a")->scalar() == "3");
}

TEST_CASE("tags are found by their node", "[parse]") {
  const Parsed parsed("a.yaml",
                      "a: !Ref Role\nb: !Sub [x, {y: !GetAtt A.B}]\nc: !!str 1\nd: 2\ne: !!map {}\n");
  const Document& document = parsed.documents.at(0);
  const Node& root = document.root;
  CHECK(tag(document, *root.get("a")) == "!Ref");
  CHECK(root.get("a")->is_string());
  CHECK(tag(document, *root.get("b")) == "!Sub");
  CHECK(tag(document, *root.get("b")->items()[1].get("y")) == "!GetAtt");
  CHECK(tag(document, *root.get("c")) == "tag:yaml.org,2002:str");
  CHECK(tag(document, *root.get("d")).empty());
  CHECK(tag(document, *root.get("e")) == "tag:yaml.org,2002:map");
}

TEST_CASE("YAML is read to a depth of 100, aliases included", "[parse]") {
  const auto nested = [](std::size_t depth, const std::string& inner) {
    return std::string(depth, '[') + inner + std::string(depth, ']');
  };
  CHECK(Parsed("a.yaml", "- " + nested(kMaxDepth - 1, "")).problems().empty());
  CHECK(Parsed("a.yaml", "- " + nested(kMaxDepth, "")).problems() ==
        Lines{"[: Lists and maps are nested more than 100 deep."});
  CHECK(Parsed("a.yaml", "a: &a " + nested(60, "") + "\nb: " + nested(39, "*a")).problems().empty());
  CHECK(Parsed("a.yaml", "a: &a " + nested(60, "") + "\nb: " + nested(40, "*a")).problems() ==
        Lines{"*a: This alias nests lists and maps more than 100 deep."});
}

TEST_CASE("the first document of a text, as Unmarshal reads it", "[parse]") {
  const auto first = [](std::string_view text) { return parse_yaml_value({text, 0, nullptr}); };
  CHECK(first("# c\n---\n- x\n---\n]broken").root.items()[0].scalar() == "x");
  CHECK(first("# c\n---\n- x\n---\n]broken").problems.empty());
  CHECK(first("~\n---\n- x").root.is_null());
  CHECK(first("--- [x]").root.items().size() == 1);
  CHECK(first("").root.is_null());
  CHECK(first("%YAML 1.1\n---\na: 1").problems.empty());
  CHECK(first("# 5 %\n%YAML 1.2\n---\na: 1").problems.size() == 1);
}
