// How a policy document's text is laid out. Private to this stage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "link/world.h"

namespace celint {

/// Text inside a string would need its quotes escaped.
bool is_editable(const Policy& policy);

bool is_yaml(const Policy& policy);

struct Layout {
  bool lines = false;  ///< JSON with an element a line; else all in one line.
  std::string unit;    ///< One step of indentation.
};

Layout layout_of(const World& world, const Policy& policy);

/// Parts in brackets. `indent` is that of the line with the opening bracket.
std::string enclosed(char open, const std::vector<std::string>& parts, char close, const Layout& layout,
                     const std::string& indent);

/// One string alone, several as a list.
std::string values_text(const std::vector<std::string>& values, const Layout& layout,
                        const std::string& indent);

std::string member(std::string_view key, const std::string& value);

}  // namespace celint
