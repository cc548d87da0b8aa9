// What needs a person: which concerns there are, since when, and one line in
// the log when one begins and when it ends.

#pragma once

#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "omzien/v1/administration.pb.h"
#include "server/runtime/figures.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

// A backup older than this is a concern; so is a timer that is later than
// kTimerLate, or mail after so many failures in a row.
inline constexpr absl::Duration kBackupOld = absl::Hours(48);
inline constexpr absl::Duration kTimerLate = absl::Minutes(1);
inline constexpr int kMailFailures = 3;

// What is wrong in `status`, whose own concerns are not looked at. A concern
// without `since_time` is as old as its first notice.
std::vector<omzien::v1::Concern> FindConcerns(
    const omzien::v1::ServerStatus& status, const FigureValues& figures);

// Thread-safe. Borrows the log.
class Concerns {
 public:
  explicit Concerns(Log& log) : log_(log) {}

  // Takes what FindConcerns() found in `status` for what there is now. Returns
  // the same with their times, the longest-standing first.
  std::vector<omzien::v1::Concern> Update(
      std::vector<omzien::v1::Concern> found,
      const omzien::v1::ServerStatus& status);

 private:
  Log& log_;
  absl::Mutex mutex_;
  std::vector<omzien::v1::Concern> known_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::runtime
