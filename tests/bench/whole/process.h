// Whole processes, measured.
#pragma once

#include <string>
#include <vector>

namespace bench {

/// What one run took.
struct Cost {
  double wall = 0;  ///< Seconds.
  double cpu = 0;   ///< Seconds of user and system time, all threads.
  double peak = 0;  ///< Bytes of resident memory.
  int status = -1;  ///< Exit status; -1 if it did not end by itself.
};

using Command = std::vector<std::string>;

/// Runs a program with standard output to /dev/null.
Cost run(const Command& command);

/// Runs the commands in turns, `rounds` times; of each the median of every figure.
std::vector<Cost> measure(const std::vector<Command>& commands, int rounds);

/// Instructions that callgrind counts; 0 if valgrind is not installed.
double instructions(const Command& command);

/// The path of a program in PATH; empty if there is none.
std::string installed(const std::string& program);

}  // namespace bench
