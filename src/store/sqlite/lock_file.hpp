#pragma once
// One process at a time in a data folder. The lock is the kernel's (flock): it goes when its owner dies, however.
#include <expected>
#include <filesystem>
#include <string>
#include <utility>

namespace live::store::sqlite {

class LockFile {
 public:
  /// The error says who has it.
  [[nodiscard]] static std::expected<LockFile, std::string> take(const std::filesystem::path& path);
  ~LockFile();
  LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  LockFile& operator=(LockFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }

 private:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace live::store::sqlite
