// The steps of the launch path: one small function each. Private to this stage.
#pragma once

#include "link/world.h"

namespace celint {

/// The two kinds of pods a CE runs.
enum class Pod : std::uint8_t { head, compute };

const PodAccount& account_of(const Environment& environment, Pod pod);

/// The account is named in messages as `service account 'NS/NAME'`, as far as it is known.
std::string title(const PodAccount& account);

/// The step about the head or about the task pods.
StepId step_of(Pod pod, StepId head, StepId compute);

/// `head pod`, `task pods`.
std::string pods(Pod pod);

/// Whether the pods need a role of their own. If not, or if that is not known, the step says so.
bool needs_role(const Environment& environment, Step& step);

/// What would tell which role the account carries.
std::string role_settled_by(const World& world, const Environment& environment, Pod pod);

/// Refutes a step: the rule that speaks of the fault, and the places in the order a reader follows them.
void refute(Step& step, std::string_view rule, std::vector<Evidence> evidence);

/// Refutes a step if the text does not name the role as its exports do, path included: role names are unique
/// per account, so an ARN without the path names nobody. Whether it did.
bool refute_dropped_path(Step& step, const Identity* role, const StrField& written);

/// The rule that speaks of a refuted step, as far as its questions and documents tell.
std::string_view refuting_rule(const World& world, const Environment& environment, const Step& step);

/// The least sure of the joins that a step rests on.
How how_of(const Environment& environment, StepId step);

/// What would tell who reaches EKS, where that is not known.
std::string principal_settled_by(const World& world, const Environment& environment);

Step credentials_step(const World& world, const Environment& environment);
Step describe_step(const World& world, const Environment& environment);
Step authenticate_step(const World& world, const Environment& environment);
Step authorise_step(const World& world, const Environment& environment);
Step head_account_step(const World& world, const Environment& environment);
Step role_step(const World& world, const Environment& environment, Pod pod);
Step trust_step(const World& world, const Environment& environment, Pod pod);
Step storage_access_step(const World& world, const Environment& environment, Pod pod);
Step region_step(const World& world, const Environment& environment);
Step storage_step(const World& world, const Environment& environment);
Step read_logs_step(const World& world, const Environment& environment);

}  // namespace celint
