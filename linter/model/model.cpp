#include "model/model.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <utility>

#include "model/reading.h"
#include "model/reshape.h"
#include "parse/parse.h"
#include "read/parallel.h"

namespace celint {
namespace {

bool is_policy(DocumentKind kind) {
  return kind == DocumentKind::identity_policy || kind == DocumentKind::trust_policy ||
         kind == DocumentKind::resource_policy || kind == DocumentKind::policy_fragment;
}

/// The docs' bare `mapUsers: |` without a ConfigMap around it.
bool is_bare_aws_auth(const Node& root) { return root.get("kind") == nullptr; }

void model_tree(Reading& reading, DocumentKind kind) {
  const Node& root = reading.root;
  switch (kind) {
    case DocumentKind::identity_policy:
      return model_policy(reading, root, PolicyKind::identity, {});
    case DocumentKind::trust_policy:
      return model_policy(reading, root, PolicyKind::trust, {});
    case DocumentKind::resource_policy:
      return model_policy(reading, root, PolicyKind::resource, {});
    case DocumentKind::policy_fragment:
      return model_fragment(reading);
    case DocumentKind::aws_auth:
      if (is_bare_aws_auth(root)) return model_aws_auth(reading, root, object_meta(reading, root));
      [[fallthrough]];
    case DocumentKind::kubernetes:
      return model_kubernetes(reading, root);
    case DocumentKind::compute_environment:
    case DocumentKind::other_platform:
      return model_compute_environments(reading);
    case DocumentKind::credential:
      return model_credential(reading);
    case DocumentKind::cluster:
      return model_cluster(reading);
    case DocumentKind::bucket_location:
      return model_bucket_location(reading);
    case DocumentKind::policy_export:
      return model_bucket_policy(reading);
    case DocumentKind::bucket_encryption:
      return model_bucket_encryption(reading);
    case DocumentKind::public_access_block:
      return model_public_access_block(reading);
    case DocumentKind::iam_export:
      return model_iam_export(reading);
    case DocumentKind::oidc_provider:
      return model_oidc_providers(reading);
    case DocumentKind::access_entry:
      return model_access_entry(reading);
    case DocumentKind::pod_identity_association:
      return model_pod_identity(reading);
    case DocumentKind::fargate_profile:
      return model_fargate_profile(reading);
    case DocumentKind::terraform:
      return model_terraform(reading);
    case DocumentKind::cloudformation:
      return model_cloudformation(reading);
    case DocumentKind::template_text:
      reading.recognition.skipped = "template: render it first";
      return;
    case DocumentKind::helm_values:
      reading.recognition.skipped = "values of a Helm chart: render it with 'helm template' first";
      return;
    case DocumentKind::access_entry_arns:
      reading.recognition.skipped =
          "names principals only: export each with aws eks describe-access-entry --cluster-name CLUSTER "
          "--principal-arn ARN";
      return;
    case DocumentKind::unrecognised:
    case DocumentKind::celint_config:
      return;
  }
}

void add_shape(Recognition& recognition, std::vector<ShapeFault> faults) {
  for (ShapeFault& fault : faults) recognition.shape.push_back(std::move(fault));
}

/// The shape of what tools print. Policies, manifests and configs of compute environments are held to theirs
/// where they are read.
void note_shape(Recognition& recognition, const Node& root) {
  switch (recognition.kind) {
    case DocumentKind::credential:
    case DocumentKind::cluster:
    case DocumentKind::bucket_location:
    case DocumentKind::bucket_encryption:
    case DocumentKind::public_access_block:
    case DocumentKind::iam_export:
    case DocumentKind::oidc_provider:
    case DocumentKind::access_entry:
    case DocumentKind::pod_identity_association:
    case DocumentKind::fargate_profile:
    case DocumentKind::terraform:
    case DocumentKind::cloudformation:
      add_shape(recognition, shape_faults(root, to_string(recognition.kind)));
      return;
    default:
      return;
  }
}

void model_document(const Document& document, const Source& source, Models& out,
                    Recognition recognition = {}) {
  recognition.document = &document;
  recognition.kind = recognise(document);
  Reading reading{document, document.root, source, recognition, out};
  const bool recognised = recognition.kind != DocumentKind::unrecognised;
  // An unreadable document can be recognised by its raw text alone: then there is no tree to model.
  if (recognised && !document.root.is_scalar()) {
    note_shape(recognition, document.root);
    model_tree(reading, recognition.kind);
    if (recognition.skipped.empty()) note_duplicates(reading, reading.root, is_policy(recognition.kind));
  }
  out.push_back(std::move(recognition));
}

/// Models the details of an account while they are read, item by item: their tree would be as large as their
/// text.
class AccountItems {
 public:
  AccountItems(const Source& source, Documents& documents) : source_(source), documents_(documents) {}

