#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "parse/parse.h"
#include "parse/utf8.h"
#include "tests/parsed.h"

using namespace celint;

namespace {

// The bytes of the file at each byte of the text: "ab" is two entries.
std::vector<std::string> places(const Parsed& parsed, const Passage& passage) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < passage.text.size(); ++i)
    result.push_back(parsed.source(passage.span(i, i + 1)));
  return result;
}

std::vector<std::string> places_in_value(const std::string& yaml, std::string_view expected) {
  const Parsed parsed("a.yaml", yaml);
  const Passage passage = inner_text(parsed.documents.at(0), *parsed.root().get("k"));
  CHECK(passage.text == expected);
  return places(parsed, passage);
}

using Places = std::vector<std::string>;

// Where documents can stand inside another one. `undo` gives the text back from the file's bytes of a part of
// it.
struct Embedding {
  const char* name;
  const char* path;
  std::string (*put)(const std::string& text);
  std::string (*undo)(const std::string& bytes);
  bool folds = false;  // indented lines would not come back
};

std::string json_string(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', text.size() % 2 == 0);  // every other one in ASCII
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::string url_encoded(const std::string& text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_') {
      result.push_back(c);
    } else {
      result += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return result;
}

std::string url_undone(const std::string& bytes) {
  std::string result;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '%') {
      result.push_back(bytes[i]);
      continue;
    }
    result.push_back(static_cast<char>(std::stoi(bytes.substr(i + 1, 2), nullptr, 16)));
    i += 2;
  }
  return result;
}

std::string unescaped(const std::string& bytes) {
  return nlohmann::json::parse("\"" + bytes + "\"").get<std::string>();
}

std::string without_indent(const std::string& bytes) { return replaced(bytes, "\n      ", "\n"); }

// A line break in a double-quoted YAML scalar stays as an escape; the text is cut into lines at blanks, which
// fold back into them.
std::string folded_in_quotes(const std::string& text) {
  return replaced(nlohmann::json(text).dump(), "a b", "a\n     b");
}

const Embedding kEmbeddings[] = {
    {"JSON string", "a.json",
     [](const std::string& t) { return "{\"x\": [0], \"k\": " + json_string(t) + "}"; }, unescaped},
    {"YAML double-quoted", "a.yaml",
     [](const std::string& t) { return "x: é\nk: " + folded_in_quotes(t) + "\n"; },
     [](const std::string& b) { return unescaped(replaced(b, "\n     ", " ")); }},
    {"YAML single-quoted", "a.yaml",
     [](const std::string& t) { return "k: '" + replaced(replaced(t, "'", "''"), "\n", "\n\n   ") + "'\n"; },
     [](const std::string& b) { return replaced(replaced(b, "\n\n   ", "\n"), "''", "'"); }, true},
    {"YAML literal", "a.yaml",
     [](const std::string& t) { return "x: é\nk: |-\n      " + replaced(t, "\n", "\n      ") + "\ny: 1\n"; },
     without_indent},
    {"YAML literal with CRLF", "a.yaml",
     [](const std::string& t) { return "k: |-\r\n      " + replaced(t, "\n", "\r\n      ") + "\r\n"; },
     [](const std::string& b) { return replaced(b, "\r\n      ", "\n"); }},
    {"YAML literal with indicator", "a.yaml",
     [](const std::string& t) {
       return "a:\n  b:\n  - k: |2+\n      " + replaced(t, "\n", "\n      ") + "\n\n";
     },
     without_indent},
    {"YAML folded", "a.yaml",
     [](const std::string& t) { return "k: >-\n      " + replaced(t, "\n", "\n\n      ") + "\n"; },
     [](const std::string& b) { return replaced(b, "\n\n      ", "\n"); }, true},
    {"YAML folded with indicator", "a.yaml",
     [](const std::string& t) {
       return "a:\n  b:\n  - k: >2-\n      " + replaced(t, "\n", "\n\n      ") + "\n";
     },
     [](const std::string& b) { return replaced(b, "\n\n      ", "\n"); }, true},
    {"URL-encoded in YAML", "a.yaml",
     [](const std::string& t) { return "x: é\nk: '" + url_encoded(t) + "'\n"; }, url_undone},
    {"URL-encoded", "a.json", [](const std::string& t) { return "{\"k\": \"" + url_encoded(t) + "\"}"; },
     url_undone},
};

