// The reader of Nextflow configuration: what is a literal, where it stands, and what it must not believe.
#include "parse/groovy.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "fixture.h"
#include "model/nextflow.h"
#include "parsed.h"

namespace fs = std::filesystem;
using namespace celint;

namespace {

std::string shown(const GroovyValue& value) {
  using Kind = GroovyValue::Kind;
  std::string text;
  switch (value.kind) {
    case Kind::computed:
      return "?";
    case Kind::string:
      return "'" + value.text + "'";
    case Kind::list:
      for (const GroovyValue& item : value.items) text += (text.empty() ? "" : ", ") + shown(item);
      return "[" + text + "]";
    case Kind::map:
      for (const GroovyEntry& entry : value.entries)
        text += (text.empty() ? "" : ", ") + entry.key.value + ": " + shown(entry.value);
      return "{" + text + "}";
    default:
      return value.text;
  }
}

std::string shown(const GroovyAssignment& assignment) {
  return (assignment.certain ? "" : "perhaps ") + assignment.path +
         (assignment.selector.empty() ? "" : " (" + assignment.selector + ")") + " = " +
         shown(assignment.value);
}

/// Every assignment of a text, one a line; the last line says where what follows is not known.
std::string read(std::string_view text) {
  const GroovyConfig config = parse_groovy({text, 0, nullptr});
  std::string lines;
  for (const GroovyAssignment& assignment : config.assignments) lines += shown(assignment) + "\n";
  if (config.opaque) lines += "opaque " + std::to_string(*config.opaque) + "\n";
  return lines;
}

std::string in(std::string_view text, Span span) {
  return std::string(text.substr(span.begin, span.end - span.begin));
}

NextflowConfig config(std::string_view text) { return nextflow_config({text, 0, nullptr}); }

}  // namespace

TEST_CASE("groovy: scopes, dotted names and quoted names give one path") {
  CHECK(read("fusion.enabled = true") == "fusion.enabled = true\n");
  CHECK(read("fusion { enabled = true\n tags = false }") == "fusion.enabled = true\nfusion.tags = false\n");
  CHECK(read("a { b.c { d = 1 } ; e = 2 }") == "a.b.c.d = 1\na.e = 2\n");
  CHECK(read("a.'b'.\"c\" = null") == "a.b.c = null\n");
  CHECK(read("#!/usr/bin/env nextflow\na = 1") == "a = 1\n");
  CHECK(read("a = 1; b = 2;\r\nc = 3\r\n") == "a = 1\nb = 2\nc = 3\n");
  CHECK(read("").empty());
}

TEST_CASE("groovy: every kind of string") {
  CHECK(read("a = 'it\\'s \\u0041\\t\"$x\"'") == "a = 'it's A\t\"$x\"'\n");
  CHECK(read("a = \"x\\$y\"") == "a = 'x$y'\n");
  CHECK(read("a = '''one\ntwo'''") == "a = 'one\ntwo'\n");
  CHECK(read("a = \"\"\"one\n\"two\\\n\"\"\"") == "a = 'one\n\"two'\n");
  CHECK(read("a = /x\\/y\\d+/") == "a = 'x/y\\d+'\n");
  CHECK(read("a = $/x$$y/z/$") == "a = 'x$y/z'\n");
  CHECK(read("a = \"${params.x ? \"b\" : '}'}\"\nb = 1") == "a = ?\nb = 1\n");
  CHECK(read("a = \"x$y\"") == "a = ?\n");
  CHECK(read("a = /x${y}/") == "a = ?\n");
  CHECK(read("a = 'costs 5$'") == "a = 'costs 5$'\n");
  CHECK(read("a = \"5$ \"") == "a = '5$ '\n");
}

TEST_CASE("groovy: numbers, sizes, booleans") {
  CHECK(read("a = 12\nb = -1.5\nc = 8.GB\nd = 2.h\ne = 10_000\nf = 1e3") ==
        "a = 12\nb = -1.5\nc = 8.GB\nd = 2.h\ne = 10_000\nf = 1e3\n");
  CHECK(config("c = 8.GB").setting("c").assignment->value.kind == GroovyValue::Kind::measure);
  CHECK(config("c = 8.5").setting("c").assignment->value.kind == GroovyValue::Kind::number);
}

