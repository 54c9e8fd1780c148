// Feeds any bytes to the readers of JSON and YAML, to the models and to every rule. No text may break them,
// every place must lie inside the text, and what reads quickly must read what the careful way reads.
#include <cstdint>
#include <string>
#include <string_view>

#include "check/check.h"
#include "link/world.h"
#include "parse/json_readers.h"
#include "parse/parse.h"
#include "read/read.h"
#include "tests/fuzz/require.h"

namespace {

using namespace celint;

void check_places(const Node& node, std::size_t size) {
  require(node.span.begin <= node.span.end && node.span.end <= size);
  for (const Node& item : node.items()) check_places(item, size);
  for (const Member& member : node.members()) {
    check_places(member.key, size);
    check_places(member.value, size);
  }
}

bool alike(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.span != b.span || a.scalar() != b.scalar()) return false;
  if (a.items().size() != b.items().size() || a.members().size() != b.members().size()) return false;
  for (std::size_t i = 0; i < a.items().size(); ++i)
    if (!alike(a.items()[i], b.items()[i])) return false;
  for (std::size_t i = 0; i < a.members().size(); ++i)
    if (!alike(a.members()[i].key, b.members()[i].key) || !alike(a.members()[i].value, b.members()[i].value))
      return false;
  return true;
}

void check_quick_json(std::string_view text) {
  const auto quick = read_fast_json({text, 0, nullptr});
  if (!quick) return;
  const std::vector<Document> careful = read_careful_json({text, 0, nullptr});
  require(quick->size() == careful.size());
  for (std::size_t i = 0; i < quick->size(); ++i)
    require(careful[i].problems.empty() && alike((*quick)[i].root, careful[i].root));
}

std::vector<std::size_t> counts(Models& models) {
  return std::apply([](auto&... kind) { return std::vector<std::size_t>{kind.size()...}; }, models.all());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t kLimit = std::uint64_t{1} << 20;
  static const std::vector<const Rule*> rules = [] {
    Selection all;
    all.audience = Audience::pedantic;
    return select(all_rules(), all);
  }();

  const std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<Source> sources;
  sources.push_back(source_of("text", {text, false}, true, kLimit));
  if (!sources.front().problems.empty()) return 0;
  check_quick_json(sources.front().text);

  const std::vector<Document> whole = parse(sources);
  for (const Document& document : whole) check_places(document.root, size);
  Models models_of_whole = model(whole, sources);
  std::vector<Documents> documents;
  Models models = read_models(sources, documents, 1);
  require(counts(models) == counts(models_of_whole));

  const World world = link(std::move(models), sources, Settings());
  for (const Finding& finding : check(world, rules))
    require(finding.span.begin <= finding.span.end && finding.span.end <= size);
  return 0;
}
