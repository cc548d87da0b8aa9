// The state behind PowerCutFiles: what the process sees of the files that it
// has written, and how much of that is on the real disk.

#pragma once

#include <rocksdb/io_status.h>

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "tests/crash/power_cut_files.h"

namespace omzien::crash {

// A file that this process has written, renamed or opened for writing. All of
// it belongs to the disk's lock.
struct File {
  std::string path;         // As the process sees it.
  std::string on_disk;      // The durable name; empty while there is none.
  std::uint64_t named = 0;  // Counts the names that were given.
  std::string content;
  // Half open ranges that were written since the last sync.
  struct Range {
    std::size_t start = 0;
    std::size_t end = 0;
  };
  std::vector<Range> unsynced;
  // How much was synced while the name was not durable yet.
  std::size_t synced = 0;
};
using FilePointer = std::shared_ptr<File>;

// Thread-safe.
class Disk {
 public:
  explicit Disk(const PowerCutOptions& options)
      : options_(options), chance_(options.seed) {}

  FilePointer Create(const std::string& path);
  // Null when this process has not written it: the real one holds.
  FilePointer Find(const std::string& path);
  // Reads the real one when there is none here. Null when there is none at all.
  FilePointer FindOrLoad(const std::string& path);
  // Renamed away from here, or not there.
  bool IsHidden(const std::string& path);

  void Write(File& file, std::size_t offset, absl::string_view bytes);
  void Append(File& file, absl::string_view bytes);
  void Resize(File& file, std::size_t size);
  rocksdb::IOStatus Sync(File& file);
  std::string Read(const File& file, std::size_t offset, std::size_t count);
  std::size_t Size(const File& file);

  // Makes the names in a folder durable.
  rocksdb::IOStatus SyncFolder(const std::string& folder);
  rocksdb::IOStatus Rename(const std::string& from, const std::string& to);
  // True when it did all there is to do.
  bool Delete(const std::string& path);
  void RenameFolder(const std::string& from, const std::string& to);
  // Corrects what is really in a folder to what the process sees.
  void Correct(const std::string& folder, std::vector<std::string>& names);

 private:
  // Also all names in its folder that were given before: in that order.
  rocksdb::IOStatus MakeNamesDurable(const std::string& folder,
                                     std::uint64_t up_to)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  rocksdb::IOStatus MakeNameDurable(File& file)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  FilePointer FindLocked(const std::string& path)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  FilePointer LoadLocked(const std::string& path)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Does now and then what nobody asked for.
  void OfItsOwnAccord(File& file) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool OneIn(unsigned count) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return options_.seed != 0 && chance_() % count == 0;
  }

  const PowerCutOptions options_;
  absl::Mutex mutex_;
  std::mt19937_64 chance_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, FilePointer> files_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t names_ ABSL_GUARDED_BY(mutex_) = 0;
  // Real names that the process gave up and that still stand.
  std::set<std::string> hidden_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::crash
