// A backup of a store that runs: a copy of one moment that shares no file with
// the store, and that can be used as a data folder as it is.

#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/core/clock.h"
#include "server/storage/database.h"

namespace rocksdb {
class FileSystem;
}  // namespace rocksdb

namespace omzien::storage {

struct BackupReport {
  std::string dir;
  std::int64_t sequence = 0;  // Of the last journal entry in it.
  std::int64_t bytes = 0;
  absl::Duration took;
};

// Where a backup is while it is made; renamed when it is whole.
std::string PartialBackupPath(const std::string& dir);

// Copies `database` to `dir`, reads every block of the copy, and returns when
// it is durable. See RocksStore::Backup(). One at a time.
absl::StatusOr<BackupReport> MakeBackup(Database& database,
                                        rocksdb::FileSystem& files,
                                        core::Clock& clock,
                                        const std::string& dir);

}  // namespace omzien::storage