// Random JSON documents without line breaks at places where folding would change them.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine_);
  }

  std::string text() {
    static const char* const kParts[] = {"a",  "b",  "a b",        " ",  "'",     "\"",     "\\",
                                         "/",  "é",  "\U0001F600", "\t", "%41",   "&",      ": ",
                                         " #", "\n", "{",          "0",  "Allow", "\u00a0", "arn:aws:s3:::x"};
    std::string result;
    for (std::size_t i = below(6); i > 0; --i) result += kParts[below(std::size(kParts))];
    return result;
  }

  // The text of a mapRoles: entries with values in every style but block scalars.
  std::string entries() {
    static const char* const kValues[] = {"arn:aws:iam::111122223333:role/a",
                                          "'it''s é'",
                                          "\"{{SessionName}}\"",
                                          "\"a b\\u00e9\\n\"",
                                          "system:masters",
                                          "'a b # c'"};
    const auto value = [this] { return std::string(kValues[below(std::size(kValues))]); };
    std::string result = "- rolearn: " + value() + "\n";
    for (std::size_t i = below(3); i > 0; --i) result += "  username: " + value() + "\n  # comment\n";
    result += "  groups:";
    for (std::size_t i = below(3); i > 0; --i) result += "\n  - " + value();
    return result + "\n- {rolearn: " + value() + ", groups: [" + value() + ", " + value() + "]}";
  }

  nlohmann::json document(std::size_t depth) {
    const std::size_t kind = below(depth == 0 ? 3 : 5);
    if (kind == 0) return text();
    if (kind == 1) return static_cast<int>(below(1000));
    if (kind == 2) return nlohmann::json::array({true, nullptr, text()})[below(3)];
    nlohmann::json result = kind == 3 ? nlohmann::json::array() : nlohmann::json::object();
    for (std::size_t i = below(4); i > 0; --i) {
      if (kind == 3) result.push_back(document(depth - 1));
      if (kind == 4) result[text()] = document(depth - 1);
    }
    return result;
  }

 private:
  std::mt19937 engine_;
};

const Node& embedded(const Node& root) {
  if (const Node* k = root.get("k")) return *k;
  return *root.get("a")->get("b")->items()[0].get("k");
}

// Checks that every scalar of the inner document stands in the file where its span says.
void check_spans(const Embedding& outer, const Parsed& file, const Document& inner) {
  each_node(inner.root, [&](const Node& node) {
    const std::string bytes = file.source(node.span);
    const std::string source = outer.undo(bytes);
    INFO(outer.name << ": " << file.sources[0].text << "\nspan: " << bytes);
    if (node.is_string()) {
      CHECK(nlohmann::json::parse(source, nullptr, false) == nlohmann::json(std::string(node.scalar())));
    } else if (node.is_scalar()) {
      CHECK(source == node.scalar());
    } else {
      CHECK((source.front() == '{' || source.front() == '['));
      CHECK((source.back() == '}' || source.back() == ']'));
    }
    // The inverse.
    if (!bytes.empty())
      CHECK(inner.passage.span(inner.passage.offset(node.span.begin), inner.passage.text.size()).begin ==
            node.span.begin);
  });
}

}  // namespace

