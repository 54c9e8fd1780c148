// Compute environments in the forms of the API and of `tw`, and credentials.
#include "model/seqera.h"

#include "model/reading.h"
#include "parse/parse.h"
#include "recognise/platforms.h"

namespace celint {
namespace {

/// `tw -o json compute-envs export` puts the whole export into one string.
const Document* wrapped_export(const Reading& reading, const Node& outer, ComputeEnvironment& ce) {
  const Node* output = outer.get("configOutput");
  if (output == nullptr || !output->is_string()) return nullptr;
  std::vector<Document> inner = parse_json(inner_text(reading.document, *output));
  if (inner.empty() || !inner.front().root.is_map()) return nullptr;
  ce.inner.push_back(std::make_shared<const Document>(std::move(inner.front())));
  return ce.inner.back().get();
}

/// The server's own fields: a body that creates an environment has none of them.
bool is_answer(const Node& outer) {
  for (const std::string_view key : {"id", "status", "dateCreated", "lastUpdated"})
    if (const Node* value = outer.get(key); value != nullptr && !value->is_null()) return true;
  return false;
}

CeForm form_of(const Node& outer) {
  if (outer.get("config") == nullptr) return CeForm::tw_export;
  return is_answer(outer) ? CeForm::api_get : CeForm::api_create;
}

/// A scalar of any type as text: ids are numbers or strings.
StrField text_field(const Node& map, std::string_view key) {
  const Node* node = map.get(key);
  if (node == nullptr || node->is_null() || !node->is_scalar()) return {Presence::absent, {}, map.span};
  return typed(node->str());
}

void read_envelope(Reading& reading, const Node& outer, ComputeEnvironment& ce) {
  ce.id = string_field(reading, outer, "id");
  ce.name = string_field(reading, outer, "name");
  ce.description = text_field(outer, "description");
  ce.credentials_id = string_field(reading, outer, "credentialsId");
  ce.credentials_name = {Presence::absent, {}, outer.span};
  ce.workspace = text_field(outer, "workspaceId");
  ce.platform = string_field(reading, outer, "platform");
}

bool is_other(const Node* platform) { return platform != nullptr && is_other_platform(platform->scalar()); }

/// `root` holds the envelope, maybe in a wrapper beside which a create body has its labelIds.
void model_one(Reading& reading, const Node& root) {
  const Node* wrapper = root.get("computeEnv");
  const Node& outer = wrapper != nullptr && wrapper->is_map() ? *wrapper : root;
  ComputeEnvironment ce;
  ce.document = &reading.document;
  ce.span = root.span;
  ce.form = form_of(outer);
  const Document* inner = wrapped_export(reading, outer, ce);
  if (inner != nullptr && is_other(inner->root.get("discriminator"))) {
    add_other_platform(reading, root, inner->root.get("discriminator"));
    reading.out.other_platforms.back().text = ce.inner.back();
    return;
  }
  const Node* written = outer.get("config");
  const Node& config = inner != nullptr                          ? inner->root
                       : written != nullptr && written->is_map() ? *written
                                                                 : outer;
  read_envelope(reading, outer, ce);
  ce.discriminator = string_field(reading, config, "discriminator");
  read_eks_config(reading, inner != nullptr ? *inner : reading.document, config, ce);
  read_labels(reading, config.get("labels"), ce);
  if (&config != &outer) read_labels(reading, outer.get("labels"), ce);
  read_labels(reading, root.get("labelIds"), ce);
  reading.out.push_back(std::move(ce));
}

/// An item of a list without a config: the list call of the API leaves it out.
bool is_summary(const Node& root) {
  const Node* config = root.get("config");
  const bool has_config = config != nullptr && config->is_map();
  return root.get("computeEnv") == nullptr && root.get("configOutput") == nullptr && !has_config &&
         root.get("discriminator") == nullptr;
}

const Node* platform_of(const Node& root) {
  const Node* wrapper = root.get("computeEnv");
  const Node& outer = wrapper != nullptr && wrapper->is_map() ? *wrapper : root;
  const Node* config = outer.get("config");
  const Node* found = config != nullptr ? config->get("discriminator") : outer.get("discriminator");
  return found != nullptr && found->is_string() ? found : outer.get("platform");
}

void model_item(Reading& reading, const Node& item) {
  const Node* platform = platform_of(item);
  if (is_other(platform)) return add_other_platform(reading, item, platform);
  if (is_summary(item)) {
    reading.recognition.skipped = "list of compute environments without their config: export each one";
    return;
  }
  model_one(reading, item);
}

}  // namespace

void add_other_platform(Reading& reading, const Node& node, const Node* platform) {
  const Str word = platform != nullptr ? platform->str() : Str{{}, node.span};
  reading.out.push_back(OtherPlatform{&reading.document, nullptr, word});
  constexpr std::string_view kOther = "compute environment of another platform";
  reading.recognition.skipped =
      word.value.empty()
          ? kOther
          : reading.document.texts.keep(std::string(kOther) + " (" + std::string(word.value) + ")");
}

void add_terraform_environment(Reading& reading, const Node& values, const Node& envelope,
                               const Node& config) {
  ComputeEnvironment ce;
  ce.document = &reading.document;
  ce.form = CeForm::terraform;
  ce.span = values.span;
  ce.id = string_field(reading, values, "compute_env_id");
  ce.name = string_field(reading, envelope, "name");
  ce.description = text_field(envelope, "description");
  ce.credentials_id = string_field(reading, envelope, "credentials_id");
  ce.credentials_name = {Presence::absent, {}, envelope.span};
  ce.workspace = text_field(values, "workspace_id");
  ce.platform = string_field(reading, envelope, "platform");
  ce.discriminator = {Presence::known, kEksPlatform, config.span};
  read_eks_config(reading, reading.document, config, ce);
  read_labels(reading, values.get("label_ids"), ce);
  reading.out.push_back(std::move(ce));
}

void model_compute_environments(Reading& reading) {
  const std::size_t before = reading.out.compute_environments.size();
  if (const Node* kit = reading.root.get("compute-envs")) {
    model_seqerakit(reading, *kit);
  } else {
    const Node* list = reading.root.get("computeEnvs");
    const Node& items = list != nullptr ? *list : reading.root;
    if (!items.is_list()) model_item(reading, items);
    for (const Node& item : items.items())
      if (item.is_map()) model_item(reading, item);
  }
  // What is read beside what is skipped counts: the document is not a skipped one.
  if (reading.out.compute_environments.size() > before) reading.recognition.skipped = {};
}

namespace {

void add_credential(Reading& reading, const Node& root, const Node& outer) {
  const Node* keys = outer.get("keys");
  const Node& held = keys != nullptr && keys->is_map() ? *keys : outer;
  Credential credential;
  credential.document = &reading.document;
  credential.span = root.span;
  credential.id = string_field(reading, outer, "id");
  credential.name = string_field(reading, outer, "name");
  credential.mode = string_field(reading, held, "mode");
  credential.assume_role_arn = string_field(reading, held, "assumeRoleArn");
  credential.external_id = string_field(reading, held, "externalId");
  credential.access_key = string_field(reading, held, "accessKey");
  reading.out.push_back(std::move(credential));
}

bool is_of_aws(const Node& item) {
  const Node* provider = item.get("provider");
  return item.is_map() && (provider == nullptr || provider->scalar() == "aws");
}

}  // namespace

void model_credential(Reading& reading) {
  const Node& root = reading.root;
  const Node* wrapped = root.get("credentials");
  if (wrapped == nullptr || !wrapped->is_list())
    return add_credential(reading, root, wrapped != nullptr && wrapped->is_map() ? *wrapped : root);
  for (const Node& item : wrapped->items())
    if (is_of_aws(item)) add_credential(reading, item, item);
}

}  // namespace celint
