#pragma once
// Codecs of everything but described structs and variants. See codec.hpp.
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/ensure.hpp"
#include "schema/describe.hpp"
#include "schema/reader.hpp"
#include "schema/shape.hpp"
#include "schema/types.hpp"
#include "schema/value.hpp"
#include "schema/writer.hpp"

namespace live::schema {

template <class T>
struct Codec;

/// A struct that travels as its one member: `struct RoomId { using wire_type = std::string; std::string value; };`
template <class T>
concept Transparent = requires(T object) {
  typename T::wire_type;
  requires std::same_as<std::remove_cvref_t<decltype(object.value)>, typename T::wire_type>;
};

template <class T>
concept StringLike = std::derived_from<T, std::string>;

/// Left out of its object when empty: the member of type T may be absent.
template <class T>
inline constexpr bool is_omittable = std::same_as<T, None>;
template <class T>
inline constexpr bool is_omittable<std::optional<T>> = true;

template <class T>
inline constexpr bool may_be_absent = is_omittable<T>;
template <class T>
inline constexpr bool may_be_absent<Nullable<T>> = true;

template <>
struct Codec<bool> {
  static void read(const Value& value, bool& out, const Path& path, Reader& reader) {
    read_bool(value, out, path, reader);
  }
  static void write(bool value, std::string& out) { encode_bool(value, out); }
  static Shape shape() { return {.form = Shape::Form::boolean}; }
};

template <std::integral T>
struct Codec<T> {
  // 64-bit integers are read only as far as JavaScript, and so our own writer, can hold them.
  static constexpr std::int64_t lowest = sizeof(T) < 8 ? static_cast<std::int64_t>(std::numeric_limits<T>::min())
                                                       : (std::is_signed_v<T> ? -max_safe_integer : 0);
  static constexpr std::int64_t highest =
      sizeof(T) < 8 ? static_cast<std::int64_t>(std::numeric_limits<T>::max()) : max_safe_integer;

