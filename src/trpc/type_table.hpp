#pragma once
// How a procedure's input and output are named in TypeScript, kept beside the procedure for the generators.
#include <expected>
#include <string>
#include <string_view>

#include "schema/json.hpp"
#include "schema/typescript.hpp"
#include "trpc/none.hpp"

namespace live::trpc {

/// An absent input of a struct is read as `{}`: all of its members may be optional.
template <class In>
[[nodiscard]] std::expected<In, schema::Issues> decode_absent() {
  if constexpr (schema::DescribedStruct<In>) {
    return schema::decode<In>(std::string_view("{}"));
  } else {
    return schema::decode<In>(schema::Value());
  }
}

struct ProcedureTypes {
  /// Declares the type in the collector and gives its TypeScript expression. Null for none.
  using Declare = std::string (*)(schema::TypeScript&);

  Declare input = nullptr;
  Declare output = nullptr;
  /// True if the input may be left out.
  bool (*input_optional)() = nullptr;

  [[nodiscard]] bool has_input() const { return input != nullptr; }
};

template <class In, class Out>
[[nodiscard]] ProcedureTypes types_of() {
  ProcedureTypes types;
  if constexpr (!is_none<In>) {
    types.input = [](schema::TypeScript& typescript) { return typescript.add<In>(); };
    types.input_optional = [] { return decode_absent<In>().has_value(); };
  }
  if constexpr (!is_none<Out>) {
    types.output = [](schema::TypeScript& typescript) { return typescript.add<Out>(); };
  }
  return types;
}

}  // namespace live::trpc
