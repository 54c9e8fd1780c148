// Questions that people ask about policies: `celint access`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/catalogue.h"
#include "access/compare.h"
#include "access/evaluate.h"
#include "parse/tree.h"

namespace celint {

/// One question. A context that is given is closed: keys it does not list are absent.
struct Question {
  Request request;
  Context context;
  std::optional<Caller> caller;
};

/// `key=value` pairs of the command line; a key that stands more than once has a list. Nothing if a pair has
/// no `=`.
std::optional<Context> context_from(const std::vector<std::string>& pairs);

/// The caller a text names: an ARN, a service (`pods.eks.amazonaws.com`) or an identity provider's ARN.
Caller caller_from(std::string_view text);

/// One object of a requests file: `{"action", "resource", "context"?, "principal"?, "resourceAccount"?}`.
/// Values of the context are strings, numbers, booleans or lists of them. Otherwise the problem, at its
/// place.
struct QuestionResult {
  std::optional<Question> question;
  std::optional<Problem> problem;
};
QuestionResult question_of(const Node& node);

struct Reply {
  Decision decision;
  std::vector<std::string> notes;  ///< Full sentences: what the catalogue knows about the request.
};

/// Decides the question; its caller, if given, replaces that of `policies`.
Reply answer(const PolicyInputs& policies, const Question& question);

/// What policies grant of one service at one access level.
struct GrantLine {
  std::string service;
  AccessLevel level = AccessLevel::read;
  std::vector<std::string> actions;  ///< Sorted.
  std::size_t of = 0;                ///< How many actions the service has at this level.
  std::vector<std::string>
      resources;        ///< Resource entries of the statements that grant them; `not ...` for NotResource.
  bool certain = true;  ///< Each of the actions is allowed on something whatever the undecided conditions.
};

/// Every action that may be allowed on some resource, grouped by service and level.
std::vector<GrantLine> list_grants(const PolicySet& policies, const Context& context);

}  // namespace celint
