#include "link/joins.h"
#include "link/secrets.h"
#include "read/parallel.h"

namespace celint {
namespace {

std::vector<bool> files_recognised(const World& world) {
  std::vector<bool> recognised(world.sources->size(), false);
  for (const Recognition& recognition : world.recognitions)
    if (recognition.kind != DocumentKind::unrecognised)
      recognised[recognition.document->passage.source] = true;
  return recognised;
}

void count(World& world) {
  Coverage& coverage = world.coverage;
  coverage.files = world.sources->size();
  coverage.compute_environments = world.compute_environments.size();
  coverage.iam = world.policies.size() + world.iam_entities.size() + world.oidc_providers.size();
  coverage.kubernetes = world.aws_auth.size() + world.service_accounts.size() + world.namespaces.size() +
                        world.roles.size() + world.bindings.size() + world.claims.size() +
                        world.volumes.size() + world.storage_classes.size() + world.limit_ranges.size() +
                        world.quotas.size() + world.secrets.size() + world.config_maps.size() +
                        world.workloads.size() + world.other_objects.size();
  coverage.other = world.credentials.size() + world.clusters.size() + world.bucket_locations.size() +
                   world.bucket_encryptions.size() + world.public_access_blocks.size() +
                   world.access_entries.size() + world.pod_identities.size() + world.fargate_profiles.size();
  for (const Recognition& recognition : world.recognitions)
    if (!recognition.skipped.empty())
      coverage.skipped.push_back(
          {world.path_of(recognition.document->root.span), std::string(recognition.skipped)});
  const std::vector<bool> recognised = files_recognised(world);
  for (std::size_t i = 0; i < recognised.size(); ++i)
    if (!recognised[i]) coverage.unrecognised.push_back((*world.sources)[i].path);
}

/// What the strict readers refuse, in files that were named and in documents of a kind celint reads. A
/// template is not expected to parse; statements joined by commas are a fragment, which has its own rule.
void note_syntax(World& world) {
  for (const Source& source : *world.sources)
    for (const Problem& problem : source.problems) world.syntax_problems.push_back(&problem);
  for (const Recognition& recognition : world.recognitions) {
    const Document& document = *recognition.document;
    const bool named = (*world.sources)[document.passage.source].named;
    if (recognition.kind == DocumentKind::template_text) continue;
    if (recognition.kind == DocumentKind::unrecognised && !named) continue;
    if (recognition.kind == DocumentKind::policy_fragment && document.comma_joined) continue;
    for (const Problem& problem : document.problems) world.syntax_problems.push_back(&problem);
  }
}

void note_secrets(World& world, unsigned jobs) {
  std::uint64_t bytes = 0;
  for (const Source& source : *world.sources) bytes += source.text.size();
  std::vector<std::vector<SecretText>> found(world.sources->size());
  for_each_index(found.size(), worth(jobs, bytes), [&](std::size_t i) {
    found[i] = find_secrets((*world.sources)[i], static_cast<SourceId>(i));
  });
  for (const std::vector<SecretText>& of_source : found)
    world.secret_texts.insert(world.secret_texts.end(), of_source.begin(), of_source.end());
}

}  // namespace

World link(Models models, const std::vector<Source>& sources, Settings settings, unsigned jobs) {
  World world;
  static_cast<Models&>(world) = std::move(models);
  world.sources = &sources;
  world.trees = std::make_shared<Trees>(sources);
  world.settings = std::move(settings);
  count(world);
  note_syntax(world);
  note_secrets(world, jobs);
  for (const Policy& policy : world.policies)
    if (policy.kind == PolicyKind::trust)
      for (FederatedStatement& statement : federated_statements(policy))
        world.federated.push_back(std::move(statement));
  find_conflicts(world);
  settle_disputes(world);
  join_identities(world);
  join_environments(world);
  for (std::size_t i = 0; i < sources.size(); ++i)
    if (!world.settings.path.empty() && sources[i].path == world.settings.path)
      add_suppressions(world.settings, sources[i], static_cast<SourceId>(i), world.suppressions);
  return world;
}

}  // namespace celint
