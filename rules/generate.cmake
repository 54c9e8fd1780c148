# Writes all_rules.cpp: one entry for each rules/<module>/<id>.cpp, with its page embedded.
file(GLOB sources ${ROOT}/rules/*/*.cpp)
set(ids "")
foreach(source ${sources})
  get_filename_component(id ${source} NAME_WE)
  list(APPEND ids ${id})
  set(source_of_${id} ${source})
endforeach()
list(SORT ids)
set(externs "")
set(entries "")
foreach(id ${ids})
  set(source ${source_of_${id}})
  get_filename_component(folder ${source} DIRECTORY)
  get_filename_component(module ${folder} NAME)
  string(REPLACE "-" "_" symbol ${id})
  set(page "")
  if(EXISTS ${folder}/${id}.md)
    file(READ ${folder}/${id}.md page)
  endif()
  # A rule that goes through compute environments can say nothing without one.
  file(READ ${source} code)
  set(joins false)
  if(code MATCHES "environments([^.]|[.]empty|[.]begin)")
    set(joins true)
  endif()
  string(APPEND externs "extern const Rule ${symbol};\n")
  string(APPEND entries "    {&${symbol}, \"${module}\", ${joins}, R\"__page__(${page})__page__\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [=[// Generated from the folder rules/: do not edit.
#include <iterator>

#include "check/rule.h"

namespace celint {
@externs@
namespace {

struct Entry {
  const Rule* rule;
  std::string_view module;
  bool joins;
  std::string_view page;
};

/// Sorted by id.
constinit const Entry kEntries[] = {
@entries@};

std::vector<Rule> table() {
  std::vector<Rule> rules;
  rules.reserve(std::size(kEntries));
  for (const Entry& entry : kEntries) {
    Rule& rule = rules.emplace_back(*entry.rule);
    rule.module = entry.module;
    rule.joins = entry.joins;
    rule.page = entry.page;
  }
  return rules;
}

}  // namespace

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> rules = table();
  return rules;
}

}  // namespace celint
]=])
