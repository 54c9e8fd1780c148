// One reader for each resource type of Terraform that celint reads. Private to this stage.
// Attributes: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
#pragma once

#include <set>

#include "model/terraform_plan.h"

namespace celint {

/// A plan being modelled.
struct Terraform {
  Reading& reading;
  const Reshape shape;
  const TerraformPlan& plan;
  std::set<const TerraformResource*> referred_policies;  ///< Modelled with the identity they are attached to.
  bool open_ended;                                       ///< A policy goes to an identity that is not known.
};

/// Finds the managed policies whose ARN is not known yet and whose holders are.
void note_referred_policies(Terraform& tf);

void add_role(Terraform& tf, const TerraformResource& resource);
void add_user(Terraform& tf, const TerraformResource& resource);
void add_group(Terraform& tf, const TerraformResource& resource);
void add_managed_policy(Terraform& tf, const TerraformResource& resource);
void add_inline_policy(Terraform& tf, const TerraformResource& resource);
void add_attachment(Terraform& tf, const TerraformResource& resource);
void add_policy_document(Terraform& tf, const TerraformResource& resource);
void add_oidc_provider(Terraform& tf, const TerraformResource& resource);

void add_cluster(Terraform& tf, const TerraformResource& resource);
void add_access_entry(Terraform& tf, const TerraformResource& resource);
void add_access_policy(Terraform& tf, const TerraformResource& resource);
void add_pod_identity(Terraform& tf, const TerraformResource& resource);
void add_fargate_profile(Terraform& tf, const TerraformResource& resource);

void add_bucket(Terraform& tf, const TerraformResource& resource);
void add_bucket_policy(Terraform& tf, const TerraformResource& resource);
void add_public_access_block(Terraform& tf, const TerraformResource& resource);
void add_encryption(Terraform& tf, const TerraformResource& resource);
void add_key(Terraform& tf, const TerraformResource& resource);

}  // namespace celint
