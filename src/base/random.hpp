#pragma once
// Unpredictable bytes, handed down like time: secrets, ids, dice seeds. Tests pass a seeded one.
#include <cstdint>
#include <span>
#include <string>

namespace live::base {

class Entropy {
 public:
  virtual ~Entropy() = default;
  /// Any thread.
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// The operating system's generator, through OpenSSL.
class SystemEntropy final : public Entropy {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

/// Splitmix64 from a seed: repeatable, for tests and simulation only.
class SeededEntropy final : public Entropy {
 public:
  explicit SeededEntropy(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  std::uint64_t state_;
};

/// 22 characters of base 62, over 128 bits: ids of interactions, messages, sessions.
[[nodiscard]] std::string random_id(Entropy& entropy);

}  // namespace live::base
