#include "server/storage/restore.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matcher/status_macros.h"
#include "server/storage/data_folder.h"
#include "server/storage/verify.h"

namespace omzien::storage {
namespace {

namespace fs = std::filesystem;

absl::Status Refused(absl::string_view doing, const std::string& path,
                     int error) {
  const std::string text =
      absl::StrCat("cannot ", doing, " ", path, " (",
                   std::generic_category().message(error), ")");
  if (error == ENOSPC || error == EDQUOT) {
    return absl::ResourceExhaustedError(
        absl::StrCat(text, ": the disk is full; free some space"));
  }
  return absl::UnavailableError(
      absl::StrCat(text, ": check the disk and the rights of this user"));
}

absl::Status Sync(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Refused("open", path, errno);
  const int result = fsync(file);
  const int error = errno;
  close(file);
  return result == 0 ? absl::OkStatus() : Refused("sync", path, error);
}

bool Exists(const std::string& path) {
  std::error_code absent;
  return fs::exists(path, absent);
}

// The half-made copy says so of itself: what stands beside the data folder
// without this is a whole folder, and never removed.
std::string HalfMade(const std::string& dir) { return dir + "/half-made"; }

std::string CopyPath(const std::string& data_dir) {
  return data_dir + ".restoring";
}

absl::Status CopyFile(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::copy_file(from, to, error)) {
    return Refused("copy to", to.string(), error.value());
  }
  return Sync(to.string());
}

// What a server needs of a folder: database and mark, not the lock.
absl::Status Copy(const std::string& from, const std::string& to) {
  std::error_code error;
  if (!fs::create_directory(to, error)) {
    return Refused("make", to, error.value());
  }
  const int mark = open(HalfMade(to).c_str(), O_WRONLY | O_CREAT, 0640);
  if (mark < 0) return Refused("write", HalfMade(to), errno);
  close(mark);
  OMZIEN_RETURN_IF_ERROR(Sync(to));
  if (!fs::create_directory(DatabasePath(to), error)) {
    return Refused("make", DatabasePath(to), error.value());
  }
  fs::directory_iterator file(DatabasePath(from), error);
  for (; !error && file != fs::directory_iterator(); file.increment(error)) {
    if (!file->is_regular_file()) continue;
    OMZIEN_RETURN_IF_ERROR(CopyFile(
        file->path(), fs::path(DatabasePath(to)) / file->path().filename()));
  }
  if (error) return Refused("read", DatabasePath(from), error.value());
  OMZIEN_RETURN_IF_ERROR(CopyFile(MarkPath(from), MarkPath(to)));
  OMZIEN_RETURN_IF_ERROR(Sync(DatabasePath(to)));
  return Sync(to);
}

// Run by root, the files still belong to the server's user.
absl::Status GiveTo(const std::string& owner_of, const std::string& dir) {
  struct stat owner{};
  if (geteuid() != 0) return absl::OkStatus();
  if (stat(owner_of.c_str(), &owner) != 0) {
    return Refused("look at", owner_of, errno);
  }
  const auto give = [&](const std::string& path) {
    return lchown(path.c_str(), owner.st_uid, owner.st_gid) == 0
               ? absl::OkStatus()
               : Refused("change the owner of", path, errno);
  };
  OMZIEN_RETURN_IF_ERROR(give(dir));
  std::error_code error;
  fs::recursive_directory_iterator file(dir, error);
  for (; !error && file != fs::recursive_directory_iterator();
       file.increment(error)) {
    OMZIEN_RETURN_IF_ERROR(give(file->path().string()));
  }
  return error ? Refused("read", dir, error.value()) : absl::OkStatus();
}

absl::Status CheckSound(const FolderReport& report, const std::string& dir) {
  for (const Finding& finding : report.findings) {
    if (!finding.sound) {
      return absl::DataLossError(absl::StrCat(dir, " is not sound (",
                                              finding.part, ": ", finding.text,
                                              "): take another backup"));
    }
  }
  return absl::OkStatus();
}

std::string KeptPath(const std::string& data_dir, absl::Time now) {
  const std::string base = absl::StrCat(
      data_dir, ".before-restore-",
      absl::FormatTime("%Y%m%dT%H%M%SZ", now, absl::UTCTimeZone()));
  std::string path = base;
  for (int i = 2; Exists(path); ++i) path = absl::StrCat(base, "-", i);
  return path;
}

// What an earlier restore left: half a copy is removed; the folder that it had
// swapped out already gets the name that it was to get.
absl::Status TakeUp(const std::string& data_dir, absl::Time now) {
  const std::string copy = CopyPath(data_dir);
  if (!Exists(copy)) return absl::OkStatus();
  std::error_code error;
  if (Exists(HalfMade(copy)) || fs::is_empty(copy, error)) {
    fs::remove_all(copy, error);
    return error ? Refused("remove", copy, error.value()) : absl::OkStatus();
  }
  const std::string kept = KeptPath(data_dir, now);
  return std::rename(copy.c_str(), kept.c_str()) == 0
             ? absl::OkStatus()
             : Refused("rename", copy, errno);
}

// In one step, so that no moment is without a folder: a server that starts in
// such a moment would begin an empty one.
absl::Status Swap(const std::string& copy, const std::string& data_dir) {
  const bool replaces = Exists(data_dir);
  if (renameat2(AT_FDCWD, copy.c_str(), AT_FDCWD, data_dir.c_str(),
                replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE) == 0) {
    return absl::OkStatus();
  }
  if (errno != EINVAL && errno != ENOSYS) {
    return Refused("swap in", copy, errno);
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "this file system cannot swap two folders in one step; with the server "
      "stopped and kept from starting, rename ",
      data_dir, " to another name and ", copy, " to ", data_dir,
      "; the copy is whole and was verified"));
}

