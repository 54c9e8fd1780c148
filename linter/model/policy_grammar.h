// The grammar of IAM policies: what AWS refuses to save. Private to this stage.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
#pragma once

#include <cstddef>
#include <vector>

#include "model/policy.h"
#include "parse/tree.h"

namespace celint {

/// Faults of element names, JSON types, missing and excluded elements, of a whole policy document.
std::vector<PolicyFault> grammar_faults(const Node& policy, PolicyKind kind, const Holder& holder);

/// Characters of the document without white space between its tokens.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (white space is not counted)
std::size_t minified_length(const Node& node);

}  // namespace celint
