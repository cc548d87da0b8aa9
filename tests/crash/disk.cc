#include "tests/crash/disk.h"

#include <fcntl.h>
#include <rocksdb/io_status.h>
#include <sys/types.h>
#include <unistd.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace omzien::crash {
namespace {

namespace fs = std::filesystem;
using rocksdb::IOStatus;

// What a disk writes whole.
constexpr std::size_t kSector = 512;
// The disk acts of its own accord at one write in so many.
constexpr unsigned kActsOneIn = 6;

std::string FolderOf(const std::string& path) {
  return fs::path(path).parent_path().string();
}

IOStatus WriteAt(const std::string& path, std::size_t offset,
                 absl::string_view bytes) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
  if (file < 0) return IOStatus::IOError("open", path);
  bool whole = true;
  while (!bytes.empty() && whole) {
    const ssize_t count =
        pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    whole = count > 0;
    if (!whole) break;
    bytes.remove_prefix(static_cast<std::size_t>(count));
    offset += static_cast<std::size_t>(count);
  }
  close(file);
  return whole ? IOStatus::OK() : IOStatus::IOError("write", path);
}

IOStatus WriteRange(const File& file, const File::Range& range) {
  const std::size_t end = std::min(range.end, file.content.size());
  if (end <= range.start) return IOStatus::OK();
  return WriteAt(
      file.on_disk, range.start,
      absl::string_view(file.content).substr(range.start, end - range.start));
}

}  // namespace

FilePointer Disk::Create(const std::string& path) {
  const absl::MutexLock lock(&mutex_);
  auto file = std::make_shared<File>();
  file->path = path;
  file->named = ++names_;
  files_[path] = file;
  return file;
}

FilePointer Disk::Find(const std::string& path) {
  const absl::MutexLock lock(&mutex_);
  return FindLocked(path);
}

FilePointer Disk::FindLocked(const std::string& path) {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second;
}

FilePointer Disk::FindOrLoad(const std::string& path) {
  const absl::MutexLock lock(&mutex_);
  return LoadLocked(path);
}

FilePointer Disk::LoadLocked(const std::string& path) {
  if (FilePointer found = FindLocked(path)) return found;
  std::ifstream real(path, std::ios::binary);
  if (!real || hidden_.contains(path)) return nullptr;
  auto file = std::make_shared<File>();
  file->path = path;
  file->on_disk = path;
  file->content = {std::istreambuf_iterator<char>(real), {}};
  files_[path] = file;
  return file;
}

bool Disk::IsHidden(const std::string& path) {
  const absl::MutexLock lock(&mutex_);
  return hidden_.contains(path) && !files_.contains(path);
}

void Disk::Append(File& file, absl::string_view bytes) {
  Write(file, Size(file), bytes);
}

void Disk::Write(File& file, std::size_t offset, absl::string_view bytes) {
  if (bytes.empty()) return;
  const absl::MutexLock lock(&mutex_);
  const std::size_t end = offset + bytes.size();
  if (file.content.size() < end) file.content.resize(end);
  file.content.replace(offset, bytes.size(), bytes.data(), bytes.size());
  if (!file.unsynced.empty() && file.unsynced.back().end == offset) {
    file.unsynced.back().end = end;
  } else {
    file.unsynced.push_back({offset, end});
  }
  OfItsOwnAccord(file);
}

void Disk::Resize(File& file, std::size_t size) {
  const absl::MutexLock lock(&mutex_);
  file.content.resize(size);
}

IOStatus Disk::Sync(File& file) {
  const absl::MutexLock lock(&mutex_);
  if (options_.logs_lie && absl::EndsWith(file.path, ".log")) {
    return IOStatus::OK();
  }
  if (file.on_disk.empty()) {
    file.synced = file.content.size();
  } else {
    for (const File::Range& range : file.unsynced) {
      IOStatus status = WriteRange(file, range);
      if (!status.ok()) return status;
    }
  }
  file.unsynced.clear();
  return IOStatus::OK();
}

std::string Disk::Read(const File& file, std::size_t offset,
                       std::size_t count) {
  const absl::MutexLock lock(&mutex_);
  return offset >= file.content.size() ? std::string()
                                       : file.content.substr(offset, count);
}

std::size_t Disk::Size(const File& file) {
  const absl::MutexLock lock(&mutex_);
  return file.content.size();
}

