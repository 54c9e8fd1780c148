// Items of mapRoles and mapUsers -> entries, as aws-iam-authenticator decodes them: encoding/json fills
// structs (field names without case, a value of the wrong type leaves the zero value), Validate drops what
// lacks its ARN.
#include "model/aws_auth_entry.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "read/letters.h"
#include "read/nearest.h"

namespace celint {
namespace {

/// What encoding/json sees of a YAML mapping for one field: the values of all keys equal but for case, each
/// spelling's last occurrence, in byte order of the spelling. Explicit keys beat merged ones.
std::vector<const Member*> candidates(const Node& map, std::string_view field) {
  std::vector<const Member*> found;
  for (const Member& member : map.members()) {
    if (!equal_ignoring_case(member.key.scalar(), field)) continue;
    std::erase_if(found, [&](const Member* other) { return other->key.scalar() == member.key.scalar(); });
    found.push_back(&member);
  }
  std::sort(found.begin(), found.end(),
            [](const Member* a, const Member* b) { return a->key.scalar() < b->key.scalar(); });
  return found;
}

/// A string field: null leaves what was there, any other type leaves it too and is an error.
Str string_of(AwsAuthKey& key, const Node& map, std::string_view field) {
  Str value{{}, map.span};
  for (const Member* member : candidates(map, field)) {
    if (member->value.is_string()) {
      value = member->value.str();
    } else {
      if (value.value.empty()) value.span = member->value.span;
      if (!member->value.is_null()) type_error(key, member->value, "a string");
    }
  }
  return value;
}

UsernameAs username_as(const Node& map, const Str& username) {
  if (!username.value.empty()) return UsernameAs::text;
  const std::vector<const Member*> found = candidates(map, "username");
  if (found.empty()) return UsernameAs::absent;
  const Node& value = found.back()->value;
  if (value.is_string()) return UsernameAs::empty;
  return value.is_null() ? UsernameAs::null : UsernameAs::not_text;
}

/// `system: masters` was meant as one text.
std::string joined(const Node& map) {
  if (map.members().size() != 1) return {};
  const Member& member = map.members().front();
  if (!member.key.is_scalar() || !member.value.is_scalar() || member.value.is_null()) return {};
  return std::string(member.key.scalar()) + ":" + std::string(member.value.scalar());
}

/// A plain scalar that goes on in the next line, or holds the dash of the next item.
bool is_folded(const Passage& passage, const Node& item) {
  if (!item.is_string() || item.style != Style::plain) return false;
  const std::size_t begin = passage.offset(item.span.begin);
  const std::size_t end = std::max(begin, passage.offset(item.span.end));
  return item.scalar().find(" - ") != std::string_view::npos ||
         passage.text.substr(begin, end - begin).find('\n') != std::string_view::npos;
}

void note_lost_group(const Passage& passage, const Node& item, IdentityMapping& entry) {
  using Why = LostGroup::Why;
  if (item.is_null())
    entry.lost_groups.push_back({item.span, Why::null, item.scalar(), {}});
  else if (item.is_map() || item.is_list())
    entry.lost_groups.push_back({item.span, Why::mapping, {}, joined(item)});
  else if (!item.is_string())
    entry.lost_groups.push_back({item.span, Why::not_text, item.scalar(), {}});
  else if (is_folded(passage, item))
    entry.lost_groups.push_back({item.span, Why::folded, item.scalar(), {}});
}

/// encoding/json fills the slice in place: what is no string leaves the element, at first empty, as it was.
void read_group_list(AwsAuthKey& key, const Node& list, IdentityMapping& entry) {
  entry.lost_groups.clear();
  entry.groups_lost.reset();
  entry.has_groups = true;
  entry.groups.resize(list.items().size());
  for (std::size_t i = 0; i < entry.groups.size(); ++i) {
    const Node& item = list.items()[i];
    Str& group = entry.groups[i];
    group = {item.is_string() ? item.scalar() : group.value, item.span};
    note_lost_group(key.text->passage, item, entry);
    if (!item.is_string() && !item.is_null()) type_error(key, item, "a string");
  }
}

void read_groups(AwsAuthKey& key, const Node& map, IdentityMapping& entry) {
  for (const Member* member : candidates(map, "groups")) {
    const Node& value = member->value;
    if (value.is_null()) {
      entry.groups.clear();
      entry.has_groups = false;
    } else if (!value.is_list()) {
      entry.groups_lost = value.str();
      type_error(key, value, "a list of strings");
    } else {
      read_group_list(key, value, entry);
    }
  }
}

bool is_account_id(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_permission_set_name(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view("_+=,.@-").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

bool is_partition_or_empty(std::string_view text) {
  constexpr std::string_view kKnown =
      " aws aws-cn aws-us-gov aws-iso aws-iso-b aws-iso-e aws-iso-f aws-eusc ";
  return text.empty() || kKnown.find(" " + std::string(text) + " ") != std::string_view::npos;
}

/// The alpha `sso` block: accepted if well formed, matched only behind a feature gate that is off by default.
std::string refusal_of_sso(AwsAuthKey& key, const Node& sso) {
  const std::string_view account = string_of(key, sso, "accountID").value;
  const std::string_view name = string_of(key, sso, "permissionSetName").value;
  const std::string_view partition = string_of(key, sso, "partition").value;
  if (!is_account_id(account)) return "its sso block has no quoted 12-digit accountID";
  if (!is_permission_set_name(name)) return "its sso block has no valid permissionSetName";
  if (!is_partition_or_empty(partition)) return "its sso block names no AWS partition";
  return {};
}

const Node* sso_block(AwsAuthKey& key, const Node& map) {
  const Node* block = nullptr;
  for (const Member* member : candidates(map, "sso")) {
    if (member->value.is_map() || member->value.is_null())
      block = member->value.is_map() ? &member->value : nullptr;
    else
      type_error(key, member->value, "a mapping");
  }
  return block;
}

std::string refusal(AwsAuthKey& key, const Node& item, const IdentityMapping& entry, bool role) {
  const Node* sso = role ? sso_block(key, item) : nullptr;
  if (!role) return entry.arn.value.empty() ? "it has no userarn" : "";
  if (entry.arn.value.empty() && sso == nullptr) return "it has no rolearn";
  if (!entry.arn.value.empty() && sso != nullptr) return "it has both rolearn and sso";
  return sso != nullptr ? refusal_of_sso(key, *sso) : "";
}

bool is_known_field(std::string_view name, bool role) {
  return equal_ignoring_case(name, role ? "rolearn" : "userarn") || equal_ignoring_case(name, "username") ||
         equal_ignoring_case(name, "groups") || equal_ignoring_case(name, "userid") ||
         (role && equal_ignoring_case(name, "sso"));
}

std::string_view meant_field(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kFields{"rolearn", "userarn", "username", "groups", "sso"};
  return nearest(lowered(name), kFields);
}

/// The field that is wrong, else the item.
Span place_of_refusal(const Node& item, const IdentityMapping& entry) {
  if (entry.sso && !entry.arn.value.empty()) return *entry.sso;
  for (const std::string_view field : {"rolearn", "userarn", "sso"})
    if (const auto found = candidates(item, field); !found.empty()) return found.back()->key.span;
  return item.members().empty() ? item.span : item.members().front().key.span;
}

void read_fields(AwsAuthKey& key, const Node& item, bool role, IdentityMapping& entry) {
  entry.arn = string_of(key, item, role ? "rolearn" : "userarn");
  for (const Member* member : candidates(item, role ? "userarn" : "rolearn"))
    if (member->value.is_string()) entry.other_arn = member->value.str();
  entry.arn_unknown = !entry.arn.value.empty() && typed(entry.arn).unknown();
  entry.username = string_of(key, item, "username");
  entry.username_as = username_as(item, entry.username);
  if (entry.username_as == UsernameAs::not_text)
    entry.username_written = candidates(item, "username").back()->value.scalar();
  read_groups(key, item, entry);
  string_of(key, item, "userid");  // Read for its errors: only another backend looks at it.
  for (const Member& member : item.members())
    if (!is_known_field(member.key.scalar(), role))
      entry.unknown_fields.push_back({member.key.str(), meant_field(member.key.scalar())});
  if (role)
    if (const auto found = candidates(item, "sso"); !found.empty()) entry.sso = found.back()->key.span;
  entry.dropped_because = refusal(key, item, entry, role);
  entry.kept = entry.dropped_because.empty();
  if (!entry.kept) entry.dropped_at = place_of_refusal(item, entry);
}

IdentityMapping read_entry(Reading& reading, AwsAuthKey& key, const Node& item, bool role) {
  IdentityMapping entry;
  entry.span = item.span;
  entry.arn = {{}, item.span};
  entry.username = {{}, item.span};
  if (item.is_map()) {
    read_fields(key, item, role, entry);
    note_placeholders(reading, {&entry.arn, 1});
    return entry;
  }
  if (!item.is_null()) type_error(key, item, "a mapping");
  entry.kept = false;
  entry.dropped_at = item.span;
  if (!(item.is_string() && typed(item.str()).unknown())) entry.dropped_because = "it is not a mapping";
  return entry;
}

/// Keys of one entry that differ only by case: the all-lower-case spelling wins.
void note_case_duplicates(Reading& reading, const Node& map) {
  for (std::string_view field : {"rolearn", "userarn", "username", "groups"}) {
    const std::vector<const Member*> found = candidates(map, field);
    for (std::size_t i = 0; i + 1 < found.size(); ++i)
      reading.recognition.duplicates.push_back(
          {found[i]->key.str(), found.back()->key.span, member_place(map, *found[i]), false});
  }
}

}  // namespace

void type_error(AwsAuthKey& key, const Node& node, std::string_view wanted) {
  key.type_errors.push_back({node.span, "This value must be " + std::string(wanted) + ".", {}});
}

void read_entries(Reading& reading, AwsAuthKey& key, const Node& list, bool role) {
  for (const Node& item : list.items()) {
    key.entries.push_back(read_entry(reading, key, item, role));
    note_case_duplicates(reading, item);
  }
}

}  // namespace celint
