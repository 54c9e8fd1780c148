// The access engine: decisions, subset checks, catalogue look-ups, worst patterns. Managed policies come from
// $CELINT_CORPUS/managed-policies.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <variant>

#include "access/catalogue.h"
#include "access/compare.h"
#include "access/evaluate.h"
#include "access/glob_search.h"
#include "model/model.h"
#include "parse/parse.h"

namespace {

using namespace celint;

constexpr std::size_t kPolicies = 100;

/// A hundred managed policies from all over the folder, with all they point into.
struct Corpus {
  std::vector<Source> sources;
  std::vector<Document> documents;
  Models models;
  std::vector<const Policy*> policies;
};

std::vector<std::filesystem::path> policy_files() {
  std::vector<std::filesystem::path> files;
  const char* corpus = std::getenv("CELINT_CORPUS");
  const std::filesystem::path folder =
      std::filesystem::path(corpus != nullptr ? corpus : "") / "managed-policies";
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Corpus read_corpus() {
  Corpus corpus;
  const auto files = policy_files();
  const std::size_t stride = std::max<std::size_t>(1, files.size() / kPolicies);
  for (std::size_t i = 0; i < files.size() && corpus.sources.size() < kPolicies; i += stride) {
    std::ifstream file(files[i], std::ios::binary);
    corpus.sources.push_back(
        {files[i].filename().string(), {std::istreambuf_iterator<char>(file), {}}, true, {}});
  }
  corpus.documents = parse(corpus.sources);
  corpus.models = model(corpus.documents, corpus.sources);
  for (const Policy& policy : corpus.models.policies) corpus.policies.push_back(&policy);
  return corpus;
}

const Corpus& corpus() {
  static const Corpus read = read_corpus();
  return read;
}

bool lacks_corpus(benchmark::State& state) {
  if (corpus().policies.size() >= 50) return false;
  state.SkipWithError("set CELINT_CORPUS to a folder that holds managed-policies");
  return true;
}

/// One request against one policy at a time, round the corpus.
void decisions(benchmark::State& state) {
  if (lacks_corpus(state)) return;
  const Request requests[] = {{"s3:GetObject", "arn:aws:s3:::example/key"},
                              {"eks:DescribeCluster", "arn:aws:eks:eu-west-1:111122223333:cluster/example"},
                              {"iam:PassRole", "arn:aws:iam::111122223333:role/example"},
                              {"s3:ListAllMyBuckets", "*"}};
  std::size_t at = 0;
  for (auto _ : state) {
    PolicyInputs inputs;
    inputs.identity = {corpus().policies[at % corpus().policies.size()]};
    benchmark::DoNotOptimize(decide(inputs, requests[at % 4], Context()));
    ++at;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decisions);

/// All ordered pairs of the corpus, one a time.
void subset_checks(benchmark::State& state) {
  if (lacks_corpus(state)) return;
  const auto& policies = corpus().policies;
  for (auto _ : state)
    for (const Policy* wide : policies)
      for (const Policy* narrow : policies)
        benchmark::DoNotOptimize(find_beyond({{wide}, nullptr}, {{narrow}, nullptr}));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(policies.size() * policies.size()));
}
BENCHMARK(subset_checks)->Unit(benchmark::kMillisecond)->Iterations(1);

void catalogue_look_up(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(builtin_catalogue().find("s3:getobjecttagging"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(catalogue_look_up);

void expand(benchmark::State& state, const char* pattern) {
  ActionSet set(builtin_catalogue().size());
  for (auto _ : state) {
    builtin_catalogue().expand_into(set, pattern);
    benchmark::DoNotOptimize(set);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(expand, one_action, "s3:GetObject");
BENCHMARK_CAPTURE(expand, prefix, "s3:Get*");
BENCHMARK_CAPTURE(expand, service, "ec2:*");
BENCHMARK_CAPTURE(expand, hard_in_service, "ec2:*e*e*e*z");
BENCHMARK_CAPTURE(expand, everything, "*");

std::string repeated(const std::string& text, std::int64_t count) {
  std::string result;
  for (std::int64_t i = 0; i < count; ++i) result += text;
  return result;
}

/// `*a*a*a...b` against a text of a's that it does not match.
void worst_match(benchmark::State& state) {
  const Glob glob = parse_glob(repeated("*a", state.range(0)) + "*b");
  const std::string text = repeated("a", 2000);
  for (auto _ : state) benchmark::DoNotOptimize(matches(glob, text));
}
BENCHMARK(worst_match)->Arg(4)->Arg(64)->Arg(512);

/// Two patterns of many stars each.
void worst_difference(benchmark::State& state) {
  const Glob a = parse_glob(repeated("*a", state.range(0)) + "*b");
  const Glob b = parse_glob(repeated("*b", state.range(0)) + "*a*b");
  for (auto _ : state) benchmark::DoNotOptimize(find_outside(a, {b}));
}
BENCHMARK(worst_difference)->Arg(4)->Arg(32)->Arg(128)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
