// Recognition by content: a handful of keys that only one kind of document has.
#include "recognise/recognise.h"

#include <algorithm>
#include <array>

#include "read/letters.h"
#include "recognise/platforms.h"

namespace celint {
namespace {

bool has(const Node& map, std::string_view key) { return map.get(key) != nullptr; }

const Node* map_in(const Node& map, std::string_view key) {
  const Node* value = map.get(key);
  return value != nullptr && value->is_map() ? value : nullptr;
}

bool is_statement(const Node& node) {
  return has(node, "Effect") && (has(node, "Action") || has(node, "NotAction"));
}

bool any_statement(const Node& node, bool (*holds)(const Node&)) {
  if (node.is_map()) return holds(node);
  return std::any_of(node.items().begin(), node.items().end(),
                     [holds](const Node& item) { return holds(item); });
}

bool has_either(const Node& map, std::string_view one, std::string_view other) {
  return std::any_of(map.members().begin(), map.members().end(), [&](const Member& member) {
    return member.key.scalar() == one || member.key.scalar() == other;
  });
}

bool names_principal(const Node& statement) { return has_either(statement, "Principal", "NotPrincipal"); }

bool names_resource(const Node& statement) { return has_either(statement, "Resource", "NotResource"); }

bool assumes_role(const Node& statement) {
  const Node* action = statement.get("Action");
  if (action == nullptr) return false;
  const auto is_assume = [](const Node& value) {
    return equal_ignoring_case(value.scalar().substr(0, 4), "sts:");
  };
  return is_assume(*action) || std::any_of(action->items().begin(), action->items().end(), is_assume);
}

bool is_trust_statement(const Node& statement) {
  return assumes_role(statement) && names_principal(statement);
}

DocumentKind policy_kind(const Node& statements) {
  const bool principal = any_statement(statements, names_principal);
  if (principal && any_statement(statements, is_trust_statement)) return DocumentKind::trust_policy;
  if (!any_statement(statements, names_resource) && any_statement(statements, assumes_role))
    return DocumentKind::trust_policy;
  return principal ? DocumentKind::resource_policy : DocumentKind::identity_policy;
}

bool looks_like_policy(const Node& root) {
  const Node* statements = root.get("Statement");
  if (statements == nullptr) return false;
  return has(root, "Version") || any_statement(*statements, [](const Node& statement) {
           return has(statement, "Effect") || has(statement, "Action") || has(statement, "Principal");
         });
}

bool is_aws_auth_key(std::string_view key) {
  return key == "mapRoles" || key == "mapUsers" || key == "mapAccounts";
}

/// mapRoles and kin with something under them, as a ConfigMap's data or as the docs' bare fragment.
bool holds_aws_auth(const Node& data) {
  return std::any_of(data.members().begin(), data.members().end(),
                     [](const Member& member) { return is_aws_auth_key(member.key.scalar()); });
}

DocumentKind kubernetes_kind(const Node& root) {
  const Node* kind = root.get("kind");
  if (kind == nullptr || kind->scalar() != "ConfigMap") return DocumentKind::kubernetes;
  const Node* metadata = map_in(root, "metadata");
  const Node* name = metadata != nullptr ? metadata->get("name") : nullptr;
  const Node* data = map_in(root, "data");
  const bool named = name != nullptr && name->scalar() == "aws-auth";
  return named || (data != nullptr && holds_aws_auth(*data)) ? DocumentKind::aws_auth
                                                             : DocumentKind::kubernetes;
}

DocumentKind platform_kind(const Node* platform) {
  if (platform == nullptr) return DocumentKind::compute_environment;
  return is_other_platform(platform->scalar()) ? DocumentKind::other_platform
                                               : DocumentKind::compute_environment;
}

/// A config of EKS whose platform is misspelt: `eks`, `amazon-eks`, `EKS-PLATFORM`, `k8s`.
bool means_eks(const Node& config, std::string_view platform) {
  std::string word(platform);
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return has(config, "clusterName") && has(config, "workDir") &&
         (word.find("eks") != std::string::npos || word == "k8s");
}

bool is_aws_keys(const Node& keys) {
  const Node* discriminator = keys.get("discriminator");
  if (discriminator != nullptr && discriminator->is_string()) return discriminator->scalar() == "aws";
  return has(keys, "assumeRoleArn") || (has(keys, "accessKey") && has(keys, "secretKey"));
}

/// `GET /credentials`: a list, in which AWS keys have a discriminator of that name.
bool holds_credentials(const Node& root) {
  const Node* list = root.get("credentials");
  return list != nullptr && std::any_of(list->items().begin(), list->items().end(), [](const Node& item) {
           const Node* keys = map_in(item, "keys");
           return keys != nullptr && is_aws_keys(*keys);
         });
}

DocumentKind seqera_kind(const Node& root) {
  if (const Node* wrapper = map_in(root, "computeEnv")) return seqera_kind(*wrapper);
  if (const Node* wrapper = map_in(root, "credentials")) return seqera_kind(*wrapper);
  if (has(root, "computeEnvs") || has(root, "compute-envs")) return DocumentKind::compute_environment;
  if (holds_credentials(root)) return DocumentKind::credential;
  if (const Node* output = root.get("configOutput"); output != nullptr && output->is_string())
    return DocumentKind::compute_environment;
  if (const Node* keys = map_in(root, "keys"); keys != nullptr && is_aws_keys(*keys))
    return DocumentKind::credential;
  if (const Node* config = map_in(root, "config")) {
    const Node* discriminator = config->get("discriminator");
    if (root.get("platform") != nullptr || discriminator != nullptr)
      return platform_kind(discriminator != nullptr && discriminator->is_string() ? discriminator
                                                                                  : root.get("platform"));
  }
  if (const Node* discriminator = root.get("discriminator"))
    if (is_platform(discriminator->scalar()) || means_eks(root, discriminator->scalar()))
      return platform_kind(discriminator);
  return is_aws_keys(root) ? DocumentKind::credential : DocumentKind::unrecognised;
}

bool is_cluster(const Node& root) {
  const Node* cluster = map_in(root, "cluster");
  return cluster != nullptr && has(*cluster, "name") &&
         (has(*cluster, "arn") || has(*cluster, "endpoint") || has(*cluster, "resourcesVpcConfig"));
}

bool is_string(const Node* node) { return node != nullptr && node->is_string(); }

/// get-role, get-user, get-policy, get-*-policy, get-policy-version, list-*-policies,
/// get-account-authorization-details.
bool is_iam_export(const Node& root) {
  const Node* role = map_in(root, "Role");
  const Node* user = map_in(root, "User");
  const Node* policy = map_in(root, "Policy");
  const Node* version = map_in(root, "PolicyVersion");
  if (role != nullptr) return has(*role, "RoleName");
  if (user != nullptr) return has(*user, "UserName");
  if (policy != nullptr) return has(*policy, "PolicyName") && has(*policy, "Arn");
  if (version != nullptr) return has(*version, "Document");
  if (has(root, "PolicyDocument") && has(root, "PolicyName")) return true;
  if (has(root, "AttachedPolicies") || has(root, "PolicyNames")) return true;
  return has(root, "RoleDetailList") || has(root, "UserDetailList") || has(root, "GroupDetailList");
}

/// Output of `aws eks`, and the input of its create calls (`--cli-input-json`).
DocumentKind eks_export_kind(const Node& root) {
  const bool of_cluster = is_string(root.get("clusterName"));
  if (map_in(root, "accessEntry") != nullptr || has(root, "associatedAccessPolicies"))
    return DocumentKind::access_entry;
  if (of_cluster && is_string(root.get("principalArn"))) return DocumentKind::access_entry;
  if (const Node* entries = root.get("accessEntries"); entries != nullptr && entries->is_list())
    return DocumentKind::access_entry_arns;
  if (map_in(root, "association") != nullptr || has(root, "associations"))
    return DocumentKind::pod_identity_association;
  if (of_cluster && is_string(root.get("serviceAccount")) && has(root, "roleArn"))
    return DocumentKind::pod_identity_association;
  if (map_in(root, "fargateProfile") != nullptr || (of_cluster && has(root, "fargateProfileName")))
    return DocumentKind::fargate_profile;
  return DocumentKind::unrecognised;
}

DocumentKind aws_export_kind(const Node& root) {
  if (is_cluster(root)) return DocumentKind::cluster;
  if (has(root, "LocationConstraint")) return DocumentKind::bucket_location;
  if (map_in(root, "ServerSideEncryptionConfiguration") != nullptr) return DocumentKind::bucket_encryption;
  if (map_in(root, "PublicAccessBlockConfiguration") != nullptr) return DocumentKind::public_access_block;
  if (is_string(root.get("Policy"))) return DocumentKind::policy_export;
  if (is_iam_export(root)) return DocumentKind::iam_export;
  if (has(root, "OpenIDConnectProviderList") || (has(root, "Url") && has(root, "ClientIDList")))
    return DocumentKind::oidc_provider;
  return eks_export_kind(root);
}

bool is_celint_config(const Node& root) {
  static constexpr std::array kKeys{"principals",     "environments",     "accounts",        "buckets",
                                    "namespace",      "platform-version", "edition",         "jump-role",
                                    "administrators", "nextflow-version", "compose-role-arn"};
  const auto known = [](const Member& member) {
    return std::find(kKeys.begin(), kKeys.end(), member.key.scalar()) != kKeys.end();
  };
  return !root.members().empty() && std::all_of(root.members().begin(), root.members().end(), known);
}

/// `terraform show -json`: https://developer.hashicorp.com/terraform/internals/json-format
bool is_terraform(const Node& root) {
  if (!has(root, "format_version") && !has(root, "terraform_version")) return false;
  const Node* values = map_in(root, "values");
  return has(root, "planned_values") || has(root, "resource_changes") || has(root, "prior_state") ||
         (values != nullptr && has(*values, "root_module"));
}

bool is_cloudformation(const Node& root) {
  const Node* resources = map_in(root, "Resources");
  if (resources == nullptr) return false;
  const auto is_resource = [](const Member& member) {
    const Node* type = member.value.get("Type");
    return type != nullptr && type->scalar().starts_with("AWS::");
  };
  return has(root, "AWSTemplateFormatVersion") ||
         std::any_of(resources->members().begin(), resources->members().end(), is_resource);
}

/// The custom of charts: `serviceAccount.annotations`.
bool is_helm_values(const Node& root) {
  const Node* account = map_in(root, "serviceAccount");
  const Node* annotations = account != nullptr ? map_in(*account, "annotations") : nullptr;
  return annotations != nullptr && has(*annotations, "eks.amazonaws.com/role-arn");
}

DocumentKind map_kind(const Node& root) {
  if (is_terraform(root)) return DocumentKind::terraform;
  if (is_cloudformation(root)) return DocumentKind::cloudformation;
  if (has(root, "apiVersion") && has(root, "kind")) return kubernetes_kind(root);
  if (looks_like_policy(root)) return policy_kind(*root.get("Statement"));
  if (is_statement(root)) return DocumentKind::policy_fragment;
  if (const DocumentKind kind = aws_export_kind(root); kind != DocumentKind::unrecognised) return kind;
  if (holds_aws_auth(root)) return DocumentKind::aws_auth;
  if (const DocumentKind kind = seqera_kind(root); kind != DocumentKind::unrecognised) return kind;
  if (is_celint_config(root)) return DocumentKind::celint_config;
  if (is_helm_values(root)) return DocumentKind::helm_values;
  return DocumentKind::unrecognised;
}

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

/// What the raw text of an unreadable document seems to hold: enough to say that it was not checked.
DocumentKind kind_of_text(std::string_view text) {
  if (contains(text, "apiVersion:") && contains(text, "kind:"))
    return contains(text, "mapRoles:") || contains(text, "mapUsers:") ? DocumentKind::aws_auth
                                                                      : DocumentKind::kubernetes;
  // The bare fragment of the documentation.
  if ((text.starts_with("mapRoles:") || text.starts_with("mapUsers:")) &&
      (contains(text, "rolearn") || contains(text, "userarn")))
    return DocumentKind::aws_auth;
  if (contains(text, "\"Effect\"") && contains(text, "\"Action\""))
    return contains(text, "\"Statement\"") ? DocumentKind::identity_policy : DocumentKind::policy_fragment;
  if (contains(text, "\"eks-platform\"")) return DocumentKind::compute_environment;
  return DocumentKind::unrecognised;
}

DocumentKind kind_of_tree(const Document& document) {
  const Node& root = document.root;
  if (root.is_map()) return map_kind(root);
  if (!root.is_list() || root.items().empty()) return DocumentKind::unrecognised;
  const Node& first = root.items().front();
  if (is_statement(first)) return DocumentKind::policy_fragment;
  const DocumentKind kind = seqera_kind(first);
  const bool environments = kind == DocumentKind::compute_environment || kind == DocumentKind::other_platform;
  return environments ? DocumentKind::compute_environment : DocumentKind::unrecognised;
}

}  // namespace

DocumentKind recognise(const Document& document) {
  DocumentKind kind = kind_of_tree(document);
  if (document.problems.empty()) return kind;
  if (kind == DocumentKind::unrecognised) kind = kind_of_text(document.passage.text);
  // A template that parses is read as it is: its markers make single values unknown.
  if (kind != DocumentKind::unrecognised && has_template_marker(document.passage.text))
    return DocumentKind::template_text;
  return kind;
}

bool has_template_marker(std::string_view text) {
  static constexpr std::array kWords{"include", "toYaml", "if ",      "range", "with ",
                                     "end",     "define", "template", "tpl",   "quote"};
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    std::string_view rest = text.substr(at + 2);
    if (rest.starts_with("-")) rest.remove_prefix(1);
    while (rest.starts_with(" ")) rest.remove_prefix(1);
    if (rest.starts_with(".") || rest.starts_with("$")) return true;
    if (std::any_of(kWords.begin(), kWords.end(),
                    [rest](const char* word) { return rest.starts_with(word); }))
      return true;
  }
  return contains(text, "%{ if");
}

}  // namespace celint
