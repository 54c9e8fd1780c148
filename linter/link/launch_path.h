// The launch path: the chain of claims that must all hold for a compute environment to launch.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "access/evaluate.h"
#include "access/need.h"
#include "read/source.h"

namespace celint {

/// The steps, in order.
enum class StepId : std::uint8_t {
  credentials,
  describe,
  authenticate,
  authorise,
  head_account,
  head_role,
  compute_role,
  head_trust,
  compute_trust,
  head_storage,
  compute_storage,
  region,
  storage,
  read_logs,
};
inline constexpr std::size_t kStepCount = 14;

/// `credentials`, `head-account`, ...
std::string_view to_string(StepId step);

enum class Verdict : std::uint8_t { proven, refuted, unknown };

std::string_view to_string(Verdict verdict);

/// How a document was joined to what it belongs to, surest first. An inferred join lowers confidence.
enum class How : std::uint8_t { named, bound, placed, inferred };

std::string_view to_string(How how);

/// A place that supports a verdict.
struct Evidence {
  Span span;
  std::string message;
};

/// A question of a step to the access engine.
struct Asked {
  Request request;
  Decision decision;
  const Need* need = nullptr;  ///< What it is asked for.
  Truth in_use = Truth::yes;   ///< Whether the environment uses that feature.

  /// Needed, and no policy grants it even perhaps.
  bool missing() const { return in_use == Truth::yes && !decision.may && !decision.taken_away(); }
};

struct Step {
  StepId id = StepId::credentials;
  Verdict verdict = Verdict::unknown;
  std::string claim = {};               ///< One sentence that is true if the step is proven.
  std::vector<Evidence> evidence = {};  ///< In the order a reader follows them.
  std::vector<Asked> asked = {};        ///< What it asked of the identity's policies.
  /// If unknown: the document that would settle it and the command that exports it.
  std::string settled_by = {};
  std::string_view refuted_by = {};  ///< If refuted: the rule that speaks of the fault.
  How how = How::named;              ///< The least sure of the joins it rests on.
};

}  // namespace celint
