// The aws-auth ConfigMap as aws-iam-authenticator reads it
// (https://github.com/kubernetes-sigs/aws-iam-authenticator, pkg/mapper/configmap/configmap.go, ParseMap).
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "model/kubernetes.h"

namespace celint {

/// An entry of mapRoles or mapUsers after decoding, whether kept or dropped.
struct IdentityMapping {
  Span span;                    ///< The list item.
  bool kept = true;             ///< False: Validate refuses it, the entry has no effect.
  std::string dropped_because;  ///< Why, if not kept.
  Str arn;                      ///< rolearn or userarn as decoded; empty text if absent or not a string.
  bool arn_unknown = false;     ///< A placeholder or unexpanded variable.
  Str username;                 ///< Empty text if absent, null or not a string: the caller is user "".
  bool username_lost = false;   ///< Written, but not as a string.
  std::vector<Str> groups;      ///< Non-strings decode to empty text.
  bool has_groups = false;      ///< Decoded to a list, perhaps an empty one.
  bool groups_lost = false;     ///< Written, but not as a list.
  std::vector<Str> unknown_fields;
  bool has_sso = false;
};

/// One of the three keys under `data`.
struct AwsAuthKey {
  Str key;                          ///< mapRoles, mapUsers or mapAccounts.
  Span value;                       ///< Its value in the ConfigMap.
  bool skipped = false;             ///< Trims to nothing, `""`, `''` or two backticks: not parsed.
  std::vector<Problem> unparsable;  ///< Not YAML: the whole key contributes nothing.
  std::vector<Problem> type_errors;
  std::optional<Span> not_a_list;        ///< Parsed, but no list: the whole key contributes nothing.
  std::optional<Span> left_out;          ///< What stands after a `---` line: only the first document is read.
  std::vector<IdentityMapping> entries;  ///< mapRoles, mapUsers.
  std::vector<Str> accounts;             ///< mapAccounts.
  std::shared_ptr<const Document> text;  ///< Owns the decoded strings.
};

/// A key of the ConfigMap that the authenticator does not look at, though it holds or may mean aws-auth
/// entries.
struct UnreadAwsAuthKey {
  enum class Why : std::uint8_t {
    other_name,  ///< Under `data`, but neither mapRoles nor mapUsers nor mapAccounts.
    binary,      ///< Under `binaryData`.
    not_text,    ///< One of the three keys with a list or map: the API server refuses the object.
  };
  Str key;
  Span value;
  Why why = Why::other_name;
  bool has_entries = false;  ///< Its value names a rolearn or userarn.
};

/// A ConfigMap with the name or the entries of aws-auth.
struct AwsAuth {
  ObjectMeta meta;
  bool read = true;  ///< kube-system/aws-auth (or no namespace given): the authenticator looks at it.
  std::optional<AwsAuthKey> roles;
  std::optional<AwsAuthKey> users;
  std::optional<AwsAuthKey> accounts;
  std::vector<UnreadAwsAuthKey> unread;
};

}  // namespace celint
