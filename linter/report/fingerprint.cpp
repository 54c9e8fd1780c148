#include "report/fingerprint.h"

#include <algorithm>

namespace celint {
namespace {

std::string line_hash(Fingerprints& run, const SourceText& text, Span span) {
  const auto [entry, added] = run.hashes.try_emplace(span.source);
  if (added) entry->second = line_hashes(text.source.text);
  return to_string(entry->second[text.lines.at(span.begin).line - 1]);
}

/// FNV-1a, 64 bits, with a count for equal ones.
std::string semantic_key(Fingerprints& run, SourceText& text, const Finding& finding,
                         const std::string& pointer) {
  constexpr std::uint32_t kMostText = 4096;
  const Span shown = shown_span(text, finding.span);
  const std::string value = text.secrets.excerpt(shown.begin, std::min(shown.end, shown.begin + kMostText));
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::string_view part : {finding.rule->id, std::string_view(text.source.path),
                                      std::string_view(pointer), std::string_view(value)})
    for (const char c : std::string(part) + '\0')
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  const std::string key = to_string({hash, 1}).substr(0, 16);
  return key + ":" + std::to_string(++run.semantic[key]);
}

}  // namespace

Fingerprint fingerprint(Fingerprints& run, SourceTexts& texts, const Finding& finding,
                        const std::string& pointer) {
  SourceText& text = texts.of(finding.span.source);
  return {semantic_key(run, text, finding, pointer), line_hash(run, text, finding.span)};
}

}  // namespace celint
