// What comments, annotations and celint.yaml hide, what they do not, and which of them are reported.
#include <catch2/catch.hpp>
#include <random>

#include "fixture.h"
#include "model/model.h"
#include "read/settings.h"
#include "report/report.h"
#include "report_case.h"

using namespace celint;

namespace {

struct Checked {
  std::vector<Source> sources;
  std::vector<Documents> documents;
  World world;
  std::vector<const Rule*> rules = select(all_rules(), {});
  std::vector<Finding> findings;
};

std::unique_ptr<Checked> checked(std::vector<Source> sources, std::vector<std::string> given = {""}) {
  auto result = std::make_unique<Checked>();
  result->sources = std::move(sources);
  Models models = read_models(result->sources, result->documents, 1);
  Settings settings = settings_of(result->sources);
  settings.given = std::move(given);
  result->world = link(std::move(models), result->sources, settings);
  result->findings = check(result->world, result->rules);
  return result;
}

/// `LINE RULE`, in brackets if it is hidden, for each finding of these sources.
std::string said(std::vector<Source> sources, std::vector<std::string> given = {""}) {
  const auto result = checked(std::move(sources), std::move(given));
  std::string text;
  for (const Finding& finding : result->findings) {
    const std::string& source = result->sources[finding.span.source].text;
    REQUIRE(finding.span.end <= source.size());
    const auto line = 1 + std::count(source.begin(), source.begin() + finding.span.begin, '\n');
    const std::string word = std::to_string(line) + " " + std::string(finding.rule->id);
    text += (text.empty() ? "" : ", ") + (finding.hidden() ? "(" + word + ")" : word);
  }
  return text;
}

std::string said(const std::string& text) { return said({file("a.yaml", text)}); }

/// The messages of the rule, each behind the bytes it stands at.
std::vector<std::string> unused(std::vector<Source> sources, std::vector<std::string> given = {""}) {
  const auto result = checked(std::move(sources), std::move(given));
  std::vector<std::string> lines;
  for (const Finding& finding : result->findings)
    if (finding.rule->id == "unused-suppression")
      lines.push_back(result->sources[finding.span.source].text.substr(
                          finding.span.begin, finding.span.end - finding.span.begin) +
                      ": " + finding.message);
  return lines;
}

std::vector<std::string> unused(const std::string& text) { return unused({file("a.yaml", text)}); }

/// What is left of the text when every safe fix of the rule is applied, one after the other.
std::string mended(std::string text, const std::string& path = "a.yaml") {
  for (int round = 0; round < 10; ++round) {
    const auto result = checked({file(path, text)});
    const auto finding = std::ranges::find_if(result->findings, [](const Finding& one) {
      return one.rule->id == "unused-suppression" && !one.edits.empty();
    });
    if (finding == result->findings.end()) return text;
    CHECK(finding->fix == FixKind::safe);
    const Edit& edit = finding->edits.front();
    text = text.substr(0, edit.span.begin) + edit.text + text.substr(edit.span.end);
  }
  return "endless";
}

const std::string kHead = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: example\n";

}  // namespace

TEST_CASE("comments: one on its own line covers the entry below it, with all that is in it") {
  CHECK(said(kHead + "  labels:\n    a: 1\n  annotations:\n    b: 2\n") ==
        "6 unquoted-yaml-value, 8 unquoted-yaml-value");
  CHECK(said(kHead + "  # celint: ignore unquoted-yaml-value -- why\n  labels:\n    a: 1\n"
                     "  annotations:\n    b: 2\n") == "(7 unquoted-yaml-value), 9 unquoted-yaml-value");
  CHECK(said(kHead + "  labels:\n    # celint: ignore unquoted-yaml-value\n\n    # why it is so\n"
                     "    a: 1\n    b: 2\n") == "(9 unquoted-yaml-value), 10 unquoted-yaml-value");
}

TEST_CASE("comments: one above the first entry of a document covers that document only") {
  const std::string object = kHead + "  labels: {a: 1}\n";
  const std::string comment = "# celint: ignore unquoted-yaml-value\n";
  CHECK(said(comment + object + "---\n" + object) == "(6 unquoted-yaml-value), 12 unquoted-yaml-value");
  CHECK(said(comment + "---\n" + object) == "(7 unquoted-yaml-value)");
  CHECK(said(object + "---\n" + comment + object) == "5 unquoted-yaml-value, (12 unquoted-yaml-value)");
}

