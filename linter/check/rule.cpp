#include "check/rule.h"

namespace celint {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      break;
  }
  return "note";
}

std::string_view to_string(Confidence confidence) {
  return confidence == Confidence::high ? "high" : "medium";
}

std::string_view to_string(Audience audience) {
  switch (audience) {
    case Audience::audit:
      return "audit";
    case Audience::pedantic:
      return "pedantic";
    case Audience::everyone:
      break;
  }
  return "default";
}

std::string_view to_string(FixKind fix) {
  switch (fix) {
    case FixKind::safe:
      return "safe";
    case FixKind::unsafe:
      return "unsafe";
    case FixKind::none:
      break;
  }
  return "none";
}

}  // namespace celint
