// TypeScript::json_schema: the same shapes as JSON Schema, draft 2020-12.
#include "schema/typescript.hpp"
#include "schema/typescript_text.hpp"
#include "schema/writer.hpp"

namespace live::schema {

namespace {

using typescript_text::joined;

std::string json_string(std::string_view text) {
  std::string out;
  encode_string(text, out);
  return out;
}

std::string limit(std::string_view keyword, std::size_t value, std::size_t unlimited) {
  return value == unlimited ? std::string() : ",\"" + std::string(keyword) + "\":" + std::to_string(value);
}

// JSON Schema counts code points, the server bytes; one point is one to four bytes.
std::string json_text(const Shape& shape) {
  return R"({"type":"string")" + limit("minLength", shape.min / 4 + (shape.min % 4 == 0 ? 0 : 1), 0) +
         limit("maxLength", shape.max, SIZE_MAX) + "}";
}

}  // namespace

std::string TypeScript::json_schema() const {
  std::string out = R"({"$schema":"https://json-schema.org/draft/2020-12/schema","$defs":{)";
  out.append(joined(declarations_, ",", [&](const Declaration& declaration) {
    return "\n" + json_string(declaration.name) + ":" + json_body(declaration.shape);
  }));
  return out + "\n}}\n";
}

std::string TypeScript::json_expression(ShapeOf shape_of) const {
  const std::size_t index = index_of(shape_of);
  if (index == declarations_.size()) return json_body(shape_of());
  return R"({"$ref":)" + json_string("#/$defs/" + declarations_[index].name) + "}";
}

std::string TypeScript::json_object(const Shape& shape) const {
  std::vector<std::string> properties;
  std::vector<std::string> required;
  if (!shape.tag.empty()) {
    properties.push_back(json_string(shape.tag_member) + R"(:{"const":)" + json_string(shape.tag) + "}");
    required.push_back(json_string(shape.tag_member));
  }
  for (const Shape::Member& member : shape.members) {
    properties.push_back(json_string(member.name) + ":" + json_expression(member.shape));
    if (member.required) required.push_back(json_string(member.name));
  }
  const auto same = [](const std::string& text) { return text; };
  std::string out = R"({"type":"object")";
  if (!shape.doc.empty()) out.append(",\"description\":").append(json_string(shape.doc));
  out.append(",\"properties\":{").append(joined(properties, ",", same)).append("}");
  if (!required.empty()) out.append(",\"required\":[").append(joined(required, ",", same)).append("]");
  return out + "}";
}

std::string TypeScript::json_body(const Shape& shape) const {
  using enum Shape::Form;
  const auto element = [&] { return json_expression(shape.element); };
  switch (shape.form) {
    case boolean:
      return R"({"type":"boolean"})";
    case integer:
      return R"({"type":"integer","minimum":)" + std::to_string(shape.lowest) +
             ",\"maximum\":" + std::to_string(shape.highest) + "}";
    case number:
      return R"({"type":"number"})";
    case string:
      return json_text(shape);
    case any:
      return "{}";
    case none:
      return R"({"type":"null"})";
    case optional:
    case alias:
      return element();
    case nullable:
      return "{\"anyOf\":[" + element() + R"(,{"type":"null"}]})";
    case object:
      return json_object(shape);
    case list:
      return R"({"type":"array","items":)" + element() + limit("minItems", shape.min, 0) +
             limit("maxItems", shape.max, SIZE_MAX) + "}";
    case map:
      return R"({"type":"object","propertyNames":)" + json_expression(shape.key) +
             ",\"additionalProperties\":" + element() + "}";
    case enumeration:
      return R"({"type":"string","enum":[)" + joined(shape.names, ",", json_string) + "]}";
    case variant:
      return "{\"oneOf\":[" +
             joined(shape.alternatives, ",", [&](ShapeOf alternative) { return json_expression(alternative); }) + "]}";
  }
  return "false";
}

}  // namespace live::schema
