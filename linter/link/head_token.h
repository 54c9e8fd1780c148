// Whether the head pod gets a token for the Kubernetes API.
#pragma once

#include <optional>

#include "link/world.h"

namespace celint {

/// The place that takes the token from the head pod, which Nextflow reads (nextflow, plugins/nf-k8s,
/// ConfigDiscovery.groovy); nothing if it may have one. headPodSpec wins over the account.
std::optional<Span> token_disabled(const Environment& environment);

}  // namespace celint
