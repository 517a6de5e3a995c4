// live-codegen FOLDER: writes what is generated from the C++ descriptions. `protocol/app-router.d.ts` and
// `protocol/schemas.ts` belong into client/protocol/src/generated, `procedures.md` is docs/protocol-procedures.md; the
// tests compare them with the tree.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "api/refusal_types.hpp"
#include "api/room_update_types.hpp"
#include "api/services.hpp"
#include "trpc/app_router_ts.hpp"

namespace {

bool write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  stream.flush();
  return stream.good();
}

live::trpc::TypeOptions options() {
  live::trpc::TypeOptions options;
  options.types.add<live::api::RefusalData>();
  options.error_data = "refusal?: Refusal;\n  retryAfterMs?: number";
  return options;
}

int generate(const std::filesystem::path& folder) {
  live::trpc::Router router;
  live::api::add_interaction_router(router, {});
  live::api::add_campaign_router(router, {});
  router.finish();
  std::filesystem::create_directories(folder / "protocol");
  const bool written = write(folder / "protocol" / "app-router.d.ts", live::trpc::app_router_declaration(router, options())) &&
                       write(folder / "protocol" / "schemas.ts", live::trpc::zod_schemas(router, options())) &&
                       write(folder / "procedures.md", live::trpc::procedure_table(router));
  if (!written) std::fprintf(stderr, "live-codegen: cannot write into %s\n", folder.c_str());
  return written ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: live-codegen FOLDER\n");
    return 2;
  }
  try {
    return generate(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "live-codegen: %s\n", error.what());
    return 1;
  }
}
