#pragma once
// A file system for tests that fails when told to: SQLite's own one with a shim before writes, truncations and syncs.
#include <sqlite3.h>

#include <atomic>
#include <cstddef>
#include <new>
#include <string>

namespace live::store::sqlite::test {

class FaultyVfs {
 public:
  /// Each has its own name, so tests do not meet.
  explicit FaultyVfs(std::string name) : name_(std::move(name)), real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.pNext = nullptr;
    vfs_.xOpen = &FaultyVfs::open;
    sqlite3_vfs_register(&vfs_, 0);
  }
  ~FaultyVfs() { sqlite3_vfs_unregister(&vfs_); }
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  /// The Nth write, truncation or sync from now fails; 0 takes it back.
  void fail_nth(int nth) { countdown_ = nth; }
  /// True once the failure asked for has happened.
  [[nodiscard]] bool failed() const { return countdown_ == 0; }
  /// Every write fails, as on a full disk, until it is taken back.
  void set_full(bool full) { full_ = full; }
  [[nodiscard]] int syncs() const { return syncs_; }

 private:
  struct File {
    sqlite3_file base;
    FaultyVfs* owner;
    sqlite3_file* real;
  };

  static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return of(file)->real; }

  bool strikes() {
    int left = countdown_.load();
    while (left > 0 && !countdown_.compare_exchange_weak(left, left - 1)) {
    }
    return left == 1;
  }

  // The real file system gets its own vfs back: its methods look at pAppData.
  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    auto* self = static_cast<FaultyVfs*>(vfs->pAppData);
    File* opened = of(file);
    opened->owner = self;
    opened->real = reinterpret_cast<sqlite3_file*>(opened + 1);
    opened->base.pMethods = nullptr;
    const int code = self->real_->xOpen(self->real_, path, opened->real, flags, out_flags);
    if (opened->real->pMethods != nullptr) opened->base.pMethods = &methods;
    return code;
  }

  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    if (of(file)->owner->full_) return SQLITE_FULL;
    if (of(file)->owner->strikes()) return SQLITE_IOERR_WRITE;
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (of(file)->owner->strikes()) return SQLITE_IOERR_TRUNCATE;
    return real(file)->pMethods->xTruncate(real(file), size);
  }
  static int sync(sqlite3_file* file, int flags) {
    if (of(file)->owner->strikes()) return SQLITE_IOERR_FSYNC;
    ++of(file)->owner->syncs_;
    return real(file)->pMethods->xSync(real(file), flags);
  }
  static int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
  static int read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), out, size, offset);
  }
  static int size(sqlite3_file* file, sqlite3_int64* out) { return real(file)->pMethods->xFileSize(real(file), out); }
  static int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
  static int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
  static int reserved(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
  }
  static int control(sqlite3_file* file, int op, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), op, argument);
  }
  static int sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
  static int device(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
  static int shm_map(sqlite3_file* file, int page, int bytes, int extend, void volatile** out) {
    return real(file)->pMethods->xShmMap(real(file), page, bytes, extend, out);
  }
  static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
  }
  static void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
  static int shm_unmap(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

  static constexpr sqlite3_io_methods methods = {
      2,        &close,  &read,   &write,   &truncate, &sync,        &size,      &lock,   &unlock, &reserved,
      &control, &sector, &device, &shm_map, &shm_lock, &shm_barrier, &shm_unmap, nullptr, nullptr};

  std::string name_;
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  std::atomic<int> countdown_ = -1;
  std::atomic<bool> full_ = false;
  std::atomic<int> syncs_ = 0;
};

}  // namespace live::store::sqlite::test
