// Holds the program to its bars of speed, memory and scale: bench CELINT FLOOR EMPTY HEALTHY FOLDER COMMIT
// [--quick]. Every figure is a ratio to a floor measured in turns with it. Writes FOLDER/bench.json and, for
// docs/performance.md, FOLDER/row.md.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "corpora.h"
#include "process.h"

namespace {

namespace fs = std::filesystem;
using namespace bench;

constexpr unsigned kSeed = 42;

struct Bar {
  std::string name;
  double figure = 0;
  double limit = 0;
  bool at_least = false;  ///< The figure must reach the limit, not stay below.

  bool holds() const { return at_least ? figure >= limit : figure <= limit; }
};

struct Set {
  std::string celint, floor, empty;
  fs::path folder;
  bool quick = false;
  std::vector<Bar> bars = {};
  std::vector<std::string> skipped = {};

  int rounds() const { return quick ? 3 : 5; }

  /// `check` of a path on this many threads.
  Command check(const fs::path& path, int jobs) const {
    return {celint,     "check",   "--root",   folder.string(),           "--jobs",     std::to_string(jobs),
            "--format", "concise", "--output", (folder / "out").string(), path.string()};
  }
  Command parse(const std::string& library, const fs::path& path) const {
    return {floor, library, path.string()};
  }
  void add(const std::string& name, double figure, double limit, bool at_least = false) {
    bars.push_back({name, figure, limit, at_least});
    std::printf("%-58s %8.2f  %s %.2f%s\n", name.c_str(), figure, at_least ? ">=" : "<=", limit,
                bars.back().holds() ? "" : "  MISSED");
    std::fflush(stdout);
  }
};

double bytes_of(const fs::path& path) {
  if (!fs::is_directory(path)) return static_cast<double>(fs::file_size(path));
  double sum = 0;
  for (const auto& entry : fs::recursive_directory_iterator(path))
    if (entry.is_regular_file()) sum += static_cast<double>(entry.file_size());
  return sum;
}

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Time against the library that has the bar; beside it the other floors, and instructions per byte of a
/// part.
void hold_time(Set& set, const std::string& name, const fs::path& path, const fs::path& part,
               const std::vector<std::string>& libraries, double limit) {
  std::vector<Command> commands{set.check(path, 1)};
  for (const std::string& library : libraries) commands.push_back(set.parse(library, path));
  const std::vector<Cost> costs = measure(commands, set.rounds());
  set.add(name + ": CPU time / " + libraries.front(), costs[0].cpu / costs[1].cpu, limit);
  for (std::size_t i = 1; i < libraries.size(); ++i)
    if (costs[i + 1].status == 0)
      std::printf("    / %-12s %8.2f\n", libraries[i].c_str(), costs[0].cpu / costs[i + 1].cpu);
    else
      set.skipped.push_back(libraries[i] + " was not there when the bench was built");
  set.add(name + ": peak memory / bytes", costs[0].peak / bytes_of(path), 3);
  const double own = instructions(set.check(part, 1));
  const double floor = instructions(set.parse(libraries.front(), part));
  if (floor > 0)
    std::printf("    instructions per byte %.1f, of %s %.1f: ratio %.2f\n", own / bytes_of(part),
                libraries.front().c_str(), floor / bytes_of(part), own / floor);
}

void hold_start(Set& set, const fs::path& environment) {
  const std::vector<Cost> costs = measure({set.check(environment, 1), {set.empty}}, set.quick ? 41 : 101);
  set.add("(a) one environment: wall time / empty program", costs[0].wall / costs[1].wall, 2.5);
  set.add("(a) one environment: milliseconds", costs[0].wall * 1000, 5);
}

Command each(const Set& set, const fs::path& path, int jobs) {
  Command command = set.check(path, jobs);
  command.insert(command.end() - 1, "--each");
  return command;
}

void hold_threads(Set& set, const std::string& name, Command one, Command two, double limit) {
  run(one);
  const std::string first = content(set.folder / "out");
  run(two);
  const bool same = content(set.folder / "out") == first;
  const std::vector<Cost> costs = measure({std::move(one), std::move(two)}, set.rounds());
  set.add(name + ": one thread / two, wall time", costs[0].wall / costs[1].wall, limit, true);
  set.add(name + ": output differs", same ? 0 : 1, 0);
}

void hold_growth(Set& set, const std::string& name, const Command& small, const Command& large) {
  const std::vector<Cost> costs = measure({small, large}, set.rounds());
  set.add(name + ": CPU time, 4 n / n", costs[1].cpu / costs[0].cpu, 4.4);
}

/// The whole process on the same 200 policies, each tool as its users run it.
void hold_peers(Set& set, const fs::path& policies) {
  struct Peer {
    std::string program;
    Command command;
    double times;
  };
  const std::vector<Peer> peers{{"parliament", {"parliament", "--directory", policies.string()}, 100},
                                {"iam-policy-validate", {"iam-policy-validate", policies.string()}, 15},
                                {"biome", {"biome", "lint", policies.string()}, 5}};
  for (const Peer& peer : peers) {
    if (installed(peer.program).empty()) {
      set.skipped.push_back(peer.program + " is not installed");
      continue;
    }
    const std::vector<Cost> costs = measure({set.check(policies, 2), peer.command}, set.rounds());
    set.add("200 policies: wall time of " + peer.program + " / ours", costs[1].wall / costs[0].wall,
            peer.times, true);
  }
}

void hold_all(Set& set, const fs::path& healthy) {
  const std::size_t part = set.quick ? 10 : 1;
  const Scale scale;
  const fs::path& folder = set.folder;
  write_fleet(folder / "a", healthy, 1);
  hold_start(set, folder / "a");

  write_policies(folder / "b", scale.policies / part, kSeed);
  write_policies(folder / "b4", scale.policies / part / 4, kSeed);
  hold_time(set, "(b) many policies", folder / "b", folder / "b4" / "0", {"nlohmann", "read", "simdjson"},
            0.75);
  hold_growth(set, "(b) many policies", set.check(folder / "b4", 1), set.check(folder / "b", 1));

  write_account(folder / "c.json", scale.account_bytes / part, kSeed);
  write_account(folder / "c-part.json", 1U << 20U, kSeed);
  hold_time(set, "(c) one account", folder / "c.json", folder / "c-part.json",
            {"nlohmann", "read", "simdjson"}, 0.5);
  write_roles(folder / "roles.json", 10000 / part, kSeed);
  write_roles(folder / "roles4.json", 2500 / part, kSeed);
  hold_growth(set, "(c) roles of one account", set.check(folder / "roles4.json", 1),
              set.check(folder / "roles.json", 1));

  write_cluster(folder / "d.yaml", scale.cluster_bytes / part, kSeed);
  write_cluster(folder / "d-part.yaml", 1U << 18U, kSeed);
  hold_time(set, "(d) one cluster", folder / "d.yaml", folder / "d-part.yaml",
            {"yaml-cpp", "read", "libyaml"}, 0.15);

  write_fleet(folder / "e", healthy, scale.environments / part);
  write_fleet(folder / "e4", healthy, scale.environments / part / 4);
  hold_threads(set, "(e) fleet", each(set, folder / "e", 1), each(set, folder / "e", 2), 1.6);
  hold_growth(set, "(e) fleet", each(set, folder / "e4", 1), each(set, folder / "e", 1));
  set.add("(e) fleet: peak memory in MB", run(each(set, folder / "e", 1)).peak / 1e6, 64);

  write_policies(folder / "p200", 200, kSeed);
  hold_peers(set, folder / "p200");
}

void write_results(const Set& set, const std::string& commit) {
  std::ofstream json(set.folder / "bench.json");
  json << "{\"commit\":\"" << commit << "\",\"quick\":" << (set.quick ? "true" : "false") << ",\"bars\":[";
  std::ofstream row(set.folder / "row.md");
  row << "| figure | measured | bar | holds |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < set.bars.size(); ++i) {
    const Bar& bar = set.bars[i];
    json << (i > 0 ? "," : "") << "\n{\"name\":\"" << bar.name << "\",\"figure\":" << bar.figure
         << ",\"limit\":" << bar.limit << ",\"holds\":" << (bar.holds() ? "true" : "false") << "}";
    row << "| " << bar.name << " | " << std::round(bar.figure * 100) / 100 << " | "
        << (bar.at_least ? "at least " : "at most ") << bar.limit << " | " << (bar.holds() ? "yes" : "no")
        << " |\n";
  }
  json << "\n]}\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) return 2;
  Set set{argv[1], argv[2], argv[3], argv[5], argc > 7 && std::string(argv[7]) == "--quick"};
  fs::create_directories(set.folder);
  hold_all(set, argv[4]);
  write_results(set, argv[6]);
  std::sort(set.skipped.begin(), set.skipped.end());
  set.skipped.erase(std::unique(set.skipped.begin(), set.skipped.end()), set.skipped.end());
  for (const std::string& what : set.skipped) std::printf("skipped: %s\n", what.c_str());
  const bool all = std::all_of(set.bars.begin(), set.bars.end(), [](const Bar& bar) { return bar.holds(); });
  if (all) std::puts("all bars hold");
  for (const Bar& bar : set.bars)
    if (!bar.holds()) std::printf("missed: %s: %.2f, bar %.2f\n", bar.name.c_str(), bar.figure, bar.limit);
  return all ? 0 : 1;
}
