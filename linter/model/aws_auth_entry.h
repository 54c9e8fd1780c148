// The entries of mapRoles and mapUsers. Private to this stage.
#pragma once

#include <string_view>

#include "model/aws_auth.h"
#include "model/reading.h"

namespace celint {

/// Notes a value of the wrong type: encoding/json leaves the zero value there.
void type_error(AwsAuthKey& key, const Node& node, std::string_view wanted);

/// Decodes the items of a list into entries of the key. `key.text` is set.
void read_entries(Reading& reading, AwsAuthKey& key, const Node& list, bool role);

}  // namespace celint
