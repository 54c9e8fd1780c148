// Folders -> files.
#pragma once

#include <string>
#include <vector>

namespace celint {

/// Whether `folder` is the top of a git work tree (also a linked one, or a submodule).
bool is_git_top(const std::string& folder);

/// Whether a file of this name may hold a document: .json .yaml .yml .template .tpl .txt in any case.
bool has_document_name(const std::string& path);

/// The files below these folders that has_document_name takes. All paths are canonical. Left out: hidden
/// files and folders below a root, what .gitignore and .git/info/exclude ignore inside a git work tree (not a
/// person's own core.excludesFile: the result would depend on the machine), symbolic links that lead out of
/// all roots, and everything that is no regular file. Sorted, each once. Throws CannotRun if a folder cannot
/// be read.
std::vector<std::string> find_files(const std::vector<std::string>& roots);

}  // namespace celint