TEST_CASE("groovy: lists and maps") {
  CHECK(read("k8s.pod = [ [ nodeSelector: 'a=b' ],\n  [ toleration: [ key: 'a', 'value': 1 ] ], ]") ==
        "k8s.pod = [{nodeSelector: 'a=b'}, {toleration: {key: 'a', value: 1}}]\n");
  CHECK(read("a = []\nb = [:]\nc = [1,]") == "a = []\nb = {}\nc = [1]\n");
  CHECK(read("a = [x: y, z: 'z']") == "a = {x: ?, z: 'z'}\n");
  CHECK(read("a = [x ? 1 : 2, 'b']") == "a = [?, 'b']\n");
  CHECK(read("a = [(x): 1]") == "a = ?\n");
  CHECK(read("a = [*:other, b: 1]") == "a = ?\n");
  CHECK(read("a = [b: { task -> [1, 2] }, c: 'd']") == "a = {b: ?, c: 'd'}\n");
  CHECK(read("a = ['x' + y, 'z']") == "a = [?, 'z']\n");
}

TEST_CASE("groovy: what is computed is not believed") {
  CHECK(read("a = params.x\nb = 1") == "a = ?\nb = 1\n");
  CHECK(read("a = 'x' + 'y'") == "a = ?\n");
  CHECK(read("a = 'x'.toUpperCase()") == "a = ?\n");
  CHECK(read("a = 'x'\n  .trim()\nb = 1") == "a = ?\nb = 1\n");
  CHECK(read("a = true\n  ? 'x'\n  : 'y'\nb = 1") == "a = ?\nb = 1\n");
  CHECK(read("a = 1 +\n 2\nb = 3") == "a = ?\nb = 3\n");
  CHECK(read("a = { 2 * task.attempt }\nb = 3") == "a = ?\nb = 3\n");
  CHECK(read("a = x / 2\nb = 'c/d'") == "a = ?\nb = 'c/d'\n");
  CHECK(read("a = System.getenv('X') ?: 'y'") == "a = ?\n");
  CHECK(read("a = ['x'][0]") == "a = ?\n");
  CHECK(read("a = [x: 1] as Map") == "a = ?\n");
  CHECK(read("k8s.pod += [label: 'x']") == "k8s.pod = ?\n");
  CHECK(read("k8s['pod'] = 1") == "k8s = ?\n");
}

TEST_CASE("groovy: comments") {
  CHECK(read("a = 1 // b = 2\n/* c = 3\n*/ d = 4 /* e */\n") == "a = 1\nd = 4\n");
  CHECK(read("a = 'http://x'") == "a = 'http://x'\n");
  CHECK(read("a = [ // one\n 1, /* two */ 2 ]") == "a = [1, 2]\n");
}

TEST_CASE("groovy: selectors and profiles") {
  CHECK(read("process { executor = 'k8s'\n withName: 'A|B' { cpus = 2 }\n withLabel:big { cpus = 4 } }") ==
        "process.executor = 'k8s'\nprocess.cpus (withName:A|B) = 2\nprocess.cpus (withLabel:big) = 4\n");
  CHECK(read("process { 'withName:X' { cpus = 2 } }") == "process.cpus (withName:X) = 2\n");
  CHECK(read("process.$foo.cpus = 2") == "process.cpus ($foo) = 2\n");
  CHECK(read("profiles { local { process.executor = 'local' } }\nprofiles.x.a = 1\na = 2") ==
        "perhaps process.executor = 'local'\nperhaps a = 1\na = 2\n");
}

TEST_CASE("groovy: conditions, and statements nobody can follow") {
  CHECK(read("if (x) { a = 1 } else if (y) b = 2\nelse { c = 3 }\nd = 4") ==
        "perhaps a = 1\nperhaps b = 2\nperhaps c = 3\nd = 4\n");
  CHECK(read("a = 1\nincludeConfig 'x.config'\nb = 2") == "a = 1\nb = 2\nopaque 1\n");
  CHECK(read("def x = 'y'\nprintln 'z'\nplugins { id 'nf-x' }\na = 1") == "a = 1\n");
  CHECK(read("def f(x) {\n return x = 1\n}\na = 1") == "a = 1\n");
  CHECK(read("foo('x')\na = 1") == "a = 1\nopaque 0\n");
  CHECK(read("a = 'open\nb = 1") == "opaque 0\n");
  CHECK(read("a = 1\nb { c = 2\n") == "a = 1\nb.c = 2\nopaque 2\n");
  CHECK(read("a = 1 }\nb = 2") == "a = 1\nb = 2\nopaque 1\n");
}