  ItemTaker taker() {
    return {kAccountLists, [this](Document& document, std::string_view list, const Node& item) {
              take(document, list, item);
            }};
  }

  /// Models a document that was read, with the items if they are its own. False: it must be read again
  /// whole. Where there were items, a document follows.
  bool model(Document parsed, Models& out) {
    const std::unique_ptr<Taken> taken = std::move(taken_);
    if (taken && parsed.parted && recognise(parsed) == DocumentKind::iam_export &&
        is_account_details(parsed.root)) {
      taken->document = std::move(parsed);
      for (Models& of_list : taken->of_lists) out.append(std::move(of_list));
      model_whole(taken->document, out, std::move(taken->recognition));
      return true;
    }
    if (taken) documents_.pop_back();
    if (parsed.parted) return false;
    model_whole(documents_.emplace_back(std::move(parsed)), out, {});
    return true;
  }

 private:
  struct Taken {
    Document& document;  ///< Where it will stay: the models point there.
    Recognition recognition = {};
    std::array<Models, kAccountLists.size()> of_lists = {};  ///< Which may come in any order.
  };

  void model_whole(Document& document, Models& out, Recognition recognition) {
    model_document(document, source_, out, std::move(recognition));
    document.drop_tree();
  }

  void take(Document& document, std::string_view list, const Node& item) {
    if (!taken_) taken_.reset(new Taken{documents_.emplace_back()});
    std::swap(document, taken_->document);
    Recognition& recognition = taken_->recognition;
    const auto number = std::ranges::find(kAccountLists, list) - kAccountLists.begin();
    Reading reading{taken_->document, item, source_, recognition,
                    taken_->of_lists[static_cast<std::size_t>(number)]};
    add_shape(recognition, item_faults(item, to_string(DocumentKind::iam_export), list));
    model_account_item(reading, list, item);
    note_duplicates(reading, item, false);
    std::swap(document, taken_->document);
  }

  const Source& source_;
  Documents& documents_;
  std::unique_ptr<Taken> taken_;
};

/// Suppressions by comment can stand before the documents that they cover: such files are read whole first.
void read_source(const Source& source, SourceId id, Documents& documents, Models& out) {
  if (may_hold_suppression(source.text)) {
    const std::size_t first = documents.size();
    std::vector<const Document*> read;
    parse_source(source, id,
                 [&](Document document) { read.push_back(&documents.emplace_back(std::move(document))); });
    for (const Document* document : read) model_document(*document, source, out);
    add_suppressions(read, source.text, out.suppressions);
    for (std::size_t i = first; i < documents.size(); ++i) documents[i].drop_tree();
    return;
  }
  AccountItems items(source, documents);
  const ItemTaker taker = items.taker();
  bool done = true;
  const auto take = [&](Document parsed) { done = done && items.model(std::move(parsed), out); };
  parse_source(source, id, take, &taker);
  if (done) return;
  done = true;
  parse_source(source, id, take);
}

}  // namespace

std::size_t Models::size() {
  return std::apply([](const auto&... of_kind) { return (of_kind.size() + ...); }, all());
}

void Models::append(Models later) {
  const auto add = [](auto& kind, auto& more) {
    if (kind.empty())
      kind = std::move(more);
    else
      std::ranges::move(more, std::back_inserter(kind));
  };
  std::ranges::move(later.memory, std::back_inserter(memory));
  std::apply([&](auto&... kind) { std::apply([&](auto&... more) { (add(kind, more), ...); }, later.all()); },
             all());
}

Models read_models(const std::vector<Source>& sources, std::vector<Documents>& documents, unsigned jobs) {
  std::uint64_t bytes = 0;
  for (const Source& source : sources) bytes += source.text.size();
  // In runs of files: a few large containers instead of one for each file.
  const unsigned threads = worth(jobs, bytes);
  std::vector<Models> parts(run_count(threads));
  documents.resize(parts.size());
  for_each_run(sources.size(), threads, [&](std::size_t run, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      read_source(sources[i], static_cast<SourceId>(i), documents[run], parts[run]);
  });
  Models models;
  for (Models& part : parts) models.append(std::move(part));
  return models;
}

Models model(const std::vector<Document>& documents, const std::vector<Source>& sources) {
  Models models;
  std::vector<const Document*> of_source;
  for (const Document& document : documents) {
    const SourceId source = document.passage.source;
    model_document(document, sources[source], models);
    of_source.push_back(&document);
    if (&document != &documents.back() && (&document + 1)->passage.source == source) continue;
    if (may_hold_suppression(sources[source].text))
      add_suppressions(of_source, sources[source].text, models.suppressions);
    of_source.clear();
  }
  return models;
}

}  // namespace celint
