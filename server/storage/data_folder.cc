#include "server/storage/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/types.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace omzien::storage {
namespace {

namespace fs = std::filesystem;

std::string Reason(int error) { return std::generic_category().message(error); }

absl::Status NotWritable(const std::string& dir, int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return absl::ResourceExhaustedError(
        absl::StrCat("cannot write in ", dir,
                     ": the disk is full; free some space and start again"));
  }
  if (error == EROFS) {
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot write in ", dir,
        ": its file system is mounted for reading only; after a fault of the "
        "disk Linux does that by itself. See what `dmesg` says, mount it for "
        "writing and start again, or set storage.data_dir to another folder"));
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "cannot write in ", dir, " (", Reason(error),
      "): give this user the right to write there, or set storage.data_dir to "
      "another folder"));
}

// Makes the new entry itself survive a power cut.
absl::Status SyncFolder(const std::string& dir) {
  const int file = open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return NotWritable(dir, errno);
  const int result = fsync(file);
  const int error = errno;
  close(file);
  return result == 0 ? absl::OkStatus() : NotWritable(dir, error);
}

// The number that the holder wrote into the lock file; empty when it is being
// written just now.
std::string Holder(int file) {
  std::array<char, 32> text{};
  const ssize_t length = pread(file, text.data(), text.size(), 0);
  if (length <= 0) return "";
  return std::string(absl::StripAsciiWhitespace(
      absl::string_view(text.data(), static_cast<std::size_t>(length))));
}

absl::Status InUse(const std::string& dir, int file) {
  const std::string holder = Holder(file);
  return absl::FailedPreconditionError(absl::StrCat(
      "another omziend is running on ", dir,
      holder.empty() ? "" : absl::StrCat(" (process ", holder, ")"),
      ": stop it first, or give this one a folder of its own"));
}

}  // namespace

std::string LockPath(const std::string& dir) { return dir + "/lock"; }
std::string MarkPath(const std::string& dir) {
  return dir + "/durability-mark";
}
std::string DatabasePath(const std::string& dir) { return dir + "/db"; }

std::string HowToMend(const std::string& dir) {
  return absl::StrCat(
      "Delete nothing. `omziend verify --data-dir ", dir,
      "` says what is sound and what is not; `omziend restore --from BACKUP "
      "--data-dir ",
      dir, "` puts a backup in its place and keeps this folder beside it.");
}

absl::Status MakeDataFolder(const std::string& dir) {
  if (dir.empty()) {
    return absl::FailedPreconditionError(
        "storage.data_dir is empty: name the folder to keep the data in");
  }
  std::error_code error;
  if (fs::is_directory(dir, error)) return absl::OkStatus();
  if (fs::exists(dir, error)) {
    return absl::FailedPreconditionError(
        absl::StrCat(dir,
                     " is not a folder: set storage.data_dir to a folder, "
                     "or to a path where one can be made"));
  }
  const fs::path path = fs::absolute(dir, error).lexically_normal();
  const std::string parent =
      (path.has_filename() ? path : path.parent_path()).parent_path().string();
  if (!fs::is_directory(parent, error)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot make the folder ", dir, ": ", parent,
        fs::exists(parent, error) ? " is not a folder" : " does not exist",
        "; make that folder first, or change storage.data_dir"));
  }
  if (!fs::create_directory(dir, error) && error) {
    if (error.value() == EROFS) return NotWritable(parent, EROFS);
    return absl::FailedPreconditionError(
        absl::StrCat("cannot make the folder ", dir, " (", error.message(),
                     "): give this user the right to write in ", parent,
                     ", or change storage.data_dir"));
  }
  return SyncFolder(parent);
}

absl::StatusOr<FolderLock> FolderLock::Take(const std::string& dir) {
  const int file =
      open(LockPath(dir).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (file < 0) return NotWritable(dir, errno);
  FolderLock lock(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? InUse(dir, file) : NotWritable(dir, errno);
  }
  const std::string number = absl::StrCat(getpid(), "\n");
  if (ftruncate(file, 0) != 0 ||
      pwrite(file, number.data(), number.size(), 0) < 0) {
    return NotWritable(dir, errno);
  }
  return lock;
}

absl::StatusOr<FolderLock> FolderLock::Share(const std::string& dir) {
  const int file = open(LockPath(dir).c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno != ENOENT) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot read ", LockPath(dir), " (", Reason(errno),
                     "): run this as the user that omziend runs as"));
  }
  FolderLock lock(file);
  if (file >= 0 && flock(file, LOCK_SH | LOCK_NB) != 0) {
    return InUse(dir, file);
  }
  return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

FolderLock::~FolderLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace omzien::storage
