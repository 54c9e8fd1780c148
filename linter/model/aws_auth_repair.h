// Why a text of aws-auth cannot be parsed, in the words of who wrote it. Private to this stage.
#pragma once

#include "model/aws_auth.h"

namespace celint {

/// The slip in a text that is not YAML.
AwsAuthSlip find_slip(const Passage& passage);

}  // namespace celint
