#include "server/core/watch_registry.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "omzien/store/v1/record.pb.h"

namespace omzien::core {

std::uint64_t WatchRegistry::Add(const std::string& parent,
                                 std::function<void()> wake) {
  const absl::MutexLock lock(&mutex_);
  const std::uint64_t id = next_++;
  watchers_[parent][id] = std::move(wake);
  parents_[id] = parent;
  return id;
}

void WatchRegistry::Remove(std::uint64_t id) {
  const absl::MutexLock lock(&mutex_);
  const auto parent = parents_.find(id);
  if (parent == parents_.end()) return;
  const auto watchers = watchers_.find(parent->second);
  watchers->second.erase(id);
  if (watchers->second.empty()) watchers_.erase(watchers);
  parents_.erase(parent);
}

void WatchRegistry::Wake(const store::v1::JournalEntry& entry) {
  const absl::MutexLock lock(&mutex_);
  const auto wake = [this](const std::string& parent)
                        ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
                          const auto watchers = watchers_.find(parent);
                          if (watchers == watchers_.end()) return;
                          for (const auto& [id, each] : watchers->second) {
                            each();
                          }
                        };
  for (const std::string& person : entry.audience()) wake(person);
  wake(entry.municipality());
}

}  // namespace omzien::core
