#include "server/storage/committer.h"

#include <rocksdb/threadpool.h>
#include <cstdint>
#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "server/core/clock.h"
#include "server/core/observer.h"
#include "server/core/store.h"

namespace omzien::storage {

Committer::Committer(Disk disk, core::Clock& clock, std::int64_t sequence,
                     std::function<void(absl::Status)> on_failure,
                     core::Observer* observer)
    : disk_(std::move(disk)),
      clock_(clock),
      observer_(observer),
      marked_(sequence),
      marked_at_(clock.SteadyNow()),
      written_{.ticket = 0, .sequence = sequence},
      on_failure_(std::move(on_failure)),
      thread_(rocksdb::NewThreadPool(1)) {
  thread_->SubmitJob([this] { Run(); });
}

Committer::~Committer() { Stop(); }

void Committer::Stop() {
  {
    const absl::MutexLock lock(&mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  thread_->WaitForJobsAndJoinAllThreads();
  const absl::MutexLock lock(&mutex_);
  if (failure_.ok()) failure_ = absl::FailedPreconditionError("closed");
}

core::Ticket Committer::Written(std::int64_t sequence) {
  const absl::MutexLock lock(&mutex_);
  if (sequence > 0) written_.sequence = sequence;
  return ++written_.ticket;
}

core::Ticket Committer::last_written() const {
  const absl::MutexLock lock(&mutex_);
  return written_.ticket;
}

void Committer::WhenDurable(core::Ticket ticket, Done done) {
  {
    const absl::MutexLock lock(&mutex_);
    if (!failure_.ok()) return;
    if (ticket > durable_) {
      waiters_.emplace(ticket, std::move(done));
      return;
    }
  }
  std::move(done)();
}

void Committer::Fail(const absl::Status& status) {
  std::function<void(absl::Status)> on_failure;
  {
    const absl::MutexLock lock(&mutex_);
    if (!failure_.ok()) return;
    failure_ = status;
    on_failure.swap(on_failure_);
  }
  on_failure(status);
}

absl::Status Committer::failure() const {
  const absl::MutexLock lock(&mutex_);
  return failure_;
}

void Committer::Run() {
  bool stopping = false;
  while (!stopping) {
    Position goal;
    bool idle = false;
    {
      const absl::MutexLock lock(&mutex_);
      idle = !mutex_.AwaitWithTimeout(
          absl::Condition(this, &Committer::HasWork), kMarkEvery);
      if (!failure_.ok()) return;
      goal = written_;
      stopping = stopping_;
    }
    if (!Sync(goal)) return;
    CallWaiters();
    const bool due =
        idle || stopping || clock_.SteadyNow() - marked_at_ >= kMarkEvery;
    if (due && !Mark(goal.sequence)) return;
  }
}

bool Committer::Sync(const Position& goal) {
  core::Ticket batches = 0;
  {
    const absl::MutexLock lock(&mutex_);
    batches = goal.ticket - durable_;
  }
  if (batches == 0) return true;
  const absl::Duration begun = clock_.SteadyNow();
  if (const absl::Status status = disk_.sync(); !status.ok()) {
    Fail(status);
    return false;
  }
  {
    const absl::MutexLock lock(&mutex_);
    durable_ = goal.ticket;
  }
  if (observer_ != nullptr) {
    observer_->OnSync(static_cast<int>(batches), clock_.SteadyNow() - begun);
  }
  return true;
}

bool Committer::Mark(std::int64_t sequence) {
  if (sequence == marked_) return true;
  if (const absl::Status status = disk_.mark(sequence); !status.ok()) {
    Fail(status);
    return false;
  }
  marked_ = sequence;
  marked_at_ = clock_.SteadyNow();
  return true;
}

// One at a time and without the lock: a waiter may call the store.
void Committer::CallWaiters() {
  while (true) {
    Done done;
    {
      const absl::MutexLock lock(&mutex_);
      if (!failure_.ok() || waiters_.empty()) return;
      const auto first = waiters_.begin();
      if (first->first > durable_) return;
      done = std::move(first->second);
      waiters_.erase(first);
    }
    std::move(done)();
  }
}

bool Committer::HasWork() const {
  return stopping_ || !failure_.ok() ||
         (durable_ < written_.ticket && !waiters_.empty());
}

}  // namespace omzien::storage
