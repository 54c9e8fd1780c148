// The shapes of identifiers that a person writes into celint.yaml. They tell a slip of the pen, no more.
#pragma once

#include <string_view>

namespace celint {

/// An AWS account id: 12 digits.
bool is_account(std::string_view text);

/// The ARN of an IAM user or role, with or without a path.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
bool is_identity_arn(std::string_view text);

/// The name or the ARN of an EKS cluster.
/// https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
bool is_cluster(std::string_view text);

/// An AWS region: words of letters, then a number (`eu-west-1`, `us-gov-east-1`).
bool has_region_form(std::string_view text);

/// A DNS label, which is what names a Kubernetes namespace.
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
bool is_label(std::string_view text);

/// A version of two or three numbers.
bool is_version(std::string_view text);

/// A version of Nextflow: three numbers, or two, perhaps with a suffix (`26.04.1`, `25.10.0-edge`).
bool is_nextflow_version(std::string_view text);

/// An S3 bucket name.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
bool is_bucket(std::string_view text);

/// A day of the calendar as `2027-01-31`. Such texts sort as their days do.
bool is_date(std::string_view text);

/// The prefix of an AWS service in IAM actions.
bool is_service(std::string_view text);

}  // namespace celint
