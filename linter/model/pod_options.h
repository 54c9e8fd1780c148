// Nextflow's pod options: what it makes of the maps in `k8s.pod` and `process.pod`.
// Grammar: https://docs.seqera.io/nextflow/reference/process#pod, nextflow plugins/nf-k8s PodOptions.groovy.
#pragma once

#include <string_view>
#include <vector>

#include "model/nextflow.h"

namespace celint {

/// One map of pod options. Nextflow takes the first shape that fits and drops the other keys.
struct PodOption {
  const GroovyAssignment* assignment =
      nullptr;  ///< The one it stands in; in block form the first of several.
  GroovyValue map;
  bool whole = false;                       ///< The map is the assignment's value, not an item of a list.
  bool block = false;                       ///< Written as a scope: `pod { ... }`.
  bool undecided = false;                   ///< Holds computed values: no fit can be told.
  std::string_view shape;                   ///< The key that decides the shape in force; empty if none fits.
  std::vector<const GroovyEntry*> dropped;  ///< Entries of `map` that the shape does not have.
};

/// Every literal map of options in force for certain, in written order.
std::vector<PodOption> pod_options(const NextflowConfig& config);

/// Whether a map of this one entry is an option of its own.
bool is_pod_option(const GroovyEntry& entry);

/// Every key that decides a shape.
const std::vector<std::string_view>& pod_option_names();

}  // namespace celint
