// Runs the timers of a lane when the next is due, and at least once a second:
// the engine also needs the beat to notice that a clock has jumped.

#pragma once

#include <functional>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "boost/asio/any_io_executor.hpp"
#include "boost/asio/steady_timer.hpp"
#include "server/core/clock.h"

namespace omzien::runtime {

// Thread-safe. Runs never overlap: the next is planned when one has answered.
class LaneTimer {
 public:
  // core::Engine::RunTimers(), or its like: runs what is due and calls `done`
  // once, on any thread, with the time of the next.
  using Run =
      std::function<void(absl::AnyInvocable<void(absl::Time next) &&> done)>;

  // `pool` and `clock` outlive this. `wait_max`: longest time between runs.
  LaneTimer(const boost::asio::any_io_executor& pool, core::Clock& clock,
            Run run, absl::Duration wait_max = absl::Seconds(1));
  ~LaneTimer();  // Stops.

  // Call once. The first run is at once.
  void Start();

  // Waits for a run in progress; none begins after it returns. The pool must
  // still run, and this must not be one of its threads. Again is a no-op.
  void Stop();

 private:
  enum class State { kIdle, kWaiting, kRunning };

  void Plan(absl::Duration wait) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void OnTimer();
  void OnRun(absl::Time next);
  bool IsIdle() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  core::Clock& clock_;
  const Run run_;
  const absl::Duration wait_max_;
  absl::Mutex mutex_;
  boost::asio::steady_timer timer_ ABSL_GUARDED_BY(mutex_);
  State state_ ABSL_GUARDED_BY(mutex_) = State::kIdle;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace omzien::runtime
