#include "schema/describe.hpp"

#include <gtest/gtest.h>

#include <string>

#include "schema/shapes_for_test.hpp"
#include "schema/visit.hpp"

namespace live::schema::test {
namespace {

struct Names {
  int room_id = 1;
  int int_ = 2;
  int x = 3;
  int has_2_hands = 4;
  int http_url_v2 = 5;
};
BOOST_DESCRIBE_STRUCT(Names, (), (room_id, int_, x, has_2_hands, http_url_v2))

enum class Kebab { very_large, tiny };
BOOST_DESCRIBE_ENUM(Kebab, very_large, tiny)
constexpr Case schema_enum_case(Kebab) { return Case::kebab; }

enum class Sparse { low = -5, high = 900 };
LIVE_DESCRIBE_ENUM(Sparse, low, high)

enum class Traited { first, second };
BOOST_DESCRIBE_ENUM(Traited, first, second)

// More enumerators than Boost's own macro takes.
// clang-format off
#define LIVE_TEST_MANY \
  c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, \
  c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, \
  c32, c33, c34, c35, c36, c37, c38, c39, c40, c41, c42, c43, c44, c45, c46, c47, \
  c48, c49, c50, c51, c52, c53, c54, c55, c56, c57, c58, c59, c60, c61, c62, c63, \
  c64, c65, c66, c67, c68, c69, c70, c71, c72, c73, c74, c75, c76, c77, c78, c79, \
  c80, c81, c82, c83, c84, c85, c86, c87, c88, c89, c90, c91, c92, c93, c94, c95, \
  c96, c97, c98, c99, c100, c101, c102, c103, c104, c105, c106, c107, c108, c109, c110, c111, \
  c112, c113, c114, c115, c116, c117, c118, c119, c120, c121, c122, c123, c124, c125, c126, c127, \
  c128, c129, c130, c131, c132, c133, c134, c135, c136, c137, c138, c139, c140, c141, c142, c143, \
  c144, c145, c146, c147, c148, c149, c150, c151, c152, c153, c154, c155, c156, c157, c158, c159, \
  c160, c161, c162, c163, c164, c165, c166, c167, c168, c169, c170, c171, c172, c173, c174, c175, \
  c176, c177, c178, c179, c180, c181, c182, c183, c184, c185, c186, c187, c188, c189, c190, c191, \
  c192, c193, c194, c195, c196, c197, c198, c199
// clang-format on
enum class Many { LIVE_TEST_MANY };
LIVE_DESCRIBE_ENUM(Many, LIVE_TEST_MANY)

struct ByMacro {
  int a_b = 0;
};
LIVE_DESCRIBE(ByMacro, (), (a_b))

template <class T>
std::string member_names(const T& object) {
  std::string out;
  for_each_member(object, [&](std::string_view name, const auto&) { out.append(name).append(" "); });
  return out;
}

}  // namespace
}  // namespace live::schema::test

template <>
struct live::schema::EnumNames<live::schema::test::Traited> {
  using E = live::schema::test::Traited;
  static constexpr std::pair<E, std::string_view> names[] = {{E::second, "2nd"}};
};

namespace live::schema::test {
namespace {

TEST(Describe, MembersAreCamelCasedOnTheWire) {
  EXPECT_EQ(member_names(Names{}), "roomId int x has2Hands httpUrlV2 ");
  EXPECT_EQ(member_names(ByMacro{}), "aB ");
}

TEST(Describe, OverriddenNamesHoldInDerivedStructsAndBasesComeFirst) {
  EXPECT_EQ(member_names(Participant{}), "entityId currentHP position nickName target ruleset ");
}

TEST(Describe, NamesAreMadeAtCompileTime) {
  static_assert(enum_name(Ruleset::rules_2014) == "2014");
  static_assert(enum_from<Ruleset>("2024") == Ruleset::rules_2024);
  static_assert(member_count<Participant> == 6);
}

TEST(Describe, EnumeratorsFollowTheirCaseAndTheirOverrides) {
  EXPECT_EQ(enum_name(Ruleset::house_rules_), "houseRules");
  EXPECT_EQ(enum_name(Code::out_of_range), "OUT_OF_RANGE");
  EXPECT_EQ(enum_name(Kebab::very_large), "very-large");
  EXPECT_EQ(enum_name(Traited::first), "first");
  EXPECT_EQ(enum_name(Traited::second), "2nd");
  EXPECT_EQ(enum_from<Traited>("second"), std::nullopt);
}

TEST(Describe, SparseEnumsAndUnknownValuesAreHandled) {
  EXPECT_EQ(enum_name(Sparse::low), "low");
  EXPECT_EQ(enum_name(Sparse::high), "high");
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): that is what is tested.
  EXPECT_EQ(enum_name(static_cast<Sparse>(1)), "");
  EXPECT_EQ(enum_from<Sparse>("high"), Sparse::high);
  EXPECT_EQ(enum_from<Sparse>("HIGH"), std::nullopt);
}

TEST(Describe, LargeEnumsAreDescribedWhole) {
  static_assert(enum_entries<Many>.size() == 200);
  EXPECT_EQ(enum_name(Many::c0), "c0");
  EXPECT_EQ(enum_name(Many::c199), "c199");
}

TEST(Describe, VisitingGivesMutableMembers) {
  Names names;
  for_each_member(names, [](std::string_view, int& member) { member *= 10; });
  EXPECT_EQ(names.room_id, 10);
  EXPECT_EQ(names.http_url_v2, 50);
}

TEST(Types, IntActsAsTheIntegerItHolds) {
  Int<0, 10> dice = 4;
  dice += 3;
  EXPECT_EQ(dice, 7);
  EXPECT_EQ(dice * 2, 14);
  EXPECT_TRUE((dice < Int<0, 10>(8)));
  EXPECT_EQ((Int<5, 3600>{}), 5);
  static_assert(std::same_as<Int<0, 10>::value_type, std::int32_t>);
  static_assert(std::same_as<Int<0, max_safe_integer>::value_type, std::int64_t>);
}

TEST(Types, TextAndListActAsWhatTheyHold) {
  Text<8> text = "abc";
  text += "d";
  EXPECT_EQ(text, "abcd");
  EXPECT_EQ(text + std::string("e"), "abcde");
  List<int, 3> list = {1, 2};
  list.push_back(3);
  EXPECT_EQ(list, (std::vector<int>{1, 2, 3}));
}

}  // namespace
}  // namespace live::schema::test
