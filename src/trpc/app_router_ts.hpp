#pragma once
// What is generated from the table of procedures (§8): types for stock tRPC clients, runtime schemas, documentation.
// The same router always gives the same text.
#include <string>
#include <string_view>

#include "schema/typescript.hpp"
#include "trpc/router.hpp"

namespace live::trpc {

struct TypeOptions {
  /// May hold types beyond those of the procedures (event payloads); they come out first.
  schema::TypeScript types{};
  /// Further members of `error.data` in TypeScript, e.g. `refusal?: Refusal`. `issues` is always among them.
  std::string error_data{};
  /// From where the runtime schemas import the types.
  std::string types_module = "./app-router";
};

/// The declaration file: payload types, then `AppRouter`. `@trpc/server` is needed for its types alone.
[[nodiscard]] std::string app_router_declaration(const Router& router, TypeOptions options = {});
/// Runtime schemas (zod 4) of every payload, and `procedures`: kind, input and output schema by path. The output of a
/// subscription is one event's data.
[[nodiscard]] std::string zod_schemas(const Router& router, TypeOptions options = {});
/// A Markdown table: procedure, kind, who may call it, what it does, input, output.
[[nodiscard]] std::string procedure_table(const Router& router);

}  // namespace live::trpc
