// The launch path as text that other programs draw: Graphviz and Mermaid. A verdict is a word and a shape,
// not only a colour.
#include "report/character.h"
#include "report/mask.h"
#include "report/trace.h"

namespace celint {
namespace {

/// The words of one box, safe inside the quotes of both languages.
std::string label(std::string_view text) {
  std::string plain;
  for (const char c : printable(masked(text))) {
    if (c == '"')
      plain += '\'';
    else if (c == '\\')
      plain += '/';
    else if (c == '<' || c == '>' || c == '#' || c == '&')
      plain += ' ';
    else
      plain += c;
  }
  return plain;
}

std::string step_label(const LaunchPath& path, const Step& step, std::string_view line_break) {
  return std::string(name_of(path, step)) + ": " + std::string(to_string(step.verdict)) +
         std::string(line_break) + label(step.claim);
}

std::string node(std::size_t path, std::size_t step) {
  return "p" + std::to_string(path) + "s" + std::to_string(step);
}

/// `edge` between the nodes of one path, in order.
std::string chain(std::size_t path, std::size_t steps, std::string_view edge) {
  std::string out;
  for (std::size_t i = 0; i < steps; ++i) out.append(i == 0 ? "" : edge).append(node(path, i));
  return out;
}

std::string_view dot_style(Verdict verdict) {
  switch (verdict) {
    case Verdict::proven:
      return "shape=box, style=solid, color=\"#1a7f37\"";
    case Verdict::refuted:
      return "shape=octagon, style=bold, color=\"#cf222e\"";
    case Verdict::unknown:
      break;
  }
  return "shape=box, style=dashed, color=\"#9a6700\"";
}

std::string mermaid_box(Verdict verdict, const std::string& text) {
  switch (verdict) {
    case Verdict::proven:
      return "[\"" + text + "\"]:::proven";
    case Verdict::refuted:
      return "{{\"" + text + "\"}}:::refuted";
    case Verdict::unknown:
      break;
  }
  return "(\"" + text + "\"):::unknown";
}

}  // namespace

std::string trace_dot(const Trace& trace) {
  std::string out = "digraph celint {\n  rankdir=TB;\n  node [fontname=\"sans-serif\"];\n";
  for (std::size_t i = 0; i < trace.paths.size(); ++i) {
    const LaunchPath& path = trace.paths[i];
    out += "  subgraph cluster_" + std::to_string(i) + " {\n    label=\"" + label(path.title) + "\";\n";
    for (std::size_t k = 0; k < path.steps.size(); ++k)
      out += "    " + node(i, k) + " [label=\"" + step_label(path, path.steps[k], "\\n") + "\", " +
             std::string(dot_style(path.steps[k].verdict)) + "];\n";
    out += "    " + chain(i, path.steps.size(), " -> ") + ";\n  }\n";
  }
  return out + "}\n";
}

std::string trace_mermaid(const Trace& trace) {
  std::string out = "flowchart TD\n";
  for (std::size_t i = 0; i < trace.paths.size(); ++i) {
    const LaunchPath& path = trace.paths[i];
    out += "  subgraph p" + std::to_string(i) + "[\"" + label(path.title) + "\"]\n";
    for (std::size_t k = 0; k < path.steps.size(); ++k)
      out += "    " + node(i, k) +
             mermaid_box(path.steps[k].verdict, step_label(path, path.steps[k], "<br/>")) + "\n";
    out += "    " + chain(i, path.steps.size(), " --> ") + "\n  end\n";
  }
  return out +
         "  classDef proven stroke:#1a7f37\n"
         "  classDef refuted stroke:#cf222e,stroke-width:3px\n"
         "  classDef unknown stroke:#9a6700,stroke-dasharray:4\n";
}

}  // namespace celint
