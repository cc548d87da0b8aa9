// Open files of a Disk, in the forms in which RocksDB wants them.

#pragma once

#include <rocksdb/file_system.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "tests/crash/disk.h"

namespace omzien::crash {

using DiskPointer = std::shared_ptr<Disk>;

// An open file of any kind.
struct Handle {
  DiskPointer disk;
  FilePointer file;

  rocksdb::IOStatus Read(std::size_t offset, std::size_t count,
                         rocksdb::Slice* result, char* scratch) const {
    const std::string bytes = disk->Read(*file, offset, count);
    std::memcpy(scratch, bytes.data(), bytes.size());
    *result = rocksdb::Slice(scratch, bytes.size());
    return rocksdb::IOStatus::OK();
  }
};

class Sequential final : public rocksdb::FSSequentialFile {
 public:
  explicit Sequential(Handle handle) : handle_(std::move(handle)) {}
  rocksdb::IOStatus Read(std::size_t count, const rocksdb::IOOptions&,
                         rocksdb::Slice* result, char* scratch,
                         rocksdb::IODebugContext*) override {
    rocksdb::IOStatus status = handle_.Read(at_, count, result, scratch);
    at_ += result->size();
    return status;
  }
  rocksdb::IOStatus Skip(std::uint64_t count) override {
    at_ += count;
    return rocksdb::IOStatus::OK();
  }

 private:
  const Handle handle_;
  std::size_t at_ = 0;
};

class RandomAccess final : public rocksdb::FSRandomAccessFile {
 public:
  explicit RandomAccess(Handle handle) : handle_(std::move(handle)) {}
  rocksdb::IOStatus Read(std::uint64_t offset, std::size_t count,
                         const rocksdb::IOOptions&, rocksdb::Slice* result,
                         char* scratch,
                         rocksdb::IODebugContext*) const override {
    return handle_.Read(offset, count, result, scratch);
  }

 private:
  const Handle handle_;
};

class Writable final : public rocksdb::FSWritableFile {
 public:
  explicit Writable(Handle handle) : handle_(std::move(handle)) {}
  using FSWritableFile::Append;
  rocksdb::IOStatus Append(const rocksdb::Slice& data,
                           const rocksdb::IOOptions&,
                           rocksdb::IODebugContext*) override {
    handle_.disk->Append(*handle_.file,
                         absl::string_view(data.data(), data.size()));
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data,
                           const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo&,
                           rocksdb::IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  rocksdb::IOStatus Truncate(std::uint64_t size, const rocksdb::IOOptions&,
                             rocksdb::IODebugContext*) override {
    handle_.disk->Resize(*handle_.file, size);
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Flush(const rocksdb::IOOptions&,
                          rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Close(const rocksdb::IOOptions&,
                          rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions&,
                         rocksdb::IODebugContext*) override {
    return handle_.disk->Sync(*handle_.file);
  }
  bool IsSyncThreadSafe() const override { return true; }
  std::uint64_t GetFileSize(const rocksdb::IOOptions&,
                            rocksdb::IODebugContext*) override {
    return handle_.disk->Size(*handle_.file);
  }

 private:
  const Handle handle_;
};

class ReadWrite final : public rocksdb::FSRandomRWFile {
 public:
  explicit ReadWrite(Handle handle) : handle_(std::move(handle)) {}
  rocksdb::IOStatus Write(std::uint64_t offset, const rocksdb::Slice& data,
                          const rocksdb::IOOptions&,
                          rocksdb::IODebugContext*) override {
    handle_.disk->Write(*handle_.file, offset,
                        absl::string_view(data.data(), data.size()));
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Read(std::uint64_t offset, std::size_t count,
                         const rocksdb::IOOptions&, rocksdb::Slice* result,
                         char* scratch,
                         rocksdb::IODebugContext*) const override {
    return handle_.Read(offset, count, result, scratch);
  }
  rocksdb::IOStatus Flush(const rocksdb::IOOptions&,
                          rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions&,
                         rocksdb::IODebugContext*) override {
    return handle_.disk->Sync(*handle_.file);
  }
  rocksdb::IOStatus Close(const rocksdb::IOOptions&,
                          rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::OK();
  }

 private:
  const Handle handle_;
};

class Folder final : public rocksdb::FSDirectory {
 public:
  Folder(DiskPointer disk, std::string path)
      : disk_(std::move(disk)), path_(std::move(path)) {}
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions&,
                          rocksdb::IODebugContext*) override {
    return disk_->SyncFolder(path_);
  }

 private:
  const DiskPointer disk_;
  const std::string path_;
};

}  // namespace omzien::crash
