#pragma once
// The one description of a shape. A struct or an enum is described once with Boost.Describe; JSON, TypeScript, zod,
// JSON Schema and the engine's hashing are made from that. This header is light: no JSON, so the pure engine may
// include it.
//
//   struct Foo { int bar = 0; std::string baz_qux; };
//   BOOST_DESCRIBE_STRUCT(Foo, (), (bar, baz_qux))            // in Foo's own namespace, once
//   enum class Size { tiny, very_large };
//   BOOST_DESCRIBE_ENUM(Size, tiny, very_large)
//
// Names on the wire are made here at compile time: `baz_qux` -> `bazQux`, `int_` -> `int`. A struct overrides single
// members with `static constexpr std::pair<std::string_view, std::string_view> wire_names[] = {{"current_hp",
// "currentHP"}};`. An enum overrides with EnumNames or, more handily, with functions found beside it (see below).
#include <array>
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#define LIVE_DESCRIBE(Type, Bases, Members) BOOST_DESCRIBE_STRUCT(Type, Bases, Members)

// Boost 1.81 describes at most 52 enumerators; this takes a few hundred, and makes the same thing.
#define LIVE_DESCRIBE_ENUM(Type, ...)                                                                               \
  static_assert(std::is_enum_v<Type>);                                                                              \
  [[maybe_unused]] BOOST_DESCRIBE_ENUM_BEGIN(Type) __VA_OPT__(LIVE_EXPAND(LIVE_EACH_ENUMERATOR(Type, __VA_ARGS__))) \
      BOOST_DESCRIBE_ENUM_END(Type)
#define LIVE_EACH_ENUMERATOR(Type, First, ...) \
  BOOST_DESCRIBE_ENUM_ENTRY(Type, First) __VA_OPT__(LIVE_EACH_AGAIN LIVE_PARENS(Type, __VA_ARGS__))
#define LIVE_EACH_AGAIN() LIVE_EACH_ENUMERATOR
#define LIVE_PARENS ()
// Each level scans what is left four times more, which takes the next enumerators one by one.
#define LIVE_EXPAND(...) LIVE_EXPAND_3(LIVE_EXPAND_3(LIVE_EXPAND_3(LIVE_EXPAND_3(__VA_ARGS__))))
#define LIVE_EXPAND_3(...) LIVE_EXPAND_2(LIVE_EXPAND_2(LIVE_EXPAND_2(LIVE_EXPAND_2(__VA_ARGS__))))
#define LIVE_EXPAND_2(...) LIVE_EXPAND_1(LIVE_EXPAND_1(LIVE_EXPAND_1(LIVE_EXPAND_1(__VA_ARGS__))))
#define LIVE_EXPAND_1(...) LIVE_EXPAND_0(LIVE_EXPAND_0(LIVE_EXPAND_0(LIVE_EXPAND_0(__VA_ARGS__))))
#define LIVE_EXPAND_0(...) __VA_ARGS__

namespace live::schema {

/// How enumerators are spelled on the wire: `turn_started` -> turnStarted, turn_started, TURN_STARTED, turn-started.
enum class Case { camel, snake, screaming, kebab };

/// Overrides the names of single enumerators:
///   template <> struct live::schema::EnumNames<E> {
///     static constexpr std::pair<E, std::string_view> names[] = {{E::rules_2014, "2014"}}; };
/// or, found by argument and so written in E's own namespace, before first use:
///   constexpr auto schema_enum_names(E) { return std::array{std::pair{E::rules_2014, std::string_view("2014")}}; }
/// The spelling of a whole enum: `constexpr schema::Case schema_enum_case(E) { return schema::Case::screaming; }`.
template <class E>
struct EnumNames {};

namespace detail {

consteval std::size_t length_of(const char* text) {
  std::size_t length = 0;
  while (text[length] != '\0') ++length;
  return length;
}

/// A compile-time text of fixed size; the view lives as long as the variable that holds it.
template <std::size_t Capacity>
struct FixedText {
  char chars[Capacity + 1] = {};
  std::size_t size = 0;

