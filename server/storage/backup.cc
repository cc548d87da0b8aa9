#include "server/storage/backup.h"

#include <rocksdb/file_system.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "server/core/clock.h"
#include "server/storage/data_folder.h"
#include "server/storage/database.h"
#include "server/storage/durability_mark.h"
#include "server/storage/recovery.h"

namespace omzien::storage {
namespace {

namespace fs = std::filesystem;

// Left free for the server that goes on writing.
constexpr std::uint64_t kSpareBytes = 64ULL << 20;

absl::Status Failed(const std::string& dir, const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsNoSpace()) {
    return absl::ResourceExhaustedError(
        absl::StrCat("cannot write the backup ", dir,
                     ": the disk is full; free some space, or name a folder "
                     "on another disk"));
  }
  return absl::UnavailableError(
      absl::StrCat("cannot write the backup ", dir, " (", status.ToString(),
                   "): check the disk and the server's rights there"));
}

// A folder inside the data folder would be lost with it.
absl::Status CheckPlace(const std::string& data_dir, rocksdb::FileSystem& files,
                        const std::string& dir) {
  const fs::path path(dir);
  if (!path.is_absolute() || path.lexically_normal().string() != dir ||
      !path.has_filename()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", dir,
        "' does not name a folder for a backup: give its whole path, such as "
        "/var/backups/omzien/monday"));
  }
  std::error_code error;
  const fs::path data = fs::weakly_canonical(data_dir, error);
  const fs::path real = fs::weakly_canonical(path, error);
  if (real == data ||
      absl::StartsWith(real.string(), absl::StrCat(data.string(), "/"))) {
    return absl::InvalidArgumentError(
        absl::StrCat(dir, " is in the data folder ", data_dir,
                     ": a backup belongs beside it, best on another disk"));
  }
  if (files.FileExists(dir, {}, nullptr).ok()) {
    return absl::FailedPreconditionError(
        absl::StrCat(dir,
                     " is there already and is left as it is: name a new "
                     "folder for this backup"));
  }
  const std::string parent = path.parent_path().string();
  if (!fs::is_directory(parent, error)) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot write the backup ", dir, ": ", parent,
                     " is not a folder; make that folder first"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::int64_t> BytesIn(rocksdb::FileSystem& files,
                                     const std::string& dir) {
  std::vector<rocksdb::FileAttributes> children;
  OMZIEN_RETURN_IF_ERROR(Failed(
      dir, files.GetChildrenFileAttributes(dir, {}, &children, nullptr)));
  std::int64_t bytes = 0;
  for (const auto& child : children) {
    if (child.name != "." && child.name != "..") {
      bytes += static_cast<std::int64_t>(child.size_bytes);
    }
  }
  return bytes;
}

// Before it begins: a copy that fills the disk would end the server beside it.
absl::Status CheckSpace(const std::string& data_dir, rocksdb::FileSystem& files,
                        const std::string& dir) {
  std::uint64_t free = 0;
  const rocksdb::IOStatus status = files.GetFreeSpace(
      fs::path(dir).parent_path().string(), {}, &free, nullptr);
  if (status.IsNotSupported()) return absl::OkStatus();
  OMZIEN_RETURN_IF_ERROR(Failed(dir, status));
  OMZIEN_ASSIGN_OR_RETURN(const std::int64_t bytes,
                          BytesIn(files, DatabasePath(data_dir)));
  if (free >= static_cast<std::uint64_t>(bytes) + kSpareBytes) {
    return absl::OkStatus();
  }
  return absl::ResourceExhaustedError(absl::StrFormat(
      "cannot write the backup %s: it needs %.0f MB, %.0f MB to spare, and "
      "%.0f "
      "MB are free; free some space, or name a folder on another disk",
      dir, static_cast<double>(bytes) / 1e6,
      static_cast<double>(kSpareBytes) / 1e6, static_cast<double>(free) / 1e6));
}

