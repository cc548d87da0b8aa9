// A store in memory, for tests: deterministic, without threads, and durable
// when the test says so. It keeps the contract of server/core/store.h, which
// tests/contract holds it to.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "server/core/store.h"

namespace omzien::testing {

// Thread-safe as the port asks. Snapshots may outlive the store. A write while
// a snapshot or a scan is open copies the tables it touches. Destroying it
// drops who still waits, as Crash() does.
class MemoryStore final : public core::Store {
 public:
  // When a batch would survive a power cut.
  enum class Durability : std::uint8_t {
    kAtOnce,  // When it is written.
    kManual,  // At the next MakeDurable().
  };

  explicit MemoryStore(Durability durability = Durability::kAtOnce);

  absl::StatusOr<std::optional<std::string>> Get(
      core::Keyspace keyspace, absl::string_view key) const override;
  absl::Status Scan(
      core::Keyspace keyspace, const core::KeyRange& range, bool reverse,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>
          visit) const override;
  absl::StatusOr<core::Ticket> Write(const core::Batch& batch) override;
  core::Ticket LastWritten() const override;
  // `done` runs on the calling thread: here, or in MakeDurable().
  void WhenDurable(core::Ticket ticket,
                   absl::AnyInvocable<void() &&> done) override;
  std::unique_ptr<core::Reader> Snapshot() const override;

  // Makes durable all that is written, or all up to a ticket; runs those who
  // wait for it, in the order of their tickets.
  void MakeDurable();
  void MakeDurable(core::Ticket ticket);

  // A power cut and a restart: what is not durable is gone, who waited is never
  // called, tickets start anew, and a failure is over.
  void Crash();

  // The next Write() changes nothing and returns `status`; so do all after it,
  // and nothing becomes durable any more, as the contract says of a disk that
  // refuses. Lasts until Crash().
  void FailNextWrite(absl::Status status);

  // All that is visible now; see store_dump.h.
  std::vector<std::string> Dump() const;

 private:
  // A table with readers stands still: the next write to it copies it.
  struct Table {
    std::map<std::string, std::string> rows;
    std::atomic<int> readers = 0;
  };
  class Pin;
  class View;
  // What a batch that is not durable replaced.
  struct Undo {
    core::Ticket ticket;
    std::vector<core::Mutation> before;
  };

  Pin Read(core::Keyspace keyspace) const;
  // Returns the mutation that undoes this one.
  core::Mutation Apply(const core::Mutation& mutation)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void RunWaiters();

  const Durability durability_;
  mutable absl::Mutex mutex_;
  std::array<std::shared_ptr<Table>, core::kKeyspaceCount> tables_
      ABSL_GUARDED_BY(mutex_);
  core::Ticket written_ ABSL_GUARDED_BY(mutex_) = 0;
  core::Ticket durable_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<Undo> undo_ ABSL_GUARDED_BY(mutex_);
  // Those of one ticket in the order in which they came.
  std::multimap<core::Ticket, absl::AnyInvocable<void() &&>> waiters_
      ABSL_GUARDED_BY(mutex_);
  absl::Status refusal_ ABSL_GUARDED_BY(mutex_);
  bool failed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace omzien::testing
