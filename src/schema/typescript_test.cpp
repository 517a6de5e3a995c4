#include "schema/typescript.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "base/ensure.hpp"
#include "schema/json.hpp"
#include "schema/shapes_for_test.hpp"

namespace live::schema::test {
namespace {

std::string golden(std::string_view name) {
  std::ifstream file(std::string(LIVE_SOURCE_DIR "/src/schema/golden/") + std::string(name));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TypeScript everything() {
  TypeScript typescript;
  EXPECT_EQ(typescript.add<Everything>(), "Everything");
  EXPECT_EQ(typescript.add<Settings>(), "Settings");
  return typescript;
}

template <class T>
struct Page {
  std::vector<T> rows;
};
BOOST_DESCRIBE_STRUCT(Page<Position>, (), (rows))

struct Renamed {
  static constexpr std::string_view ts_name = "TurnActionSchema";
  int a = 0;
};
BOOST_DESCRIBE_STRUCT(Renamed, (), (a))

namespace other {
struct Position {
  int z = 0;
};
BOOST_DESCRIBE_STRUCT(Position, (), (z))
}  // namespace other

TEST(TypeScript, TypesAreAsTheGoldenFile) { EXPECT_EQ(everything().types(), golden("types.ts")); }

TEST(TypeScript, ZodIsAsTheGoldenFile) { EXPECT_EQ(everything().zod("./types"), golden("schemas.ts")); }

TEST(TypeScript, JsonSchemaIsAsTheGoldenFileAndIsJson) {
  const std::string json = everything().json_schema();
  EXPECT_EQ(json, golden("schema.json"));
  EXPECT_TRUE(decode<Raw>(json).has_value());
}

TEST(TypeScript, PlainTypesAreExpressions) {
  TypeScript typescript;
  EXPECT_EQ(typescript.add<bool>(), "boolean");
  EXPECT_EQ(typescript.add<int>(), "number");
  EXPECT_EQ(typescript.add<double>(), "number");
  EXPECT_EQ(typescript.add<Text<5>>(), "string");
  EXPECT_EQ(typescript.add<Raw>(), "unknown");
  EXPECT_EQ(typescript.add<None>(), "void");
  EXPECT_EQ(typescript.add<std::optional<int>>(), "number | undefined");
  EXPECT_EQ((typescript.add<std::vector<Nullable<int>>>()), "(number | null)[]");
  EXPECT_EQ((typescript.add<std::array<int, 2>>()), "[number, number]");
  EXPECT_EQ((typescript.add<std::map<std::string, std::vector<int>>>()), "Record<string, number[]>");
  EXPECT_EQ(typescript.types(), "");
}

TEST(TypeScript, NamesComeFromTheTypeOrAreGiven) {
  TypeScript typescript;
  EXPECT_EQ(typescript.add<Page<Position>>(), "PagePosition");
  EXPECT_EQ(typescript.add<Renamed>(), "TurnActionSchema");
  EXPECT_EQ((typescript.add<std::variant<Paused, TurnStarted>>()), "Paused | TurnStarted");
  EXPECT_EQ((typescript.add<std::variant<TurnStarted, Paused>>("Change")), "Change");
  EXPECT_NE(typescript.types().find("export type Change = TurnStarted | Paused;"), std::string::npos);
  EXPECT_NE(typescript.zod().find("export const TurnActionSchema = z.object("), std::string::npos);
  EXPECT_EQ(typescript.zod().find("SchemaSchema"), std::string::npos);
}

TEST(TypeScript, AddingTwiceDeclaresOnce) {
  TypeScript once;
  once.add<Everything>();
  TypeScript twice;
  twice.add<Everything>();
  twice.add<Position>();
  twice.add<Everything>();
  EXPECT_EQ(once.types(), twice.types());
}

TEST(TypeScript, TwoTypesOfOneNameAreABug) {
  TypeScript typescript;
  typescript.add<Position>();
  EXPECT_THROW(typescript.add<other::Position>(), base::Bug);
}

}  // namespace
}  // namespace live::schema::test
