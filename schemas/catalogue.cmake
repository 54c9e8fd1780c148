# Data tables -> constant data. The catalogue goes through a small program, the short tables are embedded as text.
add_executable(compile_catalogue ${CMAKE_SOURCE_DIR}/schemas/compile_catalogue.cpp
               ${CMAKE_SOURCE_DIR}/linter/access/catalogue_table.cpp)
target_include_directories(compile_catalogue PRIVATE ${CMAKE_SOURCE_DIR}/linter)
add_custom_command(
  OUTPUT ${generated}/catalogue_data.cpp
  COMMAND compile_catalogue ${CMAKE_SOURCE_DIR}/schemas/catalogue.tsv ${generated}/catalogue_data.cpp
  DEPENDS compile_catalogue ${CMAKE_SOURCE_DIR}/schemas/catalogue.tsv
  VERBATIM)
list(APPEND data_sources ${generated}/catalogue_data.cpp)

# embed_table(partitions kPartitionTable): schemas/partitions.tsv as a string_view of that name.
function(embed_table file constant)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/${file}.tsv)
  file(READ ${CMAKE_SOURCE_DIR}/schemas/${file}.tsv table)
  file(CONFIGURE OUTPUT ${generated}/${file}_data.cpp @ONLY CONTENT [=[// Generated from schemas/@file@.tsv: do not edit.
#include <string_view>

namespace celint {
extern const std::string_view @constant@;
constinit const std::string_view @constant@ = R"__table__(@table@)__table__";
}  // namespace celint
]=])
endfunction()

embed_table(partitions kPartitionTable)
embed_table(permissions kPermissionTable)
embed_table(unlisted kUnlistedTable)
list(APPEND data_sources ${generated}/partitions_data.cpp ${generated}/permissions_data.cpp ${generated}/unlisted_data.cpp)
