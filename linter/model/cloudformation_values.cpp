// Pseudo parameters (region, account, partition) belong to the deployed stack and stay unknown. A parameter
// counts as its default: the template's own statement of what it is used with.
#include "model/cloudformation_values.h"

#include <algorithm>
#include <array>

#include "parse/parse.h"

namespace celint {
namespace {

/// References may run in circles, and double what they give at each turn.
constexpr std::size_t kMaxHops = 20;
constexpr std::size_t kLongestText = 100'000;

constexpr std::array<std::string_view, 17> kFunctions{
    "Ref",    "Sub",       "GetAtt",       "Join",      "If",     "Select",
    "Split",  "FindInMap", "ImportValue",  "Base64",    "Cidr",   "GetAZs",
    "Length", "Transform", "ToJsonString", "Condition", "ForEach"};

bool is_function(std::string_view name) {
  return std::find(kFunctions.begin(), kFunctions.end(), name) != kFunctions.end();
}

std::string_view text_of(const Node& part) { return part.is_scalar() ? part.scalar() : kUnknownText; }

bool is_open(std::string_view text) { return text.find(kUnknownText) != std::string_view::npos; }

const Node* item(const Node& list, std::size_t index) {
  return index < list.items().size() ? &list.items()[index] : nullptr;
}

/// The property that names a resource, and what Ref gives for its type: the name, or the ARN.
struct Naming {
  std::string_view type;
  std::string_view property;
  std::string_view arn;  ///< Of its ARN, what stands before the name; empty if GetAtt has none.
  bool ref_is_arn = false;
};

constexpr std::array kNamings{
    Naming{"AWS::IAM::Role", "RoleName", "iam::${unknown}:role"},
    Naming{"AWS::IAM::User", "UserName", "iam::${unknown}:user"},
    Naming{"AWS::IAM::Group", "GroupName", "iam::${unknown}:group"},
    Naming{"AWS::IAM::ManagedPolicy", "ManagedPolicyName", "iam::${unknown}:policy", true},
    Naming{"AWS::S3::Bucket", "BucketName", "s3:::"},
    Naming{"AWS::EKS::Cluster", "Name", "eks:${unknown}:${unknown}:cluster/"},
};

const Naming* naming(const Node& resource) {
  const Node* type = resource.get("Type");
  if (type == nullptr) return nullptr;
  const auto found = std::find_if(kNamings.begin(), kNamings.end(),
                                  [&](const Naming& entry) { return entry.type == type->scalar(); });
  return found != kNamings.end() ? &*found : nullptr;
}

}  // namespace

std::optional<Intrinsic> Template::intrinsic(const Node& node) const {
  std::string_view written = tag(document_, node);
  if (written.starts_with("!")) {
    written.remove_prefix(1);
    Node argument = node;
    argument.tagged = false;
    if (is_function(written)) return Intrinsic{written, argument};
  }
  if (node.members().size() != 1) return std::nullopt;
  std::string_view key = node.members().front().key.scalar();
  if (key.starts_with("Fn::"))
    key.remove_prefix(4);
  else if (key != "Ref")
    return std::nullopt;
  return Intrinsic{key.substr(0, key.find("::")), node.members().front().value};
}

const Node* Template::resource(std::string_view logical_id) const {
  const Node* all = root_.get("Resources");
  const Node* found = all != nullptr ? all->get(logical_id) : nullptr;
  return found != nullptr && found->is_map() ? found : nullptr;
}

std::optional<std::string> Template::parameter(std::string_view name) const {
  const Node* all = root_.get("Parameters");
  const Node* found = all != nullptr ? all->get(name) : nullptr;
  const Node* type = found != nullptr ? found->get("Type") : nullptr;
  const Node* standard = found != nullptr ? found->get("Default") : nullptr;
  if (standard == nullptr || !standard->is_scalar() || standard->is_null()) return std::nullopt;
  // Lists, and names in the parameter store, are not what they stand for.
  const std::string_view word = type != nullptr ? type->scalar() : std::string_view();
  const bool single = word == "String" || word == "Number" || word.starts_with("AWS::EC2::");
  return single ? std::optional<std::string>(standard->scalar()) : std::nullopt;
}

std::optional<std::string> Template::name(const Node& resource) const { return name(resource, 0); }

std::optional<std::string> Template::name(const Node& resource, std::size_t depth) const {
  const Naming* how = naming(resource);
  const Node* properties = resource.get("Properties");
  const Node* written = how != nullptr && properties != nullptr ? properties->get(how->property) : nullptr;
  if (written == nullptr) return std::nullopt;
  if (depth > kMaxHops || calls_left_ == 0) return std::nullopt;
  const Node value = resolve(*written, depth + 1);
  if (!value.is_string() || is_open(value.scalar())) return std::nullopt;
  return std::string(value.scalar());
}

std::string Template::reference(std::string_view name_of, std::size_t depth) const {
  const std::string unknown(kUnknownText);
  const Node* target = resource(name_of);
  if (target == nullptr) return parameter(name_of).value_or(unknown);
  const Naming* how = naming(*target);
  if (how != nullptr && how->ref_is_arn) return attribute(name_of, "Arn", depth);
  return how != nullptr ? name(*target, depth).value_or(unknown) : unknown;
}

std::string Template::attribute(std::string_view logical_id, std::string_view name_of,
                                std::size_t depth) const {
  const std::string unknown(kUnknownText);
  const Node* target = resource(logical_id);
  const Naming* how = target != nullptr ? naming(*target) : nullptr;
  const std::optional<std::string> known = how != nullptr ? name(*target, depth) : std::nullopt;
  if (name_of != "Arn" || !known) return unknown;
  std::string path;
  if (how->arn.starts_with("iam")) {
    const Node* properties = target->get("Properties");
    const Node* written = properties != nullptr ? properties->get("Path") : nullptr;
    const Node value = written != nullptr ? resolve(*written, depth + 1) : shape_.text("/", target->span);
    path = value.scalar();
  }
  return "arn:" + unknown + ":" + std::string(how->arn) + path + *known;
}

/// `${Name}`, `${Name.Attribute}`, and `${!literal}`, which stays `${literal}`.
std::string Template::substitute(const Node& argument, std::size_t depth) const {
  const Node* own = argument.is_list() ? item(argument, 1) : nullptr;
  const Node* pattern = argument.is_list() ? item(argument, 0) : &argument;
  const std::string_view text = pattern != nullptr ? pattern->scalar() : kUnknownText;
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (result.size() > kLongestText || calls_left_ == 0) return std::string(kUnknownText);
    const std::size_t open = std::min(text.find("${", at), text.size());
    const std::size_t close = text.find('}', open);
    result += text.substr(at, open - at);
    if (close == std::string_view::npos) return result + std::string(text.substr(open));
    const std::string_view word = text.substr(open + 2, close - open - 2);
    at = close + 1;
    const std::size_t dot = word.find('.');
    if (word.starts_with("!"))
      result.append("${").append(word.substr(1)).append("}");
    else if (const Node* value = own != nullptr ? own->get(word) : nullptr)
      result += text_of(resolve(*value, depth + 1));
    else if (dot != std::string_view::npos)
      result += attribute(word.substr(0, dot), word.substr(dot + 1), depth);
    else
      result += reference(word, depth);
  }
  return result;
}

