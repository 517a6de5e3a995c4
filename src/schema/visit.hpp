#pragma once
// Walks the described members of a struct, so that generic code (hashing, comparing) needs no second list of them.
#include <string_view>
#include <type_traits>
#include <utility>

#include "schema/describe.hpp"

namespace live::schema {

/// Calls f(wire_name, member) for each member in described order, bases first. Constness follows the object.
template <class T, class F>
  requires DescribedStruct<std::remove_cvref_t<T>>
constexpr void for_each_member(T&& object, F&& f) {
  boost::mp11::mp_for_each<MembersOf<std::remove_cvref_t<T>>>(
      [&]<class Descriptor>(Descriptor) { f(std::string_view(wire_name<Descriptor>), object.*Descriptor::pointer); });
}

}  // namespace live::schema
