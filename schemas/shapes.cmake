# Every schemas/*.schema.json as constant data, for the shape checks.
file(GLOB shape_schemas CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/*.schema.json)
list(FILTER shape_schemas EXCLUDE REGEX "/(celint-config|report|trace)[.]schema")  # celint's own, not a document's
list(SORT shape_schemas)
add_executable(compile_schemas ${CMAKE_SOURCE_DIR}/schemas/compile_schemas.cpp)
target_link_libraries(compile_schemas PRIVATE nlohmann_json::nlohmann_json)
add_custom_command(
  OUTPUT ${generated}/schema_data.cpp
  COMMAND compile_schemas ${generated}/schema_data.cpp ${shape_schemas}
  DEPENDS compile_schemas ${shape_schemas}
  VERBATIM)
list(APPEND data_sources ${generated}/schema_data.cpp)
