// A surplus in words.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "access/permission.h"
#include "access/surplus.h"

namespace celint {

/// The witness that weighs most: permissions management before writes before reads; among equals one that an
/// entry names in full.
const Witness& gravest(const ActionSpace& space, const std::vector<Witness>& extra,
                       std::span<const Str> entries);

/// `84 S3 list, read and write actions on every bucket`. `granted` is what the statement's Resource element
/// covers; `surplus` must know its statement and its resource entries.
std::string describe(const ActionSpace& space, const std::vector<Witness>& extra, const Region& granted,
                     const ArnHead& head, const Surplus& surplus);

}  // namespace celint
