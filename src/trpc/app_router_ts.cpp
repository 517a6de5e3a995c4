#include "trpc/app_router_ts.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

namespace live::trpc {

namespace {

constexpr std::string_view header = R"(// Generated from the server's table of procedures. Do not edit.
import type {
  TRPCBuiltRouter, TRPCDefaultErrorData, TRPCErrorShape, TRPCMutationProcedure, TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';

)";

constexpr std::string_view helpers = R"(
type Root = { ctx: object; meta: object; errorShape: TRPCErrorShape<ErrorData>; transformer: false };
type Query<I, O> = TRPCQueryProcedure<{ meta: object; input: I; output: O }>;
type Mutation<I, O> = TRPCMutationProcedure<{ meta: object; input: I; output: O }>;
type Subscription<I, O> = TRPCSubscriptionProcedure<{ meta: object; input: I; output: AsyncIterable<O, void, any> }>;
/** What a subscription delivers: the event's id, from which a client resumes, and its data. */
export type Tracked<T> = { id: string; data: T };

)";

std::string input_type(const Procedure& procedure, schema::TypeScript& types) {
  if (procedure.types.input == nullptr) return "void";
  const std::string type = procedure.types.input(types);
  return procedure.types.input_optional() ? type + " | undefined" : type;
}

std::string output_type(const Procedure& procedure, schema::TypeScript& types) {
  return procedure.types.output == nullptr ? "undefined" : procedure.types.output(types);
}

std::string procedure_type(const Procedure& procedure, schema::TypeScript& types) {
  const std::string input = input_type(procedure, types);
  const std::string output = output_type(procedure, types);
  switch (procedure.kind) {
    case Kind::query:
      return "Query<" + input + ", " + output + ">";
    case Kind::mutation:
      return "Mutation<" + input + ", " + output + ">";
    case Kind::subscription:
      return "Subscription<" + input + ", Tracked<" + output + ">>";
  }
  return {};
}

/// A router of the declaration: its procedures and its sub-routers by name.
struct Node {
  const Procedure* procedure = nullptr;
  std::map<std::string, Node, std::less<>> children;
};

Node tree_of(const Router& router) {
  Node root;
  for (const auto& procedure : router.procedures()) {
    Node* node = &root;
    std::string_view rest = procedure->path;
    while (!rest.empty()) {
      const std::size_t dot = rest.find('.');
      node = &node->children[std::string(rest.substr(0, dot))];
      rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    }
    node->procedure = procedure.get();
  }
  return root;
}

std::string doc_comment(const Procedure& procedure, const std::string& indent) {
  std::string text = procedure.doc;
  if (!procedure.who.empty()) text.append(text.empty() ? "" : " ").append("Who: ").append(procedure.who);
  for (std::size_t at = text.find("*/"); at != std::string::npos; at = text.find("*/", at)) text.replace(at, 2, "* /");
  std::ranges::replace(text, '\n', ' ');
  return text.empty() ? std::string() : indent + "/** " + text + " */\n";
}

void write_node(const Node& node, schema::TypeScript& types, std::size_t depth, std::string& out) {
  const std::string indent(depth * 2, ' ');
  for (const auto& [name, child] : node.children) {
    if (child.procedure != nullptr) {
      out.append(doc_comment(*child.procedure, indent));
      out.append(indent).append(name).append(": ").append(procedure_type(*child.procedure, types)).append(";\n");
    } else {
      out.append(indent).append(name).append(": {\n");
      write_node(child, types, depth + 1, out);
      out.append(indent).append("};\n");
    }
  }
}

bool is_identifier(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
  });
}

/// The runtime schema of a type expression: that of a declared type by its name, of a list by its items. Inline types
/// have none of their own; their fields are checked by whoever reads them.
std::string zod_of(std::string_view type) {
  if (type == "string" || type == "number" || type == "boolean" || type == "null") {
    return "z." + std::string(type) + "()";
  }
  if (type.ends_with("[]")) return "z.array(" + zod_of(type.substr(0, type.size() - 2)) + ")";
  if (type == "unknown" || !is_identifier(type)) return "z.unknown()";
  std::string schema_name(type);
  return type.ends_with("Schema") ? schema_name : schema_name.append("Schema");
}

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out.push_back('\\');
    out.push_back(c == '\n' ? ' ' : c);
  }
  return out;
}

}  // namespace

std::string app_router_declaration(const Router& router, TypeOptions options) {
  std::string routers;
  // Written first: it declares what the procedures need.
  write_node(tree_of(router), options.types, 1, routers);
  std::string out(header);
  out.append(options.types.types());
  out.append("\n/** Members of `error.data` that this server may add. */\n");
  out.append("export type ErrorData = TRPCDefaultErrorData & {\n  issues?: { path: string; message: string }[];\n");
  if (!options.error_data.empty()) out.append("  ").append(options.error_data).append(";\n");
  out.append("};\n").append(helpers);
  return out.append("export type AppRouter = TRPCBuiltRouter<Root, {\n").append(routers).append("}>;\n");
}

std::string zod_schemas(const Router& router, TypeOptions options) {
  std::string table = "\nexport const procedures = {\n";
  for (const auto& procedure : router.procedures()) {
    const ProcedureTypes& types = procedure->types;
    table.append("  '").append(procedure->path).append("': { kind: '").append(name(procedure->kind));
    table.append("', input: ");
    table.append(types.input == nullptr ? "z.undefined()" : zod_of(types.input(options.types)));
    if (types.input != nullptr && types.input_optional()) table.append(".optional()");
    table.append(", output: ");
    table.append(types.output == nullptr ? "z.undefined()" : zod_of(types.output(options.types))).append(" },\n");
  }
  table.append("} as const;\n");
  return "// Generated from the server's table of procedures. Do not edit.\n" +
         options.types.zod(options.types_module) + table;
}

std::string procedure_table(const Router& router) {
  schema::TypeScript types;
  std::string out = "| procedure | kind | who may call it | what it does | input | output |\n";
  out.append("| --- | --- | --- | --- | --- | --- |\n");
  for (const auto& procedure : router.procedures()) {
    out.append("| `").append(procedure->path).append("` | ").append(name(procedure->kind));
    out.append(" | ").append(cell(procedure->who)).append(" | ").append(cell(procedure->doc));
    out.append(" | `").append(cell(input_type(*procedure, types)));
    out.append("` | `").append(cell(output_type(*procedure, types))).append("` |\n");
  }
  return out;
}

}  // namespace live::trpc
