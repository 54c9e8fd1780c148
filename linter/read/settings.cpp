// Each map of celint.yaml is a table of keys; a key is a name and the function that takes its value.
#include "read/settings.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>
#include <utility>

#include "read/identifiers.h"
#include "read/nearest.h"
#include "read/paths.h"
#include "read/value_end.h"

namespace celint {
namespace {

// No sane file is larger, and yaml-cpp takes memory for every node.
constexpr std::size_t kMaxSize = std::size_t{1} << 20;

constexpr std::string_view kFeatures[] = {"bucket-list", "data-explorer", "data-explorer-write", "studios"};

struct Context {
  const Source& source;
  SourceId id;
  std::string folder;  // that file names are relative to, as printed
  std::vector<Problem>& problems;
};

// One member of a map.
struct Entry {
  std::string key;
  Span key_span;
  YAML::Node value;
};

template <typename T>
struct Key {
  std::string_view name;
  void (*take)(Context&, const Entry&, T&);
};

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

// yaml-cpp counts bytes, but not those of a BOM.
std::uint32_t offset(const Context& context, const YAML::Mark& mark) {
  const std::size_t bom = context.source.text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::size_t at = mark.is_null() ? 0 : static_cast<std::size_t>(std::max(mark.pos, 0));
  return static_cast<std::uint32_t>(std::min(at + bom, context.source.text.size()));
}

// yaml-cpp says only where a value begins.
Span span_of(const Context& context, const YAML::Node& node) {
  const std::uint32_t begin = offset(context, node.Mark());
  const std::size_t end = value_end(context.source.text, begin, node.IsScalar() ? node.Scalar() : "");
  return {context.id, begin, static_cast<std::uint32_t>(end)};
}

// A key without a value has no bytes of its own: the key stands for it.
Span value_span(const Context& context, const Entry& entry) {
  return entry.value.IsNull() ? entry.key_span : span_of(context, entry.value);
}

void complain(Context& context, Span span, std::string message) {
  context.problems.push_back({span, std::move(message), {}});
}

// The text of a scalar, else a problem and empty text. `what` is what the key holds, with its article.
std::string text_of(Context& context, const Entry& entry, std::string_view what) {
  if (entry.value.IsScalar() && !entry.value.Scalar().empty()) return entry.value.Scalar();
  complain(context, value_span(context, entry), in_quotes(entry.key) + " must be " + std::string(what) + ".");
  return {};
}

// A scalar that `valid` accepts.
template <typename Predicate>
std::string checked(Context& context, const Entry& entry, std::string_view what, Predicate valid) {
  std::string text = text_of(context, entry, what);
  if (text.empty() || valid(text)) return text;
  complain(context, value_span(context, entry), in_quotes(text) + " is not " + std::string(what) + ".");
  return {};
}

// What `take` makes of each element of a list. It gets the element as an Entry of the list's key, with its
// own span.
template <typename Take>
auto list(Context& context, const Entry& entry, std::string_view what, Take take) {
  std::vector<decltype(take(context, entry))> results;
  if (!entry.value.IsSequence())
    complain(context, value_span(context, entry),
             in_quotes(entry.key) + " must be a list of " + std::string(what) + ".");
  else
    for (const YAML::Node& element : entry.value)
      results.push_back(
          take(context, {entry.key, element.IsNull() ? entry.key_span : span_of(context, element), element}));
  return results;
}

// ` Did you mean 'x'?` or ` Known here: ...`.
std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view meant = nearest(word, known);
  if (!meant.empty()) return " Did you mean " + in_quotes(meant) + "?";
  std::string list;
  for (const std::string_view name : known) list += (list.empty() ? " " : ", ") + in_quotes(name);
  return " Known here:" + list + ".";
}

// Every member of a map, in written order, each key once.
template <typename Take>
void each_member(Context& context, const YAML::Node& map, Take take) {
  std::set<std::string> seen;
  for (const auto& member : map) {
    const Span span = span_of(context, member.first);
    if (!member.first.IsScalar()) {
      complain(context, span, "A key must be a word.");
      continue;
    }
    const Entry entry{member.first.Scalar(), span, member.second};
    if (seen.insert(entry.key).second)
      take(entry);
    else
      complain(context, span, "The key " + in_quotes(entry.key) + " is here twice.");
  }
}

template <typename T>
void take_map(Context& context, const YAML::Node& map, std::span<const Key<T>> keys, T& result) {
  each_member(context, map, [&](const Entry& entry) {
    const auto key = std::ranges::find(keys, entry.key, &Key<T>::name);
    if (key != keys.end()) return key->take(context, entry, result);
    std::vector<std::string_view> names;
    for (const Key<T>& known : keys) names.push_back(known.name);
    complain(context, entry.key_span,
             "Unknown key " + in_quotes(entry.key) + "." + suggestion(entry.key, names));
  });
}

// An element of a list of maps; the first of `keys` is required.
template <typename T>
T take_element(Context& context, const Entry& element, std::span<const Key<T>> keys) {
  T result;
  if (!element.value.IsMap()) {
    complain(context, element.key_span, "Each element of " + in_quotes(element.key) + " must be a map.");
    return result;
  }
  const std::string required(keys.front().name);
  if (!element.value[required])
    complain(context, element.key_span,
             "Each element of " + in_quotes(element.key) + " needs " + in_quotes(required) + ".");
  take_map(context, element.value, keys, result);
  return result;
}

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
  const std::string text = text_of(context, entry, "a feature");
  if (text.empty() || std::ranges::find(kFeatures, text) != std::end(kFeatures)) return text;
  complain(context, entry.key_span, "Unknown feature " + in_quotes(text) + "." + suggestion(text, kFeatures));
  return {};
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
    {"features",
     [](Context& context, const Entry& entry, Environment& environment) {
       environment.features = list(context, entry, "features", feature);
     }},
};

void take_buckets(Context& context, const Entry& entry, Settings& settings) {
  if (!entry.value.IsMap())
    return complain(context, value_span(context, entry),
                    "'buckets' must be a map of bucket names to regions.");
  each_member(context, entry.value, [&](const Entry& bucket) {
    settings.buckets.push_back(
        {bucket.key, checked(context, bucket, "an AWS region", has_region_form), value_span(context, bucket)});
  });
}

Principal principal(Context& context, const Entry& entry) {
  return take_element<Principal>(context, entry, kPrincipalKeys);
}

Environment environment(Context& context, const Entry& entry) {
  return take_element<Environment>(context, entry, kEnvironmentKeys);
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
};

void take_file(Context& context, Settings& settings) {
  const std::string& text = context.source.text;
  if (text.size() > kMaxSize)
    return complain(context, {context.id, 0, 0}, "celint.yaml is larger than 1 MiB.");
  const std::vector<YAML::Node> documents = YAML::LoadAll(text);
  if (documents.empty() || documents.front().IsNull()) return;
  if (documents.size() > 1)
    return complain(context, span_of(context, documents[1]),
                    "celint.yaml holds more than one YAML document.");
  if (!documents.front().IsMap())
    return complain(context, span_of(context, documents.front()), "celint.yaml must be a map.");
  take_map<Settings>(context, documents.front(), kKeys, settings);
}

}  // namespace

SettingsResult read_settings(const Source& source, SourceId id) {
  SettingsResult result;
  result.settings.path = source.path;
  result.problems = source.problems;
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
