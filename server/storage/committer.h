// The barrier: one thread that makes batches durable for all who wait.
//
// While it syncs, further batches are written and gather; the next sync takes
// them all. That is three times as fast as syncing each write and letting
// RocksDB group them (measured; tests/bench/store_bench.cc measures it again).

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/core/clock.h"
#include "server/core/observer.h"
#include "server/core/store.h"

namespace rocksdb {
class ThreadPool;
}  // namespace rocksdb

namespace omzien::storage {

// Thread-safe.
class Committer {
 public:
  using Done = absl::AnyInvocable<void() &&>;

  // Called on the committer's thread.
  struct Disk {
    // Makes durable all that was written before the call.
    std::function<absl::Status()> sync;
    // Records that journal entries up to `sequence` are durable.
    std::function<absl::Status(std::int64_t sequence)> mark;
  };

  // The mark is written at most this often, and this long after the last batch
  // at the latest. A batch for which nobody waits is synced as late as that.
  static constexpr absl::Duration kMarkEvery = absl::Seconds(1);

  // `sequence` is already marked. `on_failure` is called once, when something
  // fails, on the thread where it fails. `observer` may be null.
  Committer(Disk disk, core::Clock& clock, std::int64_t sequence,
            std::function<void(absl::Status)> on_failure,
            core::Observer* observer = nullptr);
  ~Committer();

  // Makes durable and marks all that was written, calls those who wait, and
  // joins the thread; after a failure it only joins. From then on it is a
  // failure to write, and nobody is called any more. Not to be called beside
  // Written() or itself; destroying does it too.
  void Stop();

  // Says that a batch was written; 0 when it has no journal entry. Called by
  // one thread at a time, in the order of writing.
  core::Ticket Written(std::int64_t sequence);
  core::Ticket last_written() const;

  // See core::Store.
  void WhenDurable(core::Ticket ticket, Done done);

  // The disk refused something: the first call counts. Nobody who waits is
  // called any more.
  void Fail(const absl::Status& status);
  // OK until then.
  absl::Status failure() const;

 private:
  // How far the disk has come, or is to come.
  struct Position {
    core::Ticket ticket = 0;
    std::int64_t sequence = 0;
  };

  void Run();
  bool Sync(const Position& goal);
  bool Mark(std::int64_t sequence);
  void CallWaiters();
  bool HasWork() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  const Disk disk_;
  core::Clock& clock_;
  core::Observer* const observer_;

  // Of the committer's thread alone.
  std::int64_t marked_;
  absl::Duration marked_at_;

  mutable absl::Mutex mutex_;
  Position written_ ABSL_GUARDED_BY(mutex_);
  core::Ticket durable_ ABSL_GUARDED_BY(mutex_) = 0;
  // Those of one ticket in the order in which they came.
  std::multimap<core::Ticket, Done> waiters_ ABSL_GUARDED_BY(mutex_);
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  std::function<void(absl::Status)> on_failure_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;

  const std::unique_ptr<rocksdb::ThreadPool> thread_;
};

}  // namespace omzien::storage
