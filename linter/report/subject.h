// What a place in a document is about, in the reader's words.
#pragma once

#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "link/world.h"

namespace celint {

/// `user`, `role`, `managed policy`, ...; empty if unknown.
std::string_view word(Holder::Type type);

/// Finds the document and the object that hold a span. Building it looks at every object once.
class Subjects {
 public:
  /// The world must outlive this.
  explicit Subjects(const World& world);

  /// `trust policy of role head, Statement[0]`, `ServiceAccount jobs/head`, `compute environment prod`; the
  /// kind of document if no object holds the span; empty if nothing was recognised there. Raw input: escape
  /// it.
  std::string describe(Span span) const;

  /// JSON pointer of the span inside its document; empty if it is the root or no document holds it.
  std::string pointer(Span span) const;

  /// The parts of a Policy that `describe` needs beyond its own text: the role or user it was joined to.
  const Identity* holder(const Policy& policy) const;

 private:
  using Object =
      std::variant<const Policy*, const AwsAuth*, const ServiceAccount*, const Namespace*, const RbacRole*,
                   const RbacBinding*, const PersistentVolumeClaim*, const ComputeEnvironment*,
                   const OtherPlatform*, const Credential*, const Cluster*, const BucketLocation*,
                   const AccessEntry*, const PodIdentityAssociation*>;
  struct Subject {
    Span span;
    Object object;
  };
  template <typename T>
  void add(const T& objects);
  const Recognition* document(Span span) const;

  const World& world_;
  std::vector<const Recognition*> documents_;                   ///< By place.
  std::vector<Subject> subjects_;                               ///< By place.
  std::unordered_map<const Policy*, const Identity*> holders_;  ///< Null if there are several.
};

}  // namespace celint
