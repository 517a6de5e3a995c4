#include "schema/typescript.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "schema/typescript_text.hpp"

namespace live::schema {

namespace detail {

std::string unqualified(std::string_view cpp_name) {
  std::string out;
  std::string word;
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  for (std::size_t i = 0; i < cpp_name.size(); ++i) {
    if (is_word(cpp_name[i])) {
      word.push_back(cpp_name[i]);
    } else if (cpp_name.substr(i).starts_with("::")) {
      word.clear();
    } else if (cpp_name[i] == '(') {
      // `(anonymous namespace)` is no part of the name.
      i = std::min(cpp_name.find(')', i), cpp_name.size() - 1);
    } else {
      out.append(word);
      word.clear();
    }
  }
  return out.append(word);
}

}  // namespace detail

namespace typescript_text {

bool is_identifier(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !name.empty() && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || digit(c); });
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    ENSURE(static_cast<unsigned char>(c) >= 0x20);
    if (c == '\'' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "'";
}

std::string property(std::string_view name) { return is_identifier(name) ? std::string(name) : quoted(name); }

}  // namespace typescript_text

namespace {

using namespace typescript_text;

std::string jsdoc(std::string_view doc) {
  if (doc.empty()) return {};
  std::string out = "/** ";
  for (const char c : doc) {
    if (c == '/' && out.back() == '*') out.push_back(' ');
    out.append(c == '\n' ? std::string("\n * ") : std::string(1, c));
  }
  return out + " */\n";
}

bool is_tuple(const Shape& shape) { return shape.min == shape.max && shape.max <= max_tuple; }

}  // namespace

std::size_t TypeScript::index_of(ShapeOf shape_of) const {
  const auto found = std::ranges::find(declarations_, shape_of, &Declaration::origin);
  return static_cast<std::size_t>(found - declarations_.begin());
}

std::string TypeScript::add_shape(ShapeOf shape_of, std::string_view name) {
  declare(shape_of, name);
  // Alone, "nothing" is what a procedure takes or gives; as a member it is `undefined`.
  const std::string expression = type_expression(shape_of);
  return expression == "undefined" ? "void" : expression;
}

void TypeScript::declare(ShapeOf shape_of, std::string_view name) {
  if (is_declared(shape_of) || std::ranges::find(open_, shape_of) != open_.end()) return;
  Shape shape = shape_of();
  if (!name.empty()) shape.name = name;
  open_.push_back(shape_of);
  declare_parts(shape);
  open_.pop_back();
  if (shape.name.empty()) return;
  // Two C++ types with one TypeScript name: one of them needs a `ts_name`.
  const bool name_taken = std::ranges::find(declarations_, shape.name, &Declaration::name) != declarations_.end();
  ENSURE(!name_taken);
  declarations_.push_back({shape.name, shape_of, std::move(shape)});
}

void TypeScript::declare_parts(const Shape& shape) {
  if (shape.key != nullptr) declare(shape.key, {});
  if (shape.element != nullptr) declare(shape.element, {});
  for (const Shape::Member& member : shape.members) declare(member.shape, {});
  for (const ShapeOf alternative : shape.alternatives) declare(alternative, {});
}

std::string TypeScript::types() const {
  std::string out;
  for (const Declaration& declaration : declarations_) {
    if (!out.empty()) out.push_back('\n');
    out.append(jsdoc(declaration.shape.doc));
    if (declaration.shape.form == Shape::Form::object) {
      out.append("export interface ").append(declaration.name).append(" ");
      out.append(interface_body(declaration.shape)).append("\n");
    } else {
      out.append("export type ").append(declaration.name).append(" = ");
      out.append(type_body(declaration.shape)).append(";\n");
    }
  }
  return out;
}

std::string TypeScript::type_expression(ShapeOf shape_of) const {
  const std::size_t index = index_of(shape_of);
  return index < declarations_.size() ? declarations_[index].name : type_body(shape_of());
}

std::string TypeScript::interface_body(const Shape& shape) const {
  std::string out = "{\n";
  if (!shape.tag.empty()) {
    out.append("  ").append(property(shape.tag_member)).append(": ").append(quoted(shape.tag)).append(";\n");
  }
  for (const Shape::Member& member : shape.members) {
    out.append("  ").append(property(member.name)).append(member.required ? ": " : "?: ");
    const Shape inner = member.shape();
    const bool optional = inner.form == Shape::Form::optional;
    out.append(type_expression(optional ? inner.element : member.shape));
    out.append(member.required || inner.form == Shape::Form::none ? ";\n" : " | undefined;\n");
  }
  return out + "}";
}

std::string TypeScript::type_body(const Shape& shape) const {
  using enum Shape::Form;
  const auto element = [&] { return type_expression(shape.element); };
  switch (shape.form) {
    case boolean:
      return "boolean";
    case integer:
    case number:
      return "number";
    case string:
      return "string";
    case any:
      return "unknown";
    case none:
      return "undefined";
    case optional:
      return element() + " | undefined";
    case nullable:
      return element() + " | null";
    case alias:
      return element();
    case object:
      return interface_body(shape);
    case list: {
      if (is_tuple(shape)) return "[" + repeated(element(), shape.max) + "]";
      const std::string item = element();
      return item.find(' ') == std::string::npos ? item + "[]" : "(" + item + ")[]";
    }
    case map: {
      const bool some_keys = shape.key().form == enumeration;
      const std::string record = "Record<" + type_expression(shape.key) + ", " + element() + ">";
      return some_keys ? "Partial<" + record + ">" : record;
    }
    case enumeration:
      return joined(shape.names, " | ", quoted);
    case variant:
      return joined(shape.alternatives, " | ", [&](ShapeOf alternative) { return type_expression(alternative); });
  }
  return "never";
}

}  // namespace live::schema
