// What AWS services offer: actions, access levels, resource types, condition keys.
// Source: AWS Service Authorization Reference (schemas/catalogue.tsv). It lags behind AWS in both directions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/catalogue_table.h"

namespace celint {

/// Index of an action in its catalogue; actions of a service are neighbours.
using ActionId = std::uint32_t;

enum class AccessLevel : std::uint8_t { list, read, write, tagging, permissions };

/// `list`, `read`, `write`, `tagging`, `permissions management`.
std::string_view to_string(AccessLevel level);

struct ResourceType {
  std::string_view name;  ///< `bucket`
  std::string_view arn;   ///< `arn:${Partition}:s3:::${BucketName}`
};

struct ConditionKey {
  std::string_view name;  ///< `aws:ResourceTag/${TagKey}`
  std::string_view type;  ///< String, ArrayOfString, ARN, Bool, Numeric, Date, IPAddress, ArrayOf...
};

/// A set of actions of one catalogue.
class ActionSet {
 public:
  explicit ActionSet(std::size_t catalogue_size = 0) : words_((catalogue_size + 63) / 64) {}

  void add(ActionId id) { words_[id / 64] |= std::uint64_t{1} << (id % 64); }
  void remove(ActionId id) { words_[id / 64] &= ~(std::uint64_t{1} << (id % 64)); }
  bool has(ActionId id) const { return (words_[id / 64] >> (id % 64) & 1) != 0; }
  bool empty() const;
  std::size_t count() const;
  /// In ascending order.
  std::vector<ActionId> ids() const;

  /// `other` may be of a smaller size.
  ActionSet& operator|=(const ActionSet& other);
  ActionSet& operator&=(const ActionSet& other);
  ActionSet& operator-=(const ActionSet& other);
  friend bool operator==(const ActionSet&, const ActionSet&) = default;

 private:
  std::vector<std::uint64_t> words_;
};

/// Look-ups ignore letter case, as IAM does.
class Catalogue {
 public:
  /// The views must outlive the catalogue.
  explicit Catalogue(const CatalogueTable& table) : table_(table) {}

  std::string_view date() const { return table_.date; }
  std::size_t size() const { return table_.actions.size(); }

  bool has_service(std::string_view prefix) const { return find_service(prefix).has_value(); }
  /// `Amazon S3`; empty if there is no such service.
  std::string_view service_title(std::string_view prefix) const;

  /// `s3:GetObject`, in any letter case, without wildcards.
  std::optional<ActionId> find(std::string_view action) const;
  /// `s3:GetObject`, in AWS's own letter case.
  std::string full_name(ActionId id) const;
  std::string_view service(ActionId id) const;
  std::string_view name(ActionId id) const;
  AccessLevel level(ActionId id) const;
  /// Alternatives: the action meets each of them in some call. None: the action knows only `*`, as far as AWS
  /// documents.
  std::vector<ResourceType> resource_types(ActionId id) const;
  /// Equal for actions of one service with the same resource types; below `size()`.
  std::uint32_t resource_class(ActionId id) const { return table_.actions[id].resource_class; }
  std::vector<ConditionKey> condition_keys(ActionId id) const;
  /// Those whose ARNs name the service, whichever service lists them: the root user of iam is one of sts.
  std::vector<ResourceType> resource_types_of_arns(std::string_view service) const;

  /// The actions a pattern of an Action element names: `*`, `*:*`, `s3:Get*`, `s3:GetObject`. Ascending.
  /// Other wildcards before the colon name nothing: IAM refuses them.
  std::vector<ActionId> expand(std::string_view pattern) const;
  /// Whether it names any.
  bool names_any(std::string_view pattern) const;
  /// Adds them to a set of this catalogue's size.
  void expand_into(ActionSet& set, std::string_view pattern) const;

  /// The full name of the action most like this one, for "did you mean"; empty if none is near.
  std::string nearest(std::string_view action) const;

  /// A global key (`aws:...`) or one that a service of this prefix defines; tag keys match their template.
  std::optional<ConditionKey> find_condition_key(std::string_view name) const;
  std::optional<ConditionKey> find_global_condition_key(std::string_view name) const;
  std::vector<ConditionKey> global_condition_keys() const;

 private:
  std::optional<std::size_t> find_service(std::string_view prefix) const;
  bool is_name_of(std::string_view action, ActionId id) const;
  std::string_view text(TextRef ref) const { return {table_.text.data() + ref.offset, ref.size}; }
  template <typename Visit>
  void for_each_match(std::string_view pattern, const Visit& visit) const;
  template <typename Visit>
  void for_each_match_in(const ServiceRow& service, std::string_view name_pattern, const Visit& visit) const;

  CatalogueTable table_;
};

/// The catalogue compiled into the program.
const Catalogue& builtin_catalogue();

/// The built-in catalogue or, where it is newer, the one that `celint catalogue update`
/// wrote. Throws CannotRun if the latter cannot be read.
const Catalogue& catalogue();

/// Its date, YYYY-MM-DD: to be printed with every verdict that rests on it.
std::string_view catalogue_date();

}  // namespace celint
