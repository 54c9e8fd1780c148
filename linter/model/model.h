// Documents -> Models. Beyond this stage nothing looks at text or at the tree.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

#include "model/aws.h"
#include "model/aws_auth.h"
#include "model/eks.h"
#include "model/iam.h"
#include "model/kubernetes.h"
#include "model/pod.h"
#include "model/policy.h"
#include "model/quota.h"
#include "model/seqera.h"
#include "model/storage.h"
#include "model/volume.h"
#include "recognise/recognise.h"
#include "recognise/shape.h"

namespace celint {

/// A key written more than once in one mapping of a recognised document.
struct DuplicateKey {
  Str key;                  ///< The occurrence that loses.
  Span winner;              ///< The occurrence that the consumer takes.
  Span place;               ///< The member that loses, up to the next one; empty if it is the last.
  bool refused = false;     ///< Policies: IAM refuses the document, nobody wins.
  bool other_case = false;  ///< The two differ in letter case.
};

/// A value of a Kubernetes manifest that the API wants as a string and YAML 1.1 reads as something else.
struct UnquotedValue {
  Str text;  ///< As written.
  Kind kind = Kind::boolean;
  std::string_view field;  ///< `metadata.name`, `labels`, `data`, ...
};

/// How a document was taken: one for each Document.
struct Recognition {
  const Document* document = nullptr;
  DocumentKind kind = DocumentKind::unrecognised;
  std::string skipped;  ///< Why it was not analysed; empty if it was.
  std::vector<DuplicateKey> duplicates;
  std::vector<Str> placeholders;  ///< Typed values that hold placeholder text.
  std::vector<ShapeFault> shape;  ///< Where it has not the shape that the schema of its kind asks for.
  std::vector<UnquotedValue> unquoted;
};

/// A large and rare model, kept elsewhere: every document makes several Models, each as large as the largest.
template <typename T>
struct Boxed {
  std::unique_ptr<T> value;

  Boxed(T&& model) : value(std::make_unique<T>(std::move(model))) {}
};

using Model =
    std::variant<Recognition, Policy, Boxed<AwsAuth>, ServiceAccount, Namespace, RbacRole, RbacBinding,
                 PersistentVolumeClaim, PersistentVolume, StorageClass, LimitRange, ResourceQuota, Secret,
                 ConfigMap, Workload, OtherObject, Boxed<ComputeEnvironment>, OtherPlatform, Credential,
                 Cluster, BucketLocation, BucketEncryption, PublicAccessBlock, IamEntity, OidcProviderExport,
                 AccessEntry, PodIdentityAssociation, FargateProfile>;

/// The model, if it is of this type; else null.
template <typename T>
const T* as(const Model& model) {
  if constexpr (std::is_same_v<T, AwsAuth> || std::is_same_v<T, ComputeEnvironment>) {
    const auto* box = std::get_if<Boxed<T>>(&model);
    return box != nullptr ? box->value.get() : nullptr;
  } else {
    return std::get_if<T>(&model);
  }
}

/// Every document in typed form. The Documents must outlive the Models. They are shared out to up to `jobs`
/// threads.
std::vector<Model> model(const std::vector<Document>& documents, const std::vector<Source>& sources,
                         unsigned jobs = 1);

}  // namespace celint
