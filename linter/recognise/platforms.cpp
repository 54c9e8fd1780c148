#include "recognise/platforms.h"

#include <algorithm>
#include <array>

namespace celint {

bool is_other_platform(std::string_view word) {
  static constexpr std::array kOthers{
      "aws-batch",     "aws-cloud",    "seqeracompute-platform", "google-batch",    "google-cloud",
      "azure-batch",   "azure-cloud",  "google-lifesciences",    "k8s-platform",    "gke-platform",
      "uge-platform",  "lsf-platform", "slurm-platform",         "altair-platform", "moab-platform",
      "local-platform"};
  return std::find(kOthers.begin(), kOthers.end(), word) != kOthers.end();
}

bool is_platform(std::string_view word) { return word == kEksPlatform || is_other_platform(word); }

}  // namespace celint
