#pragma once
// The difference of two described structs as the JSON of their changed members: `"name":value` for what is new,
// `"name":null` for an optional that is now absent. Made from the structs' one description.
#include <optional>
#include <string>
#include <type_traits>

#include "schema/json.hpp"

namespace live::room {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Appends `,"name":value`, without the comma when `out` ends in an opening brace.
template <class T>
void append_member(std::string_view name, const T& value, std::string& out) {
  if (!out.empty() && out.back() != '{') out += ',';
  out += '"';
  out += name;
  out += "\":";
  schema::encode(value, out);
}

/// Appends the members in which `after` differs from `before`; false when there are none.
template <schema::DescribedStruct T>
bool append_changes(const T& before, const T& after, std::string& out) {
  bool any = false;
  boost::mp11::mp_for_each<schema::MembersOf<T>>([&]<class Descriptor>(Descriptor) {
    const auto& was = before.*Descriptor::pointer;
    const auto& is = after.*Descriptor::pointer;
    if (was == is) return;
    any = true;
    // An absent optional is encoded as null, which is what "absent now" looks like in a delta.
    append_member(schema::wire_name<Descriptor>, is, out);
  });
  return any;
}

}  // namespace live::room
