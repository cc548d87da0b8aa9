// Watches a lane's turns, for the longest.

#pragma once

#include <algorithm>
#include <ctime>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/executor.h"
#include "server/core/observer.h"
#include "tests/bench/bench_server.h"

namespace omzien::bench {

// Keeps the turn that held the lane longest, and counts those that held it
// longer than they may. Thread-safe.
class TurnWatch final : public core::Observer {
 public:
  void OnTurn(const core::Turn& turn) override {
    const absl::MutexLock lock(&mutex_);
    ++longest_.turns;
    if (turn.held > kTurnGoal) ++longest_.over_goal;
    if (turn.held > longest_.held) {
      longest_.what = std::string(turn.what);
      longest_.held = turn.held;
    }
  }
  LongestTurn Take() {
    const absl::MutexLock lock(&mutex_);
    return std::exchange(longest_, {});
  }

 private:
  absl::Mutex mutex_;
  LongestTurn longest_ ABSL_GUARDED_BY(mutex_);
};

// The lane's executor, which also keeps the most processor time of one task.
class CountingExecutor final : public core::Executor {
 public:
  explicit CountingExecutor(core::Executor& executor) : executor_(executor) {}

  void Post(absl::AnyInvocable<void() &&> task) override {
    executor_.Post([this, task = std::move(task)]() mutable {
      const absl::Duration begun = ProcessorTime();
      std::move(task)();
      const absl::MutexLock lock(&mutex_);
      most_ = std::max(most_, ProcessorTime() - begun);
    });
  }
  absl::Duration TakeMost() {
    const absl::MutexLock lock(&mutex_);
    return std::exchange(most_, absl::ZeroDuration());
  }

 private:
  // Of the calling thread.
  static absl::Duration ProcessorTime() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return absl::DurationFromTimespec(time);
  }

  core::Executor& executor_;
  absl::Mutex mutex_;
  absl::Duration most_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::bench