TEST_CASE("groovy: places are those of the text") {
  const std::string_view text =
      "k8s {\n  serviceAccount = 'nf'  // why\n  pod = [[label: 'a', value: 'b']]\n}\nx=1";
  const GroovyConfig read = parse_groovy({text, 0, nullptr});
  REQUIRE(read.assignments.size() == 3);
  CHECK(in(text, read.assignments[0].key) == "serviceAccount");
  CHECK(in(text, read.assignments[0].value.span) == "'nf'");
  CHECK(in(text, read.assignments[0].line) == "serviceAccount = 'nf'");
  CHECK(in(text, read.assignments[1].line) == "  pod = [[label: 'a', value: 'b']]\n");
  const GroovyEntry& entry = read.assignments[1].value.items.front().entries.front();
  CHECK(in(text, entry.key.span) == "label");
  CHECK(in(text, entry.value.span) == "'a'");
  CHECK(in(text, read.assignments[2].line) == "x=1");
}

TEST_CASE("groovy: places inside a JSON string are those of the file") {
  const Parsed parsed("ce.json", R"({"nextflowConfig": "fusion {\n  tags = \"no\"\n}\nk8s.pod = [:]\n"})");
  const Node* text = parsed.root().get("nextflowConfig");
  const GroovyConfig read = parse_groovy(inner_text(parsed.documents.front(), *text));
  REQUIRE(read.assignments.size() == 2);
  CHECK(parsed.source(read.assignments[0].value.span) == R"(\"no\")");
  CHECK(parsed.source(read.assignments[0].line) == R"(  tags = \"no\"\n)");
  CHECK(parsed.source(read.assignments[1].key) == "k8s.pod");
}

TEST_CASE("groovy: an option is in force, absent or unknown") {
  CHECK(config("fusion.tags = false").flag("fusion.tags").known());
  CHECK(config("fusion.tags = false\nfusion.tags = true").flag("fusion.tags").value);
  CHECK(config("").flag("fusion.tags").absent());
  CHECK(NextflowConfig{}.flag("fusion.tags").absent());
  CHECK(NextflowConfig{true, nullptr}.flag("fusion.tags").unknown());
  CHECK(config("fusion.tags = 'false'").flag("fusion.tags").unknown());
  CHECK(config("fusion = [tags: false]").flag("fusion.tags").unknown());
  CHECK(config("fusion.tags = false\nprofiles { x { fusion.tags = true } }").flag("fusion.tags").unknown());
  CHECK(config("includeConfig 'x'").flag("fusion.tags").unknown());
  CHECK(config("fusion.tags = false\nincludeConfig 'x'").flag("fusion.tags").unknown());
  CHECK(config("includeConfig 'x'\nfusion.tags = false").flag("fusion.tags").known());
  CHECK(config("process { withName: A { executor = 'local' } }").string("process.executor").absent());
  CHECK(config("k8s.serviceAccount = \"${x}\"").string("k8s.serviceAccount").unknown());
  CHECK(config("k8s.serviceAccount = '<NAME>'").string("k8s.serviceAccount").unknown());
  CHECK(config("k8s.serviceAccount = 'a'").string("k8s.serviceAccount").value == "a");
}

TEST_CASE("groovy: hostile text ends") {
  const auto many = [](std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
  };
  const std::size_t n = 200'000;
  for (const std::string_view piece :
       {"[",  "{",  "(",       "a{",    "a.",        "\"${", "if(x)",  "else ", "'", "\n",  "x=[",
        "/*", "$/", "a=1\n\n", "x=a\n", "withName:", "[a:",  "a=b+\n", "}",     "]", "\\\n"}) {
    INFO(piece);
    const std::string text = many(piece, n);
    CHECK(parse_groovy({text, 0, nullptr}).assignments.size() <= n);
  }
  CHECK(read("x = a" + many("\n", n) + "+ b") == "x = ?\n");
}

TEST_CASE("groovy: every configuration of the corpus reads without an opaque statement") {
  if (corpus().empty()) {
    WARN("CELINT_CORPUS is not set");
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(corpus() / "seqera")) {
    if (entry.path().extension() != ".groovy") continue;
    ++files;
    INFO(entry.path().string());
    const std::string text = read_file(entry.path());
    const GroovyConfig found = parse_groovy({text, 0, nullptr});
    CHECK_FALSE(found.opaque);
    CHECK_FALSE(found.assignments.empty());
    for (const GroovyAssignment& assignment : found.assignments) {
      CHECK(assignment.certain);
      CHECK_FALSE(assignment.value.has_computed());
    }
  }
  CHECK(files >= 13);
}
