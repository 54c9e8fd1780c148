// Kubernetes objects -> typed values: what their builders share. Private to this stage.
#pragma once

#include "model/pod.h"
#include "model/quantity.h"
#include "model/reading.h"

namespace celint {

/// The member if it is a mapping; null otherwise.
const Node* map_member(const Node& node, std::string_view key);

/// metadata.labels or metadata.annotations without the last-applied copy, which is an older state of the
/// object.
List<Annotation> annotations(Reading& reading, const Node& object, std::string_view key);

/// The pairs of a mapping whose values the API wants as strings: labels, annotations.
List<Annotation> string_map(Reading& reading, const Node* map, std::string_view field);

/// A string field of the API. A plain YAML scalar of another type is noted as unquoted.
StrField api_string(Reading& reading, const Node& map, std::string_view key, std::string_view field);

/// Notes a plain YAML scalar that is read as a boolean or number where the API wants a string.
void note_unquoted(Reading& reading, const Node& value, std::string_view field);

PodTemplate pod_template(Reading& reading, const Node& spec);

// One builder a kind; the kind stands in the meta.
void model_service_account(Reading& reading, const Node& object, ObjectMeta meta);
void model_rbac_role(Reading& reading, const Node& object, ObjectMeta meta);
void model_rbac_binding(Reading& reading, const Node& object, ObjectMeta meta);
void model_config_map(Reading& reading, const Node& object, ObjectMeta meta);
void model_secret(Reading& reading, const Node& object, ObjectMeta meta);
void model_claim(Reading& reading, const Node& object, ObjectMeta meta);
void model_volume(Reading& reading, const Node& object, ObjectMeta meta);
void model_storage_class(Reading& reading, const Node& object, ObjectMeta meta);
void model_limit_range(Reading& reading, const Node& object, ObjectMeta meta);
void model_quota(Reading& reading, const Node& object, ObjectMeta meta);
void model_workload(Reading& reading, const Node& object, ObjectMeta meta);

}  // namespace celint
