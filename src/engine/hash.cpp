// The canonical hash of a state: every described member in described order, so that it cannot fall behind the types.
#include "base/hash.hpp"

#include <concepts>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/engine.hpp"
#include "schema/visit.hpp"

namespace live::engine {
namespace {

using base::Hash64;

template <class T>
struct Feed;

template <class T>
void feed(Hash64& hash, const T& value) {
  Feed<T>::into(hash, value);
}

template <class T>
  requires std::integral<T>
struct Feed<T> {
  static void into(Hash64& hash, T value) { hash.add(static_cast<std::uint64_t>(value)); }
};

template <class T>
  requires std::is_enum_v<T>
struct Feed<T> {
  static void into(Hash64& hash, T value) { hash.add(static_cast<std::uint64_t>(value)); }
};

template <class T>
  requires std::derived_from<T, std::string>
struct Feed<T> {
  static void into(Hash64& hash, const std::string& value) { hash.add(std::string_view(value)); }
};

template <class T>
  requires std::derived_from<T, std::vector<typename T::value_type>>
struct Feed<T> {
  static void into(Hash64& hash, const T& values) {
    hash.add(static_cast<std::uint64_t>(values.size()));
    for (const auto& value : values) feed(hash, value);
  }
};

template <class T>
struct Feed<std::optional<T>> {
  static void into(Hash64& hash, const std::optional<T>& value) {
    hash.add(static_cast<std::uint64_t>(value.has_value()));
    if (value) feed(hash, *value);
  }
};

template <class... T>
struct Feed<std::variant<T...>> {
  static void into(Hash64& hash, const std::variant<T...>& value) {
    hash.add(static_cast<std::uint64_t>(value.index()));
    std::visit([&](const auto& inner) { feed(hash, inner); }, value);
  }
};

/// Participants go in by their own hash, so that a holder of many may keep those of the unchanged ones.
template <>
struct Feed<std::vector<Participant>> {
  static void into(Hash64& hash, const std::vector<Participant>& participants) {
    hash.add(static_cast<std::uint64_t>(participants.size()));
    for (const Participant& participant : participants) hash.add(participant_hash(participant));
  }
};

template <schema::DescribedStruct T>
struct Feed<T> {
  static void into(Hash64& hash, const T& value) {
    schema::for_each_member(value, [&](std::string_view, const auto& member) { feed(hash, member); });
  }
};

}  // namespace

std::uint64_t participant_hash(const Participant& participant) {
  Hash64 hash;
  feed(hash, participant);
  return hash.digest();
}

std::uint64_t state_hash(const State& state) {
  Hash64 hash;
  feed(hash, state);
  return hash.digest();
}

}  // namespace live::engine
