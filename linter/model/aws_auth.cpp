// Text of mapRoles, mapUsers, mapAccounts -> entries, as aws-iam-authenticator decodes them: sigs.k8s.io/yaml
// turns the first YAML document into JSON (last of equal keys wins, keys sorted), encoding/json fills structs
// (field names without case, a value of the wrong type leaves the zero value), Validate drops what lacks its
// ARN.
#include "model/aws_auth.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "model/aws_auth_entry.h"
#include "model/aws_auth_repair.h"
#include "model/reading.h"
#include "parse/parse.h"
#include "read/letters.h"

namespace celint {
namespace {

/// Bytes of the white space, as Go's unicode.IsSpace has it, that the text starts with; 0 if it is none.
std::size_t leading_space(std::string_view text) {
  if (text.empty()) return 0;
  if (std::string_view(" \t\r\n\v\f").find(text.front()) != std::string_view::npos) return 1;
  if (text.starts_with("\xC2\x85") || text.starts_with("\xC2\xA0")) return 2;
  if (text.size() < 3) return 0;
  const std::string_view three = text.substr(0, 3);
  if (three == "\xE1\x9A\x80" || three == "\xE2\x81\x9F" || three == "\xE3\x80\x80") return 3;
  const auto last = static_cast<unsigned char>(three[2]);
  const bool blank = last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF;
  return three.starts_with("\xE2\x80") && blank ? 3 : 0;
}

/// As strings.TrimSpace does it.
std::string_view trimmed(std::string_view text) {
  while (const std::size_t size = leading_space(text)) text.remove_prefix(size);
  for (std::size_t size = 1; size <= 3 && size <= text.size();) {
    const bool space = leading_space(text.substr(text.size() - size)) == size;
    if (space) text.remove_suffix(size);
    size = space ? 1 : size + 1;
  }
  return text;
}

bool is_skippable(std::string_view text) {
  const std::string_view kept = trimmed(text);
  return kept.empty() || kept == "``" || kept == "\"\"" || kept == "''";
}

void not_a_list(AwsAuthKey& key, const Node& root) {
  key.not_a_list = root.span;
  type_error(key, root, "a list");
}

/// mapAccounts skips JSON: scalars keep their source text, but for null.
void read_accounts(Reading& reading, AwsAuthKey& key, const Node& list) {
  for (const Node& item : list.items()) {
    if (item.is_scalar()) {
      key.accounts.push_back({item.is_null() ? std::string_view() : item.scalar(), item.span});
      const Str written = item.str();
      note_placeholders(reading, {&written, 1});
    } else {
      key.dropped_accounts.push_back(item.span);
      type_error(key, item, "an account id");
    }
  }
}

/// `.inf` and `.nan`, which JSON does not have, are text in mapAccounts.
bool is_text_in_accounts(const Node& list, const Problem& problem) {
  return std::any_of(list.items().begin(), list.items().end(), [&problem](const Node& item) {
    return item.kind == Kind::number && item.span == problem.span;
  });
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

/// Markers of a template language, or a variable in the place of the list.
bool is_to_be_filled_in(std::string_view text, const Document& document) {
  return has_template_marker(text) || text.find("%{") != std::string_view::npos ||
         (document.root.is_string() && has_unexpanded_variable(document.root.scalar())) ||
         (!document.problems.empty() && text.find("${") != std::string_view::npos);
}

void read_root(Reading& reading, AwsAuthKey& key) {
  const Node& root = key.text->root;
  if (key.text->format == Format::yaml) key.left_out = later_documents(key.text->passage);
  note_duplicates(reading, root, false);
  if (root.is_null()) return;
  if (!root.is_list()) return not_a_list(key, root);
  if (key.key.value == "mapAccounts")
    read_accounts(reading, key, root);
  else
    read_entries(reading, key, root, key.key.value == "mapRoles");
}

std::vector<std::string_view> sorted_groups(const IdentityMapping& entry) {
  std::vector<std::string_view> groups;
  for (const Str& group : entry.groups) groups.push_back(group.value);
  std::sort(groups.begin(), groups.end());
  return groups;
}

bool same_user(const IdentityMapping& a, const IdentityMapping& b) {
  return a.username.value == b.username.value && sorted_groups(a) == sorted_groups(b);
}

bool counts(const IdentityMapping& entry) {
  return entry.kept && !entry.arn_unknown && !entry.arn.value.empty();
}

using LastByArn = std::map<std::string, const IdentityMapping*>;

LastByArn last_by_arn(const AwsAuthKey& key) {
  LastByArn last;
  for (const IdentityMapping& entry : key.entries)
    if (counts(entry)) last[lowered(entry.arn.value)] = &entry;
  return last;
}

/// Of entries for one principal, which one decides (pkg/mapper/configmap/configmap.go, saveMap and
/// mapper.go).
void mark_overridden(AwsAuthKey& key, const LastByArn& roles) {
  const bool users = key.key.value == "mapUsers";
  const LastByArn last = last_by_arn(key);
  for (IdentityMapping& entry : key.entries) {
    if (!counts(entry)) continue;
    const std::string arn = lowered(entry.arn.value);
    const IdentityMapping* by = last.at(arn);
    Overriding::Why why = Overriding::Why::later;
    if (users && by->arn.value != entry.arn.value) why = Overriding::Why::spelling;
    if (const auto role = roles.find(arn); users && role != roles.end()) {
      by = role->second;
      why = Overriding::Why::role_first;
    }
    if (by != &entry) entry.overridden = Overriding{by->arn.span, why, same_user(*by, entry)};
  }
}

}  // namespace

AwsAuthKey aws_auth_key(Reading& reading, const Member& member) {
  AwsAuthKey key;
  key.key = member.key.str();
  key.value = member.value.span;
  key.skipped = is_skippable(member.value.scalar());
  if (key.skipped) return key;
  const Passage passage = inner_text(reading.document, member.value);
  key.text = std::make_shared<const Document>(inner_document(passage, key.key.value == "mapAccounts"));
  key.unknown = is_to_be_filled_in(passage.text, *key.text);
  if (key.unknown) return key;
  key.unparsable.assign(key.text->problems.begin(), key.text->problems.end());
  if (key.key.value == "mapAccounts")
    std::erase_if(key.unparsable,
                  [&key](const Problem& problem) { return is_text_in_accounts(key.text->root, problem); });
  if (key.unparsable.empty())
    read_root(reading, key);
  else
    key.slip = find_slip(passage);
  return key;
}

void mark_overridden(AwsAuth& map) {
  const LastByArn roles = map.roles ? last_by_arn(*map.roles) : LastByArn();
  if (map.roles) mark_overridden(*map.roles, {});
  if (map.users) mark_overridden(*map.users, roles);
}

std::vector<IdentityTemplate> identity_templates(std::string_view text) {
  std::vector<IdentityTemplate> found;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const std::size_t end = text.find("}}", at);
    if (end == std::string_view::npos) break;
    found.push_back({text.substr(at + 2, end - at - 2), at, end + 2});
    at = end + 2;
  }
  return found;
}

std::span<const std::string_view> known_templates() {
  static constexpr std::array<std::string_view, 5> kNames{"EC2PrivateDNSName", "AccountID", "SessionName",
                                                          "SessionNameRaw", "AccessKeyID"};
  return kNames;
}

}  // namespace celint
