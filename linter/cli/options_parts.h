// Options that several commands share, and the commands that have many. Private to options*.cpp, the only
// files that know CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/options.h"

namespace celint {

template <typename T>
using Choices = std::vector<std::pair<std::string, T>>;

/// An option that takes one of a few words.
template <typename T>
void add_choice(CLI::App& app, const std::string& name, T& target, const Choices<T>& choices,
                const std::string& help) {
  std::string words;
  for (const auto& [word, value] : choices) words += (words.empty() ? "" : "|") + word;
  const auto take = [=, &target](const std::string& given) {
    for (const auto& [word, value] : choices) {
      if (given != word) continue;
      target = value;
      return;
    }
    throw CLI::ValidationError(name, "'" + given + "' is not one of " + words);
  };
  app.add_option_function<std::string>(name, take, help)->type_name(words);
}

/// What is read: paths, celint.yaml, the root, limits.
void add_input(CLI::App& app, Options& options);

/// Where text goes, and in what colour.
void add_target(CLI::App& app, Options& options);

/// From which severity on the exit status is 1.
void add_threshold(CLI::App& app, Options& options);

void add_check(CLI::App& app, Options& options);

void add_access(CLI::App& app, Options& options);

}  // namespace celint
