// Launch paths -> bytes: `celint trace`. One function per format; none of them writes anywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "link/world.h"
#include "report/report.h"

namespace celint {

/// A chain of steps to be shown: the launch path of one CE, or the answer to one question.
struct LaunchPath {
  std::string title;                         ///< `compute environment 'NAME'`, or the question.
  const Environment* environment = nullptr;  ///< Null for a question.
  std::vector<Step> steps;                   ///< In order; one for a question.
};

/// What a trace is drawn from. Every renderer, whatever it draws, starts here.
struct Trace {
  const std::vector<Source>& sources;
  const World& world;
  std::vector<LaunchPath> paths;
};

/// The launch paths of the CEs of this name (of the CE, or of its file); of all if it is empty.
std::vector<LaunchPath> launch_paths(const World& world, std::string_view ce);

/// How a step is called: its id, or `question`.
std::string_view name_of(const LaunchPath& path, const Step& step);

/// A mark that needs no colour: `[+]` proven, `[!]` refuted, `[?]` unknown.
std::string_view mark_of(Verdict verdict);

/// For a person at a terminal: the steps in order, and for those that are not proven why and what to do.
std::string trace_text(const Trace& trace, const TextStyle& style);

/// The documented JSON (schemas/trace.schema.json).
std::string trace_json(const Trace& trace);

/// Graphviz (https://graphviz.org/doc/info/lang.html): one cluster a path.
std::string trace_dot(const Trace& trace);

/// Mermaid (https://mermaid.js.org/syntax/flowchart.html): one subgraph a path.
std::string trace_mermaid(const Trace& trace);

}  // namespace celint
