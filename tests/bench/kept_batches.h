// A store in front of a store, that keeps a copy of what is written: so that
// the disk's own limit is measured with the same bytes.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/core/store.h"

namespace omzien::bench {

// Write() and batches() by one thread at a time, as the port says of Write().
class KeptBatches final : public core::Store {
 public:
  explicit KeptBatches(core::Store& store) : store_(store) {}

  // From now on up to `max` batches are kept; those before are let go.
  void Keep(std::size_t max) {
    max_ = max;
    batches_.clear();
    batches_.reserve(max);
  }
  const std::vector<core::Batch>& batches() const { return batches_; }

  absl::StatusOr<core::Ticket> Write(const core::Batch& batch) override {
    if (batches_.size() < max_) batches_.push_back(batch);
    return store_.Write(batch);
  }
  core::Ticket LastWritten() const override { return store_.LastWritten(); }
  void WhenDurable(core::Ticket ticket,
                   absl::AnyInvocable<void() &&> done) override {
    store_.WhenDurable(ticket, std::move(done));
  }
  std::unique_ptr<core::Reader> Snapshot() const override {
    return store_.Snapshot();
  }
  absl::StatusOr<std::optional<std::string>> Get(
      core::Keyspace keyspace, absl::string_view key) const override {
    return store_.Get(keyspace, key);
  }
  absl::Status Scan(
      core::Keyspace keyspace, const core::KeyRange& range, bool reverse,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>
          visit) const override {
    return store_.Scan(keyspace, range, reverse, visit);
  }

 private:
  core::Store& store_;
  std::size_t max_ = 0;
  std::vector<core::Batch> batches_;
};

}  // namespace omzien::bench
