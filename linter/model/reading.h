// Tree -> typed values: what the model builders share. Private to this stage.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "model/model.h"
#include "parse/tree.h"

namespace celint {

/// One document being modelled, or one resource of it.
struct Reading {
  const Document& document;
  const Node& root;  ///< The document's, or a resource of it in the shape of its tool's own export.
  const Source& source;
  Recognition& recognition;  ///< Placeholders and duplicates are noted here.
  Models& out;
};

/// A string member as a Field. Absent or null: absent. A number or boolean: unknown, with its text.
StrField string_field(Reading& reading, const Node& map, std::string_view key);

/// A string node, placeholders noted.
StrField string_value(Reading& reading, const Node& node);

/// A boolean member; `"true"` counts as true (Jackson coerces it). Other values: unknown.
Field<bool> bool_field(const Node& map, std::string_view key);

/// A whole number; text that is one counts too (Jackson coerces it). Other values: unknown.
Field<std::int64_t> number_field(const Node& map, std::string_view key);

/// What stands for a value that the document leaves open (Terraform: known after apply; CloudFormation: a
/// function that needs the deployed stack). Every reader of text takes it as unknown.
inline constexpr std::string_view kUnknownText = "${unknown}";

/// A string, or a list of strings: each with its place. Other values are left out.
List<Str> strings(Reading& reading, const Node* node);
/// Adds them to others.
void add_strings(std::vector<Str>& all, const Node* node);

/// Notes every string of a list or scalar that holds a placeholder.
void note_placeholders(Reading& reading, std::span<const Str> values);

/// From a member of the map to the next one; empty if it is the last.
Span member_place(const Node& map, const Member& member);

/// Notes keys written twice in one mapping of this tree.
void note_duplicates(Reading& reading, const Node& node, bool refused);

void model_policy(Reading& reading, const Node& node, PolicyKind kind, const Holder& holder);
/// A policy document as an object, as a JSON string or URL-encoded.
void model_policy_value(Reading& reading, const Node& node, PolicyKind kind, const Holder& holder);
void model_fragment(Reading& reading);
void model_kubernetes(Reading& reading, const Node& node);
/// A ConfigMap, or the docs' bare fragment, which has the three keys at its root.
void model_aws_auth(Reading& reading, const Node& object, ObjectMeta meta);
/// The text of mapRoles, mapUsers or mapAccounts.
AwsAuthKey aws_auth_key(Reading& reading, const Member& member);
/// Marks the entries that another one for the same principal beats.
void mark_overridden(AwsAuth& map);
/// A compute environment or a list of them, of any platform.
void model_compute_environments(Reading& reading);
/// seqerakit's `compute-envs:`.
void model_seqerakit(Reading& reading, const Node& items);
void add_other_platform(Reading& reading, const Node& node, const Node* platform);
/// Fills what the config object says, under the names of `ce.form`; `document` owns `config`.
void read_eks_config(Reading& reading, const Document& document, const Node& config, ComputeEnvironment& ce);
/// Resource labels as objects or ids; null: none.
void read_labels(Reading& reading, const Node* list, ComputeEnvironment& ce);
/// A `seqera_compute_env` of Terraform: its values, the object with the name, and its eks_platform block.
void add_terraform_environment(Reading& reading, const Node& values, const Node& envelope,
                               const Node& config);
/// The YAML of a pod spec.
PodSpec read_pod_spec(Reading& reading, const Document& document);
void model_credential(Reading& reading);
void model_cluster(Reading& reading);
void model_bucket_location(Reading& reading);
void model_bucket_policy(Reading& reading);
void model_bucket_encryption(Reading& reading);
void model_public_access_block(Reading& reading);
void model_iam_export(Reading& reading);
/// The lists of get-account-authorization-details, in the order in which they are modelled.
inline constexpr std::array<std::string_view, 4> kAccountLists{"UserDetailList", "GroupDetailList",
                                                               "RoleDetailList", "Policies"};
/// An item of one of them.
void model_account_item(Reading& reading, std::string_view list, const Node& item);
/// Whether nothing but them is read of an export of the IAM CLI, and none stands in it twice.
bool is_account_details(const Node& root);
void model_oidc_providers(Reading& reading);
void model_access_entry(Reading& reading);
void model_pod_identity(Reading& reading);
void model_fargate_profile(Reading& reading);

/// metadata.name and kin of a Kubernetes object.
ObjectMeta object_meta(Reading& reading, const Node& object);

}  // namespace celint
