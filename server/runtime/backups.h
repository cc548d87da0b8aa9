// The backups: a folder with a copy of the data folder in each of its folders,
// and a thread of its own for the one that is being made.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/v1/administration.pb.h"
#include "server/core/administration.h"
#include "server/core/clock.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

// Thread-safe. Its destruction waits for the backup that is being made.
class Backups {
 public:
  struct Copy {
    std::int64_t sequence = 0;  // Of the last journal entry in it.
    std::int64_t bytes = 0;
    absl::Duration took;
  };
  struct Options {
    // Made when absent; empty: backups are not configured.
    std::string backup_dir;
    // Copies the data to `dir`, which is not there yet; may take its time. What
    // fails leaves no folder of that name.
    std::function<absl::StatusOr<Copy>(const std::string& dir)> copy;
    // The journal entry up to which a backup that was made before goes; 0 when
    // it does not say. May be empty.
    std::function<std::int64_t(const std::string& dir)> sequence_of = nullptr;
  };

  // Looks for the newest backup there is. Borrows the clock and the log.
  Backups(Options options, core::Clock& clock, Log& log);
  ~Backups();
  Backups(const Backups&) = delete;
  Backups& operator=(const Backups&) = delete;

  // As core::Administration::CreateBackup. The backup is the new folder
  // `backup_dir`/omzien-20261122-031500Z (UTC).
  void Create(core::Administration::BackupReply reply);

  // The newest that is whole.
  std::optional<omzien::v1::Backup> last() const;
  const std::string& backup_dir() const { return options_.backup_dir; }

 private:
  std::optional<omzien::v1::Backup> FindLast() const;
  absl::StatusOr<omzien::v1::Backup> Make(absl::Time now) const;
  void Finish(absl::StatusOr<omzien::v1::Backup> made,
              core::Administration::BackupReply reply);

  const Options options_;
  core::Clock& clock_;
  Log& log_;
  mutable absl::Mutex mutex_;
  std::optional<omzien::v1::Backup> last_ ABSL_GUARDED_BY(mutex_);
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::runtime
