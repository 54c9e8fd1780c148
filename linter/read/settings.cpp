// Each map of celint.yaml is a table of keys; a key is a name and the function that takes its value.
#include "read/settings.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <sstream>

#include "read/identifiers.h"
#include "read/paths.h"
#include "read/settings_reading.h"
#include "read/value_end.h"

namespace celint {
namespace {

// No sane file is larger, and yaml-cpp takes memory for every node.
constexpr std::size_t kMaxSize = std::size_t{1} << 20;

constexpr std::string_view kFeatures[] = {"bucket-list", "data-explorer", "data-explorer-write", "studios"};

using namespace settings_reading;

std::string identity_arn(Context& context, const Entry& entry) {
  return checked(context, entry, "the ARN of an IAM user or role", is_identity_arn);
}

// A file, as Source::path calls it.
std::string file(Context& context, const Entry& entry) {
  const std::string name = text_of(context, entry, "the name of a file");
  if (name.empty()) return {};
  const Span span = value_span(context, entry);
  std::string path = joined(context.folder, name);
  if (path.empty())
    complain(context, span, in_quotes(name) + " lies outside the folder that all paths are relative to.");
  return path;
}

std::string compute_environment(Context& context, const Entry& entry) {
  const std::string text = text_of(context, entry, "a file or the name of a compute environment");
  // Names of compute environments hold letters, digits, `-` and `_` only.
  return text.find_first_of("./") == std::string::npos ? text : file(context, entry);
}

std::string feature(Context& context, const Entry& entry) {
  return word(context, entry, "feature", kFeatures);
}

std::string bucket(Context& context, const Entry& entry) {
  return checked(context, entry, "the name of a bucket", is_bucket);
}

std::string service(Context& context, const Entry& entry) {
  return checked(context, entry, "the prefix of an AWS service, such as dynamodb", is_service);
}

// YAML 1.2's booleans, and no other words.
bool flag(Context& context, const Entry& entry) {
  static constexpr std::string_view kWords[] = {"true", "false"};
  return word(context, entry, "switch", kWords) == "true";
}

Edition edition(Context& context, const Entry& entry) {
  static constexpr std::string_view kWords[] = {"cloud", "enterprise"};
  const std::string text = word(context, entry, "edition", kWords);
  return text.empty() ? Edition::unknown : text == "cloud" ? Edition::cloud : Edition::enterprise;
}

std::string ignored_files(Context& context, const Entry& entry) {
  std::string glob = file(context, entry);
  while (glob.size() > 1 && glob.ends_with('/')) glob.pop_back();
  return glob == "." ? std::string() : glob;
}

std::string pointer(Context& context, const Entry& entry) {
  return checked(context, entry, "a JSON Pointer such as /Statement/0",
                 [](std::string_view text) { return text.starts_with('/'); });
}

Located<std::string> date(Context& context, const Entry& entry) {
  return {checked(context, entry, "a date such as 2027-01-31", is_date), value_span(context, entry)};
}

using Principal = PrincipalBinding;
using Environment = EnvironmentBinding;

// The first key is required, and stands for the whole.
constexpr Key<Principal> kPrincipalKeys[] = {
    {"arn",
     [](Context& context, const Entry& entry, Principal& principal) {
       principal.arn = identity_arn(context, entry);
       principal.span = value_span(context, entry);
     }},
    {"trust", [](Context& context, const Entry& entry,
                 Principal& principal) { principal.trust = file(context, entry); }},
    {"policies", [](Context& context, const Entry& entry,
                    Principal& principal) { principal.policies = list(context, entry, "files", file); }},
};

constexpr Key<Environment> kEnvironmentKeys[] = {
    {"compute-env",
     [](Context& context, const Entry& entry, Environment& environment) {
       environment.compute_env = compute_environment(context, entry);
       environment.span = value_span(context, entry);
     }},
    {"credentials", [](Context& context, const Entry& entry,
                       Environment& environment) { environment.credentials = file(context, entry); }},
    {"cluster",
     [](Context& context, const Entry& entry, Environment& environment) {
       environment.cluster = checked(context, entry, "the name or ARN of an EKS cluster", is_cluster);
     }},
    {"platform-identity",
     [](Context& context, const Entry& entry, Environment& environment) {
       environment.platform_identity = identity_arn(context, entry);
     }},
    {"cluster-creator",
     [](Context& context, const Entry& entry, Environment& environment) {
       environment.cluster_creator = identity_arn(context, entry);
     }},
    {"features",
     [](Context& context, const Entry& entry, Environment& environment) {
       environment.features = list(context, entry, "features", feature);
     }},
    {"feature-buckets",
     [](Context& context, const Entry& entry, Environment& environment) {
       environment.feature_buckets = list(context, entry, "bucket names", bucket);
     }},
    {"task-services",
     [](Context& context, const Entry& entry, Environment& environment) {
       environment.task_services = list(context, entry, "AWS services", service);
     }},
};

constexpr Key<IgnoreEntry> kIgnoreKeys[] = {
    {"rule",
     [](Context& context, const Entry& entry, IgnoreEntry& ignored) {
       ignored.rule = {text_of(context, entry, "the id of a rule"), value_span(context, entry)};
     }},
    {"path", [](Context& context, const Entry& entry,
                IgnoreEntry& ignored) { ignored.path = ignored_files(context, entry); }},
    {"pointer", [](Context& context, const Entry& entry,
                   IgnoreEntry& ignored) { ignored.pointer = pointer(context, entry); }},
    {"reason", [](Context& context, const Entry& entry,
                  IgnoreEntry& ignored) { ignored.reason = text_of(context, entry, "text"); }},
    {"expires", [](Context& context, const Entry& entry,
                   IgnoreEntry& ignored) { ignored.expires = date(context, entry); }},
};

void take_buckets(Context& context, const Entry& entry, Settings& settings) {
  if (!entry.value.IsMap())
    return complain(context, value_span(context, entry),
                    "'buckets' must be a map of bucket names to regions.");
  for (const Entry& named : members(context, entry.value))
    settings.buckets.push_back(
        {named.key, checked(context, named, "an AWS region", has_region_form), value_span(context, named)});
}

Principal principal(Context& context, const Entry& entry) {
  return take_element<Principal>(context, entry, kPrincipalKeys);
}

Environment environment(Context& context, const Entry& entry) {
  return take_element<Environment>(context, entry, kEnvironmentKeys);
}

IgnoreEntry ignored(Context& context, const Entry& entry) {
  return take_element<IgnoreEntry>(context, entry, kIgnoreKeys);
}

std::string account(Context& context, const Entry& entry) {
  return checked(context, entry, "an AWS account id of 12 digits", is_account);
}

constexpr Key<Settings> kKeys[] = {
    {"principals", [](Context& context, const Entry& entry,
                      Settings& settings) { settings.principals = list(context, entry, "maps", principal); }},
    {"environments",
     [](Context& context, const Entry& entry, Settings& settings) {
       settings.environments = list(context, entry, "maps", environment);
     }},
    {"accounts",
     [](Context& context, const Entry& entry, Settings& settings) {
       settings.accounts = list(context, entry, "AWS account ids", account);
     }},
    {"buckets", take_buckets},
    {"namespace",
     [](Context& context, const Entry& entry, Settings& settings) {
       settings.ns = checked(context, entry, "the name of a Kubernetes namespace", is_label);
     }},
    {"platform-version",
     [](Context& context, const Entry& entry, Settings& settings) {
       settings.platform_version =
           checked(context, entry, "a Seqera Platform version such as 25.2", is_version);
     }},
    {"edition", [](Context& context, const Entry& entry,
                   Settings& settings) { settings.edition = edition(context, entry); }},
    {"jump-role", [](Context& context, const Entry& entry,
                     Settings& settings) { settings.jump_role = identity_arn(context, entry); }},
    {"administrators",
     [](Context& context, const Entry& entry, Settings& settings) {
       settings.administrators = list(context, entry, "ARNs of IAM users and roles", identity_arn);
     }},
    {"nextflow-version",
     [](Context& context, const Entry& entry, Settings& settings) {
       settings.nextflow_version =
           checked(context, entry, "a Nextflow version such as 26.04.1", is_nextflow_version);
     }},
    {"compose-role-arn", [](Context& context, const Entry& entry,
                            Settings& settings) { settings.compose_role_arn = flag(context, entry); }},
    {"ignore", [](Context& context, const Entry& entry,
                  Settings& settings) { settings.ignored = list(context, entry, "maps", ignored); }},
};

/// Where the content of each document begins.
struct Beginnings : YAML::EventHandler {
  std::vector<YAML::Mark> documents;
  bool open = false;

