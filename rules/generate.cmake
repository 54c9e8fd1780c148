# Writes all_rules.cpp: one entry for each rules/<module>/<id>.cpp, with its page embedded.
file(GLOB sources ${ROOT}/rules/*/*.cpp)
list(SORT sources)
set(externs "")
set(entries "")
foreach(source ${sources})
  get_filename_component(id ${source} NAME_WE)
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
  string(APPEND entries "      entry(${symbol}, \"${module}\", ${joins}, R\"__page__(${page})__page__\"),\n")
endforeach()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [=[// Generated from the folder rules/: do not edit.
#include <algorithm>

#include "check/rule.h"

namespace celint {
@externs@
namespace {

Rule entry(Rule rule, std::string_view module, bool joins, std::string_view page) {
  rule.module = module;
  rule.joins = joins;
  rule.page = page;
  return rule;
}

std::vector<Rule> table() {
  std::vector<Rule> rules{
@entries@  };
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return rules;
}

}  // namespace

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> rules = table();
  return rules;
}

}  // namespace celint
]=])
