// The messages that wait to be delivered, in the order in which they are due.
// A view of Keyspace::kOutbox.

#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/time/time.h"

namespace omzien::core {

// Owned by its lane; only next_due() may be called from elsewhere.
class OutboxQueue {
 public:
  // A durable message; one that is known gets this due time, and is no longer
  // in anybody's hands.
  void Put(const std::string& id, absl::Time due);
  void Remove(const std::string& id);
  // All of them, also those in somebody's hands.
  std::size_t size() const { return due_.size(); }

  // Ids of at most `max` messages that are due and in nobody's hands; now they
  // are in the caller's.
  std::vector<std::string> Take(absl::Time now, int max);

  // When the first message in nobody's hands is due.
  absl::Time next_due() const {
    const std::int64_t due_us = next_due_us_.load();
    return due_us == absl::ToUnixMicros(absl::InfiniteFuture())
               ? absl::InfiniteFuture()
               : absl::FromUnixMicros(due_us);
  }

 private:
  void Refresh();

  std::set<std::pair<absl::Time, std::string>> waiting_;
  absl::btree_map<std::string, absl::Time> due_;
  std::atomic<std::int64_t> next_due_us_{
      absl::ToUnixMicros(absl::InfiniteFuture())};
};

}  // namespace omzien::core
