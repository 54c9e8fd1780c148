#include "model/nextflow.h"

namespace celint {
namespace {

/// `k8s` for `k8s.pod`: whoever assigns it sets everything below.
bool holds(std::string_view outer, std::string_view path) {
  return path.size() > outer.size() && path.starts_with(outer) && path[outer.size()] == '.';
}

}  // namespace

const std::vector<GroovyAssignment>& NextflowConfig::assignments() const {
  static const std::vector<GroovyAssignment> kNone;
  return text ? text->assignments : kNone;
}

NextflowSetting NextflowConfig::setting(std::string_view path) const {
  if (unknown) return {Presence::unknown, nullptr};
  NextflowSetting found;
  bool doubtful = false;
  for (std::size_t i = 0; i <= assignments().size(); ++i) {
    if (text && text->opaque == i) found.presence = Presence::unknown;
    if (i == assignments().size()) break;
    const GroovyAssignment& assignment = assignments()[i];
    const bool outer = holds(assignment.path, path);
    if (!assignment.selector.empty() || (assignment.path != path && !outer)) continue;
    // A profile stands above the rest of the file, wherever it is written.
    doubtful |= !assignment.certain;
    const bool computed = outer || assignment.value.kind == GroovyValue::Kind::computed;
    found = {computed ? Presence::unknown : Presence::known, &assignment};
  }
  if (doubtful) found.presence = Presence::unknown;
  return found;
}

StrField NextflowConfig::string(std::string_view path) const {
  const NextflowSetting found = setting(path);
  if (found.assignment == nullptr) return {found.presence, {}, {}};
  const GroovyValue& value = found.assignment->value;
  StrField field = typed({value.text, value.span});
  if (!found.known() || !value.is_string()) field.presence = Presence::unknown;
  return field;
}

Field<bool> NextflowConfig::flag(std::string_view path) const {
  const NextflowSetting found = setting(path);
  if (found.assignment == nullptr) return {found.presence, false, {}};
  const GroovyValue& value = found.assignment->value;
  const bool literal = found.known() && value.kind == GroovyValue::Kind::boolean;
  return {literal ? Presence::known : Presence::unknown, literal && value.text == "true", value.span};
}

NextflowConfig nextflow_config(const Passage& passage) {
  return {false, std::make_shared<const GroovyConfig>(parse_groovy(passage))};
}

}  // namespace celint
