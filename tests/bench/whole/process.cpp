#include "process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace bench {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

[[noreturn]] void become(const Command& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int null = open("/dev/null", O_RDWR);
  dup2(null, STDOUT_FILENO);
  execvp(arguments.front(), arguments.data());
  _exit(127);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

Cost median_of(const std::vector<Cost>& runs) {
  const auto of = [&](double Cost::*figure) {
    std::vector<double> values;
    for (const Cost& run : runs) values.push_back(run.*figure);
    return median(values);
  };
  return {of(&Cost::wall), of(&Cost::cpu), of(&Cost::peak), runs.front().status};
}

}  // namespace

Cost run(const Command& command) {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = vfork();
  if (child == 0) become(command);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  return {wall.count(), seconds(usage.ru_utime) + seconds(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) * 1024, WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

std::vector<Cost> measure(const std::vector<Command>& commands, int rounds) {
  std::vector<std::vector<Cost>> runs(commands.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < commands.size(); ++i) runs[i].push_back(run(commands[i]));
  std::vector<Cost> medians;
  for (const std::vector<Cost>& of_command : runs) medians.push_back(median_of(of_command));
  return medians;
}

double instructions(const Command& command) {
  if (installed("valgrind").empty()) return 0;
  const std::string log =
      (std::filesystem::temp_directory_path() / ("celint-bench-" + std::to_string(getpid()))).string();
  Command whole{"valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-file=" + log};
  whole.insert(whole.end(), command.begin(), command.end());
  run(whole);
  std::ifstream in(log);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::filesystem::remove(log);
  const std::size_t at = text.find("Collected : ");
  return at == text.npos ? 0 : std::strtod(text.c_str() + at + 12, nullptr);
}

std::string installed(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');)
    if (access((folder + "/" + program).c_str(), X_OK) == 0) return folder + "/" + program;
  return {};
}

}  // namespace bench