TEST_CASE("comments: one at the end of a line covers what begins on that line") {
  CHECK(said(kHead + "  labels:\n    a: 1 # celint: ignore unquoted-yaml-value\n    b: 2\n") ==
        "(6 unquoted-yaml-value), 7 unquoted-yaml-value");
  CHECK(said(kHead + "  labels: # celint: ignore unquoted-yaml-value\n    a: 1\n") ==
        "5 unused-suppression, 6 unquoted-yaml-value");
  CHECK(said(kHead + "  labels: {a: 1, # celint: ignore unquoted-yaml-value\n    b: 2}\n") ==
        "(5 unquoted-yaml-value), 6 unquoted-yaml-value");
}

TEST_CASE("comments: several rules, a reason, a date") {
  const std::string labels = "  labels:\n    a: x\n    a: 1\n";
  const auto with = [&](const std::string& words) { return said(kHead + "  #" + words + "\n" + labels); };
  const std::string none = "7 duplicate-key, 8 unquoted-yaml-value";
  const std::string both = "(7 duplicate-key), (8 unquoted-yaml-value)";
  CHECK(said(kHead + labels) == "6 duplicate-key, 7 unquoted-yaml-value");
  CHECK(with("celint:ignore duplicate-key,unquoted-yaml-value") == both);
  CHECK(with(" celint: ignore duplicate-key , unquoted-yaml-value -- a, b -- c") == both);
  CHECK(with("\tcelint:\tignore\tduplicate-key, unquoted-yaml-value\t--\twhy") == both);
  CHECK(with(" celint: ignore duplicate-key, unquoted-yaml-value expires 2026-01-01") == both);
  CHECK(with(" celint: ignore duplicate-key, unquoted-yaml-value expires 2025-12-31") ==
        "5 unused-suppression, 5 unused-suppression, " + none);
  for (const char* words : {" celint: ignored duplicate-key", " celint: see duplicate-key",
                            " not celint: ignore duplicate-key", " Celint: ignore duplicate-key"})
    CHECK(with(words) == none);
}

TEST_CASE("comments: text is no comment") {
  const std::string label = "  labels: {a: 1}\n";
  const std::string words = "celint: ignore unquoted-yaml-value";
  for (const std::string& text :
       {"  annotations:\n    n: |\n      # " + words + "\n", "  annotations: {n: \"# " + words + "\"}\n",
        "  annotations: {n: '# " + words + "'}\n", "  annotations:\n    n: a# " + words + "\n",
        "  annotations:\n    n: >-\n      x\n\n      # " + words + "\n",
        "  annotations:\n    n: \"x\n      # " + words + "\"\n"}) {
    INFO(text);
    const std::string all = said(kHead + text + label);
    CHECK(all.find('(') == std::string::npos);
    CHECK(all.find("unused") == std::string::npos);
  }
  CHECK(said({file("a.json", R"({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "x",
    "name": "# celint: ignore duplicate-key"}})")}) == "1 duplicate-key");
  // The line that opens a block scalar may end with one.
  CHECK(said(kHead + "  annotations:\n    1: | # celint: ignore unquoted-yaml-value\n      text\n")
            .find("unquoted-yaml-value,") == std::string::npos);
}

TEST_CASE("comments: CRLF, a byte order mark, letters of any alphabet, no line end") {
  const std::string comment = "  # celint: ignore unquoted-yaml-value -- \u00fcber\n";
  std::string text = "\xEF\xBB\xBF" + kHead + "  # \U0001F600\n" + comment + "  labels: {a: 1}";
  CHECK(said(text) == "(7 unquoted-yaml-value)");
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
  CHECK(said(text) == "(7 unquoted-yaml-value)");
  CHECK(said(kHead + "  labels: {a: 1} # celint: ignore unquoted-yaml-value") == "(5 unquoted-yaml-value)");
  CHECK(said(kHead + "# celint: ignore unquoted-yaml-value") == "5 unused-suppression");
}

TEST_CASE("annotations: cover their object, in YAML and JSON") {
  CHECK(said({file("a.json", R"({"apiVersion": "v1", "kind": "List", "items": [
{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "a", "name": "a",
  "annotations": {"ignore.celint/duplicate-key": "why"}}},
{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "b", "name": "b"}}]})")}) ==
        "(2 duplicate-key), 4 duplicate-key");
  CHECK(said(kHead + "  labels: {a: 1}\n  annotations:\n"
                     "    ignore.celint/unquoted-yaml-value: expires 2025-01-01 -- why\n") ==
        "5 unquoted-yaml-value, 7 unused-suppression");
  CHECK(unused(kHead + "  annotations:\n    ignore.celint/duplicate-key: expires tomorrow\n").size() == 1);
}

