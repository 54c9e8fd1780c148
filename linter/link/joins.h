// The joins of link, in the order they are made. Private to this stage.
#pragma once

#include <string>
#include <string_view>

#include "link/world.h"

namespace celint {

/// Users and roles: from every ARN the documents name, with the policies that belong to each.
void join_identities(World& world);

/// What exports say of an identity beside its own documents: managed policies, groups, boundary.
void join_attachments(World& world);

/// One Environment per CE, without its steps.
void join_environments(World& world);

/// The cluster's authenticationMode: CONFIG_MAP, API, API_AND_CONFIG_MAP; empty if unknown.
std::string_view authentication_mode(const Environment& environment);

/// The Kubernetes user that the environment's platform identity becomes, if it is mapped.
std::optional<KubernetesUser> kubernetes_user(const World& world, const Environment& environment);

/// Decides the launch path of one environment.
void decide_steps(const World& world, Environment& environment);

/// The identity with this ARN; null if no document names it.
const Identity* find_identity(const World& world, std::string_view arn);

/// The last part of a path.
std::string_view file_name(std::string_view path);

/// The surer of the two joins loses.
How least_sure(How a, How b);

}  // namespace celint