Node Template::join(const Node& argument, Span span, std::size_t depth) const {
  const Node* between = item(argument, 0);
  const Node* written = item(argument, 1);
  if (between == nullptr || written == nullptr) return shape_.unknown(span);
  const Node parts = resolve(*written, depth + 1);
  if (!parts.is_list()) return shape_.unknown(span);
  std::string result;
  for (std::size_t i = 0; i < parts.items().size(); ++i) {
    if (result.size() > kLongestText) return shape_.unknown(span);
    if (i > 0) result += between->scalar();
    const Node& part = parts.items()[i];
    result += text_of(part);
  }
  return text(result, span);
}

Node Template::select(const Node& argument, Span span, std::size_t depth) const {
  const Node* index = item(argument, 0);
  const Node* written = item(argument, 1);
  if (index == nullptr || written == nullptr) return shape_.unknown(span);
  const Node list = resolve(*written, depth + 1);
  const std::string_view digits = index->scalar();
  const bool number = digits.size() == 1 && digits[0] >= '0' && digits[0] <= '9';
  const Node* found = number ? item(list, static_cast<std::size_t>(digits[0] - '0')) : nullptr;
  return found != nullptr ? *found : shape_.unknown(span);
}

Node Template::find_in_map(const Node& argument, Span span, std::size_t depth) const {
  const Node* at = root_.get("Mappings");
  for (std::size_t i = 0; i < 3 && at != nullptr; ++i) {
    const Node* key = item(argument, i);
    if (key == nullptr) return shape_.unknown(span);
    const Node word = resolve(*key, depth + 1);
    at = at->get(word.scalar());
  }
  return at != nullptr ? *at : shape_.unknown(span);
}

