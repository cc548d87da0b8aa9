#include "server/places/reply_cache.h"

#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace omzien::places {

ReplyCache::Reply ReplyCache::Get(absl::string_view target) {
  const absl::MutexLock lock(&mutex_);
  const auto found = by_target_.find(target);
  if (found == by_target_.end()) {
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->second;
}

void ReplyCache::Put(absl::string_view target, Reply reply) {
  const absl::MutexLock lock(&mutex_);
  if (const auto found = by_target_.find(target); found != by_target_.end()) {
    found->second->second = std::move(reply);
    entries_.splice(entries_.begin(), entries_, found->second);
    return;
  }
  entries_.emplace_front(std::string(target), std::move(reply));
  by_target_.emplace(entries_.front().first, entries_.begin());
  if (entries_.size() > max_) {
    by_target_.erase(entries_.back().first);
    entries_.pop_back();
  }
}

}  // namespace omzien::places
