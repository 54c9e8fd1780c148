// The aws-auth ConfigMap as aws-iam-authenticator reads it
// (https://github.com/kubernetes-sigs/aws-iam-authenticator, pkg/mapper/configmap/configmap.go, ParseMap).
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "model/kubernetes.h"

namespace celint {

/// What the authenticator makes of a username. All but `text` leave it empty: the caller is user "".
enum class UsernameAs : std::uint8_t { text, absent, null, empty, not_text };

/// A group that is written but not given: it becomes empty text, or one text with its neighbour.
struct LostGroup {
  enum class Why : std::uint8_t { null, not_text, mapping, folded };
  Span span;
  Why why = Why::null;
  std::string_view written;  ///< Source text of a scalar.
  std::string meant;         ///< `system:masters` for the mapping `system: masters`; empty if not clear.
};

/// Another entry for the same principal decides.
struct Overriding {
  enum class Why : std::uint8_t {
    later,      ///< The last entry of mapRoles, or the last of one spelling in mapUsers.
    spelling,   ///< mapUsers with two spellings: chance decides.
    role_first  ///< mapRoles is asked before mapUsers.
  };
  Span by;  ///< The ARN of that entry.
  Why why = Why::later;
  bool equal = false;  ///< It says the same, so nothing is lost.
};

/// A field that the authenticator ignores.
struct UnknownEntryField {
  Str name;
  std::string_view meant;  ///< The field that this is a slip of; empty if none.
};

/// An entry of mapRoles or mapUsers after decoding, whether kept or dropped.
struct IdentityMapping {
  Span span;                    ///< The list item.
  bool kept = true;             ///< False: Validate refuses it, the entry has no effect.
  std::string dropped_because;  ///< Why, if not kept; empty if text that something fills in decides.
  Span dropped_at;              ///< What to change, if not kept.
  Str arn;                      ///< rolearn or userarn as decoded; empty text if absent or not a string.
  Str other_arn;                ///< The ARN written under the other list's field name.
  bool arn_unknown = false;     ///< A placeholder or unexpanded variable.
  Str username;                 ///< Empty text if absent, null or not a string: the caller is user "".
  UsernameAs username_as = UsernameAs::absent;
  std::string_view username_written;  ///< Source text of a scalar that is not text.
  std::vector<Str> groups;            ///< Non-strings decode to empty text.
  bool has_groups = false;            ///< Decoded to a list, perhaps an empty one.
  std::optional<Str> groups_lost;     ///< Written, but not as a list: the value, with its text if a scalar.
  std::vector<LostGroup> lost_groups;
  std::vector<UnknownEntryField> unknown_fields;
  std::optional<Span> sso;  ///< The key of an sso block.
  std::optional<Overriding> overridden;
};

/// A slip that people make in these texts.
struct AwsAuthSlip {
  std::string cause;  ///< `a value that starts with '{{' needs quotes`; empty if the slip is not known.
  std::vector<Edit>
      edits;  ///< Undo it, if the text then has one meaning: every item an entry of known fields.
};

/// One of the three keys under `data`.
struct AwsAuthKey {
  Str key;                          ///< mapRoles, mapUsers or mapAccounts.
  Span value;                       ///< Its value in the ConfigMap.
  bool skipped = false;             ///< Trims to nothing, `""`, `''` or two backticks: not parsed.
  bool unknown = false;             ///< Another program has yet to fill it in: nothing can be said.
  std::vector<Problem> unparsable;  ///< Not YAML: the whole key contributes nothing.
  AwsAuthSlip slip;                 ///< What makes it so, if it is a slip people make.
  std::vector<Problem> type_errors;
  std::optional<Span> not_a_list;        ///< Parsed, but no list: the whole key contributes nothing.
  std::optional<Span> left_out;          ///< What stands after a `---` line: only the first document is read.
  std::vector<IdentityMapping> entries;  ///< mapRoles, mapUsers.
  std::vector<Str> accounts;             ///< mapAccounts.
  std::vector<Span> dropped_accounts;    ///< mapAccounts: items that are lists or mappings.
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
  std::string_view meant;    ///< The one of the three keys that this is a slip of, or is; empty if none.
};

/// A ConfigMap with the name or the entries of aws-auth.
struct AwsAuth {
  ObjectMeta meta;
  bool read = true;  ///< kube-system/aws-auth (or no namespace given): the authenticator looks at it.
  std::optional<AwsAuthKey> roles;
  std::optional<AwsAuthKey> users;
  std::optional<AwsAuthKey> accounts;
  std::vector<UnreadAwsAuthKey> unread;

  /// A ConfigMap, and not the bare keys that manuals print.
  bool whole() const { return !meta.kind.value.empty(); }
};

/// `{{...}}` in a username or group.
struct IdentityTemplate {
  std::string_view name;  ///< As written between the braces, blanks included.
  std::size_t begin = 0;  ///< Of the first brace.
  std::size_t end = 0;    ///< Behind the last.
};

/// The templates of a text, in order. Which ones the authenticator replaces: pkg/server/server.go,
/// renderTemplate.
std::vector<IdentityTemplate> identity_templates(std::string_view text);

/// EC2PrivateDNSName, AccountID, SessionName, SessionNameRaw, AccessKeyID.
std::span<const std::string_view> known_templates();

}  // namespace celint
