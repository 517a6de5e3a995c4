#pragma once
// Emits the client's side of the described shapes: TypeScript types, zod 4 schemas and JSON Schema. What is added comes
// out in the order added, after what it needs; the same calls always give the same text.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "schema/codec.hpp"
#include "schema/shape.hpp"

namespace live::schema {

class TypeScript {
 public:
  /// Declares T and everything it needs; returns the TypeScript type expression for T. A name may be given to a type
  /// that has none of its own, such as a variant.
  template <class T>
  std::string add(std::string_view name = {}) {
    return add_shape(&Codec<T>::shape, name);
  }

  /// All `export interface ...` and `export type ...` declarations.
  [[nodiscard]] std::string types() const;
  /// A whole module: the import of zod and `export const <Type>Schema = ...` for each declared type. Recursive types
  /// are imported from `types_module`.
  [[nodiscard]] std::string zod(std::string_view types_module = "./types") const;
  /// One JSON Schema (2020-12) with each declared type under `$defs`.
  [[nodiscard]] std::string json_schema() const;

 private:
  struct Declaration {
    std::string name;
    ShapeOf origin;
    Shape shape;
  };

  std::string add_shape(ShapeOf shape_of, std::string_view name);
  void declare(ShapeOf shape_of, std::string_view name);
  void declare_parts(const Shape& shape);
  /// The index of the declaration made from it; the number of declarations if there is none.
  [[nodiscard]] std::size_t index_of(ShapeOf shape_of) const;
  [[nodiscard]] bool is_declared(ShapeOf shape_of) const { return index_of(shape_of) < declarations_.size(); }

  [[nodiscard]] std::string type_expression(ShapeOf shape_of) const;
  [[nodiscard]] std::string type_body(const Shape& shape) const;
  [[nodiscard]] std::string interface_body(const Shape& shape) const;
  /// `at`: the declaration being written; what is declared at or after it does not exist yet when it is evaluated.
  [[nodiscard]] std::string zod_expression(ShapeOf shape_of, std::size_t at) const;
  [[nodiscard]] std::string zod_body(const Shape& shape, std::size_t at) const;
  [[nodiscard]] std::string zod_object(const Shape& shape, std::size_t at) const;
  [[nodiscard]] std::string zod_variant(const Shape& shape, std::size_t at) const;
  [[nodiscard]] std::string json_expression(ShapeOf shape_of) const;
  [[nodiscard]] std::string json_body(const Shape& shape) const;
  [[nodiscard]] std::string json_object(const Shape& shape) const;

  std::vector<Declaration> declarations_;
  std::vector<ShapeOf> open_;
};

}  // namespace live::schema
