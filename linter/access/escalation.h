// Sets of actions by which an identity makes itself stronger.
// Source: public research, as collected by parliament and cloudsplaining; EKS access entries and Pod Identity
// of the EKS User Guide.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace celint {

struct EscalationSet {
  std::vector<std::string_view> actions;  ///< All of them are needed. The first one is what to take away.
  std::string_view what;                  ///< `can attach any policy to a role`
  std::string_view service = {};          ///< Where a role is passed: the service that runs with it.
};

std::span<const EscalationSet> escalation_sets();

}  // namespace celint
