// Build tool: catalogue.tsv -> a C++ source that holds it as constant data, so that nothing is parsed at
// start.
#include <fstream>
#include <iostream>
#include <sstream>

#include "access/catalogue_table.h"

namespace {

using namespace celint;

std::ostream& operator<<(std::ostream& out, TextRef ref) {
  return out << '{' << ref.offset << ',' << ref.size << '}';
}

std::ostream& operator<<(std::ostream& out, const ConditionKeyRow& row) {
  return out << '{' << row.name << ',' << row.type << '}';
}

std::ostream& operator<<(std::ostream& out, const ResourceTypeRow& row) {
  return out << '{' << row.name << ',' << row.arn << '}';
}

std::ostream& operator<<(std::ostream& out, const ActionRow& row) {
  return out << '{' << row.name << ',' << row.resource_class << ',' << row.first_link << ',' << row.service
             << ',' << int{row.level} << ',' << int{row.type_count} << ',' << int{row.key_count} << '}';
}

std::ostream& operator<<(std::ostream& out, const ServiceRow& row) {
  return out << '{' << row.prefix << ',' << row.title << ',' << row.first_action << ',' << row.action_count
             << ',' << row.first_type << ',' << row.type_count << ',' << row.first_key << ',' << row.key_count
             << '}';
}

template <typename Row>
void write_array(std::ostream& out, const char* type, const char* name, const std::vector<Row>& rows) {
  out << "constexpr " << type << ' ' << name << "[] = {\n";
  for (const Row& row : rows) out << row << ",\n";
  out << "};\n";
}

void write_text(std::ostream& out, const std::string& text) {
  constexpr std::size_t kLine = 100;
  out << "constexpr char kText[] =\n";
  for (std::size_t at = 0; at < text.size(); at += kLine)
    out << "R\"~(" << text.substr(at, kLine) << ")~\"\n";
  out << ";\n";
}

void write(std::ostream& out, const CatalogueStore& store) {
  out << "// Generated from schemas/catalogue.tsv: do not edit.\n#include \"access/catalogue_table.h\"\n\n"
         "namespace celint {\nnamespace {\n\n";
  write_text(out, store.text);
  write_array(out, "ServiceRow", "kServices", store.services);
  write_array(out, "ActionRow", "kActions", store.actions);
  write_array(out, "ResourceTypeRow", "kTypes", store.types);
  write_array(out, "ConditionKeyRow", "kKeys", store.keys);
  write_array(out, "ConditionKeyRow", "kGlobalKeys", store.global_keys);
  write_array(out, "std::uint16_t", "kLinks", store.links);
  write_array(out, "std::uint16_t", "kIndex", store.index);
  out << "\n}  // namespace\n\nextern const CatalogueTable kCatalogueTable;\nconstinit const CatalogueTable "
         "kCatalogueTable{\""
      << store.date
      << "\", {kText, sizeof kText - 1}, kServices, kActions, kTypes, kKeys, kGlobalKeys, kLinks, "
         "kIndex};\n\n"
         "}  // namespace celint\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: compile_catalogue TABLE SOURCE\n";
    return 2;
  }
  try {
    std::ostringstream table;
    table << std::ifstream(argv[1], std::ios::binary).rdbuf();
    std::ofstream out(argv[2], std::ios::binary);
    write(out, celint::read_catalogue_table(table.str()));
    return out.flush() ? 0 : 1;
  } catch (const celint::BadCatalogue& problem) {
    std::cerr << argv[1] << ": " << problem.what() << '\n';
    return 1;
  }
}
