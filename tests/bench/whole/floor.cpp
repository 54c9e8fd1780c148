// What a popular library takes merely to parse the same files: floor read|nlohmann|simdjson|yaml-cpp|libyaml
// PATH.
#include <yaml-cpp/yaml.h>
#include <yaml.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#ifdef CELINT_SIMDJSON
#include <simdjson.h>
#endif

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(path))
    if (entry.is_regular_file()) found.push_back(entry.path());
  return found;
}

std::string bytes_of(const fs::path& file) {
  std::string text(fs::file_size(file), '\0');
  std::FILE* stream = std::fopen(file.c_str(), "rb");
  if (stream == nullptr || std::fread(text.data(), 1, text.size(), stream) != text.size()) std::exit(2);
  std::fclose(stream);
  return text;
}

/// Each returns something of the result, so that no compiler leaves the work out.
std::size_t read_only(const std::string& text) { return text.size(); }

std::size_t with_nlohmann(const std::string& text) { return nlohmann::json::parse(text).size(); }

std::size_t with_yaml_cpp(const std::string& text) { return YAML::LoadAll(text).size(); }

std::size_t with_libyaml(const std::string& text) {
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::size_t events = 0;
  for (bool more = true; more; ++events) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) == 0) std::exit(2);
    more = event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return events;
}

#ifdef CELINT_SIMDJSON
std::size_t with_simdjson(const std::string& text) {
  static simdjson::dom::parser parser;
  return parser.parse(text).is_object() ? 1 : 0;
}
#endif

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc == 3 ? argv[1] : "";
  std::size_t (*work)(const std::string&) = nullptr;
  if (mode == "read") work = read_only;
  if (mode == "nlohmann") work = with_nlohmann;
  if (mode == "yaml-cpp") work = with_yaml_cpp;
  if (mode == "libyaml") work = with_libyaml;
#ifdef CELINT_SIMDJSON
  if (mode == "simdjson") work = with_simdjson;
#endif
  if (work == nullptr) return 3;
  std::size_t sum = 0;
  for (const fs::path& file : files(argv[2])) sum += work(bytes_of(file));
  std::printf("%zu\n", sum);
}