// The whole copy, beside the data folder and durable.
absl::StatusOr<FolderReport> MakeCopy(const std::string& backup,
                                      const std::string& data_dir) {
  const std::string copy = CopyPath(data_dir);
  OMZIEN_RETURN_IF_ERROR(Copy(backup, copy));
  FolderReport report = ExamineFolder(copy);
  OMZIEN_RETURN_IF_ERROR(CheckSound(report, copy));
  OMZIEN_RETURN_IF_ERROR(GiveTo(Exists(data_dir) ? data_dir : backup, copy));
  if (unlink(HalfMade(copy).c_str()) != 0) {
    return Refused("write in", copy, errno);
  }
  OMZIEN_RETURN_IF_ERROR(Sync(copy));
  return report;
}

// All before the swap.
absl::StatusOr<FolderReport> Prepare(const std::string& backup,
                                     const std::string& data_dir,
                                     absl::Time now) {
  std::error_code absent;
  if (fs::equivalent(backup, data_dir, absent)) {
    return absl::FailedPreconditionError(
        absl::StrCat(backup, " is the data folder itself: name a backup"));
  }
  OMZIEN_ASSIGN_OR_RETURN(const FolderReport checked, VerifyFolder(backup));
  OMZIEN_RETURN_IF_ERROR(CheckSound(checked, backup));
  OMZIEN_RETURN_IF_ERROR(TakeUp(data_dir, now));
  return MakeCopy(backup, data_dir);
}

}  // namespace

absl::StatusOr<RestoreReport> RestoreFolder(const std::string& backup,
                                            const std::string& dir,
                                            absl::Time now) {
  std::error_code error;
  std::string data_dir = fs::absolute(dir, error).lexically_normal().string();
  if (data_dir.size() > 1 && data_dir.back() == '/') data_dir.pop_back();
  const bool replaces = fs::is_directory(data_dir, error);
  std::optional<FolderLock> lock;
  if (replaces) {
    OMZIEN_ASSIGN_OR_RETURN(FolderLock taken, FolderLock::Take(data_dir));
    lock.emplace(std::move(taken));
  }
  RestoreReport report;
  const auto prepared = Prepare(backup, data_dir, now);
  absl::Status status = prepared.status();
  if (status.ok()) {
    report.sequence = prepared->sequence;
    report.time = prepared->time;
    if (replaces) {
      report.kept_as = KeptPath(data_dir, now);
      report.kept_sequence = ExamineFolder(data_dir).sequence_known;
    }
    status = Swap(CopyPath(data_dir), data_dir);
  }
  if (!status.ok()) {
    return absl::Status(
        status.code(),
        absl::StrCat(std::string(status.message()), "; nothing was replaced"));
  }
  // It is done; what is left only says where the old folder stands.
  if (replaces && !TakeUp(data_dir, now).ok()) {
    report.kept_as = CopyPath(data_dir);
  }
  OMZIEN_RETURN_IF_ERROR(Sync(fs::path(data_dir).parent_path().string()));
  return report;
}

}  // namespace omzien::storage
