// RocksDB as we use it: a column family a keyspace, opened and closed as one.

#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Env;
class FileSystem;
class Logger;
class Snapshot;
class Status;
}  // namespace rocksdb

namespace omzien::storage {

// Thread-safe, but for Write(): one thread at a time.
class Database {
 public:
  struct Options {
    std::string data_dir;
    int cache_mb = 0;
    bool uncompressed = false;  // Tables are written as they are.
    std::shared_ptr<rocksdb::FileSystem> files;
    std::shared_ptr<rocksdb::Logger> log;
  };
  enum class Mode {
    kLook,    // What recovery would give; nothing on disk changes. A keyspace
              // that is not there yet, as in a folder of an older version or
              // of a start that was cut short, reads as empty.
    kCreate,  // Made when absent.
  };
  // Durable or not when Write() returns.
  enum class Sync { kNo, kYes };

  // DATA_LOSS when it cannot be read, FAILED_PRECONDITION when it has a
  // keyspace that this version does not know.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const Options& options,
                                                        Mode mode);
  // Whether there is a database to look at.
  static absl::StatusOr<bool> Exists(const Options& options);

  ~Database();

  // As core::Reader; `at` may be null for the newest state.
  absl::StatusOr<std::optional<std::string>> Get(
      core::Keyspace keyspace, absl::string_view key,
      const rocksdb::Snapshot* at) const;
  absl::Status Scan(
      core::Keyspace keyspace, const core::KeyRange& range, bool reverse,
      const rocksdb::Snapshot* at,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>
          visit) const;

  absl::Status Write(const std::vector<core::Mutation>& mutations, Sync sync);
  // Makes durable all that was written.
  absl::Status SyncLog();

  // Copies all of one moment to the folder `path`, which is made, and syncs it.
  // Writes may go on beside it. RocksDB's own status: it is about `path`.
  rocksdb::Status Checkpoint(const std::string& path);

  // Reads every block of every table: opening alone reads a few of them.
  // DATA_LOSS names the first file that is damaged.
  absl::Status VerifyChecksums() const;

  const Options& options() const { return options_; }
  // The same for another folder.
  Options options(const std::string& data_dir) const;

  const rocksdb::Snapshot* TakeSnapshot() const;
  void ReleaseSnapshot(const rocksdb::Snapshot* snapshot) const;

 private:
  explicit Database(Options options);
  // Null for one that is not there; never in Mode::kCreate.
  rocksdb::ColumnFamilyHandle* family(core::Keyspace keyspace) const;

  const Options options_;
  const std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

}  // namespace omzien::storage
