// The folder that holds a store: made when absent, used by one server at a
// time.

#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace omzien::storage {

// Where things are in a data folder; docs/storage.md explains them.
std::string LockPath(const std::string& dir);
std::string MarkPath(const std::string& dir);
std::string DatabasePath(const std::string& dir);

// What to do about a folder that is damaged: whole sentences.
std::string HowToMend(const std::string& dir);

// Makes the folder, and only it: its parent must be there. FAILED_PRECONDITION
// when it cannot be one.
absl::Status MakeDataFolder(const std::string& dir);

// Held for as long as the object lives; the system lets go when the process
// dies, however it dies. Move-only.
class FolderLock {
 public:
  // FAILED_PRECONDITION when another server holds it or the folder cannot be
  // written, RESOURCE_EXHAUSTED when the disk is full.
  static absl::StatusOr<FolderLock> Take(const std::string& dir);
  // For who only reads: several at once, and no server beside them. Writes
  // nothing; a folder that was never served has no lock to hold.
  static absl::StatusOr<FolderLock> Share(const std::string& dir);

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int file) : file_(file) {}

  int file_;  // -1 when moved from.
};

}  // namespace omzien::storage