Node Template::apply(const Intrinsic& call, Span span, std::size_t depth) const {
  const Node& argument = call.argument;
  if (call.name == "Ref") {
    if (argument.scalar() == "AWS::NoValue") {
      Node nothing;
      nothing.span = span;
      return nothing;
    }
    return text(reference(argument.scalar(), depth), span);
  }
  if (call.name == "Sub") return text(substitute(argument, depth), span);
  if (call.name == "GetAtt") {
    const std::string_view whole = argument.scalar();
    const std::size_t dot = std::min(whole.find('.'), whole.size());
    const bool listed = argument.is_list() && argument.items().size() == 2;
    const std::string_view id = listed ? argument.items()[0].scalar() : whole.substr(0, dot);
    const std::string_view name_of =
        listed ? argument.items()[1].scalar() : whole.substr(std::min(dot + 1, whole.size()));
    return text(attribute(id, name_of, depth), span);
  }
  if (call.name == "Join") return join(argument, span, depth);
  if (call.name == "Select") return select(argument, span, depth);
  if (call.name == "FindInMap") return find_in_map(argument, span, depth);
  return shape_.unknown(span);
}

Node Template::resolve(const Node& value) const { return resolve(value, 0); }

Node Template::resolve(const Node& value, std::size_t depth) const {
  if (const std::optional<Intrinsic> call = intrinsic(value)) {
    if (depth > kMaxHops || calls_left_ == 0) return shape_.unknown(value.span);
    --calls_left_;
    return apply(*call, value.span, depth);
  }
  return value.is_scalar() ? value : resolve_parts(value, depth);
}

Node Template::resolve_parts(const Node& value, std::size_t depth) const {
  if (value.is_list()) {
    std::vector<Node> items;
    for (const Node& part : value.items())
      if (const Node resolved = resolve(part, depth); part.is_null() || !resolved.is_null())
        items.push_back(resolved);
    return shape_.list(items, value.span);
  }
  std::vector<Member> members;
  for (const Member& member : value.members()) members.push_back({member.key, resolve(member.value, depth)});
  return shape_.map(members, value.span);
}

std::string_view Template::referred(const Node& value) const {
  const std::optional<Intrinsic> call = intrinsic(value);
  if (!call || (call->name != "Ref" && call->name != "GetAtt" && call->name != "Sub")) return {};
  std::string_view id = call->argument.is_list() && !call->argument.items().empty()
                            ? call->argument.items().front().scalar()
                            : call->argument.scalar();
  if (call->name == "Sub") {
    if (!id.starts_with("${") || id.find('}') + 1 != id.size()) return {};
    id = id.substr(2, id.size() - 3);
  }
  id = id.substr(0, id.find('.'));
  return resource(id) != nullptr ? id : std::string_view();
}

}  // namespace celint
