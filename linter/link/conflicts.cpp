// What two inputs define under one name and differently: neither definition is taken for the one in force.
#include <map>

#include "link/joins.h"
#include "link/placement.h"

namespace celint {
namespace {

/// One thing under one name, and what an input says of it.
struct Definition {
  std::string name;
  Span span;
  std::string content;
  std::string_view difference;
};

using Definitions = std::vector<Definition>;

/// Objects of other clusters may share a name: their path says so.
std::string named(const World& world, const ObjectMeta& meta) {
  if (!meta.name.known() || !meta.ns.known()) return {};
  const std::string cluster(cluster_of_path(world.path_of(meta.span)));
  return std::string(meta.kind.value) + " '" + std::string(meta.ns.value) + "/" +
         std::string(meta.name.value) + "'" + (cluster.empty() ? "" : " of cluster '" + cluster + "'");
}

void add(std::string& content, const std::vector<Str>& values) {
  content += "[";
  for (const Str& value : values) content.append(value.value).append(",");
  content += "]";
}

void add(std::string& content, const StrField& field) {
  content.append(field.absent() ? "-" : "=").append(field.value).append(";");
}

void collect(const World& world, Definitions& all) {
  for (const ServiceAccount& account : world.service_accounts) {
    std::string content;
    add(content, account.role_arn);
    all.push_back({named(world, account.meta), account.meta.name.span, content, "in the role it carries"});
  }
  for (const RbacRole& role : world.roles) {
    std::string content;
    for (const RbacRule& rule : role.rules)
      for (const auto* list : {&rule.api_groups, &rule.resources, &rule.verbs, &rule.resource_names})
        add(content, *list);
    all.push_back({named(world, role.meta), role.meta.name.span, content, "in its rules"});
  }
  for (const RbacBinding& binding : world.bindings) {
    std::string content(binding.role_kind.value);
    add(content, binding.role_name);
    for (const Subject& subject : binding.subjects) {
      content.append(subject.kind.value).append(" ");
      add(content, subject.name);
      add(content, subject.ns);
    }
    all.push_back({named(world, binding.meta), binding.meta.name.span, content, "in its role or subjects"});
  }
}

/// A compute environment is one by its id; what cannot change after creation must agree.
void collect_environments(const World& world, Definitions& all) {
  for (const ComputeEnvironment& ce : world.compute_environments) {
    if (!ce.id.known()) continue;
    std::string content;
    for (const StrField* field : {&ce.region, &ce.cluster_name, &ce.work_dir, &ce.ns,
                                  &ce.head_service_account, &ce.compute_service_account})
      add(content, *field);
    all.push_back({"compute environment '" + std::string(ce.id.value) + "'", ce.id.span, content,
                   "in its region, cluster, work directory, namespace or service accounts"});
  }
}

}  // namespace

void find_conflicts(World& world) {
  Definitions all;
  collect(world, all);
  collect_environments(world, all);
  std::map<std::string_view, Definitions> by_name;
  for (const Definition& definition : all)
    if (!definition.name.empty()) by_name[definition.name].push_back(definition);
  for (const auto& [name, definitions] : by_name) {
    const Definition& first = definitions.front();
    const std::size_t before = world.conflicts.size();
    for (const Definition& definition : definitions)
      if (definition.content != first.content)
        world.conflicts.push_back({first.name, first.difference, first.span, definition.span});
    if (world.conflicts.size() > before)
      for (const Definition& definition : definitions) world.disputed.insert(definition.span);
  }
}

}  // namespace celint
