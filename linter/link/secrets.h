// Secrets by their form, anywhere in the text of the inputs: in comments, scripts and files of no known kind
// too.
#pragma once

#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// In order of place. Key ids whose secret stands beside them are left out: the secret speaks for both.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (unique ids)
std::vector<SecretText> find_secrets(const Source& source, SourceId id);

/// The place is (a part of) a value of an analysed document: no comment, no description.
bool is_used_value(const World& world, Span span);

/// Ends in TOKEN, SECRET, PASSWORD, API_KEY and kin, and is none of KEY_ID, PUBLIC_KEY, _FILE, ...; letter
/// case and `-`, `.` for `_` do not matter.
bool names_secret(std::string_view name);

/// A value that is no secret itself: empty, a reference (`$REF`, `secrets.X`), a boolean, a number, a path,
/// `***`.
bool is_no_secret(std::string_view value);

/// `find_secrets` finds something in it.
bool holds_secret_form(std::string_view value);

/// `name = value` of a script or of Nextflow's config, with a literal value.
struct Assignment {
  Str name;   ///< The last part: `accessToken` of `tower.accessToken`.
  Str value;  ///< Without its quotes.
};

/// The assignments of an embedded text, line by line: `export NAME=value`, `scope.name = 'value'`. Names and
/// values with escapes stand where their text does.
std::vector<Assignment> assignments(Str text);

}  // namespace celint
