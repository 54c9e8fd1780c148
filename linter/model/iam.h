// What the IAM part of the AWS CLI prints about entities, beside their policy documents.
// Shapes: botocore iam service model.
#pragma once

#include "model/value.h"
#include "parse/tree.h"
#include "read/arena.h"

namespace celint {

/// A user, role, group or managed policy as an export describes it; its documents are Policies of their own.
struct IamEntity {
  enum class Type : std::uint8_t { user, role, group, managed_policy };
  const Document* document = nullptr;
  Span span;
  Type type = Type::role;
  StrField name;  ///< Absent in list-attached-*-policies, which do not say whose they are.
  StrField arn;
  StrField boundary;            ///< ARN of the permissions boundary.
  List<Str> attached;           ///< ARNs of attached managed policies.
  List<Str> inline_policies;    ///< Names of inline policies.
  List<Str> groups;             ///< Names of a user's groups.
  bool lists_attached = false;  ///< `attached` is the whole list.
  bool lists_inline = false;    ///< `inline_policies` is the whole list.
};

/// `get-open-id-connect-provider` (URL) or an item of `list-open-id-connect-providers` (ARN).
struct OidcProviderExport {
  const Document* document = nullptr;
  Span span;
  StrField arn;
  StrField url;
  List<Str> client_ids;
};

}  // namespace celint
