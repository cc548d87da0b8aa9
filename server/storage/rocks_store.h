// The store on disk: RocksDB behind the port core::Store, with a barrier of our
// own (committer.h) and a durability mark (durability_mark.h) so that a start
// refuses to go on when something durable is missing. docs/storage.md says what
// is in the folder and what is promised.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/core/clock.h"
#include "server/core/observer.h"
#include "server/core/store.h"
#include "server/storage/backup.h"
#include "server/storage/rocks_log.h"

namespace rocksdb {
class FileSystem;
}  // namespace rocksdb

namespace omzien::storage {

struct RocksOptions {
  // Made when absent; its parent must be there.
  std::string data_dir;
  // Block cache, shared by all keyspaces; at least 1.
  int cache_mb = 64;
  bool uncompressed = false;  // Tables are written as they are.
  // Name of the sealer: a store opens only with the one it was made with.
  std::string sealer;
  // Spaces the writes of the durability mark. Outlives the store.
  core::Clock& clock;
  // Called once, on any thread, when the disk refuses a write or a sync. The
  // owner stops the process; must not destroy the store inside the call.
  std::function<void(absl::Status)> on_failure;
  // What is worth a line in the log; may be empty.
  NoteSink log = nullptr;
  // Where files are; null is the machine's own. A test puts faults in here.
  std::shared_ptr<rocksdb::FileSystem> files = nullptr;
  // Told of every sync; may be null. Outlives the store.
  core::Observer* observer = nullptr;
};

class RocksStore : public core::Store {
 public:
  // Checks all before it changes anything. FAILED_PRECONDITION: the folder is
  // in use, cannot be used, or was written by a newer version or with another
  // sealer. DATA_LOSS: something that was durable is missing or damaged.
  // RESOURCE_EXHAUSTED: the disk is full. UNAVAILABLE: the disk refuses.
  // INVALID_ARGUMENT: an option is missing. Messages say how to mend it.
  //
  // Snapshots of the store may outlive it; the folder stays in use until the
  // last is gone.
  static absl::StatusOr<std::unique_ptr<RocksStore>> Open(RocksOptions options);

  // Copies all of one moment to the new folder `dir`, whose parent must be
  // there; it can be used as a data folder as it is. Takes as long as reading
  // and writing all data; thread-safe, beside everything else. What fails
  // leaves no folder of that name. INVALID_ARGUMENT: no place for a backup.
  // FAILED_PRECONDITION: `dir` is there already, its parent is not, or another
  // backup is being made. RESOURCE_EXHAUSTED: too little space, also for the
  // store to go on. DATA_LOSS: a table is damaged.
  virtual absl::StatusOr<BackupReport> Backup(const std::string& dir) = 0;

  // Makes all that was written durable, and returns when everybody who waits
  // for it was called and has returned: from then on nobody is called any more,
  // and a write is refused. What is to be called may be taken down after this.
  // Not to be called beside Write().
  virtual void Close() = 0;
};

}  // namespace omzien::storage
