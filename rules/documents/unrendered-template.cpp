#include <algorithm>
#include <string_view>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// Where the document's first marker stands; its whole text if that is not found.
Span marker(const World& world, const Document& document) {
  const std::string_view text = (*world.sources)[document.passage.source].text;
  const Span whole = document.root.span;
  const std::size_t braces = text.find("{{");
  const std::size_t at = std::min(braces, text.find("%{ if"));
  if (at == std::string_view::npos) return whole;
  const std::size_t end = text.find(at == braces ? "}}" : "}", at);
  const std::size_t stop = end == std::string_view::npos ? at + 2 : end + (at == braces ? 2 : 1);
  return {whole.source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(stop)};
}

void check(const World& world, Findings& out) {
  const Document* last = nullptr;
  for (const Recognition& recognition : world.recognitions) {
    if (recognition.kind != DocumentKind::template_text) continue;
    // The pieces of one broken file are one template.
    if (last != nullptr && last->passage.source == recognition.document->passage.source) continue;
    last = recognition.document;
    Finding& finding =
        out.add(marker(world, *last), "This is a template that was not rendered, so it is not checked.");
    finding.help = "render it (helm template, terraform show -json), then check the result";
  }
}

}  // namespace

extern const Rule unrendered_template{
    .id = "unrendered-template",
    .summary = "A template that was not rendered cannot be checked.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::none,
    .check = check,
};

}  // namespace celint
