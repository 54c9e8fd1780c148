#include "link/policy_layout.h"

#include "link/value_edit.h"

namespace celint {

bool is_editable(const Policy& policy) { return policy.text == nullptr && !policy.fragment; }

bool is_yaml(const Policy& policy) { return policy.document->format == Format::yaml; }

Layout layout_of(const World& world, const Policy& policy) {
  Layout layout{!is_yaml(policy) && text_of(world, policy.span).find('\n') != std::string_view::npos, "  "};
  for (const Statement& statement : policy.statements) {
    const std::string outer = indent_at(world, statement.span);
    const std::string inner = indent_at(world, statement.actions_span);
    if (inner.size() > outer.size()) layout.unit = inner.substr(outer.size());
  }
  return layout;
}

std::string enclosed(char open, const std::vector<std::string>& parts, char close, const Layout& layout,
                     const std::string& indent) {
  std::string result(1, open);
  const std::string gap = layout.lines ? "\n" + indent + layout.unit : " ";
  for (std::size_t i = 0; i < parts.size(); ++i)
    result += (i > 0 ? "," : "") + (i == 0 && !layout.lines ? "" : gap) + parts[i];
  return result + (layout.lines ? "\n" + indent : "") + close;
}

std::string values_text(const std::vector<std::string>& values, const Layout& layout,
                        const std::string& indent) {
  if (values.size() == 1) return json_string(values.front());
  std::vector<std::string> parts;
  for (const std::string& value : values) parts.push_back(json_string(value));
  return enclosed('[', parts, ']', layout, indent);
}

std::string member(std::string_view key, const std::string& value) { return json_string(key) + ": " + value; }

}  // namespace celint
