#include "model/nextflow_options.h"

#include <algorithm>
#include <array>
#include <span>

#include "read/nearest.h"

namespace celint {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 27> kKubernetes{"autoMountHostPaths",
                                                       "cleanup",
                                                       "client",
                                                       "computeResourceType",
                                                       "context",
                                                       "cpuLimits",
                                                       "debug",
                                                       "fetchNodeName",
                                                       "fuseDevicePlugin",
                                                       "httpConnectTimeout",
                                                       "httpReadTimeout",
                                                       "imagePullPolicy",
                                                       "launchDir",
                                                       "maxErrorRetry",
                                                       "namespace",
                                                       "pod",
                                                       "projectDir",
                                                       "pullPolicy",
                                                       "retryPolicy",
                                                       "runAsUser",
                                                       "securityContext",
                                                       "serviceAccount",
                                                       "storageClaimName",
                                                       "storageMountPath",
                                                       "storageSubPath",
                                                       "userName",
                                                       "workDir"};

constexpr std::array<std::string_view, 13> kFusion{
    "cacheSize",   "containerConfigUrl", "enabled",      "exportAwsAccessKeys", "exportStorageCredentials",
    "logLevel",    "logOutput",          "privileged",   "snapshots",           "tags",
    "tagsEnabled", "tagsPattern",        "targetVersion"};

// Documented ones, and those that WaveConfig.groovy and WaveClient.groovy read without a word in the
// documentation.
constexpr std::array<std::string_view, 19> kWave{"build",
                                                 "bundleProjectResources",
                                                 "containerConfigUrl",
                                                 "containerPlatform",
                                                 "dryRun",
                                                 "enabled",
                                                 "endpoint",
                                                 "freeze",
                                                 "httpClient",
                                                 "mirror",
                                                 "preserveFileTimestamp",
                                                 "report",
                                                 "retry",
                                                 "retryPolicy",
                                                 "s5cmdConfigUrl",
                                                 "scan",
                                                 "strategy",
                                                 "tokens",
                                                 "tokensCache"};

constexpr std::array<std::string_view, 8> kNotDirectives{
    "autoMountHostPaths", "computeResourceType", "cpuLimits",        "fuseDevicePlugin",
    "serviceAccount",     "storageClaimName",    "storageMountPath", "storageSubPath"};

Names options_of(std::string_view scope) {
  if (scope == "k8s") return kKubernetes;
  if (scope == "fusion") return kFusion;
  if (scope == "wave") return kWave;
  return {};
}

bool holds(Names names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_nextflow_scope(std::string_view scope) { return !options_of(scope).empty(); }

bool is_nextflow_option(std::string_view scope, std::string_view name) {
  return holds(options_of(scope), name);
}

std::string_view nearest_nextflow_option(std::string_view scope, std::string_view name) {
  return nearest(name, options_of(scope));
}

bool belongs_to_k8s_only(std::string_view name) { return holds(kNotDirectives, name); }

}  // namespace celint
