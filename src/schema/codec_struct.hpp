#pragma once
// Codecs of described structs and of tagged variants. See codec.hpp.
#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "schema/codec_basic.hpp"

namespace live::schema {

/// A struct with `static constexpr std::string_view tag`: writes {"type":"TAG", ...}.
template <class T>
concept Tagged = requires {
  { T::tag } -> std::convertible_to<std::string_view>;
};

namespace detail {

template <class T>
consteval std::string_view tag_member_of() {
  if constexpr (requires { T::tag_member; }) {
    return T::tag_member;
  } else {
    return "type";
  }
}

template <class T>
constexpr Tag tag_of() {
  if constexpr (Tagged<T>) {
    return {tag_member_of<T>(), T::tag};
  } else {
    return {};
  }
}

template <class T>
consteval bool absent_keeps_default() {
  if constexpr (requires { T::absent_keeps_default; }) {
    return T::absent_keeps_default;
  } else {
    return false;
  }
}

template <class Descriptor>
using MemberTypeOf = typename OwnerOf<PointerOf<Descriptor>>::MemberType;

template <class T, class Descriptor>
void read_member(const Value& value, void* object, const Path& path, Reader& reader) {
  Codec<MemberTypeOf<Descriptor>>::read(value, static_cast<T*>(object)->*Descriptor::pointer, path, reader);
}

template <class T, template <class...> class DescriptorList, class... Descriptors>
consteval auto field_table(DescriptorList<Descriptors...>) {
  static_assert(sizeof...(Descriptors) <= 64, "members seen are kept in one 64-bit word");
  static_assert(!Tagged<T> || ((wire_name<Descriptors> != tag_of<T>().member) && ...), "a member is named as the tag");
  return std::array<Field, sizeof...(Descriptors)>{
      Field{wire_name<Descriptors>, !may_be_absent<MemberTypeOf<Descriptors>> && !absent_keeps_default<T>(),
            &read_member<T, Descriptors>}...};
}

template <class T>
inline constexpr auto fields = field_table<T>(MembersOf<T>{});

/// `,"name":` - what stands before a member's value.
template <class Descriptor>
inline constexpr auto member_prefix = [] {
  FixedText<wire_name<Descriptor>.size() + 4> text;
  text.push(',');
  text.push('"');
  for (const char c : wire_name<Descriptor>) text.push(c);
  text.push('"');
  text.push(':');
  return text;
}();

template <class Descriptor, class M>
void write_member(const M& member, bool& first, std::string& out) {
  if constexpr (std::same_as<M, None>) {
    return;
  } else {
    if constexpr (is_omittable<M>) {
      if (!member) return;
    }
    out.append(member_prefix<Descriptor>.view().substr(first ? 1 : 0));
    first = false;
    Codec<M>::write(member, out);
  }
}

template <class T, template <class...> class DescriptorList, class... Descriptors>
void write_members([[maybe_unused]] const T& object, [[maybe_unused]] bool first, std::string& out,
                   DescriptorList<Descriptors...>) {
  (write_member<Descriptors>(object.*Descriptors::pointer, first, out), ...);
}

template <class T, template <class...> class DescriptorList, class... Descriptors>
std::vector<Shape::Member> member_shapes(DescriptorList<Descriptors...>) {
  return {Shape::Member{wire_name<Descriptors>, !is_omittable<MemberTypeOf<Descriptors>> && !absent_keeps_default<T>(),
                        &Codec<MemberTypeOf<Descriptors>>::shape}...};
}

}  // namespace detail

template <class T>
  requires(DescribedStruct<T> && !Transparent<T> && !StringLike<T>)
struct Codec<T> {
  static void read(const Value& value, T& out, const Path& path, Reader& reader) {
    read_object(value, &out, detail::fields<T>, detail::tag_of<T>(), path, reader);
  }
  static void write(const T& value, std::string& out) {
    out.push_back('{');
    if constexpr (Tagged<T>) {
      encode_string(detail::tag_member_of<T>(), out);
      out.push_back(':');
      encode_string(T::tag, out);
    }
    detail::write_members(value, !Tagged<T>, out, MembersOf<T>{});
    out.push_back('}');
  }
  static Shape shape() {
    constexpr Tag tag = detail::tag_of<T>();
    return {.form = Shape::Form::object,
            .name = detail::ts_name<T>(),
            .doc = detail::doc_of<T>(),
            .members = detail::member_shapes<T>(MembersOf<T>{}),
            .tag_member = tag.member,
            .tag = tag.value};
  }
};

template <class First, class... Rest>
struct Codec<std::variant<First, Rest...>> {
  using Variant = std::variant<First, Rest...>;
  static_assert((Tagged<First> && ... && Tagged<Rest>),
                "each alternative of a variant needs `static constexpr std::string_view tag`");

  template <class T>
  static void read_alternative(const Value& value, void* variant, const Path& path, Reader& reader) {
    Codec<T>::read(value, static_cast<Variant*>(variant)->template emplace<T>(), path, reader);
  }
  static consteval auto table() {
    static_assert(((detail::tag_member_of<First>() == detail::tag_member_of<Rest>()) && ...),
                  "the alternatives of a variant share one tag member");
    return std::array<Alternative, 1 + sizeof...(Rest)>{Alternative{First::tag, &read_alternative<First>},
                                                        Alternative{Rest::tag, &read_alternative<Rest>}...};
  }
  static void read(const Value& value, Variant& out, const Path& path, Reader& reader) {
    static constexpr auto alternatives = table();
    read_variant(value, &out, alternatives, detail::tag_member_of<First>(), path, reader);
  }
  static void write(const Variant& value, std::string& out) {
    std::visit([&out]<class T>(const T& alternative) { Codec<T>::write(alternative, out); }, value);
  }
  static Shape shape() {
    return {.form = Shape::Form::variant,
            .name = std::string(detail::given_ts_name<Variant>()),
            .alternatives = {&Codec<First>::shape, &Codec<Rest>::shape...},
            .tag_member = detail::tag_member_of<First>()};
  }
};

}  // namespace live::schema
