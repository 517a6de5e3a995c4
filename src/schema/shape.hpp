#pragma once
// A type seen at run time: what the emitters of TypeScript, zod and JSON Schema work from. Codec<T>::shape() makes it.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace live::schema {

struct Shape;
/// Shapes refer to each other by function, so recursive types need no special care and nothing is built before use.
using ShapeOf = Shape (*)();

struct Shape {
  enum class Form : std::uint8_t {
    boolean,
    integer,
    number,
    string,
    any,
    none,
    optional,
    nullable,
    list,
    map,
    enumeration,
    object,
    variant,
    alias
  };
  struct Member {
    std::string_view name;
    bool required;
    ShapeOf shape;
  };

  // Every member has an initialiser so that a shape may name only those it needs.
  // NOLINTBEGIN(readability-redundant-member-init)
  Form form;
  /// Declared under this name; inline when empty.
  std::string name = {};
  std::string_view doc = {};
  /// Integers.
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  /// Bytes of a string, items of a list.
  std::size_t min = 0;
  std::size_t max = SIZE_MAX;
  /// Items of a list, values of a map, the inside of optional, nullable and alias.
  ShapeOf element = nullptr;
  /// Keys of a map.
  ShapeOf key = nullptr;
  /// Names of an enumeration.
  std::vector<std::string_view> names = {};
  std::vector<Member> members = {};
  std::vector<ShapeOf> alternatives = {};
  std::string_view tag_member = {};
  std::string_view tag = {};
  // NOLINTEND(readability-redundant-member-init)
};

/// Names a type that cannot carry `static constexpr std::string_view ts_name` itself, such as a variant:
///   template <> struct live::schema::TsName<Event> { static constexpr std::string_view value = "Event"; };
template <class T>
struct TsName {};

namespace detail {

/// `live::room::Page<live::room::Row>` -> `PageRow`: namespaces dropped, the rest joined.
std::string unqualified(std::string_view cpp_name);

template <class T>
constexpr std::string_view cpp_name() {
  // clang and gcc both end with `T = <name>]`; gcc may add more after a semicolon.
  std::string_view text = __PRETTY_FUNCTION__;
  const std::size_t start = text.find("T = ") + 4;
  text.remove_prefix(start);
  return text.substr(0, text.find_first_of(";]"));
}

/// The name given by the type or its trait; empty if none.
template <class T>
constexpr std::string_view given_ts_name() {
  if constexpr (requires { TsName<T>::value; }) {
    return TsName<T>::value;
  } else if constexpr (requires { T::ts_name; }) {
    return T::ts_name;
  } else {
    return {};
  }
}

template <class T>
std::string ts_name() {
  constexpr std::string_view given = given_ts_name<T>();
  return given.empty() ? unqualified(cpp_name<T>()) : std::string(given);
}

template <class T>
constexpr std::string_view doc_of() {
  if constexpr (requires { T::doc; }) {
    return T::doc;
  } else {
    return {};
  }
}

}  // namespace detail
}  // namespace live::schema