TEST_CASE("celint.yaml: by file, folder, glob and place") {
  const std::string twice = kHead + "  labels: {a: 1}\n";
  const auto with = [&](const std::string& entry) {
    return said({file("celint.yaml", "ignore:\n  - {rule: unquoted-yaml-value" + entry + "}\n"),
                 file("k/a.yaml", twice), file("k/deep/b.yaml", twice)});
  };
  const std::string hidden = "(5 unquoted-yaml-value)";
  const std::string shown = "5 unquoted-yaml-value";
  CHECK(with("") == hidden + ", " + hidden);
  CHECK(with(", path: k") == hidden + ", " + hidden);
  CHECK(with(", path: k/") == hidden + ", " + hidden);
  CHECK(with(", path: 'k/*.yaml'") == hidden + ", " + shown);
  CHECK(with(", path: '**/b.yaml'") == shown + ", " + hidden);
  CHECK(with(", path: k/a.yaml, pointer: /metadata") == hidden + ", " + shown);
  CHECK(with(", path: k/a.yaml, pointer: /metadata/labels/a") == hidden + ", " + shown);
  CHECK(with(", path: k/a.yaml, pointer: /meta") == "2 unused-suppression, " + shown + ", " + shown);
  CHECK(with(", expires: 2026-01-01") == hidden + ", " + hidden);
  CHECK(with(", expires: 2025-12-31") == "2 unused-suppression, " + shown + ", " + shown);
  CHECK(with(", path: elsewhere") == shown + ", " + shown);
}

TEST_CASE("unused suppressions: what is wrong stands at its characters, with what was meant") {
  using Lines = std::vector<std::string>;
  CHECK(unused(kHead + "# celint: ignore duplicate-key\n") ==
        Lines{"duplicate-key: This suppression of 'duplicate-key' hides nothing."});
  CHECK(unused("# celint: ignore duplicate-keys\n" + kHead) ==
        Lines{"duplicate-keys: There is no rule 'duplicate-keys', so this suppression hides nothing. "
              "Did you mean 'duplicate-key'?"});
  CHECK(
      unused("# celint: ignore duplicate-key expires 2025-12-31\n" + kHead) ==
      Lines{"2025-12-31: This suppression of 'duplicate-key' expired on 2025-12-31, so it hides nothing any "
            "more."});
  CHECK(unused("# celint: ignore\n" + kHead) ==
        Lines{"# celint: ignore: This suppression names no rule, so it hides nothing."});
  CHECK(unused("# celint: ignore duplicate-key expires 2026-02-30\n" + kHead) ==
        Lines{"2026-02-30: '2026-02-30' is not a date such as 2027-01-31, so this suppression hides "
              "nothing."});
  CHECK(unused("# celint: ignore unused-suppression\n" + kHead).size() == 1);
}

