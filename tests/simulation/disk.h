// The disk of a simulation: a store in memory that becomes durable when the
// simulation says so, and a ledger of all that is written to it.

#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/ledger.h"
#include "tests/testing/memory_store.h"

namespace omzien::simulation {

// For one thread.
class Disk final : public core::Store {
 public:
  // Called after each batch, with the ledger as it is then.
  using OnChange = std::function<void(const Change&)>;

  Disk(Findings& findings, OnChange on_change);

  absl::StatusOr<std::optional<std::string>> Get(
      core::Keyspace keyspace, absl::string_view key) const override;
  absl::Status Scan(
      core::Keyspace keyspace, const core::KeyRange& range, bool reverse,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>
          visit) const override;
  absl::StatusOr<core::Ticket> Write(const core::Batch& batch) override;
  core::Ticket LastWritten() const override { return memory_.LastWritten(); }
  void WhenDurable(core::Ticket ticket,
                   absl::AnyInvocable<void() &&> done) override;
  std::unique_ptr<core::Reader> Snapshot() const override {
    return memory_.Snapshot();
  }

  // --- What the simulation does with it ---

  // The oldest `batches` that are not durable become so, and who waits is told.
  void MakeDurable(int batches);
  int pending() const { return static_cast<int>(pending_.size()); }

  // The next write is refused, and all after it, until a power cut.
  void Break();
  bool broken() const { return broken_; }

  // What is not durable is gone, and who waits is never told.
  void PowerCut();

  // --- What is known of it ---

  const Ledger& ledger() const { return books_.ledger(); }
  // 0 when there is none.
  std::int64_t DurableRevision(const std::string& name) const;
  // It was removed, and that is durable: so is all that it ever was.
  bool HasDurablyGone(const std::string& name) const;
  std::int64_t durable_sequence() const { return durable_sequence_; }
  bool IsDurableMessage(const std::string& id) const {
    return durable_messages_.contains(id);
  }

 private:
  // What a batch that is not durable brought.
  struct Pending {
    core::Ticket ticket = 0;
    std::vector<std::pair<std::string, std::int64_t>> revisions;
    std::vector<std::string> messages;
    std::int64_t sequence = 0;
  };

  Findings& findings_;
  const OnChange on_change_;
  testing::MemoryStore memory_{testing::MemoryStore::Durability::kManual};
  Bookkeeper books_;
  std::deque<Pending> pending_;
  std::map<std::string, std::int64_t> durable_revisions_;
  std::set<std::string> durable_messages_;
  std::int64_t durable_sequence_ = 0;
  bool broken_ = false;
};

}  // namespace omzien::simulation
