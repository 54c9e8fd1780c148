// nextflowConfig of a compute environment: what is in force, as far as a reader who runs nothing can tell.
// Options: https://docs.seqera.io/nextflow/reference/config
#pragma once

#include <memory>
#include <string_view>

#include "model/value.h"
#include "parse/groovy.h"

namespace celint {

/// An option in force. Unknown: computed, set in a profile or under a condition, or perhaps overridden.
struct NextflowSetting {
  Presence presence = Presence::absent;
  const GroovyAssignment* assignment = nullptr;  ///< Known: the one in force. Unknown: one of those, or null.

  bool known() const { return presence == Presence::known; }
};

/// A configuration; one that is not given sets nothing.
struct NextflowConfig {
  bool unknown = false;  ///< Given, but its text is not known.
  std::shared_ptr<const GroovyConfig> text;

  /// The option of this dotted path (`k8s.pod`), as set outside withName, withLabel and profiles.
  NextflowSetting setting(std::string_view path) const;
  /// A literal string; a value of another kind is unknown.
  StrField string(std::string_view path) const;
  /// A literal true or false; a value of another kind is unknown.
  Field<bool> flag(std::string_view path) const;
  /// Every assignment of the text.
  const std::vector<GroovyAssignment>& assignments() const;
};

/// The bare text of `nextflowConfig`, with its place.
NextflowConfig nextflow_config(const Passage& passage);

}  // namespace celint