  void begin(const YAML::Mark& mark) {
    if (open) documents.push_back(mark);
    open = false;
  }
  void OnDocumentStart(const YAML::Mark&) override { open = true; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { begin(mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { begin(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string&) override {
    begin(mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    begin(mark);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    begin(mark);
  }
  void OnMapEnd() override {}
};

/// Of the first two documents. LoadAll has no end where a comma begins a document: each is empty.
std::vector<YAML::Mark> first_documents(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  Beginnings found;
  while (found.documents.size() < 2 && parser.HandleNextDocument(found)) {
  }
  return found.documents;
}

void take_file(Context& context, Settings& settings) {
  const std::string& text = context.source.text;
  if (text.size() > kMaxSize)
    return complain(context, {context.id, 0, 0}, "celint.yaml is larger than 1 MiB.");
  const std::vector<YAML::Mark> documents = first_documents(text);
  if (documents.size() > 1 && documents[0].pos != documents[1].pos) {
    const std::uint32_t begin = offset(context, documents[1]);
    const auto end = static_cast<std::uint32_t>(value_end(text, begin, ""));
    return complain(context, {context.id, begin, end}, "celint.yaml holds more than one YAML document.");
  }
  const YAML::Node root = YAML::Load(text);
  if (root.IsNull() && documents.size() < 2) return;
  if (!root.IsMap()) return complain(context, span_of(context, root), "celint.yaml must be a map.");
  take_map<Settings>(context, root, kKeys, settings);
}

}  // namespace

SettingsResult read_settings(const Source& source, SourceId id) {
  SettingsResult result;
  result.settings.path = source.path;
  result.problems.assign(source.problems.begin(), source.problems.end());
  if (!result.problems.empty()) return result;
  Context context{source, id, std::filesystem::path(source.path).parent_path().string(), result.problems};
  try {
    take_file(context, result.settings);
  } catch (const YAML::Exception& error) {
    const std::uint32_t begin = offset(context, error.mark);
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(begin + 1, source.text.size()));
    complain(context, {id, begin, end}, "celint.yaml is not valid YAML: " + error.msg + ".");
  }
  return result;
}

}  // namespace celint
