#include "server/core/outbox_queue.h"

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace omzien::core {

void OutboxQueue::Put(const std::string& id, absl::Time due) {
  Remove(id);
  due_[id] = due;
  waiting_.emplace(due, id);
  Refresh();
}

void OutboxQueue::Remove(const std::string& id) {
  const auto known = due_.find(id);
  if (known == due_.end()) return;
  waiting_.erase({known->second, id});
  due_.erase(known);
  Refresh();
}

std::vector<std::string> OutboxQueue::Take(absl::Time now, int max) {
  std::vector<std::string> ids;
  while (!waiting_.empty() && waiting_.begin()->first <= now &&
         static_cast<int>(ids.size()) < max) {
    ids.push_back(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
  }
  Refresh();
  return ids;
}

void OutboxQueue::Refresh() {
  next_due_us_.store(absl::ToUnixMicros(
      waiting_.empty() ? absl::InfiniteFuture() : waiting_.begin()->first));
}

}  // namespace omzien::core
