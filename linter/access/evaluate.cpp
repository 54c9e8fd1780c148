#include "access/evaluate.h"

#include <algorithm>

#include "access/arn.h"
#include "read/letters.h"

namespace celint {
namespace {

/// Allow and Deny of some policies taken together.
struct Side {
  Truth allow = Truth::no;
  Truth deny = Truth::no;
  std::vector<Deciding> allows;
  std::vector<Deciding> denies;
};

/// A side whose Allows differ in whom they name.
struct ResourceSide {
  PrincipalMatch allow;
  Truth deny = Truth::no;
  std::vector<Deciding> allows;
  std::vector<Deciding> denies;
};

Truth may_be(const Statement& statement, Effect effect) {
  if (statement.effect.unknown()) return Truth::maybe;
  return truth(statement.effect.known() && statement.effect.value == effect);
}

Truth applies(const Policy& policy, const Statement& statement, const Request& request,
              const Context& context) {
  Truth result = matches_action(statement, request.action);
  if (result != Truth::no) result = both(result, matches_resource(policy, statement, request, context));
  if (result != Truth::no) result = both(result, conditions_hold(policy, statement, context));
  return result;
}

void read(Side& side, const Policy& policy, const Request& request, const Context& context) {
  for (const Statement& statement : policy.statements) {
    const Truth applied = applies(policy, statement, request, context);
    const Truth allow = both(applied, may_be(statement, Effect::allow));
    const Truth deny = both(applied, may_be(statement, Effect::deny));
    side.allow = either(side.allow, allow);
    side.deny = either(side.deny, deny);
    if (allow != Truth::no) side.allows.push_back({&policy, &statement, allow});
    if (deny != Truth::no) side.denies.push_back({&policy, &statement, deny});
  }
}

PrincipalMatch both(const PrincipalMatch& match, Truth condition) {
  return {both(match.itself, condition), both(match.role, condition), both(match.account, condition)};
}

PrincipalMatch either(const PrincipalMatch& a, const PrincipalMatch& b) {
  return {either(a.itself, b.itself), either(a.role, b.role), either(a.account, b.account)};
}

/// Deny with NotPrincipal always meets a caller that has a boundary.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
Truth denies_caller(const Statement& statement, const PrincipalMatch& match, bool has_boundary) {
  return statement.not_principal && has_boundary ? Truth::yes : match.any();
}

void read(ResourceSide& side, const Policy& policy, const PolicyInputs& inputs, const Request& request,
          const Context& context) {
  for (const Statement& statement : policy.statements) {
    const Truth applied = applies(policy, statement, request, context);
    if (applied == Truth::no) continue;
    const PrincipalMatch match =
        inputs.caller ? names(statement, *inputs.caller) : PrincipalMatch{Truth::maybe, Truth::no, Truth::no};
    const PrincipalMatch allow = both(match, both(applied, may_be(statement, Effect::allow)));
    const Truth deny = both(both(applied, may_be(statement, Effect::deny)),
                            denies_caller(statement, match, inputs.boundary != nullptr));
    side.allow = either(side.allow, allow);
    side.deny = either(side.deny, deny);
    if (allow.any() != Truth::no) side.allows.push_back({&policy, &statement, allow.any()});
    if (deny != Truth::no) side.denies.push_back({&policy, &statement, deny});
  }
}

/// Actions on resources whose own policy must allow, also within one account.
bool resource_must_allow(std::string_view action) {
  const std::string lower_action = lowered(action);
  return lower_action.starts_with("kms:") || lower_action.starts_with("sts:assumerole") ||
         lower_action == "sts:tagsession" || lower_action == "sts:setsourceidentity";
}

bool crosses_accounts(const PolicyInputs& policies, const Request& request) {
  if (!policies.caller || policies.caller->account().empty()) return false;
  std::string_view owner = request.resource_account;
  if (owner.empty())
    if (const auto arn = parse_arn(request.resource)) owner = arn->account;
  return !owner.empty() && owner != policies.caller->account();
}

Truth granted(const PolicyInputs& policies, const Request& request, Truth identity,
              const PrincipalMatch& resource) {
  if (policies.identity_side_only) return identity;
  const bool crosses = crosses_accounts(policies, request);
  const bool must_allow = resource_must_allow(request.action);
  // The resource's policy is needed and was not supplied: it may allow.
  if (policies.resource.empty()) return crosses || must_allow ? both(identity, Truth::maybe) : identity;
  if (crosses) return both(identity, resource.any());
  const Truth direct = either(resource.itself, resource.role);
  return either(direct, must_allow ? both(resource.account, identity) : identity);
}

void append(std::vector<Deciding>& to, const std::vector<Deciding>& from, Truth at_least) {
  for (const Deciding& deciding : from)
    if (deciding.applies >= at_least) to.push_back(deciding);
}

/// Reads the bounds into an answer and picks the statements that decided.
Decision answer(Truth grant, Truth deny, const std::vector<Deciding>& allows,
                const std::vector<Deciding>& denies) {
  const Truth result = both(grant, negated(deny));
  Decision decision;
  decision.may = result != Truth::no;
  decision.certainly = result == Truth::yes;
  if (deny == Truth::yes) {
    decision.answer = Answer::denied;
    append(decision.statements, denies, Truth::yes);
  } else if (result == Truth::yes) {
    decision.answer = Answer::allowed;
    append(decision.statements, allows, Truth::yes);
  } else if (result == Truth::no) {
    decision.answer = Answer::not_allowed;
    append(decision.statements, allows, Truth::maybe);
  } else {
    decision.answer = Answer::depends;
    append(decision.statements, denies, Truth::maybe);
    append(decision.statements, allows, Truth::maybe);
  }
  return decision;
}

}  // namespace

std::string_view to_string(Answer answer) {
  switch (answer) {
    case Answer::allowed:
      return "allowed";
    case Answer::denied:
      return "denied";
    case Answer::not_allowed:
      return "not-allowed";
    case Answer::depends:
      return "depends";
  }
  return "";
}

Decision decide(const PolicyInputs& policies, const Request& request, const Context& context) {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: allowed even where it is
  // denied.
  if (equal_ignoring_case(request.action, "sts:GetCallerIdentity"))
    return {.answer = Answer::allowed, .statements = {}, .may = true, .certainly = true};
  Side identity, boundary;
  for (const Policy* policy : policies.identity) read(identity, *policy, request, context);
  if (policies.boundary != nullptr) read(boundary, *policies.boundary, request, context);
  ResourceSide resource;
  for (const Policy* policy : policies.resource) read(resource, *policy, policies, request, context);

  const Truth within = policies.boundary == nullptr ? Truth::yes : boundary.allow;
  const Truth unbounded = granted(policies, request, identity.allow, resource.allow);
  // A boundary cuts what a role is granted by its ARN, not what a user or a session is granted by its own.
  resource.allow.role = both(resource.allow.role, within);
  const Truth grant = granted(policies, request, both(identity.allow, within), resource.allow);
  const Truth deny = either(identity.deny, either(boundary.deny, resource.deny));

  std::vector<Deciding> allows = std::move(identity.allows), denies = std::move(identity.denies);
  append(allows, boundary.allows, Truth::maybe);
  append(allows, resource.allows, Truth::maybe);
  append(denies, boundary.denies, Truth::maybe);
  append(denies, resource.denies, Truth::maybe);
  Decision decision = answer(grant, deny, allows, denies);
  decision.cut_by_boundary = decision.answer == Answer::not_allowed && unbounded != Truth::no;
  return decision;
}

Decision trust_allows(const Policy& trust, std::string_view action, const Caller& caller,
                      const Context& context) {
  PolicyInputs inputs;
  inputs.caller = caller;
  const Request request{std::string(action), "*"};
  ResourceSide side;
  read(side, trust, inputs, request, context);
  Decision decision = answer(side.allow.any(), side.deny, side.allows, side.denies);
  decision.needs_identity = decision.may && side.allow.itself == Truth::no && side.allow.role == Truth::no;
  return decision;
}

Context context_of(const Caller& caller) {
  Context context;
  context.set("aws:SecureTransport", "true");
  if (caller.type != Caller::Type::aws) return context;
  const auto arn = parse_arn(caller.value);
  if (!arn) return context;
  // For a session it is the role's ARN with its path, which the session does not tell.
  if (arn->service == "iam") context.set("aws:PrincipalArn", caller.value);
  context.set("aws:PrincipalAccount", std::string(arn->account));
  if (arn->resource_type() == "user") context.set("aws:username", std::string(arn->name()));
  return context;
}

}  // namespace celint
