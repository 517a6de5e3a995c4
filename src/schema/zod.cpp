// TypeScript::zod: runtime schemas for zod 4.
#include "schema/types.hpp"
#include "schema/typescript.hpp"
#include "schema/typescript_text.hpp"

namespace live::schema {

namespace {

using namespace typescript_text;

std::string schema_name(std::string_view type_name) {
  std::string out(type_name);
  if (!type_name.ends_with("Schema")) out.append("Schema");
  return out;
}

std::string sized(std::string expression, std::size_t min, std::size_t max) {
  if (min == max) return expression + ".length(" + std::to_string(min) + ")";
  if (min > 0) expression.append(".min(").append(std::to_string(min)).append(")");
  if (max != SIZE_MAX) expression.append(".max(").append(std::to_string(max)).append(")");
  return expression;
}

std::string zod_integer(const Shape& shape) {
  // z.int() already keeps to the safe integers.
  std::string out = "z.int()";
  if (shape.lowest > -max_safe_integer) out.append(".min(").append(std::to_string(shape.lowest)).append(")");
  if (shape.highest < max_safe_integer) out.append(".max(").append(std::to_string(shape.highest)).append(")");
  return out;
}

// The server counts bytes of UTF-8, JavaScript units of UTF-16, each one to three bytes: the client's check must never
// refuse what the server takes.
std::string zod_string(const Shape& shape) {
  std::string out = "z.string()";
  const std::size_t min_units = shape.min / 3 + (shape.min % 3 == 0 ? 0 : 1);
  if (min_units > 0) out.append(".min(").append(std::to_string(min_units)).append(")");
  if (shape.max != SIZE_MAX) out.append(".max(").append(std::to_string(shape.max)).append(")");
  return out;
}

/// Names in `z.ZodType<Name>`: the types that must be imported because a schema needs itself.
std::string recursive_names(std::string_view body) {
  constexpr std::string_view mark = "z.ZodType<";
  std::vector<std::string_view> names;
  for (std::size_t at = body.find(mark); at != std::string_view::npos; at = body.find(mark, at + 1)) {
    const std::size_t start = at + mark.size();
    const std::string_view name = body.substr(start, body.find('>', start) - start);
    bool known = false;
    for (const std::string_view seen : names) known = known || seen == name;
    if (!known) names.push_back(name);
  }
  return joined(names, ", ", [](std::string_view name) { return name; });
}

}  // namespace

std::string TypeScript::zod(std::string_view types_module) const {
  std::string body;
  for (std::size_t at = 0; at < declarations_.size(); ++at) {
    body.append("\nexport const ").append(schema_name(declarations_[at].name)).append(" = ");
    body.append(zod_body(declarations_[at].shape, at)).append(";\n");
  }
  std::string out = "import { z } from 'zod';\n";
  if (const std::string names = recursive_names(body); !names.empty()) {
    out.append("import type { ").append(names).append(" } from ").append(quoted(types_module)).append(";\n");
  }
  return out + body;
}

std::string TypeScript::zod_expression(ShapeOf shape_of, std::size_t at) const {
  const std::size_t index = index_of(shape_of);
  if (index == declarations_.size()) return zod_body(shape_of(), at);
  const std::string name = schema_name(declarations_[index].name);
  return index < at ? name : "z.lazy((): z.ZodType<" + declarations_[index].name + "> => " + name + ")";
}

std::string TypeScript::zod_object(const Shape& shape, std::size_t at) const {
  std::string out = "z.object({\n";
  if (!shape.tag.empty()) {
    out.append("  ").append(property(shape.tag_member)).append(": z.literal(").append(quoted(shape.tag)).append("),\n");
  }
  for (const Shape::Member& member : shape.members) {
    const Shape inner = member.shape();
    const bool optional = inner.form == Shape::Form::optional;
    out.append("  ").append(property(member.name)).append(": ");
    out.append(zod_expression(optional ? inner.element : member.shape, at));
    out.append(member.required ? ",\n" : ".optional(),\n");
  }
  return out + "})";
}

std::string TypeScript::zod_variant(const Shape& shape, std::size_t at) const {
  const std::string options =
      joined(shape.alternatives, ", ", [&](ShapeOf alternative) { return zod_expression(alternative, at); });
  // A lazy option has no discriminator to look at.
  if (options.find("z.lazy(") != std::string::npos) return "z.union([" + options + "])";
  return "z.discriminatedUnion(" + quoted(shape.tag_member) + ", [" + options + "])";
}

std::string TypeScript::zod_body(const Shape& shape, std::size_t at) const {
  using enum Shape::Form;
  const auto element = [&] { return zod_expression(shape.element, at); };
  switch (shape.form) {
    case boolean:
      return "z.boolean()";
    case integer:
      return zod_integer(shape);
    case number:
      return "z.number()";
    case string:
      return zod_string(shape);
    case any:
      return "z.unknown()";
    case none:
      return "z.undefined()";
    case optional:
      return element() + ".optional()";
    case nullable:
      return element() + ".nullable()";
    case alias:
      return element();
    case object:
      return zod_object(shape, at);
    case list:
      if (shape.min == shape.max && shape.max <= max_tuple) return "z.tuple([" + repeated(element(), shape.max) + "])";
      return sized("z.array(" + element() + ")", shape.min, shape.max);
    case map: {
      const std::string function = shape.key().form == enumeration ? "z.partialRecord(" : "z.record(";
      return function + zod_expression(shape.key, at) + ", " + element() + ")";
    }
    case enumeration:
      return "z.enum([" + joined(shape.names, ", ", quoted) + "])";
    case variant:
      return zod_variant(shape, at);
  }
  return "z.never()";
}

}  // namespace live::schema
