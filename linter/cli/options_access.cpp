// The options of `celint access`.
#include "cli/options_parts.h"

namespace celint {
namespace {

/// What exactly one of the ways to ask needs.
void check_access(const AccessOptions& access) {
  const bool one = !access.action.empty() || !access.resource.empty();
  const int ways = (one ? 1 : 0) + (access.requests.empty() ? 0 : 1) + (access.compare.empty() ? 0 : 1) +
                   (access.list ? 1 : 0);
  if (ways != 1)
    throw CLI::ValidationError("access", "ask with --action and --resource, --requests, --compare or --list");
  if (one && (access.action.empty() || access.resource.empty()))
    throw CLI::ValidationError("access", "--action and --resource belong together");
  const bool compares = !access.compare.empty();
  if (compares && !access.policies.empty())
    throw CLI::ValidationError("access", "--compare names the policies itself: leave out --policy");
  if (!compares && access.policies.empty() && (access.list || access.resource_policies.empty()))
    throw CLI::ValidationError("access", "--policy is missing");
  if (!access.requests.empty() && !access.context.empty())
    throw CLI::ValidationError("access", "each request brings its own context: leave out --context");
}

}  // namespace

void add_access(CLI::App& app, Options& options) {
  AccessOptions& access = options.access;
  CLI::App* command = app.add_subcommand("access", "Ask what IAM policies allow");
  command->add_option("--policy", access.policies, "Identity policies of one principal")
      ->type_name("FILE...");
  command->add_option("--boundary", access.boundary, "Its permissions boundary")->type_name("FILE");
  command->add_option("--resource-policy", access.resource_policies, "The resource's own policy")
      ->type_name("FILE...");
  command->add_option("--principal", access.principal, "Who asks: ARN or service")->type_name("ARN");
  command->add_option("--action", access.action, "As in s3:GetObject")->type_name("ACTION");
  command->add_option("--resource", access.resource, "An ARN; * for actions without resource")
      ->type_name("ARN");
  command
      ->add_option("--context", access.context,
                   "All condition keys of the request; a key given twice has a list. Without this option "
                   "keys are unknown, with it those not listed are absent")
      ->type_name("KEY=VALUE...");
  command
      ->add_option("--requests", access.requests,
                   "Ask many: JSON lines {\"action\", \"resource\", \"context\"?, \"principal\"?}")
      ->type_name("FILE");
  command->add_option("--compare", access.compare, "What each of two policies allows and the other does not")
      ->expected(2)
      ->type_name("FILE FILE");
  command->add_flag("--list", access.list, "What is granted, by service and access level");
  add_choice<OutputFormat>(*command, "--format", options.format,
                           {{"text", OutputFormat::text}, {"json", OutputFormat::json}},
                           "How answers are written; json: one line each");
  command->callback([&access] { check_access(access); });
}

}  // namespace celint