TEST_CASE("each byte of a decoded text knows its bytes in the file", "[parse]") {
  CHECK(places_in_value("k: ab\n", "ab") == Places{"a", "b"});
  CHECK(places_in_value("k: \"a\\n\\x41\\u00e9\\\"b\"\n", "a\nA\u00e9\"b") ==
        Places{"a", "\\n", "\\x41", "\\u00e9", "\\u00e9", "\\\"", "b"});
  CHECK(places_in_value("k: 'a''b'\n", "a'b") == Places{"a", "''", "b"});
  CHECK(places_in_value("k: a\n   b\n\n   c\n", "a b\nc") == Places{"a", "\n", "b", "\n\n", "c"});
  CHECK(places_in_value("k: \"a  \n  b\\\n   c \\\n \n d\"\n", "a bc \nd") ==
        Places{"a", "\n", "b", "c", " ", "\n", "d"});
  CHECK(places_in_value("k: |\n  a\n    b\n\n  c\n\n", "a\n  b\n\nc\n") ==
        Places{"a", "\n", " ", " ", "b", "\n", "\n", "c", "\n"});
  CHECK(places_in_value("k: |+\n  a\n\n\n", "a\n\n\n") == Places{"a", "\n", "\n", "\n"});
  CHECK(places_in_value("k: |1-\n   a\r\n  b\n", "  a\n b") == Places{" ", " ", "a", "\r\n", " ", "b"});
  CHECK(places_in_value("k: >\n  a\n  b\n\n\n  c\n   d\n  e\n", "a b\n\nc\n d\ne\n") ==
        Places{"a", "\n", "b", "\n\n", "\n", "c", "\n", " ", "d", "\n", "e", "\n"});
  CHECK(places_in_value("k: >+\n\n  a\n\n\n", "\na\n\n\n") == Places{"\n", "a", "\n", "\n", "\n"});
  // A line separator is a line break of YAML 1.1 that stays.
  CHECK(places_in_value("k: \"a \u2028 \n b\"\n", "a\u2028\nb") ==
        Places{"a", "\xE2", "\x80", "\xA8", "\n", "b"});
  CHECK(places_in_value("k: |\n  a\u2028  b\n", "a\u2028b\n").back() == "\n");
  CHECK(places_in_value("k: \"a\n\n  \\nb\"\n", "a\n\nb") == Places{"a", "\n\n", "\\n", "b"});
  CHECK(places_in_value("k: \"a\\_\\L\"\n", "a\u00a0\u2028") == Places{"a", "\\", "_", "\\L", "\\L", "\\L"});
}

TEST_CASE("an empty text knows its place", "[parse]") {
  const Parsed parsed("a.yaml", "k: ''\nl: |\nm: \"\"\n");
  for (const Member& member : parsed.root().members()) {
    const Passage passage = inner_text(parsed.documents[0], member.value);
    CHECK(passage.span(0, 0).begin == member.value.span.begin);
    CHECK(yaml_documents(passage).empty());
    CHECK(parse_json(passage).empty());
  }
}

TEST_CASE("decoded base64 is one piece", "[parse]") {
  const Parsed parsed("a.yaml", "k: !!binary aGVsbG8=\n");
  const Passage passage = inner_text(parsed.documents[0], *parsed.root().get("k"));
  CHECK(passage.text == "hello");
  CHECK(parsed.source(passage.span(1, 2)) == "aGVsbG8=");
}

TEST_CASE("URL-encoded text that is none stays as it is", "[parse]") {
  Parsed parsed("a.json", R"(["100%", "%7B%7d", "%ff", "%00", ""])");
  const auto decoded = [&](std::size_t i) {
    return std::string(url_decoded(parsed.documents[0], parsed.root().items()[i]).text);
  };
  CHECK(decoded(0) == "100%");
  CHECK(decoded(1) == "{}");
  CHECK(decoded(2) == "%ff");
  CHECK(decoded(3) == "%00");
  CHECK(decoded(4).empty());
}

TEST_CASE("text inside text: every span means bytes of the file", "[parse]") {
  Random random(20);
  for (int round = 0; round < 600; ++round) {
    nlohmann::json document = nlohmann::json::object({{"root", random.document(4)}});
    for (const Embedding& outer : kEmbeddings) {
      const std::string text = document.dump(round % 3 > 0 ? -1 : outer.folds ? 0 : 2, ' ', round % 5 == 0);
      Parsed file(outer.path, outer.put(text));
      INFO(outer.name << ": " << file.sources[0].text);
      REQUIRE(file.problems().empty());
      const Node& node = embedded(file.root());
      const bool url = std::string_view(outer.name).starts_with("URL-encoded");
      const Passage passage =
          url ? url_decoded(file.documents[0], node) : inner_text(file.documents[0], node);
      const bool keeps = std::string_view(outer.name) == "YAML literal with indicator";
      CHECK(passage.text == text + (keeps ? "\n\n" : ""));
      const auto inner = parse_json(passage);
      REQUIRE(inner.size() == 1);
      CHECK(inner[0].problems.empty());
      check_spans(outer, file, inner[0]);
    }
  }
}

