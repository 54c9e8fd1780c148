#include "report/inventory_entity.h"

#include <nlohmann/json.hpp>

#include "report/mask.h"

namespace celint {

using Json = nlohmann::ordered_json;

Json text_json(std::string_view text) { return masked(text); }

Json list_json(std::span<const Str> values) {
  Json list = Json::array();
  for (const Str& value : values) list.push_back(text_json(value.value));
  return list;
}

void put(Json& object, const char* name, const StrField& field) {
  if (!field.absent()) object[name] = field.known() ? text_json(field.value) : Json(nullptr);
}

void put(Json& object, const char* name, const Field<bool>& field) {
  if (!field.absent()) object[name] = field.known() ? Json(field.value) : Json(nullptr);
}

std::string dumped(const Json& object) { return object.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace celint
