// The options that Nextflow knows in the scopes celint reads.
// Registry: https://docs.seqera.io/nextflow/reference/config (26.04), old names that it still reads included.
#pragma once

#include <string_view>

namespace celint {

/// The Nextflow version of the registry, as messages name it.
inline constexpr std::string_view kNextflowRegistry = "26.04";

/// `k8s`, `fusion`, `wave`: the scopes of which every option is known here.
bool is_nextflow_scope(std::string_view scope);

/// Whether one of these scopes has an option (or inner scope) of this name.
bool is_nextflow_option(std::string_view scope, std::string_view name);

/// The option of the scope that may be meant; empty if none is near.
std::string_view nearest_nextflow_option(std::string_view scope, std::string_view name);

/// An option of k8s that is no process directive: under `process` it does nothing.
bool belongs_to_k8s_only(std::string_view name);

}  // namespace celint
