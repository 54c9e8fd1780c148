// Kubernetes objects as people export and write them: samples of `fixtures/documents`.
#include "modelled.h"

using namespace celint;

namespace {

bool holds(const StrField& field, std::string_view value) { return field.known() && field.value == value; }

std::vector<std::string> texts(std::span<const Str> values) {
  std::vector<std::string> result;
  for (const Str& value : values) result.emplace_back(value.value);
  return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a multi-document manifest", "[documents]") {
  const auto file = sample("kubernetes-multi-document/manifests.yaml");
  CHECK(file->documents.size() == 8);
  const auto& ns = file->only<Namespace>();
  CHECK(holds(ns.meta.name, "tower-nf"));
  REQUIRE(ns.labels.size() == 1);
  CHECK(file->at(ns.labels[0].key.span) == "pod-security.kubernetes.io/enforce");
  CHECK(file->at(ns.labels[0].value.span) == "privileged");

  const auto& account = file->only<ServiceAccount>();
  CHECK(holds(account.meta.ns, "tower-nf"));
  CHECK(file->at(account.role_arn.span) == "arn:aws:iam::111122223333:role/nf/example-compute");
  CHECK(account.automount_token.known());
  CHECK_FALSE(account.automount_token.value);

  const auto& role = file->only<RbacRole>();
  CHECK_FALSE(role.cluster);
  REQUIRE(role.rules.size() == 1);
  CHECK(texts(role.rules[0].api_groups) == Texts{""});
  CHECK(texts(role.rules[0].resources) == Texts{"pods", "pods/log"});
  CHECK(file->at(role.rules[0].verbs[1].span) == "create");

  const auto& binding = file->only<RbacBinding>();
  CHECK(binding.cluster);
  CHECK(binding.meta.ns.absent());
  CHECK(binding.role_kind.value == "ClusterRole");
  CHECK(holds(binding.role_api_group, "rbac.authorization.k8s.io"));
  REQUIRE(binding.subjects.size() == 2);
  CHECK(binding.subjects[0].kind.value == "User");
  CHECK(file->at(binding.subjects[0].name.span) == "tower-launcher-user");
  CHECK(binding.subjects[1].api_group.absent());
  CHECK(holds(binding.subjects[1].ns, "tower-nf"));
}

TEST_CASE("limits, quotas, Secrets without their data, ConfigMaps without their values", "[documents]") {
  const auto file = sample("kubernetes-multi-document/manifests.yaml");
  const auto& range = file->only<LimitRange>();
  REQUIRE(range.limits.size() == 1);
  CHECK(range.limits[0].type.value == "Container");
  const Quantity* memory = find_quantity(range.limits[0].max, "memory");
  REQUIRE(memory != nullptr);
  CHECK(memory->amount() == 64.0 * 1024 * 1024 * 1024);
  CHECK(file->at(memory->text.span) == "64Gi");
  CHECK(find_quantity(range.limits[0].limit_defaults, "cpu")->amount() == 0.5);
  CHECK(find_quantity(range.limits[0].min, "cpu") == nullptr);

  const auto& quota = file->only<ResourceQuota>();
  CHECK_FALSE(quota.scoped);
  CHECK(find_quantity(quota.hard, "limits.cpu")->amount() == 100.0);
  CHECK(find_quantity(quota.hard, "requests.memory")->amount() == 1.5 * 1024 * 1024 * 1024 * 1024);

  const auto& secret = file->only<Secret>();
  CHECK(holds(secret.type, "kubernetes.io/service-account-token"));
  CHECK(file->at(secret.service_account.span) == "tower-launcher-sa");
  CHECK(secret.meta.ns.absent());
  CHECK(texts(file->only<ConfigMap>().keys) == Texts{"nextflow.config"});
}

TEST_CASE("quantities", "[documents]") {
  CHECK(parse_quantity("2") == 2.0);
  CHECK(parse_quantity("250m") == 0.25);
  CHECK(parse_quantity("1.5Ki") == 1536.0);
  CHECK(parse_quantity("3M") == 3e6);
  CHECK(parse_quantity("1e3") == 1000.0);
  CHECK(parse_quantity("5E-1") == 0.5);
  CHECK(parse_quantity("2E") == 2e18);
  CHECK(parse_quantity("+.5") == 0.5);
  for (const char* text : {"", "Gi", ".", "1.2.3", "4 Gi", "4gi", "4KB", "1e", "1e99999"})
    CHECK_FALSE(parse_quantity(text));
}

TEST_CASE("claims, volumes and classes", "[documents]") {
  const auto file = sample("kubernetes-storage/storage.yaml");
  const auto& claim = file->only<PersistentVolumeClaim>();
  CHECK(texts(claim.access_modes) == Texts{"ReadWriteMany"});
  CHECK(holds(claim.storage_class, ""));
  CHECK(file->at(claim.storage_class.span) == "\"\"");
  CHECK(file->at(claim.volume_name.span) == "scratch");
  CHECK(holds(claim.phase, "Bound"));

  const auto volumes = file->all<PersistentVolume>();
  REQUIRE(volumes.size() == 2);
  CHECK(volumes[0]->source.value == "csi");
  CHECK(file->at(volumes[0]->csi_driver.span) == "efs.csi.aws.com");
  CHECK(holds(volumes[0]->claim_name, "tower-scratch"));
  CHECK(holds(volumes[0]->claim_ns, "tower-nf"));
  CHECK_FALSE(volumes[0]->has_node_affinity);
  CHECK(volumes[0]->storage_class.absent());
  CHECK(file->at(volumes[1]->source.span) == "hostPath");
  CHECK(volumes[1]->has_node_affinity);

  const auto& storage = file->only<StorageClass>();
  CHECK(file->at(storage.provisioner.span) == "ebs.csi.aws.com");
  CHECK(storage.is_default);
}

TEST_CASE("workloads: a device plugin, a CronJob's pods, a Pod", "[documents]") {
  const auto file = sample("kubernetes-workloads/workloads.yaml");
  const auto workloads = file->all<Workload>();
  REQUIRE(workloads.size() == 3);
  const Workload& plugin = *workloads[0];
  CHECK(plugin.meta.kind.value == "DaemonSet");
  CHECK(plugin.is_device_plugin());
  REQUIRE(plugin.pod);
  CHECK(file->at(plugin.pod->containers[0].image.span) == "registry.example.com/fuse-device-plugin:1.0");
  CHECK(texts(plugin.pod->containers[0].arguments) == Texts{"-mounts_allowed", "64"});

  const Workload& cron = *workloads[1];
  CHECK_FALSE(cron.is_device_plugin());
  REQUIRE(cron.pod);
  CHECK(file->at(cron.pod->service_account.span) == "tower-launcher-sa");
  REQUIRE(cron.pod_annotations.size() == 1);
  CHECK(cron.pod_annotations[0].key.value == "eks.amazonaws.com/role-arn");

  const Workload& pod = *workloads[2];
  CHECK(holds(pod.pod->service_account, "old-spelling"));
  CHECK(pod.pod_annotations.empty());
}

TEST_CASE("a List: what kubectl adds, and the copy that is not live", "[documents]") {
  const auto file = sample("kubernetes-list/list.json");
  const auto& account = file->only<ServiceAccount>();
  CHECK(account.meta.listed);
  CHECK(account.meta.exported);
  CHECK(texts(account.meta.server_fields) == Texts{"uid", "resourceVersion", "creationTimestamp"});
  CHECK(account.annotations.empty());
  CHECK(account.role_arn.absent());
  CHECK(texts(file->only<Workload>().meta.server_fields) == Texts{"status"});
  // kubectl refuses a List inside a List.
  CHECK(file->only<OtherObject>().kind.value == "List");
  CHECK(file->only<OtherObject>().meta.listed);
}

TEST_CASE("items of a typed list take its kind", "[documents]") {
  const auto file = sample("kubernetes-typed-list/accounts.yaml");
  const auto& binding = file->only<RbacBinding>();
  CHECK_FALSE(binding.cluster);
  CHECK(binding.meta.kind.value == "RoleBinding");
  CHECK(binding.meta.api_version.value == "rbac.authorization.k8s.io/v1");
  CHECK(holds(binding.role_name, "launcher"));
}

TEST_CASE("aws-auth: an export, a fragment, and keys that are not read", "[documents]") {
  const auto file = sample("aws-auth/export.yaml");
  const auto& map = file->only<AwsAuth>();
  CHECK(map.read);
  CHECK(map.meta.exported);
  REQUIRE(map.roles);
  REQUIRE(map.roles->entries.size() == 3);
  CHECK(file->at(map.roles->entries[0].arn.span) == "arn:aws:iam::111122223333:role/example-node");
  CHECK(texts(map.roles->entries[0].groups) == Texts{"system:bootstrappers", "system:nodes"});
  CHECK(file->at(map.roles->entries[1].username.span) == "\"{{SessionName}}\"");
  CHECK(map.roles->entries[1].groups_lost);
  CHECK_FALSE(map.roles->entries[2].kept);
  REQUIRE(map.users);
  CHECK(file->at(map.users->entries[0].arn.span) == "arn:aws:iam::111122223333:user/seqera");
  CHECK(map.users->entries[0].has_groups);
  REQUIRE(map.accounts);
  CHECK(file->at(map.accounts->accounts[0].span) == "\"444455556666\"");

  const auto fragment = sample("aws-auth/fragment.yaml");
  CHECK(fragment->only<AwsAuth>().read);
  CHECK(fragment->only<AwsAuth>().users->entries.size() == 1);

  const auto odd = sample("aws-auth/unread.yaml");
  const auto& unread = odd->only<AwsAuth>();
  CHECK_FALSE(unread.roles);
  REQUIRE(unread.unread.size() == 3);
  CHECK(unread.unread[0].why == UnreadAwsAuthKey::Why::not_text);
  CHECK(unread.unread[0].has_entries);
  CHECK(odd->at(unread.unread[1].key.span) == "maprole");
  CHECK(unread.unread[1].why == UnreadAwsAuthKey::Why::other_name);
  CHECK(unread.unread[2].why == UnreadAwsAuthKey::Why::binary);
  REQUIRE(unread.accounts);
  CHECK(texts(unread.accounts->accounts) == Texts{"444455556666"});
  REQUIRE(unread.accounts->left_out);
  CHECK(odd->at(*unread.accounts->left_out) == "- \"111122223333\"");
}

TEST_CASE("templates and Helm values are skipped with a reason", "[documents]") {
  const auto text = sample("template/service-account.yaml");
  CHECK(text->only<Recognition>().kind == DocumentKind::template_text);
  CHECK_FALSE(text->only<Recognition>().skipped.empty());
  CHECK(text->all<ServiceAccount>().empty());
  const auto values = sample("helm-values/values.yaml");
  CHECK(values->only<Recognition>().kind == DocumentKind::helm_values);
  CHECK_FALSE(values->only<Recognition>().skipped.empty());
}

TEST_CASE("plain scalars that YAML 1.1 does not read as text are noted", "[documents]") {
  const Modelled file("a.yaml",
                      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: on\n  namespace: n\n"
                      "  labels: {a: 1e3, b: \"yes\", c: 2024-01-01, d: !!str 12, e: ~}\n");
  const auto& recognition = file.only<Recognition>();
  REQUIRE(recognition.unquoted.size() == 3);
  CHECK(file.at(recognition.unquoted[0].text.span) == "on");
  CHECK(recognition.unquoted[0].field == "metadata.name");
  CHECK(file.at(recognition.unquoted[1].text.span) == "n");
  CHECK(recognition.unquoted[2].kind == Kind::number);
  CHECK(file.only<ServiceAccount>().meta.name.unknown());
}