  static void read(const Value& value, T& out, const Path& path, Reader& reader) {
    std::int64_t number = 0;
    if (read_integer(value, lowest, highest, number, path, reader)) out = static_cast<T>(number);
  }
  static void write(T value, std::string& out) {
    if constexpr (std::is_signed_v<T>) {
      encode_integer(value, out);
    } else {
      encode_unsigned(value, out);
    }
  }
  static Shape shape() { return {.form = Shape::Form::integer, .lowest = lowest, .highest = highest}; }
};

template <std::floating_point T>
struct Codec<T> {
  static void read(const Value& value, T& out, const Path& path, Reader& reader) {
    double number = static_cast<double>(out);
    read_double(value, number, path, reader);
    out = static_cast<T>(number);
  }
  static void write(T value, std::string& out) { encode_double(static_cast<double>(value), out); }
  static Shape shape() { return {.form = Shape::Form::number}; }
};

template <std::int64_t Lo, std::int64_t Hi>
struct Codec<Int<Lo, Hi>> {
  static void read(const Value& value, Int<Lo, Hi>& out, const Path& path, Reader& reader) {
    std::int64_t number = 0;
    if (read_integer(value, Lo, Hi, number, path, reader)) {
      out = static_cast<typename Int<Lo, Hi>::value_type>(number);
    }
  }
  static void write(Int<Lo, Hi> value, std::string& out) { encode_integer(value.value, out); }
  static Shape shape() { return {.form = Shape::Form::integer, .lowest = Lo, .highest = Hi}; }
};

template <>
struct Codec<U64> {
  static void read(const Value& value, U64& out, const Path& path, Reader& reader) {
    read_u64(value, out.value, path, reader);
  }
  static void write(U64 value, std::string& out) { encode_string(std::to_string(value.value), out); }
  static Shape shape() { return {.form = Shape::Form::string, .min = 1, .max = 20}; }
};

template <StringLike T>
struct Codec<T> {
  static consteval Limits limits() {
    if constexpr (requires { T::max_bytes; }) {
      return {T::min_bytes, T::max_bytes};
    } else {
      return {0, SIZE_MAX};
    }
  }
  static void read(const Value& value, T& out, const Path& path, Reader& reader) {
    read_text(value, limits(), out, path, reader);
  }
  static void write(const T& value, std::string& out) { encode_string(value, out); }
  static Shape shape() { return {.form = Shape::Form::string, .min = limits().min, .max = limits().max}; }
};

/// Written only: nothing decoded may point into the text it came from.
template <>
struct Codec<std::string_view> {
  static void write(std::string_view value, std::string& out) { encode_string(value, out); }
  static Shape shape() { return {.form = Shape::Form::string}; }
};

template <>
struct Codec<Raw> {
  static void read(const Value& value, Raw& out, const Path& path, Reader& reader) {
    read_raw(value, out.json, path, reader);
  }
  static void write(const Raw& value, std::string& out) {
    ENSURE(!value.json.empty());
    out.append(value.json);
  }
  static Shape shape() { return {.form = Shape::Form::any}; }
};

template <>
struct Codec<None> {
  static void read(const Value& value, None&, const Path& path, Reader& reader) { read_none(value, path, reader); }
  static void write(None, std::string& out) { out.append("null"); }
  static Shape shape() { return {.form = Shape::Form::none}; }
};

template <class T>
struct Codec<std::optional<T>> {
  static void read(const Value& value, std::optional<T>& out, const Path& path, Reader& reader) {
    out.reset();
    const Kind kind = value.kind();
    if (kind != Kind::absent && kind != Kind::null) Codec<T>::read(value, out.emplace(), path, reader);
  }
  static void write(const std::optional<T>& value, std::string& out) {
    if (value) {
      Codec<T>::write(*value, out);
    } else {
      out.append("null");
    }
  }
  static Shape shape() { return {.form = Shape::Form::optional, .element = &Codec<T>::shape}; }
};

template <class T>
struct Codec<Nullable<T>> {
  static void read(const Value& value, Nullable<T>& out, const Path& path, Reader& reader) {
    Codec<std::optional<T>>::read(value, out.value, path, reader);
  }
  static void write(const Nullable<T>& value, std::string& out) { Codec<std::optional<T>>::write(value.value, out); }
  static Shape shape() { return {.form = Shape::Form::nullable, .element = &Codec<T>::shape}; }
};

template <class List>
void write_items(const List& items, std::string& out) {
  out.push_back('[');
  bool first = true;
  for (const auto& item : items) {
    if (!first) out.push_back(',');
    first = false;
    Codec<typename List::value_type>::write(item, out);
  }
  out.push_back(']');
}

template <class T, class Limited>
void read_items(const Value& value, Limits limits, Limited& out, const Path& path, Reader& reader) {
  out.clear();
  if (!read_array_size(value, limits, path, reader)) return;
  // Bounded: a short text of many small items must not reserve room for many large structs it may never fill.
  out.reserve(std::min(value.size(), std::size_t{64}));
  std::size_t index = 0;
  for (const Value item : value.items()) {
    if (reader.full()) return;
    T decoded{};
    Codec<T>::read(item, decoded, Path::item(path, index++), reader);
    out.push_back(std::move(decoded));
  }
}

template <class T>
struct Codec<std::vector<T>> {
  static void read(const Value& value, std::vector<T>& out, const Path& path, Reader& reader) {
    read_items<T>(value, {0, SIZE_MAX}, out, path, reader);
  }
  static void write(const std::vector<T>& value, std::string& out) { write_items(value, out); }
  static Shape shape() { return {.form = Shape::Form::list, .element = &Codec<T>::shape}; }
};

template <class T, std::size_t Max, std::size_t Min>
struct Codec<List<T, Max, Min>> {
  static void read(const Value& value, List<T, Max, Min>& out, const Path& path, Reader& reader) {
    read_items<T>(value, {Min, Max}, out, path, reader);
  }
  static void write(const List<T, Max, Min>& value, std::string& out) { write_items(value, out); }
  static Shape shape() { return {.form = Shape::Form::list, .min = Min, .max = Max, .element = &Codec<T>::shape}; }
};

template <class T, std::size_t Size>
struct Codec<std::array<T, Size>> {
  static void read(const Value& value, std::array<T, Size>& out, const Path& path, Reader& reader) {
    if (!read_array_size(value, {Size, Size}, path, reader)) return;
    std::size_t index = 0;
    for (const Value item : value.items()) {
      Codec<T>::read(item, out[index], Path::item(path, index), reader);
      ++index;
    }
  }
  static void write(const std::array<T, Size>& value, std::string& out) { write_items(value, out); }
  static Shape shape() { return {.form = Shape::Form::list, .min = Size, .max = Size, .element = &Codec<T>::shape}; }
};

template <Transparent T>
struct Codec<T> {
  using Inner = typename T::wire_type;
  static void read(const Value& value, T& out, const Path& path, Reader& reader) {
    Codec<Inner>::read(value, out.value, path, reader);
  }
  static void write(const T& value, std::string& out) { Codec<Inner>::write(value.value, out); }
  static Shape shape() {
    return {.form = Shape::Form::alias,
            .name = detail::ts_name<T>(),
            .doc = detail::doc_of<T>(),
            .element = &Codec<Inner>::shape};
  }
};

template <class E>
  requires(std::is_enum_v<E> && !DescribedEnum<E>)
struct Codec<E> {
  using Underlying = std::underlying_type_t<E>;
  static void read(const Value& value, E& out, const Path& path, Reader& reader) {
    auto number = static_cast<Underlying>(out);
    Codec<Underlying>::read(value, number, path, reader);
    out = static_cast<E>(number);
  }
  static void write(E value, std::string& out) { Codec<Underlying>::write(static_cast<Underlying>(value), out); }
  static Shape shape() { return Codec<Underlying>::shape(); }
};

template <DescribedEnum E>
struct Codec<E> {
  static std::string_view name_at(std::size_t index) { return enum_entries<E>[index].second; }
  static void read(const Value& value, E& out, const Path& path, Reader& reader) {
    std::size_t index = 0;
    if (read_name(value, &name_at, enum_entries<E>.size(), index, path, reader)) out = enum_entries<E>[index].first;
  }
  static void write(E value, std::string& out) {
    const std::string_view name = enum_name(value);
    ENSURE(!name.empty());
    out.push_back('"');
    out.append(name);
    out.push_back('"');
  }
  static Shape shape() {
    Shape made{.form = Shape::Form::enumeration, .name = detail::ts_name<E>()};
    for (const auto& [value, name] : enum_entries<E>) made.names.push_back(name);
    return made;
  }
};

/// How a map's key is read from and written as a member's name.
template <class K>
struct KeyCodec;

template <StringLike K>
struct KeyCodec<K> {
  static bool read(std::string_view name, K& out, const Path& path, Reader& reader) {
    constexpr Limits limits = Codec<K>::limits();
    if (name.size() < limits.min || name.size() > limits.max) {
      reader.issue(path, "expected a name of " + std::to_string(limits.min) + " to " + std::to_string(limits.max) +
                             " bytes, got " + std::to_string(name.size()));
      return false;
    }
    out.assign(name);
    return true;
  }
  static std::string_view name(const K& key) { return key; }
};

template <DescribedEnum K>
struct KeyCodec<K> {
  static bool read(std::string_view name, K& out, const Path& path, Reader& reader) {
    std::size_t index = 0;
    if (!read_name(name, &Codec<K>::name_at, enum_entries<K>.size(), index, path, reader)) return false;
    out = enum_entries<K>[index].first;
    return true;
  }
  static std::string_view name(K key) { return enum_name(key); }
};

template <Transparent K>
struct KeyCodec<K> {
  using Inner = KeyCodec<typename K::wire_type>;
  static bool read(std::string_view name, K& out, const Path& path, Reader& reader) {
    return Inner::read(name, out.value, path, reader);
  }
  static std::string_view name(const K& key) { return Inner::name(key.value); }
};

template <class K, class T, class Compare>
struct Codec<std::map<K, T, Compare>> {
  static void read(const Value& value, std::map<K, T, Compare>& out, const Path& path, Reader& reader) {
    out.clear();
    if (value.kind() != Kind::object) return reader.mismatch(path, "object", value);
    for (const auto& [name, item] : value.members()) {
      if (reader.full()) return;
      const Path here = Path::member(path, name);
      K key{};
      if (!KeyCodec<K>::read(name, key, here, reader)) continue;
      const auto [slot, added] = out.try_emplace(std::move(key));
      if (!added) {
        reader.issue(here, "duplicate member");
        continue;
      }
      Codec<T>::read(item, slot->second, here, reader);
    }
  }
  static void write(const std::map<K, T, Compare>& value, std::string& out) {
    out.push_back('{');
    bool first = true;
    for (const auto& [key, item] : value) {
      if (!first) out.push_back(',');
      first = false;
      encode_string(KeyCodec<K>::name(key), out);
      out.push_back(':');
      Codec<T>::write(item, out);
    }
    out.push_back('}');
  }
  static Shape shape() { return {.form = Shape::Form::map, .element = &Codec<T>::shape, .key = &Codec<K>::shape}; }
};

}  // namespace live::schema
