#include "link/aws_auth_edit.h"

#include <algorithm>

#include "link/aws_auth_match.h"
#include "link/rbac.h"
#include "link/value_edit.h"
#include "parse/parse.h"

namespace celint {
namespace {

constexpr std::size_t kLargestFile = 64 * 1024;

std::string edited(std::string text, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits) text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  return text;
}

std::vector<std::string_view> accounts(const AwsAuth& map) {
  std::vector<std::string_view> ids;
  if (map.accounts)
    for (const Str& account : map.accounts->accounts) ids.push_back(account.value);
  return ids;
}

bool is_sound(const AwsAuth& map) {
  const auto keys = entry_keys(map);
  return std::all_of(keys.begin(), keys.end(),
                     [](const AwsAuthKey* key) { return key->unparsable.empty() && !key->unknown; });
}

}  // namespace

std::vector<Mapped> mapped(const AwsAuth& map) {
  std::vector<Mapped> all;
  for (const AwsAuthKey* key : entry_keys(map))
    for (const IdentityMapping& entry : key->entries) {
      Mapped one{entry.kept, std::string(entry.arn.value), std::string(entry.username.value), {}};
      for (const Str& group : entry.groups) one.groups.emplace_back(group.value);
      all.push_back(std::move(one));
    }
  return all;
}

std::size_t place_of(const AwsAuth& map, const IdentityMapping& entry) {
  std::size_t place = 0;
  for (const AwsAuthKey* key : entry_keys(map))
    for (const IdentityMapping& other : key->entries) {
      if (&other == &entry) return place;
      ++place;
    }
  return place;
}

std::vector<Mapped> reread(const World& world, const AwsAuth& map, const std::vector<Edit>& edits) {
  const Source& source = (*world.sources)[map.meta.span.source];
  if (source.text.size() > kLargestFile) return {};
  const std::vector<Source> again{{source.path, edited(source.text, edits), true, {}}};
  const std::vector<Document> documents = parse(again);
  const Models models = model(documents, again);
  for (const AwsAuth& other : models.aws_auth)
    if (other.meta.span.begin == map.meta.span.begin)
      return is_sound(other) && accounts(other) == accounts(map) ? mapped(other) : std::vector<Mapped>();
  return {};
}

bool rereads_as(const World& world, const AwsAuth& map, const std::vector<Edit>& edits,
                const std::vector<Mapped>& intended) {
  return !intended.empty() && reread(world, map, edits) == intended;
}

std::vector<Edit> with_mapping(const World& world, const AwsAuth& map, const Identity& identity,
                               std::string_view username) {
  const bool is_role = identity.type == Identity::Type::role;
  const std::optional<AwsAuthKey>& key = is_role ? map.roles : map.users;
  if (!key || key->entries.empty()) return {};
  const Span first = key->entries.front().span;
  const std::string_view file = (*world.sources)[first.source].text;
  const std::string indent(first.begin - line_begin(file, first.begin), ' ');
  Mapped added{true, canonical_arn(identity), std::string(username), {}};
  std::vector<Edit> edits = item_before(
      world, first,
      {(is_role ? "rolearn: " : "userarn: ") + added.arn + "\n" + indent + "username: " + added.username});
  std::vector<Mapped> intended = mapped(map);
  intended.insert(intended.begin() + static_cast<std::ptrdiff_t>(place_of(map, key->entries.front())), added);
  return rereads_as(world, map, edits, intended) ? edits : std::vector<Edit>();
}

std::string bound_user(const World& world, const Environment& environment) {
  for (const RbacBinding& binding : world.bindings)
    for (const Subject& subject : binding.subjects)
      if (subject.kind.value == "User" && subject.name.known() &&
          namespace_of(world, binding.meta) == environment.ns)
        return std::string(subject.name.value);
  return "tower-launcher-user";
}

}  // namespace celint
