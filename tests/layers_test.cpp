// The tree is the diagram of the pipeline: this test reads the #include lines and holds it to that.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "fixture.h"
#include "temp_folder.h"

namespace {

namespace fs = std::filesystem;

// In pipeline order: a stage includes itself and what stands before it.
const std::vector<std::string> kStages = {"read",  "parse", "recognise", "model", "access", "link",
                                          "check", "fix",   "report",    "cli",   "main"};

struct Include {
  std::string file;    // relative to the repository
  std::string header;  // as written, without quotes or brackets
};

// A library and the only files that may include it: prefixes of paths.
struct Library {
  std::string header;
  std::vector<std::string> homes;
};

const std::vector<Library> kLibraries = {
    {"nlohmann/", {"linter/parse/json", "linter/report/"}},
    {"yaml.h", {"linter/parse/yaml.cpp"}},
    {"yaml-cpp/", {"linter/read/settings"}},
    {"CLI/", {"linter/cli/options"}},
    {"re2/", {"linter/report/mask.cpp", "linter/link/secrets.cpp"}},
};

// What a rule may look at: typed models and joined facts, never text, the tree or another rule's output.
const std::vector<std::string> kRuleHeaders = {"check/",         "link/",          "model/",       "access/",
                                               "read/letters.h", "read/nearest.h", "read/source.h"};

std::vector<Include> includes_below(const fs::path& root, const std::string& folder) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
  std::vector<Include> includes;
  if (!fs::exists(root / folder)) return includes;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    std::smatch match;
    for (std::string line; std::getline(file, line);)
      if (std::regex_search(line, match, kInclude))
        includes.push_back({entry.path().lexically_relative(root).generic_string(), match[1]});
  }
  return includes;
}

// The stage of `linter/<stage>/...` or of an included `<stage>/...`; kStages.size() if it is none.
std::size_t stage_of(const std::string& path) {
  const std::string name = path == "linter/main.cpp" ? "main" : path.substr(0, path.find('/'));
  return static_cast<std::size_t>(std::ranges::find(kStages, name) - kStages.begin());
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& prefixes) {
  return std::ranges::any_of(prefixes, [&](const std::string& prefix) { return text.starts_with(prefix); });
}

// One line for each include that goes against the pipeline.
std::vector<std::string> faults(const fs::path& root) {
  std::vector<std::string> lines;
  for (const Include& include : includes_below(root, "linter")) {
    const bool is_main = include.file == "linter/main.cpp";
    const std::size_t from = stage_of(is_main ? include.file : include.file.substr(sizeof "linter/" - 1));
    const std::size_t to = stage_of(include.header);
    if (from == kStages.size())
      lines.push_back(include.file + " lies in no stage");
    else if (to != kStages.size() && to > from)
      lines.push_back(include.file + " includes the later " + include.header);
  }
  for (const Include& include : includes_below(root, "rules"))
    if (stage_of(include.header) != kStages.size() && !starts_with_any(include.header, kRuleHeaders))
      lines.push_back(include.file + " includes " + include.header);
  for (const char* folder : {"linter", "rules"})
    for (const Include& include : includes_below(root, folder))
      for (const Library& library : kLibraries)
        if (include.header.starts_with(library.header) && !starts_with_any(include.file, library.homes))
          lines.push_back(include.file + " includes " + include.header);
  std::ranges::sort(lines);
  return lines;
}

}  // namespace

TEST_CASE("no stage includes a later one and no library leaves its file") {
  const fs::path root = repository();
  CHECK(includes_below(root, "linter").size() > 20);
  for (const std::string& fault : faults(root)) FAIL_CHECK(fault);
}

TEST_CASE("an include against the pipeline is seen") {
  const celint::TempFolder folder;
  folder.write("linter/main.cpp", "#include \"read/read.h\"\n#include \"cli/options.h\"\n");
  folder.write("linter/read/read.cpp", "#include \"read/read.h\"\n#  include \"link/world.h\"\n");
  folder.write("linter/check/rule.h", "#include \"link/launch_path.h\"\n#include <nlohmann/json.hpp>\n");
  folder.write("linter/report/json.cpp", "#include <nlohmann/json.hpp>\n#include \"fix/fix.h\"\n");
  folder.write("linter/tools/x.cpp", "#include <string>\n");
  folder.write("rules/policy/x.cpp",
               "#include \"check/rule.h\"\n#include \"parse/tree.h\"\n#include <yaml.h>\n");
  CHECK(faults(folder.path()) ==
        std::vector<std::string>{
            "linter/check/rule.h includes nlohmann/json.hpp",
            "linter/read/read.cpp includes the later link/world.h", "linter/tools/x.cpp lies in no stage",
            "rules/policy/x.cpp includes parse/tree.h", "rules/policy/x.cpp includes yaml.h"});
}
