// What the server tells of its own work, kept as few numbers: what
// `omzien admin status` shows and what concerns are judged by.

#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"
#include "server/core/observer.h"
#include "server/runtime/log.h"

namespace omzien::runtime {

// Since the start.
struct FigureValues {
  core::LaneFigures lane;
  absl::Time lane_time = absl::InfinitePast();  // When the lane said so.
  std::string longest_turn;  // "PostNeed"; empty when there was none.
  absl::Duration longest_held;
  std::int64_t turns_over_limit = 0;
  bool lane_slow = false;  // Many slow turns in a short time.
  std::int64_t delivered = 0;
  std::int64_t failed = 0;
  int failed_in_a_row = 0;
  // Of the first failure in that row; meaningless without one.
  absl::Time failing_since;
};

// Thread-safe. Borrows the clock and the log.
class Figures final : public core::Observer {
 public:
  // The lane is slow when this many turns were over the limit within this time.
  static constexpr int kSlowTurns = 10;
  static constexpr absl::Duration kSlowWithin = absl::Minutes(5);

  // A turn longer than `turn_max` is over the limit, and stands in the log.
  Figures(absl::Duration turn_max, core::Clock& clock, Log& log);

  void OnTurn(const core::Turn& turn) override;
  void OnLane(const core::LaneFigures& lane) override;
  void OnDelivery(bool delivered) override;

  FigureValues values() const;

 private:
  const absl::Duration turn_max_;
  core::Clock& clock_;
  Log& log_;
  mutable absl::Mutex mutex_;
  FigureValues values_ ABSL_GUARDED_BY(mutex_);
  // Steady times of the last turns over the limit, at most kSlowTurns.
  std::deque<absl::Duration> slow_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::runtime
