#include "store/sqlite/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace live::store::sqlite {

std::expected<LockFile, std::string> LockFile::take(const std::filesystem::path& path) {
  LockFile lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.descriptor_ < 0) return std::unexpected("cannot open " + path.string() + ": " + std::strerror(errno));
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return std::unexpected("cannot lock " + path.string() + ": " + std::strerror(errno));
    std::array<char, 64> text{};
    const ssize_t size = ::pread(lock.descriptor_, text.data(), text.size() - 1, 0);
    std::string owner = size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "another process";
    if (const std::size_t end = owner.find('\n'); end != std::string::npos) owner.resize(end);
    return std::unexpected(path.parent_path().string() + " is in use by " + owner);
  }
  const std::string owner = "process " + std::to_string(::getpid()) + "\n";
  // The name in the file is a courtesy to whoever is refused; the lock holds without it.
  if (::ftruncate(lock.descriptor_, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(lock.descriptor_, owner.data(), owner.size(), 0);
  }
  return lock;
}

LockFile::~LockFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace live::store::sqlite
