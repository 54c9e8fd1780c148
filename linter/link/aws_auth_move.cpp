// Entries of aws-auth that stand in the wrong place, or whose place has a line too many.
#include <algorithm>

#include "link/aws_auth_edit.h"
#include "link/aws_auth_match.h"
#include "link/value_edit.h"
#include "read/letters.h"

namespace celint {
namespace {

/// `rolearn` or `userarn`, the field that the entries of the list have.
std::string_view field_of(bool roles) { return roles ? "rolearn" : "userarn"; }

const AwsAuthKey* list_of(const AwsAuth& map, const IdentityMapping& entry) {
  for (const AwsAuthKey* key : entry_keys(map))
    for (const IdentityMapping& other : key->entries)
      if (&other == &entry) return key;
  return nullptr;
}

Str arn_of(const IdentityMapping& entry) { return entry.arn.value.empty() ? entry.other_arn : entry.arn; }

/// The name of the field that holds the entry's ARN, as it stands before it; empty if something is between.
Span arn_field(const World& world, const IdentityMapping& entry) {
  const Span span{entry.span.source, entry.span.begin, arn_of(entry).span.begin};
  const std::string before = lowered(text_of(world, span));
  const std::size_t end = before.find_last_not_of(" \"'");
  if (end == std::string::npos || before[end] != ':') return {};
  for (const bool roles : {true, false}) {
    const std::string_view name = field_of(roles);
    const std::size_t size = name.size();
    if (end < size || before.compare(end - size, size, name) != 0) continue;
    const auto begin = static_cast<std::uint32_t>(span.begin + end - size);
    return {span.source, begin, begin + static_cast<std::uint32_t>(size)};
  }
  return {};
}

/// The blanks before the field that an item begins with.
std::string inner_indent(const World& world, Span item) {
  return std::string(item.begin - line_begin((*world.sources)[item.source].text, item.begin), ' ');
}

/// The entry's text with the field of the other list, its further lines indented like this.
std::string item_text(const World& world, const IdentityMapping& entry, Span field, bool roles,
                      const std::string& indent) {
  std::string text(text_of(world, entry.span));
  text.replace(field.begin - entry.span.begin, field.end - field.begin, field_of(roles));
  const std::string old = inner_indent(world, entry.span);
  for (std::size_t at = 0; (at = text.find("\n" + old, at)) != std::string::npos; at += indent.size() + 1)
    text.replace(at + 1, old.size(), indent);
  return text.substr(0, text.find_last_not_of(" \n") + 1);
}

/// The line of a place, with its end.
Span line_of(const World& world, Span at) {
  const std::string_view text = (*world.sources)[at.source].text;
  const std::size_t end = std::min(text.find('\n', at.begin), text.size() - 1);
  return {at.source, static_cast<std::uint32_t>(line_begin(text, at.begin)),
          static_cast<std::uint32_t>(end + 1)};
}

/// The entry's text before the first of mapRoles or mapUsers; under a key of its own if there is none.
std::vector<Edit> put_into(const World& world, const AwsAuth& map, const IdentityMapping& entry, Span field,
                           bool roles) {
  const std::optional<AwsAuthKey>& target = roles ? map.roles : map.users;
  if (target) {
    if (target->entries.empty()) return {};
    const Span first = target->entries.front().span;
    return item_before(world, first, {item_text(world, entry, field, roles, inner_indent(world, first))});
  }
  const Span other = (roles ? map.users : map.roles)->key.span;
  const std::string indent = indent_at(world, other);
  const std::string item = item_text(world, entry, field, roles, indent + "    ");
  return {insertion(other.source, line_of(world, other).begin,
                    indent + (roles ? "mapRoles" : "mapUsers") + ": |\n" + indent + "  - " + item + "\n")};
}

/// The field of the entry's ARN named as its list wants it.
std::vector<Edit> with_field_of_list(const World& world, const AwsAuth& map, const IdentityMapping& entry) {
  const AwsAuthKey* key = list_of(map, entry);
  const Span field = arn_field(world, entry);
  if (key == nullptr || field == Span{}) return {};
  std::vector<Mapped> intended = mapped(map);
  Mapped& one = intended[place_of(map, entry)];
  one.kept = true;
  one.arn = entry.other_arn.value;
  std::vector<Edit> edits{{field, std::string(field_of(key->key.value == "mapRoles"))}};
  return rereads_as(world, map, edits, intended) ? edits : std::vector<Edit>();
}

/// The entry moved to the other of mapRoles and mapUsers.
std::vector<Edit> in_other_list(const World& world, const AwsAuth& map, const IdentityMapping& entry) {
  const AwsAuthKey* key = list_of(map, entry);
  const Span field = arn_field(world, entry);
  if (key == nullptr || field == Span{}) return {};
  const bool to_roles = key->key.value != "mapRoles";
  std::vector<Edit> edits = without(world, *key->text, entry.span);
  for (Edit& edit : put_into(world, map, entry, field, to_roles)) edits.push_back(std::move(edit));
  std::vector<Mapped> intended = mapped(map);
  const std::size_t old = place_of(map, entry);
  Mapped one = intended[old];
  one.kept = true;
  one.arn = arn_of(entry).value;
  intended.erase(intended.begin() + static_cast<std::ptrdiff_t>(old));
  // Those of mapRoles come first: an entry put before the first of mapUsers comes behind them.
  const std::size_t roles = map.roles ? map.roles->entries.size() : 0;
  intended.insert(intended.begin() + static_cast<std::ptrdiff_t>(to_roles ? 0 : roles - 1), one);
  return rereads_as(world, map, edits, intended) ? edits : std::vector<Edit>();
}

/// The edits, if the file then maps all that it did, and more.
std::vector<Edit> if_more(const World& world, const AwsAuth& map, std::vector<Edit> edits) {
  const std::vector<Mapped> before = mapped(map), after = reread(world, map, edits);
  const auto stays = [&](const Mapped& one) {
    return std::find(after.begin(), after.end(), one) != after.end();
  };
  const auto kept = [](const std::vector<Mapped>& all) {
    return std::count_if(all.begin(), all.end(), [](const Mapped& one) { return one.kept; });
  };
  const bool more = kept(after) > kept(before) && std::all_of(before.begin(), before.end(), stays);
  return more ? edits : std::vector<Edit>();
}

}  // namespace

std::vector<Edit> in_list_of_its_kind(const World& world, const AwsAuth& map, const IdentityMapping& entry) {
  const AwsAuthKey* key = list_of(map, entry);
  IdentityMapping meant = entry;
  meant.arn = arn_of(entry);
  const bool stays =
      key != nullptr && principal_type(meant) == (key->key.value == "mapRoles" ? "role" : "user");
  return stays ? with_field_of_list(world, map, entry) : in_other_list(world, map, entry);
}

std::vector<Edit> as_one_list(const World& world, const AwsAuth& map, const AwsAuthKey& key) {
  Span line = key.not_a_list.value_or(key.key.span);
  if (key.left_out) {
    const std::size_t marker = (*world.sources)[line.source].text.rfind("---", key.left_out->begin);
    line.begin = static_cast<std::uint32_t>(std::max<std::size_t>(marker, line.end));
  }
  return if_more(world, map, {{line_of(world, line), ""}});
}

std::vector<Edit> as_text(const World& world, const AwsAuth& map, const UnreadAwsAuthKey& key) {
  const std::string_view file = (*world.sources)[key.key.span.source].text;
  const std::size_t colon = file.find(':', key.key.span.end);
  const std::size_t end = std::min(file.find_first_of("\r\n", key.key.span.end), file.size());
  if (colon >= end || file.find_first_not_of(" \t", colon + 1) < end) return {};
  return if_more(world, map, {insertion(key.key.span.source, static_cast<std::uint32_t>(colon + 1), " |")});
}

std::vector<Edit> without_sso(const World& world, const AwsAuth& map, const IdentityMapping& entry) {
  const AwsAuthKey* key = list_of(map, entry);
  if (key == nullptr || !entry.sso) return {};
  std::vector<Edit> edits = without(world, *key->text, *entry.sso);
  std::vector<Mapped> intended = mapped(map);
  intended[place_of(map, entry)].kept = true;
  return rereads_as(world, map, edits, intended) ? edits : std::vector<Edit>();
}

std::vector<Edit> unfolded(const World& world, const AwsAuth& map, const IdentityMapping& entry,
                           const LostGroup& group) {
  constexpr std::string_view kFold = " - ";
  const std::string_view file = (*world.sources)[group.span.source].text;
  const std::string indent = indent_at(world, group.span);
  std::vector<Edit> edits;
  for (std::size_t line = file.find('\n', group.span.begin); line < group.span.end;
       line = file.find('\n', line + 1)) {
    const std::size_t text = file.find_first_not_of(' ', line + 1);
    edits.push_back(
        {{group.span.source, static_cast<std::uint32_t>(line + 1), static_cast<std::uint32_t>(text)},
         indent});
  }
  std::vector<Mapped> intended = mapped(map);
  std::vector<std::string>& groups = intended[place_of(map, entry)].groups;
  const auto at = std::find(groups.begin(), groups.end(), group.written);
  if (edits.empty() || at == groups.end()) return {};
  std::vector<std::string> parts;
  for (std::string_view rest = group.written; !rest.empty();) {
    const std::size_t end = std::min(rest.find(kFold), rest.size());
    parts.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + kFold.size(), rest.size()));
  }
  groups.insert(groups.erase(at), parts.begin(), parts.end());
  return rereads_as(world, map, edits, intended) ? edits : std::vector<Edit>();
}

std::vector<Edit> without_group(const World& world, const AwsAuth& map, const IdentityMapping& entry,
                                const Str& group) {
  const AwsAuthKey* key = list_of(map, entry);
  if (key == nullptr) return {};
  std::vector<Edit> edits = without(world, *key->text, group.span);
  std::vector<Mapped> intended = mapped(map);
  std::erase(intended[place_of(map, entry)].groups, group.value);
  return rereads_as(world, map, edits, intended) ? edits : std::vector<Edit>();
}

}  // namespace celint
