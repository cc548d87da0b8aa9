// A lane without a thread: a test runs its tasks, on its own thread, when it
// wants to.

#pragma once

#include <cstddef>
#include <deque>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"
#include "server/core/executor.h"

namespace omzien::testing {

// Post() is thread-safe; RunOne() and RunAll() are called by one thread.
class InlineExecutor final : public core::Executor {
 public:
  using Task = absl::AnyInvocable<void() &&>;

  void Post(Task task) override {
    const absl::MutexLock lock(&mutex_);
    tasks_.push_back(std::move(task));
  }

  // Runs the oldest task. False when there is none.
  bool RunOne() {
    Task task;
    {
      const absl::MutexLock lock(&mutex_);
      if (tasks_.empty()) return false;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    std::move(task)();
    return true;
  }

  // Runs tasks, also those that tasks post, until none is left. Returns how
  // many.
  int RunAll() {
    int count = 0;
    while (RunOne()) ++count;
    return count;
  }

  // Drops what is waiting, as a crash does.
  void Clear() {
    std::deque<Task> dropped;
    const absl::MutexLock lock(&mutex_);
    dropped.swap(tasks_);
  }

  std::size_t size() const {
    const absl::MutexLock lock(&mutex_);
    return tasks_.size();
  }

 private:
  mutable absl::Mutex mutex_;
  std::deque<Task> tasks_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace omzien::testing
