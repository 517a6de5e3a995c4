#pragma once
// "No input" or "no output": an absent member on the wire, `void` in TypeScript.
#include <type_traits>

#include "schema/types.hpp"

namespace live::trpc {

using schema::None;  // std::monostate

template <class T>
inline constexpr bool is_none = std::is_same_v<T, schema::None>;

}  // namespace live::trpc
