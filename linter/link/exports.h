// What would settle an unknown step: the document in words, and the command that exports it. Private to this
// stage. The same document has the same words in every step, so that it is asked for once.
#pragma once

#include <string>
#include <string_view>

#include "link/world.h"

namespace celint {

/// A field of the compute environment, `the workDir`.
std::string export_of_environment(const Environment& environment, std::string_view field);

/// The credential, or which of several it is.
std::string export_of_credential(const World& world);

/// Something that describe-cluster says, or which of several clusters it is.
std::string export_of_cluster(const World& world, const Environment& environment, std::string_view what);

/// The trust policy of a role, or which of several is in force.
std::string export_of_trust(const Identity& role);

/// The policies of an identity, or which of several are in force.
std::string export_of_policies(const Identity& identity);

/// Leaves a step open that rests on a trust policy, or on policies, that no input gives or that inputs give
/// differently: then it names the places.
void await_trust(Step& step, const Identity& role);
void await_policies(Step& step, const Identity& identity);

/// A Role, ClusterRole, ServiceAccount, ...; the namespace is empty for objects of the cluster.
std::string export_of_object(std::string_view kind, std::string_view name, std::string_view ns);

/// The RBAC of a namespace.
std::string export_of_rbac(std::string_view ns);

/// The ConfigMap aws-auth, or which of several it is.
std::string export_of_aws_auth(const Environment& environment);

/// The access entry of the platform identity.
std::string export_of_access_entry(const Environment& environment);

/// The Pod Identity association of an account.
std::string export_of_association(const Environment& environment, const PodAccount& account);

}  // namespace celint
