// Text of mapRoles, mapUsers, mapAccounts -> entries, as aws-iam-authenticator decodes them: sigs.k8s.io/yaml
// turns the first YAML document into JSON (last of equal keys wins, keys sorted), encoding/json fills structs
// (field names without case, a value of the wrong type leaves the zero value), Validate drops what lacks its
// ARN.
#include "model/aws_auth.h"

#include <algorithm>
#include <cctype>

#include "model/letters.h"
#include "model/reading.h"
#include "parse/parse.h"

namespace celint {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool is_skippable(std::string_view text) {
  const std::string_view kept = trimmed(text);
  return kept.empty() || kept == "``" || kept == "\"\"" || kept == "''";
}

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

void type_error(AwsAuthKey& key, const Node& node, std::string_view wanted) {
  key.type_errors.push_back({node.span, "This value must be " + std::string(wanted) + ".", {}});
}

void not_a_list(AwsAuthKey& key, const Node& root) {
  key.not_a_list = root.span;
  type_error(key, root, "a list");
}

/// A string field: null leaves what was there, any other type leaves it too and is an error.
Str string_of(AwsAuthKey& key, const Node& map, std::string_view field, bool* lost = nullptr) {
  Str value{{}, map.span};
  for (const Member* member : candidates(map, field)) {
    if (member->value.is_string()) {
      value = member->value.str();
      if (lost != nullptr) *lost = false;
    } else {
      if (value.value.empty()) value.span = member->value.span;
      if (lost != nullptr) *lost = !member->value.is_null() && value.value.empty();
      if (!member->value.is_null()) type_error(key, member->value, "a string");
    }
  }
  return value;
}

void read_groups(AwsAuthKey& key, const Node& map, IdentityMapping& entry) {
  for (const Member* member : candidates(map, "groups")) {
    const Node& value = member->value;
    if (value.is_null()) {
      entry.groups.clear();
      entry.has_groups = false;
    } else if (!value.is_list()) {
      entry.groups_lost = true;
      type_error(key, value, "a list of strings");
    } else {
      entry.groups.clear();
      entry.has_groups = true;
      for (const Node& item : value.items()) {
        entry.groups.push_back({item.is_string() ? item.scalar() : std::string_view(), item.span});
        if (!item.is_string() && !item.is_null()) type_error(key, item, "a string");
      }
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

IdentityMapping read_entry(Reading& reading, AwsAuthKey& key, const Node& item, bool role) {
  IdentityMapping entry;
  entry.span = item.span;
  entry.arn = {{}, item.span};
  entry.username = {{}, item.span};
  if (!item.is_map()) {
    if (!item.is_null()) type_error(key, item, "a mapping");
    entry.kept = false;
    entry.dropped_because = "it is not a mapping";
    return entry;
  }
  entry.arn = string_of(key, item, role ? "rolearn" : "userarn");
  entry.arn_unknown = !entry.arn.value.empty() && typed(entry.arn).unknown();
  note_placeholders(reading, {entry.arn});
  entry.username = string_of(key, item, "username", &entry.username_lost);
  read_groups(key, item, entry);
  entry.has_sso = role && item.get("sso") != nullptr;
  for (const Member& member : item.members())
    if (!is_known_field(member.key.scalar(), role)) entry.unknown_fields.push_back(member.key.str());
  entry.dropped_because = refusal(key, item, entry, role);
  entry.kept = entry.dropped_because.empty();
  return entry;
}

/// Keys of one entry that differ only by case: the all-lower-case spelling wins.
void note_case_duplicates(Reading& reading, const Node& map) {
  for (std::string_view field : {"rolearn", "userarn", "username", "groups"}) {
    const std::vector<const Member*> found = candidates(map, field);
    for (std::size_t i = 0; i + 1 < found.size(); ++i)
      reading.recognition.duplicates.push_back({found[i]->key.str(), found.back()->key.span, false});
  }
}

void read_entries(Reading& reading, AwsAuthKey& key, const Node& root, bool role) {
  if (root.is_null()) return;
  if (!root.is_list()) return not_a_list(key, root);
  for (const Node& item : root.items()) {
    key.entries.push_back(read_entry(reading, key, item, role));
    note_case_duplicates(reading, item);
  }
}

/// mapAccounts skips JSON: scalars keep their source text.
void read_accounts(AwsAuthKey& key, const Node& root) {
  if (root.is_null()) return;
  if (!root.is_list()) return not_a_list(key, root);
  for (const Node& item : root.items()) {
    if (item.is_scalar())
      key.accounts.push_back(item.str());
    else
      type_error(key, item, "an account id");
  }
}

/// A line of nothing but blanks and a comment, or a directive.
bool says_nothing(std::string_view line) {
  const std::string_view kept = trimmed(line);
  return kept.empty() || kept.front() == '#' || line.front() == '%';
}

bool is_marker(std::string_view line, std::string_view marker) {
  return line.starts_with(marker) &&
         (line.size() == 3 || std::isspace(static_cast<unsigned char>(line[3])) != 0);
}

/// The text of every YAML document after the first. Markers stand at the start of a line and end whatever
/// comes before.
std::optional<Span> later_documents(const Passage& passage) {
  bool begun = false;  // Something of the first document was seen, its own marker included.
  bool ended = false;
  for (std::size_t at = 0, next = 0; at < passage.text.size(); at = next) {
    next = std::min(passage.text.find('\n', at), passage.text.size() - 1) + 1;
    const std::string_view line = passage.text.substr(at, next - at);
    const bool marker = is_marker(line, "---");
    ended = ended || (begun && (marker || is_marker(line, "...")));
    const std::string_view rest = marker ? trimmed(line.substr(3)) : is_marker(line, "...") ? "" : line;
    if (ended && !rest.empty() && !says_nothing(rest)) {
      const std::size_t begin = at + line.find(rest);
      return passage.span(begin, passage.text.find_last_not_of(" \t\r\n") + 1);
    }
    begun = begun || marker || !says_nothing(line);
  }
  return std::nullopt;
}

/// The authenticator reads text that starts with `{` as JSON, anything else as one YAML document.
Document inner_document(const Passage& passage, bool accounts) {
  const std::string_view text = trimmed(passage.text);
  if (accounts || !text.starts_with('{')) return parse_yaml_value(passage);
  std::vector<Document> documents = parse_json(passage);
  return documents.empty() ? Document() : std::move(documents.front());
}

}  // namespace

AwsAuthKey aws_auth_key(Reading& reading, const Member& member) {
  AwsAuthKey key;
  key.key = member.key.str();
  key.value = member.value.span;
  key.skipped = is_skippable(member.value.scalar());
  if (key.skipped) return key;
  const bool accounts = key.key.value == "mapAccounts";
  key.text =
      std::make_shared<const Document>(inner_document(inner_text(reading.document, member.value), accounts));
  key.unparsable = key.text->problems;
  if (!key.unparsable.empty()) return key;
  if (key.text->format == Format::yaml) key.left_out = later_documents(key.text->passage);
  note_duplicates(reading, key.text->root, false);
  if (accounts)
    read_accounts(key, key.text->root);
  else
    read_entries(reading, key, key.text->root, key.key.value == "mapRoles");
  return key;
}

}  // namespace celint
