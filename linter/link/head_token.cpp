#include "link/head_token.h"

namespace celint {

std::optional<Span> token_disabled(const Environment& environment) {
  const auto is_false = [](const Field<bool>& field) { return field.known() && !field.value; };
  const Field<bool>& pod = environment.ce->head_pod.automount_token;
  if (environment.ce->head_pod.mounts_volume || (!pod.absent() && !is_false(pod))) return std::nullopt;
  if (is_false(pod)) return pod.span;
  const ServiceAccount* account = environment.head.object;
  if (account == nullptr || !is_false(account->automount_token)) return std::nullopt;
  return account->automount_token.span;
}

}  // namespace celint