TEST_CASE("JSON in JSON in YAML: pieces compose", "[parse]") {
  Random random(7);
  for (int round = 0; round < 300; ++round) {
    const nlohmann::json leaf = nlohmann::json::array({random.document(2), random.text()});
    const std::string middle = nlohmann::json({{"in", leaf.dump()}}).dump(-1, ' ', round % 2 == 0);
    for (const Embedding& outer : kEmbeddings) {
      Parsed file(outer.path, outer.put(middle));
      const bool url = std::string_view(outer.name).starts_with("URL-encoded");
      const Node& node = embedded(file.root());
      const Passage passage =
          url ? url_decoded(file.documents[0], node) : inner_text(file.documents[0], node);
      const auto second = parse_json(passage);
      REQUIRE(second.size() == 1);
      const auto third = parse_json(inner_text(second[0], *second[0].root.get("in")));
      REQUIRE(third.size() == 1);
      REQUIRE(third[0].problems.empty());
      each_node(third[0].root, [&](const Node& inner) {
        const std::string once = outer.undo(file.source(inner.span));
        INFO(outer.name << ": " << file.sources[0].text << "\nonce: " << once);
        const std::string twice = unescaped(once);
        if (inner.is_string())
          CHECK(nlohmann::json::parse(twice, nullptr, false) == std::string(inner.scalar()));
        if (inner.is_scalar() && !inner.is_string()) CHECK(twice == inner.scalar());
      });
    }
  }
}

TEST_CASE("random YAML inside text: every span means bytes of the file", "[parse]") {
  Random random(11);
  for (int round = 0; round < 300; ++round) {
    const std::string text = random.entries();
    for (const Embedding& outer : kEmbeddings) {
      if (outer.folds) continue;
      Parsed file(outer.path, outer.put(text));
      const Node& node = embedded(file.root());
      const bool url = std::string_view(outer.name).starts_with("URL-encoded");
      const Document inner =
          parse_yaml_value(url ? url_decoded(file.documents[0], node) : inner_text(file.documents[0], node));
      REQUIRE(inner.problems.empty());
      each_node(inner.root, [&](const Node& part) {
        if (!part.is_scalar()) return;
        const std::string source = outer.undo(file.source(part.span));
        INFO(outer.name << ": " << file.sources[0].text << "\nsource: " << source);
        CHECK(Parsed("b.yaml", "- " + source + "\n").root().items()[0].scalar() == part.scalar());
      });
    }
  }
}

TEST_CASE("YAML inside YAML: mapRoles", "[parse]") {
  const Parsed parsed(
      "a.yaml",
      "data:\n  mapRoles: |\n    - rolearn: 'arn:é'\n      groups:\n      - g\n\n    - rolearn: two\n");
  const Document& document = parsed.documents[0];
  const Document inner = parse_yaml_value(inner_text(document, *parsed.root().get("data")->get("mapRoles")));
  CHECK(inner.problems.empty());
  CHECK(parsed.source(inner.root.items()[0].get("rolearn")->span) == "'arn:é'");
  CHECK(parsed.source(inner.root.items()[0].get("groups")->items()[0].span) == "g");
  CHECK(parsed.source(inner.root.items()[1].get("rolearn")->span) == "two");
}

TEST_CASE("pointers name the smallest value that holds a span", "[parse]") {
  const Parsed parsed("a.json", R"({"a/b": [1, {"~": "x"}], "c": {}})");
  const Document& document = parsed.documents[0];
  const auto at = [&](const std::string& part) {
    const auto begin = static_cast<std::uint32_t>(parsed.sources[0].text.find(part));
    return pointer(document, {0, begin, begin + static_cast<std::uint32_t>(part.size())});
  };
  CHECK(at("\"x\"") == "/a~1b/1/~0");
  CHECK(at("1,") == "/a~1b");
  CHECK(at("1") == "/a~1b/0");
  CHECK(at("\"~\"") == "/a~1b/1/~0");
  CHECK(at("\"c\": {}") == "/c");
  CHECK(at("}], \"c\"").empty());
  const Parsed aliased("a.yaml", "a: &x {b: [1]}\nc: *x\n");
  CHECK(pointer(aliased.documents[0], aliased.root().get("c")->get("b")->items()[0].span) == "/a/b/0");
}