IOStatus Disk::SyncFolder(const std::string& folder) {
  const absl::MutexLock lock(&mutex_);
  return MakeNamesDurable(folder, names_);
}

IOStatus Disk::MakeNamesDurable(const std::string& folder,
                                std::uint64_t up_to) {
  std::map<std::uint64_t, FilePointer> due;
  for (const auto& [path, file] : files_) {
    if (FolderOf(path) == folder && file->on_disk != path &&
        file->named <= up_to) {
      due[file->named] = file;
    }
  }
  for (const auto& [named, file] : due) {
    IOStatus status = MakeNameDurable(*file);
    if (!status.ok()) return status;
  }
  return IOStatus::OK();
}

IOStatus Disk::MakeNameDurable(File& file) {
  if (!file.on_disk.empty()) {
    hidden_.erase(file.on_disk);
    if (std::rename(file.on_disk.c_str(), file.path.c_str()) != 0) {
      return IOStatus::IOError("rename", file.path);
    }
    file.on_disk = file.path;
    return IOStatus::OK();
  }
  // Whole at once, since this may replace another: a name leads to one or the
  // other file, whenever the process ends.
  const std::string beside = file.path + ".becoming";
  std::error_code absent;
  fs::remove(beside, absent);
  IOStatus status = WriteAt(
      beside, 0, absl::string_view(file.content).substr(0, file.synced));
  if (!status.ok()) return status;
  if (std::rename(beside.c_str(), file.path.c_str()) != 0) {
    return IOStatus::IOError("rename", file.path);
  }
  file.on_disk = file.path;
  hidden_.erase(file.path);
  return IOStatus::OK();
}

IOStatus Disk::Rename(const std::string& from, const std::string& to) {
  const absl::MutexLock lock(&mutex_);
  const FilePointer file = LoadLocked(from);
  if (file == nullptr) return IOStatus::NotFound(from);
  files_.erase(from);
  if (!file->on_disk.empty()) hidden_.insert(file->on_disk);
  file->path = to;
  file->named = ++names_;
  files_[to] = file;
  return IOStatus::OK();
}

bool Disk::Delete(const std::string& path) {
  const absl::MutexLock lock(&mutex_);
  const FilePointer file = FindLocked(path);
  if (file == nullptr) return false;
  if (!file->on_disk.empty()) {
    hidden_.erase(file->on_disk);
    std::error_code absent;
    fs::remove(file->on_disk, absent);
  }
  files_.erase(path);
  return true;
}

void Disk::RenameFolder(const std::string& from, const std::string& to) {
  const absl::MutexLock lock(&mutex_);
  const std::string prefix = from + "/";
  const auto moved = [&](const std::string& path) {
    return absl::StartsWith(path, prefix)
               ? absl::StrCat(to, "/", path.substr(prefix.size()))
               : path;
  };
  std::map<std::string, FilePointer> files;
  for (auto& [path, file] : files_) {
    file->path = moved(file->path);
    file->on_disk = moved(file->on_disk);
    files[file->path] = file;
  }
  files_ = std::move(files);
}

void Disk::Correct(const std::string& folder, std::vector<std::string>& names) {
  const absl::MutexLock lock(&mutex_);
  std::set<std::string> seen(names.begin(), names.end());
  for (const std::string& path : hidden_) {
    if (FolderOf(path) == folder) seen.erase(fs::path(path).filename());
  }
  for (const auto& [path, file] : files_) {
    if (FolderOf(path) == folder) seen.insert(fs::path(path).filename());
  }
  names.assign(seen.begin(), seen.end());
}

// It may fail: nothing of this was promised.
void Disk::OfItsOwnAccord(File& file) {
  if (!OneIn(kActsOneIn)) return;
  if (file.on_disk != file.path) {
    if (OneIn(kActsOneIn)) {
      MakeNamesDurable(FolderOf(file.path), file.named).PermitUncheckedError();
    }
    return;
  }
  for (const File::Range& range : file.unsynced) {
    for (std::size_t at = range.start; at < range.end;
         at = (at / kSector + 1) * kSector) {
      if (OneIn(2)) continue;
      const std::size_t next = (at / kSector + 1) * kSector;
      WriteRange(file, {at, std::min(next, range.end)}).PermitUncheckedError();
    }
  }
}

}  // namespace omzien::crash
