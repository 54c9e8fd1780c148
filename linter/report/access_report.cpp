#include "report/access_report.h"

#include <nlohmann/json.hpp>

#include "parse/parse.h"
#include "report/character.h"
#include "report/source_text.h"

namespace celint {
namespace {

using Json = nlohmann::ordered_json;

std::string line(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string_view effect_of(const Statement& statement) {
  if (!statement.effect.known()) return "unknown";
  return statement.denies() ? "Deny" : "Allow";
}

Json statement_json(const Deciding& deciding, SourceTexts& texts) {
  const Statement& statement = *deciding.statement;
  const SourceText& text = texts.of(statement.span.source);
  const Extent place = extent(text, statement.span);
  return {{"path", text.source.path},
          {"pointer", pointer(*deciding.policy->document, statement.span)},
          {"sid", statement.sid.known() ? Json(statement.sid.value) : Json()},
          {"effect", effect_of(statement)},
          {"region",
           {{"startLine", place.begin.line},
            {"startColumn", place.begin.column},
            {"endLine", place.end.line},
            {"endColumn", place.end.column}}}};
}

std::string conditions_text(const Statement& statement) {
  std::string text;
  for (const Condition& condition : statement.conditions)
    text += (text.empty() ? " depends on " : ", ") + std::string(condition.op.value) + " " +
            std::string(condition.key.value);
  return text.empty() ? " may apply" : text;
}

std::string statement_text(const Deciding& deciding, SourceTexts& texts) {
  const Statement& statement = *deciding.statement;
  const SourceText& text = texts.of(statement.span.source);
  const Extent place = extent(text, statement.span);
  std::string result = "  " + printable(text.source.path) + ":" + std::to_string(place.begin.line) + ":" +
                       std::to_string(place.begin.column) + ": " + std::string(effect_of(statement));
  if (statement.sid.known()) result += " '" + printable(statement.sid.value) + "'";
  if (deciding.applies == Truth::maybe) result += printable(conditions_text(statement));
  return result + "\n";
}

bool is_found(const Beyond& beyond) { return beyond.result == GlobSearch::Result::found; }
bool is_unknown(const Beyond& beyond) { return beyond.result == GlobSearch::Result::unknown; }

std::string beyond_text(const std::string& wide, const std::string& narrow, const Beyond& beyond) {
  if (is_unknown(beyond)) return wide + " may allow more than " + narrow + ": it could not be decided.\n";
  if (!is_found(beyond)) return wide + " allows nothing that " + narrow + " does not.\n";
  std::string text =
      wide + " allows what " + narrow + " does not, for example " + beyond.action + " on " + beyond.resource;
  for (std::size_t i = 0; i < beyond.conditions.size(); ++i)
    text += (i == 0 ? ", where " : " and ") + beyond.conditions[i];
  return text + ".\n";
}

Json beyond_json(const std::string& by, const Beyond& beyond) {
  return {{"allowedBy", by},
          {"action", beyond.action},
          {"resource", beyond.resource},
          {"conditions", beyond.conditions}};
}

}  // namespace

std::string reply_text(SourceTexts& texts, const Question& question, const Reply& reply) {
  std::string text = std::string(to_string(reply.decision.answer)) + ": " +
                     printable(question.request.action) + " on " + printable(question.request.resource) +
                     "\n";
  for (const Deciding& deciding : reply.decision.statements) text += statement_text(deciding, texts);
  for (const std::string& note : reply.notes) text += "  note: " + printable(note) + "\n";
  return text;
}

std::string reply_json(SourceTexts& texts, const Question& question, const Reply& reply) {
  Json statements = Json::array();
  for (const Deciding& deciding : reply.decision.statements)
    statements.push_back(statement_json(deciding, texts));
  return line({{"action", question.request.action},
               {"resource", question.request.resource},
               {"decision", to_string(reply.decision.answer)},
               {"statements", std::move(statements)}});
}

std::string comparison_text(const Comparison& comparison) {
  const std::string first = printable(comparison.first_name), second = printable(comparison.second_name);
  const auto none = [](const Beyond& beyond) { return beyond.result == GlobSearch::Result::none; };
  if (none(comparison.first) && none(comparison.second))
    return first + " and " + second + " allow the same.\n";
  return beyond_text(first, second, comparison.first) + beyond_text(second, first, comparison.second);
}

std::string comparison_json(const Comparison& comparison) {
  const Beyond& first = comparison.first;
  const Beyond& second = comparison.second;
  std::string_view relation = "equal";
  if (is_found(first) && is_found(second))
    relation = "different";
  else if (is_unknown(first) || is_unknown(second))
    relation = "unknown";
  else if (is_found(first) || is_found(second))
    relation = is_found(first) ? "wider" : "narrower";
  Json beyond = Json::array();
  if (is_found(first)) beyond.push_back(beyond_json(comparison.first_name, first));
  if (is_found(second)) beyond.push_back(beyond_json(comparison.second_name, second));
  return line({{"relation", relation}, {"beyond", std::move(beyond)}});
}

std::string grants_text(const std::vector<GrantLine>& lines) {
  if (lines.empty()) return "Nothing is allowed.\n";
  std::string text, service;
  for (const GrantLine& grant : lines) {
    if (grant.service != service) text += (service.empty() ? "" : "\n") + grant.service + "\n";
    service = grant.service;
    text += "  " + std::string(to_string(grant.level)) + ": " + std::to_string(grant.actions.size()) +
            " of " + std::to_string(grant.of) + (grant.certain ? "" : " (some depend on conditions)") +
            "\n   ";
    for (const std::string& action : grant.actions) text += " " + action.substr(action.find(':') + 1);
    text += "\n    on";
    for (const std::string& resource : grant.resources) text += " " + printable(resource);
    text += "\n";
  }
  return text;
}

std::string grants_json(const std::vector<GrantLine>& lines) {
  std::string text;
  for (const GrantLine& grant : lines)
    text += line({{"service", grant.service},
                  {"level", to_string(grant.level)},
                  {"actions", grant.actions},
                  {"of", grant.of},
                  {"resources", grant.resources},
                  {"certain", grant.certain}});
  return text;
}

}  // namespace celint
