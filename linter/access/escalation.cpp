#include "access/escalation.h"

namespace celint {

std::span<const EscalationSet> escalation_sets() {
  constexpr std::string_view kPass = "iam:PassRole";
  static const std::vector<EscalationSet> sets{
      {{"iam:PutRolePolicy"}, "can write itself any policy"},
      {{"iam:AttachRolePolicy"}, "can attach any policy to a role"},
      {{"iam:PutUserPolicy"}, "can write a user any policy"},
      {{"iam:AttachUserPolicy"}, "can attach any policy to a user"},
      {{"iam:PutGroupPolicy"}, "can write a group any policy"},
      {{"iam:AttachGroupPolicy"}, "can attach any policy to a group"},
      {{"iam:AddUserToGroup"}, "can join any group"},
      {{"iam:CreatePolicyVersion"}, "can rewrite any managed policy"},
      {{"iam:SetDefaultPolicyVersion"}, "can go back to a wider version of any managed policy"},
      {{"iam:UpdateAssumeRolePolicy"}, "can make any role trust it"},
      {{"iam:CreateAccessKey"}, "can make keys for any user"},
      {{"iam:CreateLoginProfile"}, "can give any user a password"},
      {{"iam:UpdateLoginProfile"}, "can change the password of any user"},
      {{"iam:DeleteRolePermissionsBoundary"}, "can take the boundary off a role"},
      {{"iam:DeleteUserPermissionsBoundary"}, "can take the boundary off a user"},
      {{"iam:PutRolePermissionsBoundary"}, "can loosen the boundary of a role"},
      {{kPass, "ec2:RunInstances"}, "can start an instance with any role", "ec2.amazonaws.com"},
      {{kPass, "lambda:CreateFunction", "lambda:InvokeFunction"},
       "can run a function with any role",
       "lambda.amazonaws.com"},
      {{kPass, "lambda:CreateFunction", "lambda:CreateEventSourceMapping"},
       "can run a function with any role",
       "lambda.amazonaws.com"},
      {{kPass, "ecs:RegisterTaskDefinition", "ecs:RunTask"},
       "can run a task with any role",
       "ecs-tasks.amazonaws.com"},
      {{kPass, "batch:RegisterJobDefinition", "batch:SubmitJob"},
       "can run a job with any role",
       "ecs-tasks.amazonaws.com"},
      {{kPass, "glue:CreateJob", "glue:StartJobRun"},
       "can run a Glue job with any role",
       "glue.amazonaws.com"},
      {{kPass, "glue:CreateDevEndpoint"}, "can open a Glue endpoint with any role", "glue.amazonaws.com"},
      {{kPass, "codebuild:CreateProject", "codebuild:StartBuild"},
       "can run a build with any role",
       "codebuild.amazonaws.com"},
      {{kPass, "cloudformation:CreateStack"},
       "can create a stack with any role",
       "cloudformation.amazonaws.com"},
      {{kPass, "sagemaker:CreateNotebookInstance"},
       "can open a notebook with any role",
       "sagemaker.amazonaws.com"},
      {{kPass, "sagemaker:CreateTrainingJob"},
       "can run a training job with any role",
       "sagemaker.amazonaws.com"},
      {{"eks:AssociateAccessPolicy"}, "can make itself administrator of the cluster"},
      {{"eks:CreateAccessEntry"}, "can map itself to any group of the cluster"},
      {{"eks:UpdateAccessEntry"}, "can change who it is in the cluster"},
      {{"eks:CreatePodIdentityAssociation", kPass}, "can give any role to a pod", "pods.eks.amazonaws.com"},
      {{"eks:UpdatePodIdentityAssociation", kPass}, "can give any role to a pod", "pods.eks.amazonaws.com"},
  };
  return sets;
}

}  // namespace celint
