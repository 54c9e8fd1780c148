// Documents -> Models. Beyond this stage nothing looks at text or at the tree.
#pragma once

#include <variant>

#include "model/aws.h"
#include "model/aws_auth.h"
#include "model/eks.h"
#include "model/iam.h"
#include "model/kubernetes.h"
#include "model/policy.h"
#include "model/seqera.h"
#include "model/storage.h"
#include "recognise/recognise.h"

namespace celint {

/// A key written more than once in one mapping of a recognised document.
struct DuplicateKey {
  Str key;               ///< The occurrence that loses.
  Span winner;           ///< The occurrence that the consumer takes.
  bool refused = false;  ///< Policies: IAM refuses the document, nobody wins.
};

/// How a document was taken: one for each Document.
struct Recognition {
  const Document* document = nullptr;
  DocumentKind kind = DocumentKind::unrecognised;
  std::string skipped;  ///< Why it was not analysed; empty if it was.
  std::vector<DuplicateKey> duplicates;
  std::vector<Str> placeholders;  ///< Typed values that hold placeholder text.
};

using Model = std::variant<Recognition, Policy, AwsAuth, ServiceAccount, Namespace, RbacRole, RbacBinding,
                           PersistentVolumeClaim, OtherObject, ComputeEnvironment, OtherPlatform, Credential,
                           Cluster, BucketLocation, BucketEncryption, PublicAccessBlock, IamEntity,
                           OidcProviderExport, AccessEntry, PodIdentityAssociation>;

/// Every document in typed form. The Documents must outlive the Models.
std::vector<Model> model(const std::vector<Document>& documents, const std::vector<Source>& sources);

}  // namespace celint
