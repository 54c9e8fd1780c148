// The compute platforms of Seqera Platform: the discriminator values of its API
// (https://docs.seqera.io/platform-api, ComputeConfig.discriminator).
#pragma once

#include <string_view>

namespace celint {

inline constexpr std::string_view kEksPlatform = "eks-platform";

/// A discriminator of the API, `eks-platform` included.
bool is_platform(std::string_view word);

/// A discriminator of the API other than `eks-platform`.
bool is_other_platform(std::string_view word);

}  // namespace celint