TEST_CASE("unused suppressions: not reported where that is not certain") {
  // A rule of another audience did not run.
  CHECK(unused("# celint: ignore inert-metadata\n" + kHead).empty());
  // What is not recognised, or broken, was not looked at.
  CHECK(unused("# celint: ignore duplicate-key\nnot: ours\n").empty());
  CHECK(unused("# celint: ignore duplicate-key\n" + kHead + "  labels: [\n").empty());
  CHECK(unused("# celint: ignore duplicate-key\n" + kHead + "  labels: {{ .Values.labels }}\n").empty());
  // A rule that joins has nothing to say without a compute environment; one of one document has.
  CHECK(unused("# celint: ignore oidc-url-malformed\n" + kHead).size() == 1);
  CHECK(unused("# celint: ignore platform-identity-unbound\n" + kHead).empty());
  // An entry of celint.yaml is judged by what it covers.
  const Source config = file("celint.yaml", "ignore: [{rule: duplicate-key, path: 'k/**'}]\n");
  const Source object = file("k/a.yaml", kHead);
  CHECK(unused({config, object}).size() == 1);
  CHECK(unused({config, object}, {"k"}).size() == 1);
  CHECK(unused({config, object}, {"k/a.yaml"}).empty());
  CHECK(unused({config}, {""}).empty());
  const Source whole = file("celint.yaml", "ignore: [{rule: duplicate-key}]\n");
  CHECK(unused({whole, object}, {"k"}).empty());
  CHECK(unused({whole, object}, {"", "k"}).size() == 1);
  CHECK(unused({whole, object, file("k/notes.txt", "a: [")}).size() == 1);
  CHECK(unused({whole, object, file("k/z.yaml", kHead + "  labels: [")}).empty());
}

TEST_CASE("unused suppressions: a step of the launch path that is unknown leaves them alone") {
  const std::filesystem::path set = repository() / "fixtures/environments/healthy";
  const auto read = [&](bool with_roles) {
    std::vector<Source> sources;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(set))
      if (entry.is_regular_file()) {
        const std::string path = entry.path().lexically_relative(set).generic_string();
        std::string text = read_file(entry.path());
        if (path == "kubernetes/aws-auth.yaml") text = "# celint: ignore platform-identity-unmapped\n" + text;
        if (with_roles || !path.starts_with("roles/")) sources.push_back(file(path, text));
      }
    std::ranges::sort(sources, {}, &Source::path);
    return sources;
  };
  CHECK(unused(read(true)).size() == 1);
  std::vector<Source> without = read(true);
  std::erase_if(without, [](const Source& source) {
    return source.path.find("cluster.json") != std::string::npos ||
           source.path.find("credential") != std::string::npos;
  });
  CHECK(unused(without).empty());
}

TEST_CASE("unused suppressions: the fix takes away what is unused and nothing else") {
  CHECK(mended("# celint: ignore duplicate-key -- why\n" + kHead) == kHead);
  CHECK(mended(kHead + "  labels: {} # celint: ignore duplicate-key\n") == kHead + "  labels: {}\n");
  CHECK(mended("# celint: ignore duplicate-key, placeholder-left, unquoted-yaml-value -- why\n" + kHead +
               "  labels: {a: 1}\n") ==
        "# celint: ignore unquoted-yaml-value -- why\n" + kHead + "  labels: {a: 1}\n");
  CHECK(mended(kHead + "  annotations:\n    ignore.celint/duplicate-key: why\n    other: x\n") ==
        kHead + "  annotations:\n    other: x\n");
  CHECK(mended(kHead + "  annotations:\n    ignore.celint/duplicate-key: why\n") == kHead);
  CHECK(mended(kHead + "  annotations: {ignore.celint/duplicate-key: why, other: x}\n") ==
        kHead + "  annotations: {other: x}\n");
  CHECK(mended(R"({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "x",
"annotations": {"other": "x", "ignore.celint/duplicate-key": "why"}}})",
               "a.json") ==
        R"({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "x",
"annotations": {"other": "x"}}})");
  CHECK(mended(R"({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "x",
"annotations": {"ignore.celint/duplicate-key": "why"}}})",
               "a.json") == R"({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "x"}})");
}

TEST_CASE("suppressions: no text stops their reader") {
  const std::string seed =
      "# celint: ignore a, b expires 2026-01-01 -- c\n" + kHead +
      "  labels: {a: &x 1, b: *x} # celint: ignore duplicate-key\n  annotations:\n"
      "    ignore.celint/d: |\n      # celint: ignore\n  # celint: ignore x y\n---\n- a\n";
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string text = seed;
    for (int i = 0; i < 4; ++i) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0)
        text[at] = "#:-,{}[]\n \t|>'\"&*x"[random() % 19];
      else
        text.erase(at, random() % 5);
      if (text.empty()) text = "#";
    }
    INFO(text);
    said(text);
    const auto result = checked({file("a.yaml", text)});
    for (const Finding& finding : result->findings)
      for (const Edit& edit : finding.edits) REQUIRE(edit.span.end <= text.size());
  }
}
