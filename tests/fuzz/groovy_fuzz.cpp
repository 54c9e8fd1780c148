// Feeds any bytes to the reader of Nextflow configuration. It must end, in time linear in the text, and every
// place it gives must lie inside the text.
#include <cstdint>
#include <string_view>

#include "model/pod_options.h"
#include "tests/fuzz/require.h"

namespace {

using namespace celint;

void check_value(const GroovyValue& value, std::size_t size) {
  require(value.span.begin <= value.span.end && value.span.end <= size);
  for (const GroovyValue& item : value.items) check_value(item, size);
  for (const GroovyEntry& entry : value.entries) check_value(entry.value, size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const NextflowConfig config = nextflow_config({text, 0, nullptr});
  for (const GroovyAssignment& assignment : config.assignments()) {
    require(!assignment.name.empty() || assignment.path.empty());
    require(assignment.key.end <= size && assignment.line.end <= size);
    require(assignment.line.begin <= assignment.key.begin);
    check_value(assignment.value, size);
    config.setting(assignment.path);
  }
  pod_options(config);
  return 0;
}
