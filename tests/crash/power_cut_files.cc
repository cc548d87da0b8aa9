#include "tests/crash/power_cut_files.h"

#include <rocksdb/file_system.h>
#include <rocksdb/io_status.h>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/crash/disk.h"
#include "tests/crash/open_files.h"

namespace omzien::crash {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

std::string Plain(const std::string& path) {
  std::string plain = std::filesystem::path(path).lexically_normal().string();
  if (plain.size() > 1 && plain.back() == '/') plain.pop_back();
  return plain;
}

IOStatus NotModelled(const std::string& path) {
  return IOStatus::NotSupported("not modelled", path);
}

}  // namespace

PowerCutFiles::PowerCutFiles(const PowerCutOptions& options)
    : FileSystemWrapper(rocksdb::FileSystem::Default()),
      disk_(std::make_shared<Disk>(options)) {}

PowerCutFiles::~PowerCutFiles() = default;

IOStatus PowerCutFiles::NewSequentialFile(
    const std::string& path, const FileOptions& options,
    std::unique_ptr<rocksdb::FSSequentialFile>* file, IODebugContext* debug) {
  if (auto found = disk_->Find(Plain(path))) {
    *file = std::make_unique<Sequential>(Handle{disk_, std::move(found)});
    return IOStatus::OK();
  }
  if (disk_->IsHidden(Plain(path))) return IOStatus::PathNotFound(path);
  return target()->NewSequentialFile(path, options, file, debug);
}

IOStatus PowerCutFiles::NewRandomAccessFile(
    const std::string& path, const FileOptions& options,
    std::unique_ptr<rocksdb::FSRandomAccessFile>* file, IODebugContext* debug) {
  if (auto found = disk_->Find(Plain(path))) {
    *file = std::make_unique<RandomAccess>(Handle{disk_, std::move(found)});
    return IOStatus::OK();
  }
  if (disk_->IsHidden(Plain(path))) return IOStatus::PathNotFound(path);
  return target()->NewRandomAccessFile(path, options, file, debug);
}

IOStatus PowerCutFiles::NewWritableFile(
    const std::string& path, const FileOptions& /*options*/,
    std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* /*debug*/) {
  *file = std::make_unique<Writable>(Handle{disk_, disk_->Create(Plain(path))});
  return IOStatus::OK();
}

IOStatus PowerCutFiles::NewRandomRWFile(
    const std::string& path, const FileOptions& /*options*/,
    std::unique_ptr<rocksdb::FSRandomRWFile>* file, IODebugContext* /*debug*/) {
  auto found = disk_->FindOrLoad(Plain(path));
  if (found == nullptr) return IOStatus::PathNotFound(path);
  *file = std::make_unique<ReadWrite>(Handle{disk_, std::move(found)});
  return IOStatus::OK();
}

IOStatus PowerCutFiles::NewDirectory(
    const std::string& path, const IOOptions& /*options*/,
    std::unique_ptr<rocksdb::FSDirectory>* folder, IODebugContext* /*debug*/) {
  *folder = std::make_unique<Folder>(disk_, Plain(path));
  return IOStatus::OK();
}

IOStatus PowerCutFiles::FileExists(const std::string& path,
                                   const IOOptions& options,
                                   IODebugContext* debug) {
  if (disk_->Find(Plain(path)) != nullptr) return IOStatus::OK();
  if (disk_->IsHidden(Plain(path))) return IOStatus::NotFound(path);
  return target()->FileExists(path, options, debug);
}

IOStatus PowerCutFiles::GetChildren(const std::string& folder,
                                    const IOOptions& options,
                                    std::vector<std::string>* names,
                                    IODebugContext* debug) {
  IOStatus status = target()->GetChildren(folder, options, names, debug);
  if (status.ok()) disk_->Correct(Plain(folder), *names);
  return status;
}

IOStatus PowerCutFiles::GetChildrenFileAttributes(
    const std::string& folder, const IOOptions& options,
    std::vector<rocksdb::FileAttributes>* children, IODebugContext* debug) {
  return FileSystem::GetChildrenFileAttributes(folder, options, children,
                                               debug);
}

IOStatus PowerCutFiles::GetFileSize(const std::string& path,
                                    const IOOptions& options,
                                    std::uint64_t* size,
                                    IODebugContext* debug) {
  if (const auto found = disk_->Find(Plain(path))) {
    *size = disk_->Size(*found);
    return IOStatus::OK();
  }
  if (disk_->IsHidden(Plain(path))) return IOStatus::NotFound(path);
  return target()->GetFileSize(path, options, size, debug);
}

IOStatus PowerCutFiles::GetFileModificationTime(const std::string& path,
                                                const IOOptions& options,
                                                std::uint64_t* time,
                                                IODebugContext* debug) {
  *time = 0;
  if (disk_->Find(Plain(path)) != nullptr) return IOStatus::OK();
  return target()->GetFileModificationTime(path, options, time, debug);
}

IOStatus PowerCutFiles::DeleteFile(const std::string& path,
                                   const IOOptions& options,
                                   IODebugContext* debug) {
  if (disk_->Delete(Plain(path))) return IOStatus::OK();
  if (disk_->IsHidden(Plain(path))) return IOStatus::NotFound(path);
  return target()->DeleteFile(path, options, debug);
}

IOStatus PowerCutFiles::RenameFile(const std::string& from,
                                   const std::string& to,
                                   const IOOptions& options,
                                   IODebugContext* debug) {
  if (!std::filesystem::is_directory(from)) {
    return disk_->Rename(Plain(from), Plain(to));
  }
  IOStatus status = target()->RenameFile(from, to, options, debug);
  if (status.ok()) disk_->RenameFolder(Plain(from), Plain(to));
  return status;
}

IOStatus PowerCutFiles::ReopenWritableFile(
    const std::string& path, const FileOptions& /*options*/,
    std::unique_ptr<rocksdb::FSWritableFile>* /*file*/,
    IODebugContext* /*debug*/) {
  return NotModelled(path);
}

IOStatus PowerCutFiles::ReuseWritableFile(
    const std::string& path, const std::string& /*old_path*/,
    const FileOptions& /*options*/,
    std::unique_ptr<rocksdb::FSWritableFile>* /*file*/,
    IODebugContext* /*debug*/) {
  return NotModelled(path);
}

IOStatus PowerCutFiles::LinkFile(const std::string& from,
                                 const std::string& /*to*/,
                                 const IOOptions& /*options*/,
                                 IODebugContext* /*debug*/) {
  return NotModelled(from);
}

IOStatus PowerCutFiles::Truncate(const std::string& path, std::size_t /*size*/,
                                 const IOOptions& /*options*/,
                                 IODebugContext* /*debug*/) {
  return NotModelled(path);
}

}  // namespace omzien::crash