// Takes away what a backup makes and nothing else: a folder with anything else
// in it stays, and the backup fails on it.
void RemovePartial(rocksdb::FileSystem& files, const std::string& partial) {
  for (const std::string& folder :
       {DatabasePath(partial) + ".tmp", DatabasePath(partial)}) {
    std::vector<std::string> names;
    files.GetChildren(folder, {}, &names, nullptr).PermitUncheckedError();
    for (const std::string& name : names) {
      files.DeleteFile(absl::StrCat(folder, "/", name), {}, nullptr)
          .PermitUncheckedError();
    }
    files.DeleteDir(folder, {}, nullptr).PermitUncheckedError();
  }
  files.DeleteFile(MarkPath(partial), {}, nullptr).PermitUncheckedError();
  files.DeleteDir(partial, {}, nullptr).PermitUncheckedError();
}

rocksdb::IOStatus SyncDir(rocksdb::FileSystem& files, const std::string& dir) {
  std::unique_ptr<rocksdb::FSDirectory> folder;
  rocksdb::IOStatus status = files.NewDirectory(dir, {}, &folder, nullptr);
  if (status.ok()) status = folder->Fsync({}, nullptr);
  return status;
}

// Whether all that is in the copy can be read; gives its last entry.
absl::StatusOr<std::int64_t> ReadBack(const Database& database,
                                      const std::string& partial) {
  OMZIEN_ASSIGN_OR_RETURN(
      const auto copy,
      Database::Open(database.options(partial), Database::Mode::kLook));
  OMZIEN_RETURN_IF_ERROR(copy->VerifyChecksums());
  return LastJournalSequence(*copy, partial);
}

}  // namespace

std::string PartialBackupPath(const std::string& dir) {
  return dir + ".partial";
}

absl::StatusOr<BackupReport> MakeBackup(Database& database,
                                        rocksdb::FileSystem& files,
                                        core::Clock& clock,
                                        const std::string& dir) {
  const absl::Duration begun = clock.SteadyNow();
  const std::string& data_dir = database.options().data_dir;
  OMZIEN_RETURN_IF_ERROR(CheckPlace(data_dir, files, dir));
  OMZIEN_RETURN_IF_ERROR(CheckSpace(data_dir, files, dir));
  const std::string partial = PartialBackupPath(dir);
  RemovePartial(files, partial);
  OMZIEN_RETURN_IF_ERROR(Failed(dir, files.CreateDir(partial, {}, nullptr)));
  absl::Cleanup remove = [&] { RemovePartial(files, partial); };

  OMZIEN_RETURN_IF_ERROR(
      Failed(dir, database.Checkpoint(DatabasePath(partial))));
  const absl::StatusOr<std::int64_t> sequence = ReadBack(database, partial);
  if (!sequence.ok()) {
    return absl::Status(
        sequence.status().code(),
        absl::StrCat("the backup ", dir,
                     " was not kept, since it cannot be read back; stop the "
                     "server soon and run omziend verify: ",
                     sequence.status().message()));
  }
  OMZIEN_RETURN_IF_ERROR(
      MarkFile::Open(files, partial, {.lanes = {{kLane, *sequence}}}).status());
  OMZIEN_ASSIGN_OR_RETURN(std::int64_t bytes,
                          BytesIn(files, DatabasePath(partial)));
  bytes += std::int64_t{2} * kMarkSlotBytes;
  rocksdb::IOStatus status = SyncDir(files, partial);
  if (status.ok()) status = files.RenameFile(partial, dir, {}, nullptr);
  OMZIEN_RETURN_IF_ERROR(Failed(dir, status));
  std::move(remove).Cancel();
  OMZIEN_RETURN_IF_ERROR(
      Failed(dir, SyncDir(files, fs::path(dir).parent_path().string())));
  return BackupReport{dir, *sequence, bytes, clock.SteadyNow() - begun};
}

}  // namespace omzien::storage
