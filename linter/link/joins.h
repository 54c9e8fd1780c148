// The joins of link, in the order they are made. Private to this stage.
#pragma once

#include <string>
#include <string_view>

#include "link/world.h"

namespace celint {

/// Finds what is defined twice and differently.
void find_conflicts(World& world);

/// Makes the fields unknown that inputs of one thing give differently.
void settle_disputes(World& world);

/// Users and roles: from every ARN the documents name, with the policies that belong to each.
void join_identities(World& world);

/// What exports say of an identity beside its own documents: managed policies, groups, boundary.
void join_attachments(World& world);

/// One Environment per CE, without its steps.
void join_environments(World& world);

/// Issuers of one cluster: the same, or the same region and path on another host.
bool same_cluster(std::string_view a, std::string_view b);

/// Issuers of one cluster, one of them by its dual-stack host: nobody says how IAM takes it.
bool other_stack(std::string_view a, std::string_view b);

/// The provider that the trust of the account's role names, if none that it names can be the cluster's:
/// another issuer, or, as long as the issuer is not known, another region; or a provider of another account
/// than the role's. Null if one can be, or if the pod does not come with a token of its own.
const OidcProvider* foreign_provider(const World& world, const Environment& environment,
                                     const PodAccount& account);

/// The bucket of its work directory, with its region, policy and key.
void join_work_bucket(const World& world, Environment& environment);

/// Who the environment's platform identity becomes in the cluster, and what that user is bound to.
void join_kubernetes_user(const World& world, Environment& environment);

/// What is supplied for the environment's namespace, the objects its fields name, the launch identities.
void join_facts(const World& world, Environment& environment);

/// Decides the launch path of one environment.
void decide_steps(const World& world, Environment& environment);

/// The identity with this ARN; null if no document names it.
const Identity* find_identity(const World& world, std::string_view arn);

/// The surer of the two joins loses.
How least_sure(How a, How b);

}  // namespace celint
