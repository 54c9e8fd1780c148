// Runs the program as a user would.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "fixture.h"
#include "temp_folder.h"

namespace celint {

inline std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What a run of the program gave.
struct Ran {
  int status = 0;
  std::string out;
  std::string error;
};

inline Ran run(const TempFolder& folder, const std::string& arguments) {
  const TempFolder streams;
  const std::string command = "cd '" + folder.path() + "' && '" + binary().string() + "' </dev/null >" +
                              streams.path("out") + " 2>" + streams.path("err") + " " + arguments;
  const int status = std::system(command.c_str());
  return {WEXITSTATUS(status), content(streams.path("out")), content(streams.path("err"))};
}

}  // namespace celint
