#pragma once
// Member types that carry a limit or a meaning the plain C++ type lacks. The limits are checked when a value is
// decoded, not when it is assigned: inside the server the values are our own.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace live::schema {

/// The largest integer JavaScript holds exactly (Number.MAX_SAFE_INTEGER). Larger ones travel as strings.
inline constexpr std::int64_t max_safe_integer = (std::int64_t{1} << 53) - 1;

/// No input, no result: absent as a member, `null` alone. TypeScript `void`/`undefined`.
using None = std::monostate;

/// Any JSON text, checked to be JSON when decoded and written out as it is. TypeScript `unknown`.
struct Raw {
  std::string json = "null";
  bool operator==(const Raw&) const = default;
};

/// Like std::optional, but written as an explicit `null`. Both may be absent or null when decoded.
template <class T>
struct Nullable {
  std::optional<T> value;

  constexpr Nullable() = default;
  constexpr Nullable(std::nullopt_t) {}
  constexpr Nullable(T inner) : value(std::move(inner)) {}
  constexpr Nullable(std::optional<T> inner) : value(std::move(inner)) {}

  [[nodiscard]] constexpr bool has_value() const { return value.has_value(); }
  constexpr explicit operator bool() const { return value.has_value(); }
  constexpr T& operator*() { return *value; }
  constexpr const T& operator*() const { return *value; }
  constexpr T* operator->() { return &*value; }
  constexpr const T* operator->() const { return &*value; }
  bool operator==(const Nullable&) const = default;
};

/// A string whose length in bytes is limited. Otherwise a std::string.
template <std::size_t Max, std::size_t Min = 0>
struct Text : std::string {
  static_assert(Min <= Max);
  static constexpr std::size_t max_bytes = Max;
  static constexpr std::size_t min_bytes = Min;

  using std::string::string;
  using std::string::operator=;
  Text() = default;
  Text(std::string text) : std::string(std::move(text)) {}
  explicit Text(std::string_view text) : std::string(text) {}
};

/// An integer with a range. Otherwise the integer.
template <std::int64_t Lo, std::int64_t Hi>
struct Int {
  static_assert(Lo <= Hi && Lo >= -max_safe_integer && Hi <= max_safe_integer);
  using value_type = std::conditional_t<(Lo >= std::numeric_limits<std::int32_t>::min() &&
                                         Hi <= std::numeric_limits<std::int32_t>::max()),
                                        std::int32_t, std::int64_t>;
  static constexpr value_type lowest = static_cast<value_type>(Lo);
  static constexpr value_type highest = static_cast<value_type>(Hi);

  value_type value = std::clamp(value_type{0}, lowest, highest);

  constexpr Int() = default;
  constexpr Int(value_type initial) : value(initial) {}
  constexpr operator value_type() const { return value; }
  constexpr Int& operator+=(value_type by) { return value += by, *this; }
  constexpr Int& operator-=(value_type by) { return value -= by, *this; }
  constexpr Int& operator++() { return ++value, *this; }
  constexpr Int& operator--() { return --value, *this; }
};

/// All 64 bits, as a decimal string on the wire: seeds, hashes, counters that JavaScript cannot hold as a number.
struct U64 {
  std::uint64_t value = 0;

  constexpr U64() = default;
  constexpr U64(std::uint64_t initial) : value(initial) {}
  constexpr operator std::uint64_t() const { return value; }
};

/// A vector with a largest (and smallest) number of items. Otherwise a std::vector.
template <class T, std::size_t Max, std::size_t Min = 0>
struct List : std::vector<T> {
  static_assert(Min <= Max);
  static constexpr std::size_t max_items = Max;
  static constexpr std::size_t min_items = Min;

  using std::vector<T>::vector;
  using std::vector<T>::operator=;
  List() = default;
  List(std::vector<T> items) : std::vector<T>(std::move(items)) {}
};

}  // namespace live::schema
