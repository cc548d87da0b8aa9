// A disk on which every end of the process is a power cut: what was not synced
// is kept in this process's memory, so that `kill -9` takes it away.
//
// Modelled: bytes of a file are on disk after its Sync or Fsync; the name of a
// new file, and a new name, are there after the Fsync of their folder, and the
// old name until then; names become durable in the order in which they were
// given, as file systems with a journal do it (RocksDB relies on that: CURRENT
// never names a manifest whose own name is lost). With a seed other than 0 the
// disk also does now and then what nobody asked for: it writes any of the
// unsynced sectors (a log with a torn tail, a file with a hole) or makes a name
// durable early.
//
// Not modelled: deletions and new folders are durable at once (the harder order
// for files: nothing that was deleted too early comes back); a synced sector
// never goes bad (damage_test.cc does that); Close, Flush and RangeSync promise
// nothing and do nothing. Real syncs are left out: only the process ends here.

#pragma once

#include <rocksdb/file_system.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace omzien::crash {

struct PowerCutOptions {
  // Of what the disk does of its own accord; 0: nothing.
  std::uint64_t seed = 0;
  // Syncs of write-ahead logs say "done" and do nothing.
  bool logs_lie = false;
};

class Disk;

// Thread-safe. For files in folders that are there, as RocksDB and the
// durability mark use them; what they do not use is NotSupported.
class PowerCutFiles final : public rocksdb::FileSystemWrapper {
 public:
  explicit PowerCutFiles(const PowerCutOptions& options);
  ~PowerCutFiles() override;

  const char* Name() const override { return "PowerCutFiles"; }

  rocksdb::IOStatus NewSequentialFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSSequentialFile>* file,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomAccessFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewWritableFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* file,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomRWFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSRandomRWFile>* file,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path,
                                 const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* folder,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus FileExists(const std::string& path,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetChildren(const std::string& folder,
                                const rocksdb::IOOptions& options,
                                std::vector<std::string>* names,
                                rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetChildrenFileAttributes(
      const std::string& folder, const rocksdb::IOOptions& options,
      std::vector<rocksdb::FileAttributes>* children,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetFileSize(const std::string& path,
                                const rocksdb::IOOptions& options,
                                std::uint64_t* size,
                                rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetFileModificationTime(
      const std::string& path, const rocksdb::IOOptions& options,
      std::uint64_t* time, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  // Of a folder: at once, with all that is in it.
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;

  rocksdb::IOStatus ReopenWritableFile(
      const std::string& path, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* file,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReuseWritableFile(
      const std::string& path, const std::string& old_path,
      const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* file,
      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Truncate(const std::string& path, std::size_t size,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;

 private:
  const std::shared_ptr<Disk> disk_;
};

}  // namespace omzien::crash
