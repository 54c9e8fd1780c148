// What the tests share: the repository's folders, and a run of the library over a folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "check/check.h"
#include "link/world.h"
#include "parse/parse.h"

/// A run of the pipeline over some paths. Owns everything the World points into.
struct Run {
  std::vector<celint::Source> sources;
  std::vector<celint::Documents> documents;
  celint::World world;
  std::vector<const celint::Rule*> rules;
  std::vector<celint::Finding> findings;
};

/// Reads, links and checks `path` with paths printed relative to it.
std::unique_ptr<Run> run(const std::filesystem::path& path,
                         celint::Audience audience = celint::Audience::everyone);

/// What celint.yaml among the sources says, as of 2026-01-01, in a run over the whole root.
celint::Settings settings_of(const std::vector<celint::Source>& sources);

/// The repository.
std::filesystem::path repository();

/// The program.
std::filesystem::path binary();

/// The folder of extra documents in $CELINT_CORPUS; empty if unset. Tests that need it skip with a message.
std::filesystem::path corpus();

std::string read_file(const std::filesystem::path& path);

/// Whether what would settle an unknown step says how to get it: a command, or a call of the Platform API.
bool names_command(const std::string& settled_by);

/// The sub-folders of a folder, sorted.
std::vector<std::filesystem::path> folders(const std::filesystem::path& path);