  constexpr void push(char c) { chars[size++] = c; }
  [[nodiscard]] constexpr std::string_view view() const { return {chars, size}; }
};

template <std::size_t Capacity>
consteval FixedText<Capacity> respelled(std::string_view name, Case style) {
  while (name.size() > 1 && name.back() == '_') name.remove_suffix(1);
  FixedText<Capacity> out;
  bool raise = false;
  for (const char c : name) {
    const bool lower = c >= 'a' && c <= 'z';
    if (c == '_' && style == Case::camel) {
      raise = true;
    } else if (c == '_') {
      out.push(style == Case::kebab ? '-' : '_');
    } else {
      out.push(lower && (raise || style == Case::screaming) ? static_cast<char>(c - 'a' + 'A') : c);
      raise = false;
    }
  }
  return out;
}

template <class Pointer>
struct OwnerOf;
template <class Owner, class Member>
struct OwnerOf<Member Owner::*> {
  using Type = Owner;
  using MemberType = Member;
};

template <class Descriptor>
using PointerOf = std::remove_cv_t<decltype(Descriptor::pointer)>;

template <class Descriptor>
consteval std::string_view overridden_member() {
  using Owner = typename OwnerOf<PointerOf<Descriptor>>::Type;
  if constexpr (requires { Owner::wire_names; }) {
    for (const auto& [from, to] : Owner::wire_names) {
      if (from == std::string_view(Descriptor::name)) return to;
    }
  }
  return {};
}

template <class Descriptor>
struct MemberName {
  static constexpr auto spelled = respelled<length_of(Descriptor::name)>(Descriptor::name, Case::camel);
  static constexpr std::string_view overridden = overridden_member<Descriptor>();
  static constexpr std::string_view value = overridden.empty() ? spelled.view() : overridden;
};

template <class E>
consteval Case case_of() {
  if constexpr (requires { schema_enum_case(E{}); }) {
    return schema_enum_case(E{});
  } else {
    return Case::camel;
  }
}

template <class E>
consteval std::string_view overridden_enumerator(E value) {
  if constexpr (requires { EnumNames<E>::names; }) {
    for (const auto& [enumerator, name] : EnumNames<E>::names) {
      if (enumerator == value) return name;
    }
  }
  if constexpr (requires { schema_enum_names(E{}); }) {
    // A static name list outlives the call: the views point to string literals.
    for (const auto& [enumerator, name] : schema_enum_names(E{})) {
      if (enumerator == value) return name;
    }
  }
  return {};
}

template <class Descriptor, class E>
struct EnumeratorName {
  static constexpr auto spelled = respelled<length_of(Descriptor::name)>(Descriptor::name, case_of<E>());
  static constexpr std::string_view overridden = overridden_enumerator<E>(Descriptor::value);
  static constexpr std::string_view value = overridden.empty() ? spelled.view() : overridden;
};

template <class E, template <class...> class List, class... Descriptors>
consteval auto enum_table(List<Descriptors...>) {
  return std::array<std::pair<E, std::string_view>, sizeof...(Descriptors)>{
      std::pair<E, std::string_view>{Descriptors::value, EnumeratorName<Descriptors, E>::value}...};
}

}  // namespace detail

/// A struct described with BOOST_DESCRIBE_STRUCT.
template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

/// An enum described with BOOST_DESCRIBE_ENUM. An undescribed one travels as its integer.
template <class E>
concept DescribedEnum = std::is_enum_v<E> && boost::describe::has_describe_enumerators<E>::value;

/// The descriptors of all public members, those of described bases first.
template <DescribedStruct T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <DescribedStruct T>
inline constexpr std::size_t member_count = boost::mp11::mp_size<MembersOf<T>>::value;

/// The wire name of one member, from its descriptor.
template <class Descriptor>
inline constexpr std::string_view wire_name = detail::MemberName<Descriptor>::value;

/// Every enumerator with its wire name, in the order described.
template <DescribedEnum E>
inline constexpr auto enum_entries = detail::enum_table<E>(boost::describe::describe_enumerators<E>{});

/// The wire name; empty when the value is none of the described ones.
template <DescribedEnum E>
[[nodiscard]] constexpr std::string_view enum_name(E value) {
  const auto index = static_cast<std::size_t>(value);
  if (index < enum_entries<E>.size() && enum_entries<E>[index].first == value) return enum_entries<E>[index].second;
  for (const auto& [enumerator, name] : enum_entries<E>) {
    if (enumerator == value) return name;
  }
  return {};
}

template <DescribedEnum E>
[[nodiscard]] constexpr std::optional<E> enum_from(std::string_view name) {
  for (const auto& [enumerator, known] : enum_entries<E>) {
    if (known == name) return enumerator;
  }
  return std::nullopt;
}

}  // namespace live::schema
