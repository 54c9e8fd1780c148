# Every schemas/*.schema.json as text, for the shape checks: parsed when the first document asks for one.
file(GLOB shape_schemas CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/*.schema.json)
list(FILTER shape_schemas EXCLUDE REGEX "/(celint-config|report|trace)[.]schema")  # celint's own, not a document's
list(SORT shape_schemas)
set(shape_entries "")
foreach(schema ${shape_schemas})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema})
  get_filename_component(name ${schema} NAME)
  string(REPLACE ".schema.json" "" name ${name})
  file(READ ${schema} text)
  string(APPEND shape_entries "    {\"${name}\", R\"__schema__(${text})__schema__\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${generated}/shape_schemas.cpp @ONLY CONTENT [=[// Generated from schemas/*.schema.json: do not edit.
#include "recognise/shape_schemas.h"

namespace celint {
namespace {

constexpr SchemaText kTexts[] = {
@shape_entries@};

}  // namespace

extern const std::span<const SchemaText> kSchemaTexts;
constinit const std::span<const SchemaText> kSchemaTexts = kTexts;

}  // namespace celint
]=])
list(APPEND data_sources ${generated}/shape_schemas.cpp)
