// Puts together how the server stands, from what its parts say, and notices
// what needs a person. The one source of `omzien admin status`, of the metrics
// that are no counts of events, and of the log's lines about concerns.

#pragma once

#include <functional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/v1/administration.pb.h"
#include "server/core/administration.h"
#include "server/core/clock.h"
#include "server/core/engine.h"
#include "server/runtime/backups.h"
#include "server/runtime/concerns.h"
#include "server/runtime/figures.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

// Thread-safe. Borrows its parts.
class Administrator final : public core::Administration {
 public:
  struct Parts {
    const core::Engine& engine;
    const Figures& figures;
    Backups& backups;
    core::Clock& clock;
    Log& log;
  };
  struct Facts {
    std::string data_dir;
    std::function<int()> open_watches;  // Thread-safe.
  };

  Administrator(Parts parts, Facts facts);

  omzien::v1::ServerStatus GetStatus() override;
  void CreateBackup(BackupReply reply) override;

  // Looks for concerns when the last look is a second ago.
  void Beat();

 private:
  const Parts parts_;
  const Facts facts_;
  const absl::Time start_time_;
  Concerns concerns_;
  absl::Mutex mutex_;
  absl::Duration next_beat_ ABSL_GUARDED_BY(mutex_) =  // Steady time.
      -absl::InfiniteDuration();
};

}  // namespace omzien::runtime
