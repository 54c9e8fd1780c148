#include "model/pod_options.h"

#include <algorithm>
#include <array>

namespace celint {
namespace {

using ValueKind = GroovyValue::Kind;

/// What a value must be for the shape to fit; `any` is true in Groovy's eyes.
enum class Want : std::uint8_t { any, set, map, boolean, text, whole };

struct Shape {
  std::string_view first;   ///< The companion that must be there too; empty if there is none.
  std::string_view second;  ///< Decides the shape.
  Want want = Want::any;
};

/// In the order in which Nextflow tries them.
constexpr std::array kShapes{
    Shape{"env", "value"},
    Shape{"env", "fieldPath"},
    Shape{"env", "secret"},
    Shape{"env", "config"},
    Shape{"mountPath", "secret"},
    Shape{"mountPath", "config"},
    Shape{"mountPath", "csi"},
    Shape{"mountPath", "emptyDir", Want::set},
    Shape{"mountPath", "volumeClaim"},
    Shape{"mountPath", "hostPath", Want::text},
    Shape{"", "pullPolicy"},
    Shape{"", "imagePullPolicy"},
    Shape{"", "imagePullSecret"},
    Shape{"", "imagePullSecrets"},
    Shape{"label", "value"},
    Shape{"", "runAsUser", Want::set},
    Shape{"", "securityContext", Want::map},
    Shape{"", "nodeSelector"},
    Shape{"", "affinity", Want::map},
    Shape{"annotation", "value"},
    Shape{"", "automountServiceAccountToken", Want::boolean},
    Shape{"", "priorityClassName"},
    Shape{"", "toleration", Want::map},
    Shape{"", "privileged", Want::boolean},
    Shape{"", "schedulerName"},
    Shape{"", "ttlSecondsAfterFinished", Want::whole},
    Shape{"", "runtimeClassName"},
};

/// Read beside a mount.
bool belongs_to_mount(std::string_view key) {
  return key == "subPath" || key == "readOnly" || key == "optional" || key == "items";
}

bool is_true(const GroovyValue& value) {
  switch (value.kind) {
    case ValueKind::null:
      return false;
    case ValueKind::boolean:
      return value.text == "true";
    case ValueKind::list:
      return !value.items.empty();
    case ValueKind::map:
      return !value.entries.empty();
    default:
      return !value.text.empty();
  }
}

bool fits(const GroovyValue* value, Want want) {
  if (value == nullptr || value->kind == ValueKind::null) return false;
  switch (want) {
    case Want::any:
      return is_true(*value);
    case Want::set:
      return true;
    case Want::map:
      return value->is_map();
    case Want::boolean:
      return value->kind == ValueKind::boolean;
    case Want::text:
      return value->is_string();
    case Want::whole:
      return value->kind == ValueKind::number && value->text.find('.') == std::string::npos;
  }
  return false;
}

const Shape* shape_of(const GroovyValue& map) {
  for (const Shape& shape : kShapes) {
    const bool first = shape.first.empty() || fits(map.get(shape.first), Want::any);
    if (first && fits(map.get(shape.second), shape.want)) return &shape;
  }
  return nullptr;
}

PodOption option_of(const GroovyAssignment& assignment, GroovyValue map) {
  PodOption option;
  option.assignment = &assignment;
  option.undecided = map.has_computed();
  option.map = std::move(map);
  return option;
}

/// Decides the shape; the option must not move afterwards.
void decide(PodOption& option) {
  const Shape* shape = option.undecided ? nullptr : shape_of(option.map);
  if (shape == nullptr) {
    // Versions differ in whether an empty value fits.
    option.undecided |= std::any_of(option.map.entries.begin(), option.map.entries.end(),
                                    [](const GroovyEntry& entry) { return !is_true(entry.value); });
    return;
  }
  option.shape = shape->second == "value" ? shape->first : shape->second;
  for (const GroovyEntry& entry : option.map.entries) {
    const std::string& key = entry.key.value;
    const bool own = key == shape->first || key == shape->second;
    if (!own && !(shape->first == "mountPath" && belongs_to_mount(key))) option.dropped.push_back(&entry);
  }
}

bool is_pod(std::string_view path) { return path == "k8s.pod" || path == "process.pod"; }

/// `pod { a = 1; b = 2 }` is the map [a: 1, b: 2].
void add_block_entry(const GroovyAssignment& assignment, std::vector<PodOption>& options) {
  const std::string_view path = assignment.path;
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || !is_pod(path.substr(0, dot))) return;
  const bool continues =
      !options.empty() && options.back().block &&
      options.back().assignment->selector == assignment.selector &&
      std::string_view(options.back().assignment->path).substr(0, dot) == path.substr(0, dot);
  if (!continues) {
    options.push_back(option_of(assignment, {}));
    options.back().map.kind = ValueKind::map;
    options.back().undecided = false;
    options.back().block = true;
  }
  options.back().map.entries.push_back({{assignment.name.back(), assignment.key}, assignment.value});
  options.back().undecided |= assignment.value.has_computed();
}

}  // namespace

std::vector<PodOption> pod_options(const NextflowConfig& config) {
  std::vector<PodOption> options;
  for (const GroovyAssignment& assignment : config.assignments()) {
    if (!assignment.certain) continue;
    add_block_entry(assignment, options);
    if (!is_pod(assignment.path)) continue;
    const GroovyValue& value = assignment.value;
    if (value.is_map()) {
      options.push_back(option_of(assignment, value));
      options.back().whole = true;
    }
    for (const GroovyValue& item : value.items)
      if (item.is_map()) options.push_back(option_of(assignment, item));
  }
  for (PodOption& option : options) decide(option);
  return options;
}

bool is_pod_option(const GroovyEntry& entry) {
  GroovyValue map;
  map.kind = ValueKind::map;
  map.entries.push_back(entry);
  return shape_of(map) != nullptr;
}

const std::vector<std::string_view>& pod_option_names() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names;
    for (const Shape& shape : kShapes)
      for (const std::string_view name : {shape.first, shape.second})
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(name);
    return names;
  }();
  return kNames;
}

}  // namespace celint
