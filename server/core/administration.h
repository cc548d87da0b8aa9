// The port to looking after the server: how it stands, and a copy of its data.
// Nothing here says anything about a person.

#pragma once

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "omzien/v1/administration.pb.h"

namespace omzien::core {

// Thread-safe. Outside the lane: it is answered also when the lane is busy.
class Administration {
 public:
  using BackupReply =
      absl::AnyInvocable<void(absl::StatusOr<omzien::v1::Backup>) &&>;

  virtual ~Administration() = default;

  // As it is now. Takes no longer than a look at a few files.
  virtual omzien::v1::ServerStatus GetStatus() = 0;

  // Returns at once; `reply` is called once, on any thread. BACKUP_RUNNING,
  // BACKUPS_NOT_CONFIGURED, or BACKUP_FAILED with why.
  virtual void CreateBackup(BackupReply reply) = 0;
};

}  // namespace omzien::core
