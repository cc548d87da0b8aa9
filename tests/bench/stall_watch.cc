#include "tests/bench/stall_watch.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "server/runtime/system_clock.h"

namespace omzien::bench {
namespace {

constexpr absl::Duration kPeriod = absl::Milliseconds(1);

}  // namespace

StallWatch::StallWatch() {
  cpu_set_t allowed;
  sees_all_ = sched_getaffinity(0, sizeof(allowed), &allowed) == 0;
  for (int cpu = 0; sees_all_ && cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &allowed)) continue;
    threads_.emplace_back([this] { Watch(); });
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    const pthread_t thread = threads_.back().native_handle();
    const sched_param highest{.sched_priority =
                                  sched_get_priority_max(SCHED_FIFO)};
    sees_all_ = pthread_setaffinity_np(thread, sizeof(one), &one) == 0 &&
                pthread_setschedparam(thread, SCHED_FIFO, &highest) == 0;
  }
}

StallWatch::~StallWatch() {
  is_over_ = true;
  for (std::thread& thread : threads_) thread.join();
}

double StallWatch::TakeLongestUs() {
  if (!sees_all_) return -1;
  const absl::MutexLock lock(&mutex_);
  return absl::ToDoubleMicroseconds(
      std::exchange(longest_, absl::ZeroDuration()));
}

void StallWatch::Watch() {
  runtime::SystemClock clock;
  while (!is_over_) {
    const absl::Duration due = clock.SteadyNow() + kPeriod;
    absl::SleepFor(kPeriod);
    const absl::Duration late = clock.SteadyNow() - due;
    const absl::MutexLock lock(&mutex_);
    longest_ = std::max(longest_, late);
  }
}

}  // namespace omzien::bench
