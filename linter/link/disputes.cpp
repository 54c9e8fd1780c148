// Fields that two inputs of one thing give differently: joins take neither value.
#include <map>

#include "access/arn.h"
#include "link/joins.h"

namespace celint {
namespace {

template <typename Thing>
struct Disputable {
  StrField Thing::*field;
  const char* difference;  ///< `in its region`; null if no rule speaks of it.
};

/// What it says if a thing lacks the field that another has.
enum class Absent : std::uint8_t { differs, says_nothing };

bool comparable(const StrField& field, Absent absent) {
  return field.known() || (field.absent() && absent == Absent::differs);
}

/// The first that can be compared and the first that differs from it; null if they agree.
template <typename Thing>
std::pair<Thing*, Thing*> differing(const std::vector<Thing*>& things, StrField Thing::*field,
                                    Absent absent) {
  Thing* first = nullptr;
  for (Thing* thing : things) {
    if (!comparable(thing->*field, absent)) continue;
    if (first == nullptr) first = thing;
    if ((first->*field).value != (thing->*field).value) return {first, thing};
  }
  return {};
}

/// Things of one name, by `name_of`; empty names are nobody's.
template <typename Thing, typename NameOf>
std::map<std::string, std::vector<Thing*>> by_name(std::deque<Thing>& things, const NameOf& name_of) {
  std::map<std::string, std::vector<Thing*>> named;
  for (Thing& thing : things)
    if (std::string name = name_of(thing); !name.empty()) named[std::move(name)].push_back(&thing);
  std::erase_if(named, [](const auto& entry) { return entry.second.size() < 2; });
  return named;
}

/// Makes the fields unknown in which things of one name differ. The name is that of the conflict, if there is
/// one to note.
template <typename Thing, typename NameOf>
void settle(World& world, std::deque<Thing>& things, const NameOf& name_of, Absent absent,
            const std::vector<Disputable<Thing>>& fields) {
  for (const auto& [name, group] : by_name(things, name_of))
    for (const Disputable<Thing>& disputable : fields) {
      const auto [first, second] = differing(group, disputable.field, absent);
      if (first == nullptr) continue;
      if (disputable.difference != nullptr)
        world.conflicts.push_back(
            {name, disputable.difference, (first->*disputable.field).span, (second->*disputable.field).span});
      for (Thing* thing : group) (thing->*disputable.field).presence = Presence::unknown;
    }
}

std::string text_of(const StrField& field) {
  return field.known() ? std::string(field.value) : std::string();
}

std::string name_of_cluster(const Cluster& cluster) {
  return cluster.arn.known() ? "cluster '" + text_of(cluster.arn) + "'" : std::string();
}

/// https://docs.seqera.io/platform-api, UpdateComputeEnvRequest: what is set at creation does not change.
std::string name_of_environment(const ComputeEnvironment& ce) {
  if (ce.id.known()) return "compute environment '" + text_of(ce.id) + "'";
  if (!ce.workspace.known() || !ce.name.known()) return {};
  return "compute environment '" + text_of(ce.name) + "' of workspace '" + text_of(ce.workspace) + "'";
}

std::string name_of_association(const PodIdentityAssociation& association) {
  if (!association.cluster_name.known() || !association.ns.known() || !association.service_account.known())
    return {};
  const std::optional<Arn> own = association.arn.known() ? parse_arn(association.arn.value) : std::nullopt;
  const std::string place = own ? std::string(own->account) + " " + std::string(own->region) : std::string();
  return text_of(association.cluster_name) + " " + text_of(association.ns) + " " +
         text_of(association.service_account) + " " + place;
}

}  // namespace

void settle_disputes(World& world) {
  using CE = ComputeEnvironment;
  settle<Cluster>(world, world.clusters, name_of_cluster, Absent::says_nothing,
                  {{&Cluster::issuer, "in its OIDC issuer"},
                   {&Cluster::authentication_mode, "in its authentication mode"},
                   {&Cluster::status, nullptr}});
  settle<CE>(world, world.compute_environments, name_of_environment, Absent::says_nothing,
             {{&CE::region, "in its region"},
              {&CE::cluster_name, "in its cluster"},
              {&CE::work_dir, "in its work directory"},
              {&CE::ns, "in its namespace"},
              {&CE::head_service_account, "in its head service account"},
              {&CE::compute_service_account, "in its compute service account"},
              {&CE::storage_claim_name, "in its storage claim"},
              {&CE::storage_mount_path, "in its mount path"}});
  settle<Credential>(world, world.credentials,
                     [](const Credential& credential) { return text_of(credential.id); }, Absent::differs,
                     {{&Credential::assume_role_arn, nullptr}, {&Credential::external_id, nullptr}});
  settle<BucketLocation>(world, world.bucket_locations,
                         [](const BucketLocation& location) { return text_of(location.bucket); },
                         Absent::says_nothing, {{&BucketLocation::region, nullptr}});
  settle<BucketEncryption>(world, world.bucket_encryptions,
                           [](const BucketEncryption& encryption) { return text_of(encryption.bucket); },
                           Absent::differs,
                           {{&BucketEncryption::algorithm, nullptr}, {&BucketEncryption::key, nullptr}});
  settle<PodIdentityAssociation>(world, world.pod_identities, name_of_association, Absent::says_nothing,
                                 {{&PodIdentityAssociation::role_arn, nullptr}});
}

}  // namespace celint
